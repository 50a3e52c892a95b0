"""What both wire formats do: submit, read, list, cancel and try again; texts and templates likewise."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from pathlib import Path

from s2v_core.api.templates import Templates
from s2v_core.errors import JobNotFound, Problem, StoreError
from s2v_core.media.library import Library
from s2v_core.production.runner import (
    SubmittedDocument,
    ensure_runner,
    forget_job,
    job_logs,
    problems_of,
    submit_document,
    submit_timelines,
    timeline_text,
)
from s2v_core.production.store import (
    Changes,
    JobFilter,
    JobsStore,
    JobState,
    NewJob,
    NewText,
    Page,
    StoredJob,
    StoredOutput,
    StoredText,
    TextsStore,
    output_id,
    runner_of,
)
from s2v_core.settings import Settings

__all__ = ["Service"]

_log = logging.getLogger(__name__)


class Service:
    """The service on one data folder, for all threads; close it.

    Args:
        settings: name the data folder and what job documents from outside may read and write.
        runner: whether to start a runner when there is work and none is alive.

    Raises:
        StoreUnusable, LibraryUnusable: a file in the data folder cannot be used. Every method may raise the first.
    """

    def __init__(self, settings: Settings, *, runner: bool = True) -> None:
        self.settings = settings
        self._runner = runner
        self._store = JobsStore(settings.jobs_file)
        self._texts = TextsStore(settings.jobs_file)
        self.library = Library(settings)
        self.templates = Templates(settings)

    def close(self) -> None:
        """Close the files."""
        self.library.close()
        self._texts.close()
        self._store.close()

    # Jobs

    def submit(
        self, document: str, *, name: str = "", seed: int | None = None, token: str | None = None
    ) -> SubmittedDocument:
        """Check a job document (JSON text) and put it into the store.

        Raises:
            JobError: it cannot be carried out; all of its problems are listed.
            DeliveryRefused: its outputs may not be written to where they are to go.
            JobConflict: the token was used for another document.
        """
        submitted = submit_document(
            self._store, document, settings=self.settings, name=name, seed=seed, token=token or None
        )
        self.have_runner()
        return submitted

    def submit_timelines(self, outputs: Sequence[tuple[str, int]], output_config: str, *, user_data: str) -> str:
        """Have planned outputs (job and index) rendered as they were planned, as a job of its own; return its id.

        Raises:
            JobNotFound: there is no such output, or it was not planned.
            JobError, DeliveryRefused: as for ``submit``.
        """
        job = submit_timelines(self._store, outputs, output_config, settings=self.settings, user_data=user_data)
        self.have_runner()
        return job

    def job(self, job: str) -> StoredJob:
        """Return a job.

        Raises:
            JobNotFound: there is none.
        """
        return self._store.job(job)

    def request(self, job: str) -> NewJob:
        """Return a job as it was submitted.

        Raises:
            JobNotFound: there is none.
        """
        return self._store.request(job)

    def problems(self, job: str) -> tuple[Problem, ...]:
        """Return what was found wrong with a job when it was planned; nothing before.

        Raises:
            JobNotFound: there is none.
        """
        return problems_of(self._store, job)

    def jobs(self, wanted: JobFilter, *, limit: int, token: str | None, newest_first: bool = True) -> Page:
        """Return a part of the list of jobs.

        Raises:
            StoreError: the token is not one of such a list.
        """
        return self._store.jobs(wanted, limit=limit, token=token, newest_first=newest_first)

    def outputs(self, job: str) -> tuple[StoredOutput, ...]:
        """Return the outputs of a job; none before it is planned.

        Raises:
            JobNotFound: there is no such job.
        """
        return self._store.outputs(job)

    def output(self, job: str, index: int) -> StoredOutput:
        """Return one output.

        Raises:
            JobNotFound: there is none.
        """
        return self._store.output(job, index)

    def timeline(self, job: str, index: int) -> str:
        """Return the planned timeline of an output as JSON text.

        Raises:
            JobNotFound: there is none.
        """
        return timeline_text(self._store, job, index)

    def file(self, job: str, index: int, role: str) -> Path:
        """Return a file of an output on this machine: its ``Video``, ``Subtitles`` or ``Timeline``.

        Raises:
            JobNotFound: it is not made, or does not lie on this machine.
        """
        results = self._store.output(job, index).results
        path = Path(results.files.get(role, "")) if results else Path()
        if not path.is_file():
            raise JobNotFound("This file is not there.", where=output_id(job, index), hint="It may not be made yet.")
        return path

    def cancel(self, job: str) -> None:
        """Stop a job; what has ended stays.

        Raises:
            JobNotFound: there is none.
        """
        self._store.request_cancel(job)

    def retry(self, job: str) -> int:
        """Make again what failed or was cancelled; return how many steps that are.

        Raises:
            JobNotFound: there is no such job.
            JobConflict: it is being stopped.
        """
        steps = self._store.retry_failed(job)
        self.have_runner()
        return steps

    def remove(self, job: str) -> None:
        """Forget a job that has ended; its videos stay.

        Raises:
            JobNotFound: there is none.
            JobConflict: it has not ended.
        """
        forget_job(self._store, job_logs(self.settings), self.settings, job)

    def revision(self) -> int:
        """Return the number that every change raises."""
        return self._store.revision()

    def changes(self, revision: int, job: str | None = None) -> Changes:
        """Return what changed after a revision, in all jobs or in one."""
        return self._store.changes_since(revision, job)

    # Texts

    def submit_text(self, text: NewText) -> str:
        """Have texts written; return the request's id."""
        identity = self._texts.submit(text)
        self.have_runner()
        return identity

    def text(self, identity: str) -> StoredText:
        """Return a request for texts.

        Raises:
            JobNotFound: there is none.
        """
        return self._texts.text(identity)

    # How it is

    def have_runner(self) -> None:
        """Start a runner when there is work and none is alive. What is submitted stays so, though none can be had."""
        try:
            if self._runner and (self._store.open_jobs() or self._texts.open_texts()):
                ensure_runner(self.settings)
        except (StoreError, OSError) as error:
            _log.warning("No runner can be had: %s", error)

    def has_runner(self) -> bool:
        """Tell whether a runner is alive."""
        return runner_of(self.settings.jobs_file) is not None

    def states(self) -> Mapping[JobState, int]:
        """Return how many jobs are in each state that any is in."""
        return self._store.states()

    def open_texts(self) -> int:
        """Return how many requests for texts have not ended."""
        return self._texts.open_texts()
