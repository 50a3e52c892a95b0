"""Seeing in time that a disk is nearly full."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from pathlib import Path

from s2v_core.production.logs import JobLogs, Level
from s2v_core.production.runner.space import Space
from s2v_core.production.store import OPEN_JOB_STATES, JobFilter, JobsStore

__all__ = ["Watch"]

_log = logging.getLogger(__name__)

_TOLD = 100
"""So many of the newest open jobs are told."""


class Watch:
    """Watches the disks that are worked on. While one is nearly full, ``short`` is the folder on it that was seen."""

    def __init__(self, store: JobsStore, logs: JobLogs, space: Space) -> None:
        self.short: Path | None = None
        self._store = store
        self._logs = logs
        self._space = space

    def look(self, folders: Iterable[Path]) -> None:
        """Look at the disks of ``folders``, and of the one that was short; tell the logs of open jobs what changed."""
        before = self.short
        self.short = self._space.shortage([*([before] if before else []), *folders])
        if (self.short is None) == (before is None):
            return
        level: Level = "warning" if self.short else "info"
        message = "There is room again."
        if self.short:
            message = f"The disk of {self.short} is nearly full: nothing more is begun."
        _log.log(logging.WARNING if self.short else logging.INFO, message)
        for job in self._store.jobs(JobFilter(states=OPEN_JOB_STATES), limit=_TOLD).jobs:
            self._logs.write(job.id, level, "space", message)
