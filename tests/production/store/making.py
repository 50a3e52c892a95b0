"""Short ways to jobs, plans and results for tests of the store."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from s2v_core.production.store import Failure, JobsStore, NewJob, NewOutput, Results, Task

LEASE = 10.0
BROKEN = Failure(code="MediaUnreadable", message="the file is broken.", where="a.mp4", hint="Mend it.")
DONE = Results(files={"Video": "/out/film.mp4"}, frames=10, duration=0.4)


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.time = datetime(2030, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def pass_(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)


def new_job(**given: Any) -> NewJob:
    return NewJob(**{"document": '{"InputConfig": {}}', "mode": "global", "out": "/out", **given})


def new_output(index: int, **given: Any) -> NewOutput:
    return NewOutput(**{"index": index, "name": f"film_{index}.mp4", "timeline": "{}", "frames": 10, **given})


def submit(store: JobsStore, **given: Any) -> str:
    return store.submit(new_job(**given)).job


def claim(store: JobsStore, worker: str = "w") -> Task:
    task = store.claim(worker, LEASE)
    assert task is not None
    return task


def plan(store: JobsStore, task: Task, count: int = 2) -> None:
    store.finish_planning(task, [new_output(index) for index in range(count)], {"Seed": 0})


def planned(store: JobsStore, count: int = 2, **given: Any) -> str:
    """Submit and plan a job; no other may be waiting for its planning."""
    job = submit(store, **given)
    task = claim(store)
    assert (task.job, task.index) == (job, None)
    plan(store, task, count)
    return job


def states(store: JobsStore, job: str) -> list[str]:
    return [output.state for output in store.outputs(job)]
