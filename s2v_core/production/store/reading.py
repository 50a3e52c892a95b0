"""What the store tells: jobs, outputs, lists, and what changed since."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from s2v_core.errors import JobNotFound
from s2v_core.production.outcome import Progress
from s2v_core.production.store.records import job_row, read_job, read_output, read_request
from s2v_core.production.store.rows import Changes, JobFilter, NewJob, Page, StoredJob, StoredOutput
from s2v_core.production.store.schema import PLANNING
from s2v_core.production.store.states import JobState, OutputState
from s2v_core.production.store.values import page_token, read_page_token, stamp, storable

__all__ = ["changes", "ended_before", "facts", "job", "jobs", "output", "outputs", "request", "states", "timeline"]

_EVER = 2**62

_FILTERED = """
    FROM jobs WHERE created >= :created_from AND created < :created_before
      AND (:states = '[]' OR state IN (SELECT value FROM json_each(:states)))
      AND (:mode = '' OR mode = :mode) AND (:kind = '' OR kind = :kind) AND (:is = '' OR id = :is)
      AND (:text = '' OR id = :text OR instr(folded, :text) > 0)"""
_OLDEST_FIRST = f"SELECT * {_FILTERED} AND (created, id) > (:created, :id) ORDER BY created, id LIMIT :limit"
_NEWEST_FIRST = f"""SELECT * {_FILTERED} AND (created, id) < (:created, :id)
    ORDER BY created DESC, id DESC LIMIT :limit"""

_STEPS_OF = """
    SELECT job, place, state, done, total, attempts, failure FROM steps
    WHERE job IN (SELECT value FROM json_each(?))"""

_OUTPUTS = "SELECT steps.*, draws, results FROM steps CROSS JOIN details USING (job, place) WHERE "  # in this order


def job(connection: sqlite3.Connection, identity: str) -> StoredJob:
    """Return one job."""
    return _jobs(connection, [job_row(connection, identity)])[0]


def request(connection: sqlite3.Connection, identity: str) -> NewJob:
    """Return a job as it was submitted."""
    row = job_row(connection, identity)
    return read_request(row, connection.execute("SELECT * FROM requests WHERE job = ?", (row["id"],)).fetchone())


def facts(connection: sqlite3.Connection, identity: str) -> dict[str, object]:
    """Return what planning noted about the job."""
    job_row(connection, identity)
    text = connection.execute("SELECT facts FROM requests WHERE job = ?", (identity,)).fetchone()[0]
    return dict(json.loads(text))


def jobs(
    connection: sqlite3.Connection, wanted: JobFilter, *, limit: int, token: str | None, newest_first: bool
) -> Page:
    """Return a part of the list of jobs by creation."""
    if limit < 1:
        raise ValueError("a page holds at least one job")
    created, identity = (_EVER if newest_first else -_EVER), ""
    if token is not None:
        created, identity = read_page_token(token, newest_first)
    rows = connection.execute(
        _NEWEST_FIRST if newest_first else _OLDEST_FIRST,
        {
            "created_from": -_EVER if wanted.created_from is None else stamp(wanted.created_from),
            "created_before": _EVER if wanted.created_before is None else stamp(wanted.created_before),
            "states": json.dumps(wanted.states),
            "mode": storable(wanted.mode),
            "kind": storable(wanted.kind),
            "is": storable(wanted.id),
            "text": storable(wanted.text.casefold()),
            "created": created,
            "id": identity,
            "limit": limit + 1,
        },
    ).fetchall()
    shown = rows[:limit]
    more = len(rows) > limit
    return Page(
        jobs=tuple(_jobs(connection, shown)),
        next_token=page_token(newest_first, shown[-1]["created"], shown[-1]["id"]) if more else None,
    )


def outputs(connection: sqlite3.Connection, identity: str) -> tuple[StoredOutput, ...]:
    """Return the outputs of a job by index; none before it is planned."""
    job_row(connection, identity)
    rows = connection.execute(_OUTPUTS + "job = ? ORDER BY place", (identity,))
    return tuple(read_output(row) for row in rows)


def output(connection: sqlite3.Connection, identity: str, index: int) -> StoredOutput:
    """Return one output."""
    return read_output(_step(connection, identity, index))


def timeline(connection: sqlite3.Connection, identity: str, index: int) -> str:
    """Return the planned timeline of an output as text."""
    _step(connection, identity, index)
    row = connection.execute("SELECT timeline FROM details WHERE job = ? AND place = ?", (identity, index)).fetchone()
    return str(row[0])


def changes(connection: sqlite3.Connection, revision: int, identity: str | None) -> Changes:
    """Return what changed after ``revision``, everywhere or in one job.

    The pluses keep SQLite from walking through everything in the wanted order instead of looking up the revisions.
    """
    counters = dict(connection.execute("SELECT name, value FROM counters"))
    found = {"revision": min(max(revision, 0), _EVER), "job": None if identity is None else storable(identity)}
    changed = connection.execute(
        "SELECT * FROM jobs WHERE revision > :revision AND (:job IS NULL OR id = :job) ORDER BY +created, +id", found
    ).fetchall()
    moved = connection.execute(
        _OUTPUTS + "revision > :revision AND (:job IS NULL OR job = :job) ORDER BY +job, +place", found
    )
    gone = connection.execute(
        "SELECT id FROM removed WHERE revision > :revision AND (:job IS NULL OR id = :job) ORDER BY revision", found
    )
    return Changes(
        revision=counters["revision"],
        jobs=tuple(_jobs(connection, changed)),
        outputs=tuple(read_output(row) for row in moved),
        removed=tuple(identity for (identity,) in gone),
        complete=revision >= counters["forgotten"],
    )


def states(connection: sqlite3.Connection) -> dict[JobState, int]:
    """Return how many jobs are in each state that any is in."""
    return dict(connection.execute("SELECT state, count(*) FROM jobs GROUP BY state").fetchall())


def ended_before(connection: sqlite3.Connection, at: datetime) -> tuple[str, ...]:
    """Return the jobs that ended before a moment, oldest first."""
    rows = connection.execute("SELECT id FROM jobs WHERE ended < ? ORDER BY ended, id", (stamp(at),))
    return tuple(identity for (identity,) in rows)


def _step(connection: sqlite3.Connection, identity: str, index: int) -> sqlite3.Row:
    job_row(connection, identity)
    place = index if 0 <= index < _EVER else _EVER
    row: sqlite3.Row | None = connection.execute(_OUTPUTS + "job = ? AND place = ?", (identity, place)).fetchone()
    if row is None:
        raise JobNotFound(
            "There is no such output.", where=f"{identity}[{index}]", hint="The job may not be planned yet."
        )
    return row


def _jobs(connection: sqlite3.Connection, rows: Sequence[sqlite3.Row]) -> list[StoredJob]:
    """Return jobs with what their steps add up to, read at once."""
    steps: dict[str, list[sqlite3.Row]] = defaultdict(list)
    for step in connection.execute(_STEPS_OF, (json.dumps([row["id"] for row in rows]),)):
        steps[step["job"]].append(step)
    return [_job(row, steps[row["id"]]) for row in rows]


def _job(row: sqlite3.Row, steps: Iterable[sqlite3.Row]) -> StoredJob:
    counts: dict[OutputState, int] = {}
    done = total = 0
    planning = None
    for step in steps:
        if step["place"] == PLANNING:
            planning = step
            continue
        counts[step["state"]] = counts.get(step["state"], 0) + 1
        done += step["done"]
        total += step["total"]
    assert planning is not None
    return read_job(row, planning, counts, Progress(done=done, total=total))
