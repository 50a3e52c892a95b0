"""Fixtures that every test may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from s2v_core.settings import Settings, load_settings

# A busy machine is no failure, and what passed once passes again; ``--hypothesis-profile=search`` looks further.
hypothesis_settings.register_profile("search", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.register_profile("suite", hypothesis_settings.get_profile("search"), derandomize=True)
hypothesis_settings.load_profile("suite")


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep the developer's own settings and data folder out of the tests."""
    for name in list(os.environ):
        if name.startswith("S2V_") and name != "S2V_TEST_MEDIA":
            monkeypatch.delenv(name)
    monkeypatch.setenv("S2V_HOME", str(tmp_path / "home"))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings whose data folder is empty and temporary."""
    return load_settings(home=tmp_path / "home", _env_file=None)


@pytest.fixture(scope="session")
def media_folder() -> Path:
    """The folder of real footage, photos and music; skips where there is none."""
    folder = os.environ.get("S2V_TEST_MEDIA", "")
    if not folder or not Path(folder).is_dir():
        pytest.skip("S2V_TEST_MEDIA names no folder of real media")
    return Path(folder).resolve()


@pytest.fixture
def real_media(media_folder: Path) -> Path:
    """The same folder, for tests that need it alone."""
    return media_folder
