"""What a new runner does about the leases of the one before it."""

from __future__ import annotations

from pathlib import Path

import pytest

from s2v_core.errors import LeaseLost
from s2v_core.production.store import Task
from tests.production.runner.house import House
from tests.support.jobs import small_job


def claimed(house: House) -> Task:
    task = house.store.claim("before", 3600)
    assert task is not None
    return task


def test_leases_are_taken_back_at_once_and_the_attempts_do_not_count(house: House, tmp_path: Path) -> None:
    house.submit(small_job(tmp_path))
    for _ in range(5):
        task = claimed(house)
        assert task.attempt == 1
        assert house.store.take_over() == (task,)
    with pytest.raises(LeaseLost):
        house.store.release(task)
    assert house.store.take_over() == ()


def test_what_was_to_be_stopped_has_ended(house: House, tmp_path: Path) -> None:
    job = house.submit(small_job(tmp_path))
    claimed(house)
    house.store.request_cancel(job)
    house.store.take_over()
    assert house.job(job).state == "Cancelled"
