"""What the jobs store tells, for those who look and change nothing."""

from __future__ import annotations

from datetime import datetime

from s2v_core.production.store import reading
from s2v_core.production.store.database import OpenStore
from s2v_core.production.store.rows import Changes, JobFilter, NewJob, Page, StoredJob, StoredOutput
from s2v_core.production.store.states import JobState
from s2v_core.production.store.values import storable

__all__ = ["ReadableStore"]


class ReadableStore(OpenStore):
    """The reading half of ``JobsStore``, which says what holds for both."""

    def job(self, job: str) -> StoredJob:
        """Return a job.

        Raises:
            JobNotFound: there is no such job.
        """
        with self._database.reading() as connection:
            return reading.job(connection, job)

    def request(self, job: str) -> NewJob:
        """Return a job as it was submitted, document and all.

        Raises:
            JobNotFound: there is no such job.
        """
        with self._database.reading() as connection:
            return reading.request(connection, job)

    def facts(self, job: str) -> dict[str, object]:
        """Return what planning noted about a job; nothing before it is planned.

        Raises:
            JobNotFound: there is no such job.
        """
        with self._database.reading() as connection:
            return reading.facts(connection, job)

    def outputs(self, job: str) -> tuple[StoredOutput, ...]:
        """Return the outputs of a job by index; none before it is planned.

        Raises:
            JobNotFound: there is no such job.
        """
        with self._database.reading() as connection:
            return reading.outputs(connection, job)

    def output(self, job: str, index: int) -> StoredOutput:
        """Return one output.

        Raises:
            JobNotFound: there is no such job or output.
        """
        with self._database.reading() as connection:
            return reading.output(connection, job, index)

    def timeline(self, job: str, index: int) -> str:
        """Return the planned timeline of an output as text; empty when there is none.

        Raises:
            JobNotFound: there is no such job or output.
        """
        with self._database.reading() as connection:
            return reading.timeline(connection, job, index)

    def jobs(
        self,
        wanted: JobFilter | None = None,
        *,
        limit: int = 10,
        token: str | None = None,
        newest_first: bool = True,
    ) -> Page:
        """Return a part of the list of jobs, by creation. Jobs that come meanwhile shift no page.

        Raises:
            StoreError: ``token`` is not the ``next_token`` of such a list.
        """
        with self._database.reading() as connection:
            return reading.jobs(connection, wanted or JobFilter(), limit=limit, token=token, newest_first=newest_first)

    def cancel_requested(self, job: str) -> bool:
        """Tell whether a job is to be stopped; True also when it was removed."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT cancel FROM jobs WHERE id = ?", (storable(job),)).fetchone()
            return row is None or bool(row[0])

    def open_jobs(self) -> int:
        """Return how many jobs have not ended."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT count(*) FROM jobs WHERE state IN ('Init', 'Processing')").fetchone()
            return int(row[0])

    def states(self) -> dict[JobState, int]:
        """Return how many jobs are in each state that any is in."""
        with self._database.reading() as connection:
            return reading.states(connection)

    def revision(self) -> int:
        """Return the number that every change raises."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT value FROM counters WHERE name = 'revision'").fetchone()
            return int(row[0])

    def changes_since(self, revision: int, job: str | None = None) -> Changes:
        """Return what changed after ``revision``: in all jobs, or in one."""
        with self._database.reading() as connection:
            return reading.changes(connection, revision, job)

    def ended_before(self, at: datetime) -> tuple[str, ...]:
        """Return the jobs that ended before ``at``, oldest first."""
        with self._database.reading() as connection:
            return reading.ended_before(connection, at)
