"""Stages of work that run at the same time, each in a thread of its own, in order.

libav, OpenCV and x264 work without holding Python's lock, so threads are enough to keep all cores busy.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, Generic, TypeVar

__all__ = ["staged"]

T = TypeVar("T")


class _Channel(Generic[T]):
    """A queue of at most ``depth`` items that either end may close."""

    def __init__(self, depth: int) -> None:
        self._items: deque[T] = deque()
        self._depth = depth
        self._changed = threading.Condition()
        self._ended = False
        self._dropped = False

    def put(self, item: T) -> bool:
        """Wait for room and add ``item``; False when nobody will take it any more."""
        with self._changed:
            self._changed.wait_for(lambda: len(self._items) < self._depth or self._dropped)
            if self._dropped:
                return False
            self._items.append(item)
            self._changed.notify_all()
            return True

    def __iter__(self) -> Iterator[T]:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._items or self._ended or self._dropped)
                if self._dropped or not self._items:
                    return
                item = self._items.popleft()
                self._changed.notify_all()
            yield item

    def end(self) -> None:
        """Say that nothing more will be put in."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def drop(self) -> None:
        """Say that nothing more will be taken out, and forget what is in it."""
        with self._changed:
            self._dropped = True
            self._items.clear()
            self._changed.notify_all()


def _run(stage: Callable[[Any], Any], source: Iterable[Any], out: _Channel[Any]) -> None:
    try:
        for item in source:
            if not out.put(stage(item)):
                break
    finally:
        if isinstance(source, _Channel):
            source.drop()
        out.end()


@contextmanager
def staged(source: Iterable[Any], *stages: Callable[[Any], Any], depth: int) -> Iterator[Iterator[Any]]:
    """Send every item of ``source`` through all ``stages`` and give the results in order, as a context.

    Between two stages at most ``depth`` results wait. An error in a stage is raised to whoever reads the results, as
    soon as those made before it are read. Leaving the context, however, stops all stages and waits for their threads.
    """
    channels: list[_Channel[Any]] = [_Channel(depth) for _ in stages]
    with ThreadPoolExecutor(len(stages), thread_name_prefix="stage") as threads:
        runs: list[Future[None]] = []
        sources: list[Iterable[Any]] = [source, *channels]
        for stage, taken, given in zip(stages, sources, channels, strict=False):
            runs.append(threads.submit(_run, stage, taken, given))
        try:
            yield _results(channels[-1], runs)
        finally:
            for channel in channels:
                channel.drop()


def _results(channel: _Channel[Any], runs: list[Future[None]]) -> Iterator[Any]:
    yield from channel
    for run in runs:
        run.result()
