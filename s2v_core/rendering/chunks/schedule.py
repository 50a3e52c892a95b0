"""Which worker renders which chunk, so that each goes on where it stands and none waits for the other."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from itertools import pairwise

from s2v_core.timeline.model import Span

__all__ = ["Board"]

_JUMP = 12
"""Frames that are rendered in about the time it takes to open material and to decode it up to where a chunk begins."""


class Board:
    """The chunks that wait to be rendered. Thread-safe.

    A worker that has just rendered what comes before a chunk has its material open and decoded up to there, so it
    gets that chunk, unless another one is so long that all would wait for it in the end. Otherwise it begins the
    longest run of waiting chunks: at its start, or, if somebody else is working his way towards it, where that leaves
    both about the same.

    Args:
        chunks: all chunks of the timeline in order.
        waiting: the numbers of those to be rendered.
        workers: how many render at a time.
    """

    def __init__(self, chunks: Sequence[Span], waiting: Iterable[int], workers: int) -> None:
        self._chunks = chunks
        self._workers = workers
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
            number = self._next(last)
            self._waiting.remove(number)
            self._at_work.add(number)
            return number

    def _next(self, last: int | None) -> int:
        following = last + 1 if last is not None and last + 1 in self._waiting else None
        number = self._begin() if following is None else following
        longest = max(self._waiting, key=lambda waiting: len(self._chunks[waiting]))
        bearable = 0 if following is None else _JUMP
        return longest if self._lost(number, longest) > bearable else number

    def _lost(self, number: int, longest: int) -> float:
        """Return by how many frames all end later if ``number`` is begun now and the ``longest`` by who is free next.

        What is at work is taken to be half done.
        """
        left = [len(self._chunks[other]) / 2 for other in self._at_work]
        begin = 0 if number == longest else min([len(self._chunks[number]), *left])
        end = begin + len(self._chunks[longest])
        shared = (sum(left) + sum(len(self._chunks[waiting]) for waiting in self._waiting)) / self._workers
        return end - max(shared, len(self._chunks[longest]))

    def _begin(self) -> int:
        run = max(self._runs(), key=self._length)
        return run[0] if run[0] - 1 not in self._at_work else self._halfway(run)

    def _halfway(self, run: Sequence[int]) -> int:
        """Return the chunk from which on a run takes about as long as what comes before it, with that at work.

        Of several the longest, which is the worst to be left for the end, or the last one.
        """
        begin, end = self._chunks[run[0] - 1].start, self._chunks[run[-1]].end

        def cost(number: int) -> tuple[int, int, int]:
            chunk = self._chunks[number]
            return max(chunk.start - begin, end - chunk.start), -len(chunk), -number

        return min(run, key=cost)

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
