"""Composing the frames of a timeline ahead of those who will ask for them."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress

from s2v_core.errors import S2VError
from s2v_core.media import Assets
from s2v_core.media.planes import Planes
from s2v_core.rendering.chunks.cutting import cut
from s2v_core.rendering.compose import Composer
from s2v_core.rendering.previewing.memory import FrameMemory
from s2v_core.timeline import Span, Timeline

__all__ = ["Walker"]

_NICE = 5


class Walker:
    """Walks a timeline from a moment that was asked for outwards, and puts its frames into ``memory``.

    That is done by one thread, which ends when all frames are there, when the memory is full of those nearest by, or
    after ``stop``. It goes on chunk by chunk, since frames in rising order are cheap.

    Args:
        key_of: gives the key of a frame.
        at_rest: called in that thread when a walk is over.
    """

    def __init__(
        self,
        timeline: Timeline,
        assets: Assets,
        memory: FrameMemory,
        *,
        key_of: Callable[[int], str],
        at_rest: Callable[[], None],
    ) -> None:
        self._timeline = timeline
        self._assets = assets
        self._memory = memory
        self._key_of = key_of
        self._at_rest = at_rest
        self._spans = cut(timeline)
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._waiting: list[Span] = []
        self._centre = 0
        self._seen: set[str] = set()
        self._room = 0
        self._walking = False
        self._complete = False
        self.stopped = False

    def towards(self, frame: int, *, found: bool) -> None:
        """Go on from ``frame``, which was ``found`` in the memory or was not."""
        with self._lock:
            if self.stopped or (found and self._complete):
                return
            self._centre, self._waiting = frame, list(self._spans)
            self._seen, self._room = set(), self._memory.limit
            if not self._walking:
                self._walking, self._complete = True, False
                self._thread = threading.Thread(target=self._walk, args=(self._thread,), name="preview")
                self._thread.start()

    def stop(self) -> None:
        """End the walk after the frame that is being composed, without waiting for it, and begin no other."""
        self.stopped = True

    def join(self) -> None:
        """Wait until the walk has ended."""
        with self._lock:
            thread = self._thread
        if thread is not None:
            thread.join()

    def _walk(self, before: threading.Thread | None) -> None:
        if before is not None:
            before.join()
        _give_way()
        composer: Composer | None = None
        try:
            while (span := self._next()) is not None:
                composer = composer or Composer(self._timeline, self._assets)
                self._fill(span, composer)
        finally:
            if composer is not None:
                composer.close()
            self._at_rest()

    def _next(self) -> Span | None:
        with self._lock:
            if self._ended() or self._room <= 0 or not self._waiting:
                self._complete = not self._waiting
                self._walking = False
                return None
            nearest = min(self._waiting, key=self._distance)
            self._waiting.remove(nearest)
            return nearest

    def _distance(self, span: Span) -> int:
        """What comes next is wanted rather than what came before."""
        return max(span.start - self._centre, 2 * (self._centre - span.end + 1), 0)

    def _fill(self, span: Span, composer: Composer) -> None:
        for index in range(span.start, span.end):
            key = self._key_of(index)
            if key not in self._memory:
                with self._memory.gate.turn():
                    if self._ended():
                        return
                    try:
                        picture = Planes(composer.encodable(index))
                    except S2VError:
                        return  # whoever asks for this frame finds the same error, and somebody to tell it to
                    self._memory.keep(key, picture)
            if not self._fits(key):
                return

    def _fits(self, key: str) -> bool:
        """Count a frame that is remembered; say whether one more has room: the nearest shall not be evicted."""
        with self._lock:
            size = self._memory.touch(key)
            if key not in self._seen:
                self._seen.add(key)
                self._room -= size
            if self._room < size:
                self._room = 0
            return self._room > 0

    def _ended(self) -> bool:
        """A thread that goes on would keep the interpreter from ending."""
        return self.stopped or not threading.main_thread().is_alive()


def _give_way() -> None:
    """Let others of this machine go first. Elsewhere than on Linux a thread has no niceness of its own."""
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)
