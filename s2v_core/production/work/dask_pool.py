"""Many machines: the same tasks on the workers of a Dask scheduler."""

from __future__ import annotations

import logging
import pickle
import queue
import socket
import threading
import time
import traceback
import uuid
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, TypeVar

from s2v_core.errors import Cancelled, WorkerCrashed
from s2v_core.production.outcome import Progress
from s2v_core.production.work.dask_address import SCHEME, lacks_product, place_of, refusal
from s2v_core.production.work.dask_worker import on_worker
from s2v_core.production.work.interface import Report, TaskFuture, TaskPool, WorkFunction

if TYPE_CHECKING:
    from distributed import Client

__all__ = ["DaskPool"]

_LOG = logging.getLogger(__name__)
_Task = TypeVar("_Task")
_Result = TypeVar("_Result")

_TICK = 0.2
"""Seconds between two looks at what runs."""

_COUNTING = 1.0
"""Seconds between two looks at how many workers there are."""

_LOST = (OSError, TimeoutError, CancelledError)
"""What a conversation with a scheduler or worker that is gone raises."""


class _Item:
    """A task in the pool; ``remote`` is Dask's future while the scheduler has it."""

    def __init__(self, function: WorkFunction[Any, Any], task: Any, report: Report | None) -> None:
        self.function = function
        self.task = task
        self.report = report
        self.name = f"s2v-{uuid.uuid4().hex}"
        self.future: TaskFuture[Any] = TaskFuture()
        self.remote: Any = None
        self.told_to_stop = False


