"""A claimed piece of work in the hands of the runner."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from s2v_core.production import work
from s2v_core.production.outcome import Progress, Results
from s2v_core.production.runner.opened import OpenJob
from s2v_core.production.store import Task

__all__ = ["Held"]


@dataclass(eq=False)
class Held:
    """A task under lease, and the future of the step that it is in: with the pool, or on its way to a storage.

    ``progress`` is written by the thread that hears of it and read by the runner's. ``results`` are there from the
    moment that the output is made.
    """

    task: Task
    opened: OpenJob
    future: Future[Any] = field(init=False)
    results: Results | None = None
    progress: Progress | None = field(default=None)
    told: Progress | None = field(default=None)
    stopped: bool = False

    @property
    def with_pool(self) -> bool:
        """True while it takes a place in the pool."""
        return isinstance(self.future, work.TaskFuture)

    @property
    def target(self) -> Path | None:
        """The video that is being made; None for planning."""
        return None if self.task.index is None else self.opened.target(self.task.index)

    def hear(self, progress: Progress) -> None:
        """Note how far the work is."""
        self.progress = progress

    def news(self) -> Progress | None:
        """Return the progress that the store does not know yet."""
        latest = self.progress
        if latest == self.told:
            return None
        self.told = latest
        return latest

    def stop(self) -> None:
        """Ask the work to end; what is already on its way to a storage arrives."""
        self.stopped = True
        if isinstance(self.future, work.TaskFuture):
            self.future.stop()
