"""Letting go of old jobs. What the user asked for, the videos, is never touched."""

from __future__ import annotations

import logging
import shutil
from datetime import datetime, timedelta
from pathlib import Path

from s2v_core.errors import JobNotFound, StoreError
from s2v_core.production.delivery import Outbox, pending_deliveries
from s2v_core.production.logs import JobLogs
from s2v_core.production.redaction import secrets_of
from s2v_core.production.store import JobsStore, TextsStore, is_id
from s2v_core.settings import Settings

__all__ = ["forget_job", "forget_old_jobs", "job_logs"]

_log = logging.getLogger(__name__)


def job_logs(settings: Settings) -> JobLogs:
    """Return the logs of the jobs in the data folder of ``settings``."""
    return JobLogs(settings.logs_dir / "jobs", secrets=secrets_of(settings))


def forget_job(store: JobsStore, logs: JobLogs, settings: Settings, job: str) -> None:
    """Remove a job that has ended from the store, with its log and its copies of what was brought to a storage.

    Raises:
        JobNotFound: there is no such job.
        JobConflict: it has not ended.
    """
    store.remove(job)
    logs.remove(job)
    _drop_copies(settings.spool_dir / job, Outbox(settings.outbox_dir))


def forget_old_jobs(store: JobsStore, logs: JobLogs, settings: Settings, now: datetime) -> int:
    """Remove the jobs that ended more than ``keep_days`` ago, and return how many.

    What was refused so long ago is given up, and the copies go that were still awaited when their job was removed.
    """
    if not settings.keep_days:
        return 0
    before, forgotten = now - timedelta(days=settings.keep_days), 0
    for job in store.ended_before(before):
        try:
            forget_job(store, logs, settings, job)
        except StoreError as error:  # somebody removed it, or tries it again
            _log.info("An old job stays: %s", error)
        else:
            forgotten += 1
    with TextsStore(store.path) as texts:
        texts.forget_before(before)
    if forgotten:
        store.vacuum()
    _drop_strays(store, settings, before.timestamp())
    return forgotten


def _drop_strays(store: JobsStore, settings: Settings, before: float) -> None:
    outbox = Outbox(settings.outbox_dir)
    for note in outbox.pending():
        if note.state == "refused" and note.made < before:
            outbox.forget(note.id)
    for folder in settings.spool_dir.iterdir() if settings.spool_dir.is_dir() else ():
        if is_id(folder.name) and folder.stat().st_mtime < before and not _is_known(store, folder.name):
            _drop_copies(folder, outbox)


def _is_known(store: JobsStore, job: str) -> bool:
    try:
        store.job(job)
    except JobNotFound:
        return False
    return True


def _drop_copies(folder: Path, outbox: Outbox) -> None:
    """Delete what is kept of a job's files, unless some are still to be delivered; what was refused is given up."""
    notes = [note for file, note in pending_deliveries(outbox) if file.is_relative_to(folder.absolute())]
    for note in notes:
        if note.state == "refused":
            outbox.forget(note.id)
    if all(note.state == "refused" for note in notes):
        shutil.rmtree(folder, ignore_errors=True)
