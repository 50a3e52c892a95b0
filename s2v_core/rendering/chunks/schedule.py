"""Which worker renders which chunk, so that each goes on where it stands and none waits for the other."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from itertools import pairwise

from s2v_core.timeline.model import Span

__all__ = ["Board"]


class Board:
    """The chunks that wait to be rendered. Thread-safe.

    A worker that has just rendered what comes before a chunk has its material open and decoded up to there, so it
    gets that chunk. Otherwise it begins the longest run of waiting chunks: at its start, or in the middle if somebody
    else is working his way towards it.

    Args:
        chunks: all chunks of the timeline in order.
        waiting: the numbers of those to be rendered.
    """

    def __init__(self, chunks: Sequence[Span], waiting: Iterable[int]) -> None:
        self._chunks = chunks
        self._waiting = sorted(waiting)
        self._at_work: set[int] = set()
        self._lock = threading.Lock()

    def take(self, last: int | None = None) -> int | None:
        """Return the number of the next chunk for a worker that has finished the chunk ``last``; None: no more."""
        with self._lock:
            if last is not None:
                self._at_work.discard(last)
            if not self._waiting:
                return None
            number = last + 1 if last is not None and last + 1 in self._waiting else self._begin()
            self._waiting.remove(number)
            self._at_work.add(number)
            return number

    def _begin(self) -> int:
        run = max(self._runs(), key=self._length)
        if run[0] - 1 not in self._at_work:
            return run[0]
        middle = self._length(run) / 2
        return min(run, key=lambda number: abs(self._chunks[number].start - self._chunks[run[0]].start - middle))

    def _runs(self) -> list[list[int]]:
        """Return the waiting chunks, those that follow on each other together."""
        runs = [[self._waiting[0]]]
        for before, number in pairwise(self._waiting):
            if number == before + 1:
                runs[-1].append(number)
            else:
                runs.append([number])
        return runs

    def _length(self, run: Sequence[int]) -> int:
        return self._chunks[run[-1]].end - self._chunks[run[0]].start
