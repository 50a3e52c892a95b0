"""Fixtures of the studio's tests."""

from __future__ import annotations

import sys
from collections.abc import Iterator

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


@pytest.fixture(autouse=True)
def keeps_the_main_module() -> Iterator[None]:
    """Give the process its main module back, in whose place Streamlit puts the page that it runs.

    Processes that are started later would run that page first.
    """
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main
