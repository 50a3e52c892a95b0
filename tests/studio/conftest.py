"""Fixtures of the studio's tests."""

from __future__ import annotations

import pytest

from s2v_core.projects import ProjectStore
from s2v_core.settings import load_settings
from tests.studio.harness import ran_navigation

__all__ = ["ran_navigation"]


@pytest.fixture
def store() -> ProjectStore:
    """The projects of the data folder that the studio under test uses."""
    return ProjectStore(load_settings(_env_file=None))
