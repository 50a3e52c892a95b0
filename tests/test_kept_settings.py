"""The settings that are kept in the data folder."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from s2v_core.errors import SettingsError
from s2v_core.settings import SETTINGS_FILE, Settings, keep_settings, load_settings, may_be_kept, set_outside


def write(settings: Settings, content: str) -> Path:
    settings.home.mkdir(parents=True, exist_ok=True)
    file = settings.home / SETTINGS_FILE
    file.write_text(content, "utf-8")
    return file


def again(settings: Settings) -> Settings:
    return load_settings(home=settings.home, _env_file=None)


def test_what_is_kept_holds_for_every_process_with_the_data_folder(settings: Settings) -> None:
    assert keep_settings(settings, cache_limit_gb=2, speech_voices=("alloy", "nova")).cache_limit_gb == 2
    assert again(settings).speech_voices == ("alloy", "nova")
    keep_settings(settings, crf=18)
    assert (again(settings).crf, again(settings).cache_limit_gb) == (18, 2)


def test_nothing_goes_back_to_the_default(settings: Settings) -> None:
    keep_settings(settings, crf=18, preset="slow")
    keep_settings(settings, crf=None)
    assert (again(settings).crf, again(settings).preset) == (23, "slow")


def test_the_environment_wins_over_dot_env_and_both_over_the_file(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    keep_settings(settings, crf=18, preset="slow", keep_days=7)
    (tmp_path / ".env").write_text("S2V_CRF=30\nS2V_PRESET=faster\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("S2V_CRF", "20")
    monkeypatch.setenv("S2V_HOME", str(settings.home))
    found = load_settings()
    assert (found.crf, found.preset, found.keep_days) == (20, "faster", 7)
    assert set_outside() == {"crf", "preset", "home"}


@pytest.mark.parametrize("changes", [{"crf": 99}, {"encoder": 5}, {"storage": ["films"]}])
def test_a_bad_value_is_refused_and_nothing_changed(settings: Settings, changes: dict[str, object]) -> None:
    keep_settings(settings, crf=18)
    with pytest.raises(SettingsError) as refusal:
        keep_settings(settings, preset="slow", **changes)
    assert refusal.value.where.startswith(f"S2V_{next(iter(changes)).upper()}")
    assert (again(settings).crf, again(settings).preset) == (18, "veryfast")


def test_keys_and_the_data_folder_itself_are_never_kept(settings: Settings) -> None:
    secrets = [name for name in Settings.model_fields if not may_be_kept(name)]
    assert secrets == ["home", "callback_key", "access_keys", "speech_api_key", "copy_api_key"]
    for name in (*secrets, "no_setting"):
        with pytest.raises(SettingsError):
            keep_settings(settings, **{name: "x"})
    assert not settings.home.exists()
    write(settings, '{"copy_api_key": "sk-abc"}')
    with pytest.raises(SettingsError) as told:
        again(settings)
    assert "S2V_COPY_API_KEY" in told.value.hint
    assert "sk-abc" not in str(told.value)


@pytest.mark.parametrize("content", ["", "{", "[1]"])
def test_a_damaged_file_is_told_and_left_alone(settings: Settings, content: str) -> None:
    file = write(settings, content)
    for act in (lambda: again(settings), lambda: keep_settings(settings, crf=18)):
        with pytest.raises(SettingsError, match="damaged") as told:
            act()
        assert told.value.where == str(file)
    assert file.read_text("utf-8") == content


def test_what_a_newer_version_keeps_changes_nothing_and_stays(settings: Settings) -> None:
    file = write(settings, '{"crf": 18, "of_tomorrow": true}')
    assert again(settings).crf == 18
    keep_settings(settings, crf=None, preset="slow")
    assert json.loads(file.read_text("utf-8")) == {"of_tomorrow": True, "preset": "slow"}


def test_the_file_is_json_that_people_can_read(settings: Settings, tmp_path: Path) -> None:
    keep_settings(settings, roots=(tmp_path,), crf=18)
    assert json.loads((settings.home / SETTINGS_FILE).read_text("utf-8")) == {"crf": 18, "roots": [str(tmp_path)]}
    assert again(settings).roots == (tmp_path,)
    assert [entry.name for entry in os.scandir(settings.home)] == [SETTINGS_FILE]
