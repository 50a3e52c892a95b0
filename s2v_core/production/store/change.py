"""One change of the store: its moment, its revision, and what every change does to the jobs it touches."""

from __future__ import annotations

import sqlite3
from collections import Counter
from datetime import datetime, timedelta
from functools import cached_property

from s2v_core.production.store.records import job_row
from s2v_core.production.store.schema import PLANNING
from s2v_core.production.store.states import ENDED_JOB_STATES, OutputState, job_state
from s2v_core.production.store.values import stamp

__all__ = ["Change"]


class Change:
    """A change within a writing transaction.

    Args:
        connection: of the transaction.
        at: the moment of the change.
    """

    def __init__(self, connection: sqlite3.Connection, at: datetime) -> None:
        self.connection = connection
        self.at = at
        self.now = stamp(at)

    @cached_property
    def revision(self) -> int:
        """The revision of all rows that this change writes: higher than every one before."""
        return self.count("revision")

    def count(self, name: str) -> int:
        """Raise the counter ``name`` by one and return it."""
        row = self.connection.execute(
            "UPDATE counters SET value = value + 1 WHERE name = ? RETURNING value", (name,)
        ).fetchone()
        return int(row[0])

    def after(self, delay: timedelta) -> int:
        """Return the stamp of the moment that is ``delay`` away."""
        return self.now + delay // timedelta(microseconds=1)

    def job(self, job: str) -> sqlite3.Row:
        """Return the row of a job.

        Raises:
            JobNotFound: there is none.
        """
        return job_row(self.connection, job)

    def settle(self, job: str) -> None:
        """Let the state of a job, and what hangs on it, follow from its steps."""
        planning, outputs = self._states(job)
        state = job_state(planning, outputs)
        self.connection.execute(
            """UPDATE jobs SET state = :state, planned = :planned, modified = :now, revision = :revision,
               ended = CASE WHEN :open THEN NULL ELSE coalesce(ended, :now) END WHERE id = :job""",
            {
                "job": job,
                "state": state,
                "planned": planning == "Success",
                "open": state not in ENDED_JOB_STATES,
                "now": self.now,
                "revision": self.revision,
            },
        )

    def touch(self, job: str) -> None:
        """Mark a job as changed whose state cannot have changed."""
        self.connection.execute(
            "UPDATE jobs SET modified = ?, revision = ? WHERE id = ?", (self.now, self.revision, job)
        )

    def _states(self, job: str) -> tuple[OutputState, Counter[OutputState]]:
        planning: OutputState = "Init"
        outputs: Counter[OutputState] = Counter()
        for place, state in self.connection.execute("SELECT place, state FROM steps WHERE job = ?", (job,)):
            if place == PLANNING:
                planning = state
            else:
                outputs[state] += 1
        return planning, outputs
