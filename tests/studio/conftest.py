"""Fixtures of the studio's tests."""

from __future__ import annotations

import pytest

from s2v_core.projects import ProjectStore
from s2v_core.settings import load_settings
from tests.studio.harness import ran_navigation
from tests.studio.productions import asked_for_runner, bakery, workshop

__all__ = ["asked_for_runner", "bakery", "ran_navigation", "workshop"]


@pytest.fixture
def store() -> ProjectStore:
    """The projects of the data folder that the studio under test uses."""
    return ProjectStore(load_settings(_env_file=None))
