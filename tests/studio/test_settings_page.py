"""The settings page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.widgets.services import services
from s2v_core.cache import Cache, key_of
from s2v_core.settings import SETTINGS_FILE, Settings, load_settings
from tests.studio.harness import ROOT, labels, open_studio, shown

pytestmark = pytest.mark.usefixtures("ran_navigation")
PAGE = "pages/15_settings.py"
TABS = {"general": "General", "voices": "Voices", "model": "Writing", "cache": "Cache", "health": "Check-up"}


def now() -> Settings:
    return load_settings(_env_file=None)


def open_tab(name: str) -> AppTest:
    studio = open_studio(PAGE)
    studio.session_state["settings_tab"] = TABS[name]
    return studio.run()


@pytest.mark.parametrize("name", TABS)
def test_every_tab_opens(name: str) -> None:
    studio = open_tab(name)
    assert not studio.exception
    assert not studio.error


def test_the_language_is_chosen_here_as_in_the_side_bar() -> None:
    studio = open_tab("general")
    studio.button_group(key="settings_language").set_value("zh").run()
    assert "设置" in shown(studio)
    assert studio.selectbox(key="language").value == "zh"


def test_a_voice_that_is_chosen_holds_for_the_command_line() -> None:
    studio = open_tab("voices")
    studio.selectbox(key="settings_voice_en").select("pyttsx3:en-gb").run()
    assert now().voice_en == "pyttsx3:en-gb"
    assert services().settings.voice_en == "pyttsx3:en-gb"
    studio.selectbox(key="settings_voice_en").select("").run()
    assert now().voice_en == ""


def test_what_the_environment_says_is_locked_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("S2V_VOICE_EN", "pyttsx3:en-gb")
    studio = open_tab("voices")
    assert studio.selectbox(key="settings_voice_en").disabled
    assert "S2V_VOICE_EN" in shown(studio)


def test_a_preset_fills_in_address_and_model() -> None:
    studio = open_tab("model")
    studio.selectbox(key="settings_preset").select("ollama").run()
    assert now().copy_base_url == "http://localhost:11434/v1"
    assert now().copy_model
    studio.selectbox(key="settings_preset").select("other").run()
    assert (now().copy_base_url, now().copy_model) == ("", "")
    assert studio.selectbox(key="settings_preset").value == "other"
    studio.selectbox(key="settings_preset").select("").run()
    assert studio.selectbox(key="settings_preset").value == ""


def test_a_wrong_address_is_refused_at_its_field() -> None:
    studio = open_tab("model")
    studio.text_input(key="settings_copy_base_url").input("https://me:secret@example.com/v1").run()
    assert ["holds a name, a password" in error.value for error in studio.error] == [True]
    assert now().copy_base_url == ""


def test_a_key_stays_in_the_session_and_is_written_nowhere(tmp_path: Path) -> None:
    studio = open_tab("model")
    studio.selectbox(key="settings_preset").select("openai").run()
    studio.text_input(key="settings_copy_key").input("sk-very-secret").run()
    assert "kept in this tab alone" in shown(studio)
    assert studio.text_input(key="settings_copy_key").value == ""
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if b"sk-very-secret" in path.read_bytes()]
    assert "kept in this tab alone" not in shown(open_tab("model"))
    studio.button(key="settings_forget_key").click().run()
    assert "kept in this tab alone" not in shown(studio)


def test_the_service_is_tested_and_says_what_is_wrong() -> None:
    studio = open_tab("model")
    assert studio.button(key="settings_test_model").disabled
    studio.text_input(key="settings_copy_base_url").input("http://127.0.0.1:9/v1").run()
    studio.text_input(key="settings_copy_model").input("small").run()
    studio.button(key="settings_test_model").click().run()
    assert ["cannot be reached" in error.value for error in studio.error] == [True]


def test_the_cache_is_shown_limited_and_cleared() -> None:
    here = services()
    Cache(here.settings.cache_dir).store("speech", key_of("x"), ".bin", lambda path: path.write_bytes(b"x" * 5000))
    studio = open_tab("cache")
    assert "Spoken texts" in str(studio.dataframe[0].value)
    studio.number_input(key="settings_cache_limit_gb").set_value(2.5).run()
    assert now().cache_limit_gb == 2.5
    studio.button(key="settings_clear").click().run()
    studio.button(key="cache_yes").click().run()
    assert Cache(here.settings.cache_dir).survey().entries == 0
    assert "5 KB" in shown(studio)


def test_settings_are_one_file_of_plain_values() -> None:
    studio = open_tab("cache")
    studio.number_input(key="settings_cache_limit_gb").set_value(3.0).run()
    assert json.loads((now().home / SETTINGS_FILE).read_text("utf-8")) == {"cache_limit_gb": 3.0}


def test_a_damaged_settings_file_is_told_on_the_page() -> None:
    file = now().home / SETTINGS_FILE
    file.parent.mkdir(parents=True)
    file.write_text("{", "utf-8")
    studio = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30).run()
    assert any("file of the settings is damaged" in error.value for error in studio.error)
    assert not studio.exception
    assert "Open the sample project" not in labels(studio)
