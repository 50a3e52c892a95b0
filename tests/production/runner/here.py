"""The runner in this process, with a pool whose workers are threads: nothing has to be started."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest

from s2v_core.production.delivery import Backoff, Outbox, delivery_handler
from s2v_core.production.runner import Runner
from s2v_core.production.work import RenderTask, TaskFuture, TaskPool
from tests.production.runner.house import House

__all__ = ["HerePool", "at_work", "deliver_hastily", "pool_here", "run", "work_here"]


class HerePool(TaskPool):
    """Does tasks in threads; ``rendered`` are the outputs that it was given."""

    def __init__(self, workers: int) -> None:
        self._slots = workers
        self.rendered: list[RenderTask] = []
        self._threads = ThreadPoolExecutor(workers)

    @property
    def slots(self) -> int:
        return self._slots

    def start(self, function: Any, task: Any, report: Any = None) -> TaskFuture[Any]:
        future: TaskFuture[Any] = TaskFuture()
        if isinstance(task, RenderTask):
            self.rendered.append(task)

        def work() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                future.set_result(function(task, report, lambda: future.stop_asked))
            except BaseException as error:  # noqa: BLE001 - a thread's boundary
                future.set_exception(error)

        self._threads.submit(work)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._threads.shutdown(wait, cancel_futures=cancel_futures)


def pool_here(address: str = "", *, max_workers: int | None = None) -> TaskPool:
    """Stand in for ``executor_for``."""
    return HerePool(max_workers or 1)


def work_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have runners of this process use such pools, and look around without pauses that tests would wait for."""
    module = "s2v_core.production.runner.loop"
    monkeypatch.setattr(f"{module}.executor_for", pool_here)
    monkeypatch.setattr(f"{module}._TICK", 0.02)
    monkeypatch.setattr(f"{module}._CLOSING", 0.02)


def run(house: House, **options: Any) -> None:
    """Let a runner work until there is nothing more to do."""
    assert Runner(house.store, house.settings, workers=1, **options).run(until_idle=0.0)


@contextmanager
def at_work(house: House, **options: Any) -> Iterator[None]:
    """Have a runner in another thread."""
    runner = Runner(house.store, house.settings, workers=2, **options)
    thread = threading.Thread(target=runner.run)
    thread.start()
    try:
        yield
    finally:
        runner.stop()
        thread.join()


def deliver_hastily(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let runners of this process try deliveries once, and again after a moment."""
    module = "s2v_core.production.runner.carrying"
    once = partial(delivery_handler, backoff=Backoff(first=0.01, longest=0.01, attempts=1))
    monkeypatch.setattr(f"{module}.delivery_handler", once)
    monkeypatch.setattr(f"{module}.Outbox", partial(Outbox, backoff=Backoff(first=0.2, longest=0.2)))
    monkeypatch.setattr("s2v_core.production.runner.loop._OUTBOX", 0.1)
