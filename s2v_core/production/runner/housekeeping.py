"""Letting go of old jobs. What the user asked for, the videos, is never touched."""

from __future__ import annotations

import logging
import shutil
from datetime import datetime, timedelta
from pathlib import Path

from s2v_core.errors import StoreError
from s2v_core.production.delivery import Outbox, pending_files
from s2v_core.production.logs import JobLogs
from s2v_core.production.redaction import secrets_of
from s2v_core.production.store import JobsStore
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
    folder = settings.spool_dir / job
    if folder.is_dir() and not _is_awaited(folder, Outbox(settings.outbox_dir)):
        shutil.rmtree(folder, ignore_errors=True)


def forget_old_jobs(store: JobsStore, logs: JobLogs, settings: Settings, now: datetime) -> int:
    """Remove the jobs that ended more than ``keep_days`` ago, and return how many."""
    if not settings.keep_days:
        return 0
    forgotten = 0
    for job in store.ended_before(now - timedelta(days=settings.keep_days)):
        try:
            forget_job(store, logs, settings, job)
        except StoreError as error:  # somebody removed it, or tries it again
            _log.info("An old job stays: %s", error)
        else:
            forgotten += 1
    if forgotten:
        store.vacuum()
    return forgotten


def _is_awaited(folder: Path, outbox: Outbox) -> bool:
    return any(file.is_relative_to(folder) for file in pending_files(outbox))
