"""Jobs come and go: submit, ask to cancel, put failed outputs back, remove."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace

from s2v_core.cache import key_of
from s2v_core.errors import JobConflict
from s2v_core.production.store.change import Change
from s2v_core.production.store.records import dumped
from s2v_core.production.store.rows import NewJob, Submitted
from s2v_core.production.store.schema import PLANNING
from s2v_core.production.store.states import ENDED_JOB_STATES
from s2v_core.production.store.values import new_id, storable

__all__ = ["cancel", "remove", "retry", "submit"]

_REMEMBERED = 1000
"""So many removed jobs can be told to those who ask what changed."""


def submit(change: Change, job: NewJob) -> Submitted:
    """Put a job into the store, or find the one that its token led to before."""
    job = _storable(job)
    digest = _digest(job)
    known = _submitted_before(change, job, digest)
    if known is not None:
        return Submitted(job=known, created=False)
    identity = new_id(change.at)
    change.connection.execute(
        """INSERT INTO jobs (id, token, digest, kind, name, folded, mode, seed, out, priority, turn, state, planned,
                             cancel, created, modified, revision)
           VALUES (:id, :token, :digest, :kind, :name, :folded, :mode, :seed, :out, :priority, :turn, 'Init', 0,
                   0, :now, :now, :revision)""",
        {
            "id": identity,
            "token": job.token,
            "digest": digest,
            "kind": job.kind,
            "name": job.name,
            "folded": job.name.casefold(),
            "mode": job.mode,
            "seed": None if job.seed is None else str(job.seed),
            "out": job.out,
            "priority": job.priority,
            "turn": change.count("turn"),  # at the end of the round that is under way
            "now": change.now,
            "revision": change.revision,
        },
    )
    change.connection.execute(
        "INSERT INTO requests (job, document, user_data, settings) VALUES (?, ?, ?, ?)",
        (identity, job.document, job.user_data, dumped(job.settings)),
    )
    change.connection.execute(
        "INSERT INTO steps (job, place, name, state, revision) VALUES (?, ?, '', 'Init', ?)",
        (identity, PLANNING, change.revision),
    )
    return Submitted(job=identity, created=True)


def cancel(change: Change, job: str) -> None:
    """Ask for a job to be stopped: what has not begun is cancelled, what has begun is told to stop."""
    row = change.job(job)
    if row["state"] in ENDED_JOB_STATES or row["cancel"]:
        return
    change.connection.execute("UPDATE jobs SET cancel = 1 WHERE id = ?", (job,))
    change.connection.execute(
        "UPDATE steps SET state = 'Cancelled', ended = ?, revision = ? WHERE job = ? AND state = 'Init'",
        (change.now, change.revision, job),
    )
    change.settle(job)


def retry(change: Change, job: str) -> int:
    """Put failed and cancelled outputs back, with all their attempts; return how many steps that are.

    A job whose planning failed, or that holds an output without a timeline, is planned again first.
    """
    row = change.job(job)
    if row["cancel"] and row["state"] not in ENDED_JOB_STATES:
        raise JobConflict(
            "The job is being stopped.", where=job, hint="Try again when its last outputs have come to an end."
        )
    places = [place for (place,) in change.connection.execute(_GIVEN_UP, {"job": job, "planning": PLANNING})]
    if not places:
        return 0
    change.connection.executemany(
        """UPDATE steps SET state = 'Init', done = 0, attempts = 0, due = 0, failure = NULL, started = NULL,
                            ended = NULL, revision = ? WHERE job = ? AND place = ?""",
        [(change.revision, job, place) for place in places],
    )
    change.connection.executemany(  # what its storage refused is made and brought anew
        "UPDATE details SET results = NULL WHERE job = ? AND place = ?", [(job, place) for place in places]
    )
    change.connection.execute("UPDATE jobs SET cancel = 0, turn = ? WHERE id = ?", (change.count("turn"), job))
    change.settle(job)
    return len(places)


_GIVEN_UP = """
    SELECT place FROM steps WHERE job = :job AND state IN ('Failed', 'Cancelled')
    UNION
    SELECT :planning WHERE EXISTS (
        SELECT 1 FROM steps JOIN details USING (job, place)
        WHERE job = :job AND state IN ('Failed', 'Cancelled') AND timeline = '')
    ORDER BY place"""


def remove(change: Change, job: str) -> None:
    """Remove a job that has ended."""
    if change.job(job)["state"] not in ENDED_JOB_STATES:
        raise JobConflict("The job has not ended.", where=job, hint="Cancel it first.")
    change.connection.execute("DELETE FROM jobs WHERE id = ?", (job,))
    change.connection.execute("INSERT INTO removed VALUES (?, ?)", (job, change.revision))
    _forget_removed(change.connection)


def _forget_removed(connection: sqlite3.Connection) -> None:
    """Keep the newest notes of removals, and how far back they can be relied on."""
    oldest = connection.execute(
        "SELECT revision FROM removed ORDER BY revision DESC LIMIT 1 OFFSET ?", (_REMEMBERED,)
    ).fetchone()
    if oldest is not None:
        connection.execute("DELETE FROM removed WHERE revision <= ?", oldest[:])
        connection.execute("UPDATE counters SET value = ? WHERE name = 'forgotten'", oldest[:])


def _storable(job: NewJob) -> NewJob:
    return replace(
        job,
        document=storable(job.document),
        mode=storable(job.mode),
        out=storable(job.out),
        name=storable(job.name),
        user_data=storable(job.user_data),
        token=None if job.token is None else storable(job.token),
    )


def _submitted_before(change: Change, job: NewJob, digest: str) -> str | None:
    if job.token is None:
        return None
    known = change.connection.execute("SELECT id, digest FROM jobs WHERE token = ?", (job.token,)).fetchone()
    if known is None:
        return None
    if known["digest"] != digest:
        raise JobConflict(
            "This token was used for another job.",
            where="ClientToken",
            hint=f"Job {known['id']} has it. Give every submission its own token.",
        )
    return str(known["id"])


def _digest(job: NewJob) -> str:
    """Return what tells submissions apart: the document by its values, the seed and the place of the outputs."""
    try:
        document = json.loads(job.document)
        return key_of(document, job.seed, job.out)
    except (ValueError, RecursionError):  # no JSON, or none that has one writing: then the text itself counts
        return key_of(job.document, job.seed, job.out)
