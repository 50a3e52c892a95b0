"""Who does what the runner's loop must not wait for."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from s2v_core.production.runner.closing import Closer
from s2v_core.production.runner.writing import Writer
from s2v_core.production.work import TaskPool

__all__ = ["Hands"]

_log = logging.getLogger(__name__)


class Hands:
    """The pool for what is computed, carriers for what goes over a network, a desk, one thread, for the rest, and the
    writer of texts."""

    def __init__(
        self,
        pool: TaskPool,
        carriers: ThreadPoolExecutor,
        desk: ThreadPoolExecutor,
        closer: Closer,
        writer: Writer,
    ) -> None:
        self.pool = pool
        self.carriers = carriers
        self.closer = closer
        self.writer = writer
        self._desk = desk
        self._errands: dict[str, Future[object]] = {}

    def at_desk(self, name: str, errand: Callable[[], object]) -> None:
        """Have ``errand`` done at the desk, unless it is being done."""
        self._run(self._desk, name, errand)

    def on_the_way(self, name: str, errand: Callable[[], object]) -> None:
        """Have ``errand`` done by a carrier, unless it is being done."""
        self._run(self.carriers, name, errand)

    def at_rest(self) -> bool:
        """Tell whether all errands are done."""
        return all(future.done() for future in self._errands.values())

    def _run(self, by: ThreadPoolExecutor, name: str, errand: Callable[[], object]) -> None:
        before = self._errands.get(name)
        if before is None or before.done():
            self._errands[name] = by.submit(_reported, name, errand)


def _reported(name: str, errand: Callable[[], object]) -> None:
    try:
        errand()
    except Exception:  # noqa: BLE001 - a thread's boundary: the jobs go on, and the log tells of the bug
        _log.exception("The errand '%s' failed", name)
