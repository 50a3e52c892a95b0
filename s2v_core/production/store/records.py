"""Rows of the tables turned into values, and values into the JSON texts of the tables."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from s2v_core.errors import JobNotFound
from s2v_core.production.outcome import Failure, Progress, Results
from s2v_core.production.store.rows import NewJob, StoredJob, StoredOutput, Task
from s2v_core.production.store.schema import PLANNING
from s2v_core.production.store.states import OutputState
from s2v_core.production.store.values import moment, storable

__all__ = [
    "dumped",
    "failure_text",
    "job_row",
    "read_failure",
    "read_job",
    "read_output",
    "read_request",
    "read_task",
    "results_text",
]


def dumped(values: Mapping[str, Any]) -> str:
    """Return JSON values as text.

    Raises:
        TypeError, ValueError: they are not JSON values.
    """
    return storable(json.dumps(dict(values), ensure_ascii=False, separators=(",", ":"), allow_nan=False))


def failure_text(failure: Failure) -> str:
    """Return a failure as the text that is stored."""
    return dumped(asdict(failure))


def results_text(results: Results) -> str:
    """Return results as the text that is stored."""
    return dumped(results.to_json())


def job_row(connection: sqlite3.Connection, identity: str) -> sqlite3.Row:
    """Return the row of a job.

    Raises:
        JobNotFound: there is none.
    """
    row: sqlite3.Row | None = connection.execute("SELECT * FROM jobs WHERE id = ?", (storable(identity),)).fetchone()
    if row is None:
        raise JobNotFound("There is no such job.", where=identity, hint="It may have been removed.")
    return row


def read_request(job: sqlite3.Row, request: sqlite3.Row) -> NewJob:
    """Return a job as it was submitted."""
    return NewJob(
        document=request["document"],
        mode=job["mode"],
        out=job["out"],
        name=job["name"],
        seed=_read_seed(job["seed"]),
        user_data=request["user_data"],
        settings=json.loads(request["settings"]),
        priority=job["priority"],
        token=job["token"],
        kind=job["kind"],
    )


def read_job(
    job: sqlite3.Row, planning: sqlite3.Row, outputs: Mapping[OutputState, int], frames: Progress
) -> StoredJob:
    """Return a job from its row, its planning step, and what its outputs add up to."""
    return StoredJob(
        id=job["id"],
        token=job["token"],
        kind=job["kind"],
        name=job["name"],
        mode=job["mode"],
        seed=_read_seed(job["seed"]),
        out=job["out"],
        priority=job["priority"],
        state=job["state"],
        cancel_requested=bool(job["cancel"]),
        created=moment(job["created"]),
        modified=moment(job["modified"]),
        started=moment(job["started"]),
        ended=moment(job["ended"]),
        planning=Progress(done=planning["done"], total=planning["total"]),
        attempts=planning["attempts"],
        failure=read_failure(planning["failure"]),
        outputs=outputs,
        frames_done=frames.done,
        frames=frames.total,
        revision=job["revision"],
    )


def read_output(row: sqlite3.Row) -> StoredOutput:
    """Return an output from its step joined with its details."""
    return StoredOutput(
        job=row["job"],
        index=row["place"],
        name=row["name"],
        state=row["state"],
        progress=Progress(done=row["done"], total=row["total"]),
        attempts=row["attempts"],
        started=moment(row["started"]),
        ended=moment(row["ended"]),
        failure=read_failure(row["failure"]),
        draws=json.loads(row["draws"]),
        results=_read_results(row["results"]),
        revision=row["revision"],
    )


def read_task(row: sqlite3.Row) -> Task:
    """Return a claimed task from its step joined with its details (planning has none)."""
    return Task(
        job=row["job"],
        index=None if row["place"] == PLANNING else row["place"],
        lease=row["lease"],
        worker=row["worker"],
        attempt=row["attempts"],
        name=row["name"],
        frames=row["total"],
        timeline=row["timeline"] or "",
        results=_read_results(row["results"]),
    )


def _read_seed(text: str | None) -> int | None:
    return None if text is None else int(text)


def read_failure(text: str | None) -> Failure | None:
    """Return the failure that `failure_text` wrote; None when there is none."""
    return None if text is None else Failure(**json.loads(text))


def _read_results(text: str | None) -> Results | None:
    return None if text is None else Results.from_json(json.loads(text))
