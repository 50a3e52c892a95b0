"""A store on a temporary disk, with a clock that stands still until it is moved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from s2v_core.production.store import JobsStore
from tests.production.store.making import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[JobsStore]:
    with JobsStore(tmp_path / "jobs.db", now=clock) as store:
        yield store
