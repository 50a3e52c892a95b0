"""Fixtures of the tests about projects."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from s2v_core.projects import ProjectStore
from s2v_core.settings import Settings


class Clock:
    """A clock that goes on by a second whenever it is looked at."""

    def __init__(self) -> None:
        self.time = datetime(2026, 3, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.time += timedelta(seconds=1)
        return self.time


@pytest.fixture
def store(settings: Settings) -> ProjectStore:
    """An empty store."""
    return ProjectStore(settings, clock=Clock())