class DaskPool(TaskPool):
    """Runs tasks on the workers of a Dask scheduler. Close it with ``shutdown`` or ``with``.

    The product must be installed on every machine, and paths in tasks must lead to the same files there. The scheduler
    gets no more tasks at a time than its workers have threads: the rest wait here, in order. A task whose worker dies
    is done again by another one. When the scheduler dies, this waits for it to come back, and hands in again what it
    had.

    Args:
        address: ``dask://HOST:PORT``.
        timeout: seconds in which the scheduler must answer at first.

    Raises:
        DependencyMissing: the package ``distributed`` is not installed.
        SettingsError: the address is malformed, or no scheduler answers there.
    """

    def __init__(self, address: str, *, timeout: float = 10.0) -> None:
        self._place = place_of(address)
        self._address = f"tcp://{address.removeprefix(SCHEME)}"
        self._topic = f"s2v-progress-{uuid.uuid4().hex}"
        self._timeout = timeout
        try:
            self._client = self._connected()
            self._slots: int = sum(self._client.nthreads().values())
        except (*_LOST, ImportError) as error:
            raise refusal(address, error) from error
        self._inbox: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._waiting: deque[_Item] = deque()
        self._running: dict[str, _Item] = {}
        self._counted = time.monotonic()
        self._closing = False
        self._lock = threading.Lock()
        self._closed = False
        self._thread = threading.Thread(target=self._tend, name="dask-pool", daemon=True)
        self._thread.start()

    @property
    def slots(self) -> int:
        """How many tasks the workers that are there now can run at a time."""
        return self._slots

    def start(
        self, function: WorkFunction[_Task, _Result], task: _Task, report: Report | None = None
    ) -> TaskFuture[_Result]:
        """See :meth:`TaskPool.start`. What pickling raises is raised here."""
        pickle.dumps((function, task))
        item = _Item(function, task, report)
        with self._lock:
            if self._closed:
                raise RuntimeError("The pool was shut down.")
            self._inbox.put(lambda: self._waiting.append(item))
        item.future.when_stopped(self._wake)
        return item.future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more tasks; leave the scheduler when all are done, or, with ``cancel_futures``, all that run now."""

        def close() -> None:
            self._closing = True
            if cancel_futures:
                for item in self._waiting:
                    item.future.cancel()

        with self._lock:
            self._closed = True
            self._inbox.put(close)
        if wait and self._thread is not threading.current_thread():
            self._thread.join()

    def _wake(self) -> None:
        self._inbox.put(lambda: None)

    def _tend(self) -> None:
        """Own everything that changes: all others only put what is to be done into the inbox."""
        try:
            self._go_on()
        except BaseException as error:
            with self._lock:
                self._closed = True
            for item in (*self._waiting, *self._running.values()):
                if not item.future.cancel():
                    item.future.set_exception(error)
            raise

    def _go_on(self) -> None:
        while not (self._closing and not self._waiting and not self._running):
            self._hear()
            self._drop_stopped()
            if self._client.status == "closed":
                self._reconnect()
            for item in list(self._running.values()):
                with self._answering_for(item):
                    self._look_after(item)
            if self._client.status == "running":
                self._feed()
        with suppress(*_LOST):  # a scheduler that is gone needs no farewell
            self._client.close(timeout=5)

    @contextmanager
    def _answering_for(self, item: _Item) -> Iterator[None]:
        """Let whoever waits for ``item`` hear of a bug; the thread goes on for the others."""
        try:
            yield
        except BaseException as error:  # noqa: BLE001 - a thread's boundary
            if self._running.pop(item.name, None):
                item.remote.cancel()
            item.future.set_exception(error)

    def _hear(self) -> None:
        try:
            self._inbox.get(timeout=_TICK)()
            while True:
                self._inbox.get_nowait()()
        except queue.Empty:
            return

    def _drop_stopped(self) -> None:
        for item in [item for item in self._waiting if item.future.cancelled() or item.future.stop_asked]:
            self._waiting.remove(item)
            item.future.withdraw()

    def _connected(self) -> Client:
        from distributed import Client

        return Client(self._address, timeout=self._timeout, set_as_default=False, name="s2v")

    def _reconnect(self) -> None:
        """Look for the scheduler with a bare connection first: a client that fails leaves a thread behind."""
        try:
            socket.create_connection(self._place, timeout=_TICK).close()
            self._client = self._connected()
        except _LOST:
            return
        _LOG.warning("The Dask scheduler at %s is back", self._address)

    def _look_after(self, item: _Item) -> None:
        """Bring ``item`` on: to its end, to a stop, or back to those that wait."""
        try:
            status = item.remote.status
            if status == "finished":
                self._end(item, item.remote.result(timeout=self._timeout))
            elif status == "error":
                self._fail(item, item.remote.exception(timeout=self._timeout))
            elif status in ("cancelled", "lost"):
                self._hand_back(item)
            elif item.future.stop_asked and not item.told_to_stop and self._client.status == "running":
                self._event(item).set()
                item.told_to_stop = True
        except _LOST:
            if item.remote.status != "pending":
                self._hand_back(item)

    def _end(self, item: _Item, result: Any) -> None:
        self._forget(item)
        item.future.set_result(result)

    def _fail(self, item: _Item, error: BaseException) -> None:
        from distributed import KilledWorker

        frames = item.remote.traceback(timeout=self._timeout)
        self._forget(item)
        if isinstance(error, KilledWorker):
            crash = WorkerCrashed(
                f"The worker that worked on it ended unexpectedly {error.allowed_failures + 1} times.",
                hint="See the workers' logs: a damaged or unusual file can crash a decoder, or the memory runs out.",
            )
            item.future.set_exception(crash)
            return
        stranger = lacks_product(self._address, error)
        if stranger is not None:
            item.future.set_exception(stranger)
            return
        error.add_note("On the worker:\n" + "".join(traceback.format_tb(frames)))
        item.future.set_exception(error)

    def _hand_back(self, item: _Item) -> None:
        """Take back what the scheduler has lost."""
        self._forget(item)
        if item.future.stop_asked:
            item.future.set_exception(Cancelled("The work was stopped."))
        else:
            _LOG.warning("The Dask scheduler has lost a task; it is handed in again")
            self._waiting.appendleft(item)

    def _forget(self, item: _Item) -> None:
        del self._running[item.name]
        item.remote = None
        if item.told_to_stop and self._client.status == "running":
            with suppress(*_LOST):  # then the scheduler has forgotten it by itself
                self._event(item).clear()

    def _event(self, item: _Item) -> Any:
        from distributed import Event

        return Event(item.name, client=self._client)

    def _feed(self) -> None:
        """Hand in as many tasks as the workers can begin with."""
        try:
            self._count()
            while self._waiting and len(self._running) < self._slots and self._client.status == "running":
                self._hand_in(self._waiting.popleft())
        except _LOST as error:
            _LOG.warning("The Dask scheduler at %s does not answer (%s)", self._address, error)

    def _count(self) -> None:
        if time.monotonic() >= self._counted + _COUNTING:
            self._slots = sum(self._client.nthreads().values())
            self._counted = time.monotonic()

    def _hand_in(self, item: _Item) -> None:
        from distributed.client import ClosedClientError

        if not item.future.running() and not item.future.set_running_or_notify_cancel():
            return
        with self._answering_for(item):
            try:
                item.remote = self._submitted(item)
            except (ClosedClientError, *_LOST):
                self._waiting.appendleft(item)
                return
            self._running[item.name] = item
            item.remote.add_done_callback(lambda _: self._wake())

    def _submitted(self, item: _Item) -> Any:
        self._client.subscribe_topic(self._topic, self._heard)  # a scheduler that was started again has forgotten it
        key = f"{item.name}-{uuid.uuid4().hex[:8]}"
        return self._client.submit(on_worker, item.function, item.task, item.name, self._topic, key=key, pure=False)

    def _heard(self, event: tuple[float, list[Any]]) -> None:
        """Called in Dask's thread with what a worker tells."""
        name, done, total = event[1]
        self._inbox.put(lambda: self._tell(name, Progress(done, total)))

    def _tell(self, name: str, progress: Progress) -> None:
        item = self._running.get(name)
        if item is not None and item.report is not None:
            with self._answering_for(item):
                item.report(progress)
