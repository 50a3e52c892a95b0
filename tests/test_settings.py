from __future__ import annotations

import os
from pathlib import Path

import pytest

from s2v_core.errors import SettingsError
from s2v_core.settings import Settings, load_settings


def test_values_come_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("S2V_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("S2V_URL_HOSTS", "localhost:8000, store.internal")
    monkeypatch.setenv("S2V_ROOTS", os.pathsep.join([str(tmp_path / "a"), str(tmp_path / "b")]))
    settings = load_settings()
    assert settings.cache_dir == tmp_path / "data" / "cache"
    assert settings.url_hosts == ("localhost:8000", "store.internal")
    assert settings.roots == (tmp_path / "a", tmp_path / "b")


def test_a_dot_env_file_is_read_and_the_environment_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("S2V_PRESET=slow\nS2V_CRF=30\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("S2V_CRF", "20")
    settings = load_settings()
    assert (settings.preset, settings.crf) == ("slow", 20)


def test_a_malformed_value_names_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("S2V_CRF", "99")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert caught.value.where == "S2V_CRF"
    assert "doctor --settings" in caught.value.hint


def test_the_data_folder_and_the_samples_are_trusted_by_default(settings: Settings) -> None:
    assert settings.home in settings.trusted_roots
    assert any(path.name == "sample_assets" for path in settings.trusted_roots)


def test_keys_do_not_show_when_settings_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("S2V_SPEECH_API_KEY", "secret-value")
    assert "secret-value" not in repr(load_settings())


def test_every_setting_is_described() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


def test_places_in_storages_are_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("S2V_STORAGE", "s3://shop/videos/, https://shop.example.com/=s3://shop/")
    assert load_settings().storage == ("s3://shop/videos/", "https://shop.example.com/=s3://shop/")
    monkeypatch.setenv("S2V_SOURCES", "footage")
    with pytest.raises(SettingsError, match="'footage' is no address"):
        load_settings()
