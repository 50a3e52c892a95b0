"""A pool whose workers are threads of this process: nothing has to be started."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from s2v_core.production.work import RenderTask, TaskFuture, TaskPool

__all__ = ["HerePool", "pool_here"]


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
