"""The far side of a Dask pool: one task on a Dask worker, its progress told and its stop heard over the scheduler."""

from __future__ import annotations

import time
from typing import Any

from s2v_core.production.outcome import Progress
from s2v_core.production.work.interface import WorkFunction

__all__ = ["POLL", "on_worker"]

POLL = 0.3
"""Seconds between two questions to the scheduler, and between two reports of progress."""


def on_worker(function: WorkFunction[Any, Any], task: Any, name: str, topic: str) -> Any:
    """Do ``task`` here. ``name`` is that of the task and of the event that stops it, ``topic`` that of its progress."""
    line = _Line(name, topic)
    return function(task, line.report, line.should_stop)


class _Line:
    """The line to the scheduler."""

    def __init__(self, name: str, topic: str) -> None:
        from distributed import Event, get_client, get_worker

        self._worker = get_worker()
        self._event = Event(name, client=get_client())
        self._name = name
        self._topic = topic
        self._asked = self._told = 0.0
        self._stop = False

    def report(self, progress: Progress) -> None:
        if time.monotonic() >= self._told + POLL:
            self._told = time.monotonic()
            self._worker.log_event(self._topic, [self._name, progress.done, progress.total])

    def should_stop(self) -> bool:
        """A worker that has lost its scheduler stops too: nobody waits for its result."""
        if not self._stop and time.monotonic() >= self._asked + POLL:
            self._asked = time.monotonic()
            self._stop = self._is_stopped()
        return self._stop

    def _is_stopped(self) -> bool:
        if self._worker.status.name != "running":
            return True
        try:
            return bool(self._event.is_set())
        except (OSError, TimeoutError):
            return True
