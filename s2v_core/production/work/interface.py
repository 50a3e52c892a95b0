"""What a pool of workers offers, wherever its workers are."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any, Protocol, TypeVar

from s2v_core.errors import Cancelled
from s2v_core.production.outcome import Progress
from s2v_core.production.work.rendering import render
from s2v_core.production.work.task import RenderTask, TaskResult

__all__ = ["Report", "TaskFuture", "TaskPool", "WorkFunction"]

Report = Callable[[Progress], None]

_Task_contra = TypeVar("_Task_contra", contravariant=True)
_Result_co = TypeVar("_Result_co", covariant=True)
_Task = TypeVar("_Task")
_Result = TypeVar("_Result")


class WorkFunction(Protocol[_Task_contra, _Result_co]):
    """A pure function that does a task, tells how far it is, and asks whether it should stop."""

    def __call__(self, task: _Task_contra, report: Report, should_stop: Callable[[], bool], /) -> _Result_co:
        """Do ``task``."""


class TaskFuture(Future[_Result]):
    """The future of a task, which can also be stopped while it runs."""

    def __init__(self) -> None:
        super().__init__()
        self._stop_lock = threading.Lock()
        self._stopped = False
        self._on_stop: Callable[[], None] | None = None

    @property
    def stop_asked(self) -> bool:
        """True once ``stop`` was called."""
        return self._stopped

    def stop(self) -> None:
        """Ask the task to end: one that waits is cancelled, one that runs hears ``should_stop`` answer True.

        A rendering then ends with a result in the state ``Cancelled``; a task that does not listen is killed after a
        while and raises :class:`s2v_core.errors.Cancelled`.
        """
        with self._stop_lock:
            if self._stopped or self.done():
                return
            self._stopped = True
            action = self._on_stop
        self.cancel()
        if action is not None:
            action()

    def withdraw(self) -> None:
        """End a stopped task that no worker has at the moment, so that whoever waits for it hears of it."""
        if self.cancel():
            self.set_running_or_notify_cancel()
        else:  # it ran before, so that it cannot be cancelled any more
            self.set_exception(Cancelled("The work was stopped."))

    def when_stopped(self, action: Callable[[], None] | None) -> None:
        """Let the pool hear of ``stop``: ``action`` is called once, at once when it was asked for already."""
        with self._stop_lock:
            self._on_stop = action
            late = self._stopped
        if late and action is not None:
            action()


class TaskPool(Executor):
    """An ``Executor`` that also does tasks with progress and a way to stop them."""

    @property
    def slots(self) -> int:
        """How many tasks can run at a time."""
        raise NotImplementedError

    def start(
        self, function: WorkFunction[_Task, _Result], task: _Task, report: Report | None = None
    ) -> TaskFuture[_Result]:
        """Let a worker call ``function(task, report, should_stop)``; all but ``report`` must be picklable.

        ``report`` is called here, in another thread, about ten times a second at most.

        Raises:
            RuntimeError: the pool was shut down.
        """
        raise NotImplementedError

    def render(self, task: RenderTask, report: Report | None = None) -> TaskFuture[TaskResult]:
        """Let a worker render ``task``."""
        return self.start(render, task, report)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Let a worker call ``fn(*args, **kwargs)``.

        Raises:
            RuntimeError: the pool was shut down.
        """
        return self.start(_call, (fn, args, kwargs))


def _call(
    task: tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]],
    report: Report,
    should_stop: Callable[[], bool],
    /,
) -> Any:
    """An ordinary call as a work function."""
    function, args, kwargs = task
    return function(*args, **kwargs)
