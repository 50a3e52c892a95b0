"""A pool of worker processes on this machine that survives the death of its workers."""

from __future__ import annotations

import logging
import pickle
import threading
from collections import deque
from typing import Any, TypeVar

from s2v_core.errors import Cancelled, WorkerCrashed
from s2v_core.processes import usable_cores
from s2v_core.production.work.child import Child, ChildDied
from s2v_core.production.work.interface import Report, TaskFuture, TaskPool, WorkFunction

__all__ = ["LocalPool"]

_LOG = logging.getLogger(__name__)
_MOST_WORKERS = 32

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")


class _Item:
    """A task in the pool."""

    def __init__(self, payload: bytes, report: Report | None) -> None:
        self.payload = payload
        self.report = report
        self.future: TaskFuture[Any] = TaskFuture()
        self.crashes = 0


class LocalPool(TaskPool):
    """Runs tasks in fresh Python processes, one at a time in each. Close it with ``shutdown`` or ``with``.

    Every worker has a pipe and a thread of its own here, so it is always known which task a dead worker had: no other
    one is touched by its death. That task is done again while no other one runs, which tells a task that kills from
    one that was killed (by the memory that others took, say). Workers start when they are first needed and stay until
    the pool is shut down; without that they end with this process, however it ends. Functions and tasks must be
    importable there: nothing from ``__main__``.

    Args:
        max_workers: how many tasks run at a time; default: one for each usable core, 32 at most.
        attempts: how many workers a task may kill before it fails with ``WorkerCrashed``.
        patience: seconds a running task has to end after ``stop`` before its worker is killed.
    """

    def __init__(self, max_workers: int | None = None, *, attempts: int = 3, patience: float = 5.0) -> None:
        if max_workers is not None and max_workers < 1:
            raise ValueError("max_workers must be at least 1")
        self._slots = max_workers or usable_cores(_MOST_WORKERS)
        self._attempts = attempts
        self._patience = patience
        self._changed = threading.Condition()
        self._waiting: deque[_Item] = deque()
        self._running: list[_Item] = []
        self._threads: list[threading.Thread] = []
        self._children: dict[int, Child] = {}
        self._closed = False

    @property
    def slots(self) -> int:
        """How many tasks can run at a time."""
        return self._slots

    @property
    def pids(self) -> tuple[int, ...]:
        """Process ids of the workers that are there now."""
        with self._changed:
            return tuple(self._children)

    def start(
        self, function: WorkFunction[_Task, _Result], task: _Task, report: Report | None = None
    ) -> TaskFuture[_Result]:
        """See :meth:`TaskPool.start`. What pickling raises is raised here."""
        item = _Item(pickle.dumps((function, task)), report)
        item.future.when_stopped(lambda: self._withdraw(item))
        with self._changed:
            if self._closed:
                raise RuntimeError("The pool was shut down.")
            self._waiting.append(item)
            if len(self._running) + len(self._waiting) > len(self._threads) < self._slots:
                thread = threading.Thread(target=self._serve, name=f"worker-{len(self._threads)}", daemon=True)
                self._threads.append(thread)
                thread.start()
            self._changed.notify_all()
        return item.future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more tasks; the workers end when all are done, or, with ``cancel_futures``, all that run now."""
        with self._changed:
            self._closed = True
            waiting = list(self._waiting) if cancel_futures else []
            self._changed.notify_all()
        for item in waiting:
            item.future.cancel()
            self._withdraw(item)
        if wait:
            for thread in self._threads:
                if thread is not threading.current_thread():
                    thread.join()

    def _withdraw(self, item: _Item) -> None:
        """Drop a stopped item that waits at once, so that whoever waits for it hears of it."""
        with self._changed:
            if item not in self._waiting or not (item.future.cancelled() or item.future.stop_asked):
                return
            self._waiting.remove(item)
            self._changed.notify_all()
        item.future.withdraw()

    def _serve(self) -> None:
        """Be one slot: take items and have them done by a worker process of this thread."""
        child: Child | None = None
        while (item := self._next()) is not None:
            try:
                child = self._do(item, child)
            finally:
                self._done(item)
        self._dismiss(child)

    def _do(self, item: _Item, child: Child | None) -> Child | None:
        """Have ``item`` done and return the worker, if it can go on."""
        try:
            if child is not None and not child.alive:
                self._dismiss(child)
                child = None
            child = child or self._hire()
            self._settle(item, self._converse(child, item))
        except ChildDied as death:
            self._crashed(item, str(death))
        except BaseException as error:  # noqa: BLE001 - a thread's boundary: whoever waits for the item hears of it
            if child is not None:
                child.kill()
            item.future.set_exception(error)
        else:
            return child
        self._dismiss(child)
        return None

    def _next(self) -> _Item | None:
        """Wait for an item that may run now; None: there will be no more."""
        with self._changed:
            while True:
                if self._waiting and self._may_run(self._waiting[0]):
                    item = self._waiting.popleft()
                    if item.crashes or item.future.set_running_or_notify_cancel():
                        self._running.append(item)
                        return item
                elif self._closed and not self._waiting:
                    return None
                else:
                    self._changed.wait()

    def _may_run(self, item: _Item) -> bool:
        """Those that have lost a worker run alone."""
        return not self._running or not (item.crashes or self._running[0].crashes)

    def _done(self, item: _Item) -> None:
        with self._changed:
            self._running.remove(item)
            self._changed.notify_all()

    def _converse(self, child: Child, item: _Item) -> tuple[Any, ...]:
        """Have ``item`` done and return the last message about it."""
        number = child.call(item.payload)
        killer = threading.Timer(self._patience, child.kill)
        killer.daemon = True

        def stop() -> None:
            child.stop(number)
            killer.start()

        item.future.when_stopped(stop)
        try:
            while True:
                kind, _, *content = child.receive()
                if kind != "progress":
                    return kind, *content
                if item.report is not None:
                    item.report(*content)
        finally:
            item.future.when_stopped(None)
            killer.cancel()

    @staticmethod
    def _settle(item: _Item, answer: tuple[Any, ...]) -> None:
        kind, payload, *text = answer
        value = pickle.loads(payload)  # noqa: S301 - our own worker's
        if kind == "result":
            item.future.set_result(value)
        else:
            value.add_note(f"In the worker:\n{text[0]}")
            item.future.set_exception(value)

    def _crashed(self, item: _Item, how: str) -> None:
        """Charge a task with the death of its worker."""
        item.crashes += 1
        _LOG.warning(
            "A worker ended unexpectedly at its task (%s), for the time %d of %d", how, item.crashes, self._attempts
        )
        if item.future.stop_asked:
            item.future.set_exception(Cancelled("The work was stopped."))
        elif item.crashes >= self._attempts:
            item.future.set_exception(
                WorkerCrashed(
                    f"The process that worked on it ended unexpectedly {item.crashes} times ({how}).",
                    hint="A damaged or unusual file can crash a decoder: try without the assets that only this output "
                    "has. SIGKILL often means that the memory ran out.",
                )
            )
        else:
            with self._changed:
                self._waiting.appendleft(item)
            item.future.when_stopped(lambda: self._withdraw(item))

    def _hire(self) -> Child:
        child = Child()
        with self._changed:
            self._children[child.pid] = child
        return child

    def _dismiss(self, child: Child | None) -> None:
        if child is not None:
            with self._changed:
                del self._children[child.pid]
            child.end()
