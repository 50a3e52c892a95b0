"""What follows when outputs and jobs come to an end: the record of the batch, and telling the job's owner.

It follows from what the store says has changed, so that it is also done for what ended while no runner was there, or
just before one was killed. How far that is done is kept in a small file beside the store.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from s2v_core.cache import Cache, write_atomically
from s2v_core.errors import JobNotFound, S2VError
from s2v_core.production.callbacks import SubJob, completion_event, notify, notify_address
from s2v_core.production.logs import JobLogs
from s2v_core.production.manifest import build_manifest
from s2v_core.production.outcome import OutputResult
from s2v_core.production.runner.carrying import Carrier
from s2v_core.production.runner.opened import OpenJob
from s2v_core.production.runner.sweeping import sweep
from s2v_core.production.steps import write_manifest
from s2v_core.production.store import ENDED_JOB_STATES, JobsStore, StoredJob, StoredOutput, output_id, vendor_state
from s2v_core.rendering import EncoderOptions
from s2v_core.settings import Settings

__all__ = ["Closer", "stored_result"]

_log = logging.getLogger(__name__)


def stored_result(output: StoredOutput) -> OutputResult | None:
    """Return how a stored output ended; None while it has not."""
    if output.state == "Init" or output.state == "Processing":
        return None
    return OutputResult.of(
        output.index,
        output.name,
        output.state,
        draws=output.draws,
        results=output.results if output.state == "Success" else None,
        failure=output.failure,
    )


class Closer:
    """Looks at what changed in the store and does what follows. It is used by one thread.

    Args:
        opened: opens a job by its identifier.
    """

    def __init__(
        self,
        store: JobsStore,
        settings: Settings,
        *,
        logs: JobLogs,
        carrier: Carrier,
        opened: Callable[[str], OpenJob],
    ) -> None:
        self._store = store
        self._settings = settings
        self._logs = logs
        self._carrier = carrier
        self._opened = opened
        self._mark = store.path.with_name(f"{store.path.name}.closed")
        self._seen = self._read_mark()

    def is_done(self) -> bool:
        """Tell whether nothing changed since the last look."""
        return self._seen == self._store.revision()

    def look(self) -> None:
        """Do what follows from all changes since the last look."""
        changes = self._store.changes_since(self._seen)
        ended = {job.id for job in changes.jobs if job.state in ENDED_JOB_STATES}
        moved = {output.job for output in changes.outputs if output.ended is not None}
        for job in changes.jobs:
            if job.id in ended | moved:
                self._attend(job, ended=job.id in ended)
        self._seen = changes.revision
        if ended:
            Cache(self._settings.cache_dir, limit=self._settings.cache_limit).tidy()
            write_atomically(self._mark, lambda path: path.write_text(str(self._seen), encoding="ascii"))

    def _attend(self, job: StoredJob, *, ended: bool) -> None:
        try:
            outputs = self._store.outputs(job.id)
            for output in outputs:
                if output.state == "Cancelled" and output.results is not None:
                    self._carrier.give_up(output.results)
            self._record(job, outputs, ended=ended)
            if ended:
                self._tell(job, outputs)
                self._logs.write(
                    job.id,
                    "info",
                    "ended",
                    f"The job is {job.state.lower()}.",
                    fields={str(state): count for state, count in job.outputs.items()},
                )
        except JobNotFound:  # removed meanwhile
            return
        except S2VError as error:
            self._logs.write(job.id, "error", "closing", str(error))
        except Exception as error:  # noqa: BLE001 - no job may keep the others from their ends
            _log.exception("A bug at the end of job %s", job.id)
            self._logs.write(job.id, "error", "bug", f"{type(error).__name__}: {error}")

    def _record(self, job: StoredJob, outputs: tuple[StoredOutput, ...], *, ended: bool) -> None:
        results = [result for output in outputs if (result := stored_result(output)) is not None]
        if not any(result.files for result in results):
            return  # nothing was made: an older record in the folder stays
        opened = self._opened(job.id)
        if opened.facts is None:
            return
        sweep(opened.manifest)
        manifest = build_manifest(
            opened.job,
            seed=opened.facts.seed,
            encoder=EncoderOptions(**opened.facts.encoder),
            outputs=results,
            problems=opened.facts.problems,
            made_at=datetime.now(UTC),
        )
        write_manifest(manifest, opened.manifest.parent)
        if ended and not opened.stays_here:
            self._carrier.bring_manifest(opened)

    def _tell(self, job: StoredJob, outputs: tuple[StoredOutput, ...]) -> None:
        user_data = self._store.request(job.id).user_data
        address, problem = notify_address(user_data)
        if problem is not None:
            self._logs.write(job.id, "warning", "callback", str(problem))
        if not address:
            return
        event = completion_event(
            job_id=job.id,
            job_type=job.kind,
            status=vendor_state(job.state),
            user_data=user_data,
            sub_jobs=[_sub_job(output) for output in outputs],
            at=job.ended or datetime.now(UTC),
        )
        outcome = notify(address, event, outbox=self._carrier.outbox, handler=self._carrier.call_back)
        state = outcome.state if outcome else "lost"
        trouble = str(outcome.error) if outcome and outcome.error else ""
        self._logs.write(job.id, "info" if state == "done" else "warning", "callback", trouble, fields={"State": state})

    def _read_mark(self) -> int:
        try:
            mark = int(self._mark.read_text(encoding="ascii"))
        except (OSError, ValueError):
            return 0
        return mark if mark <= self._store.revision() else 0  # the mark of another store that lay here


def _sub_job(output: StoredOutput) -> SubJob:
    results, reason = output.results, output.reason
    identity, address = output_id(output.job, output.index), _address_of(output)
    return SubJob(
        job_id=identity,
        project_id=identity,
        status=vendor_state(output.state),
        media_id=identity if address else "",
        media_url=address,
        duration=results.duration if results else 0.0,
        error_code=reason.vendor_code if reason else "",
        error_message=reason.message if reason else "",
    )


def _address_of(output: StoredOutput) -> str:
    results = output.results
    if results is None or output.state != "Success" or "Video" not in results.files:
        return ""
    return results.urls.get("Video") or Path(results.files["Video"]).as_uri()
