"""Single pictures of a timeline, for whoever looks at it while working on it."""

from __future__ import annotations

import weakref
from fractions import Fraction
from functools import lru_cache
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from s2v_core.media import Assets
from s2v_core.media.planes import Planes, to_rgb
from s2v_core.rendering.checking import check_drawable
from s2v_core.rendering.chunks.identity import ChunkKeys
from s2v_core.rendering.compose import Composer
from s2v_core.rendering.encoding import EncoderOptions
from s2v_core.rendering.previewing.memory import FrameMemory
from s2v_core.rendering.previewing.walking import Walker
from s2v_core.timeline import Span, Timeline

__all__ = ["FramePreview", "frame_at"]

_ROUNDING = 1e-6
"""Frames by which a computed time may fall short of the one it stands for."""


def frame_at(timeline: Timeline, time: float | Fraction, *, assets: Assets) -> NDArray[np.uint8]:
    """Return the picture of ``timeline`` at ``time`` (seconds): H x W x 3 uint8 RGB.

    Times outside are those of the first and the last frame. Who wants many pictures takes a :class:`FramePreview`.

    Raises:
        MediaError: material is missing or unreadable.
        TimelineError: an effect's values cannot be understood.
        RenderError: the timeline has no frame.
    """
    composer = Composer(timeline, assets)
    try:
        return composer.frame(_index(timeline, time))
    finally:
        composer.close()


class FramePreview:
    """Pictures of ``timeline`` at any moment, to scrub through it. Thread-safe.

    The first request begins to compose the other frames in the background, the nearest first, and remembers them: from
    then on any moment is there within some milliseconds. Close it when it is no longer looked at.

    Args:
        timeline: what to show.
        assets: where its material comes from.
        memory: where frames are remembered. Previews that share one find what they have in common: after an edit only
            the frames that it changed are composed anew.

    Raises:
        MediaError: material is missing or unreadable.
        TimelineError: an effect's values cannot be understood.
        RenderError: the timeline has no frame.
    """

    def __init__(self, timeline: Timeline, assets: Assets, *, memory: FrameMemory | None = None) -> None:
        _index(timeline, 0)
        self.timeline = timeline
        self._memory = FrameMemory() if memory is None else memory
        self._composer = Composer(timeline, assets)
        keys = ChunkKeys(timeline, assets, EncoderOptions())
        self._key = lru_cache(None)(lambda index: keys.key(Span(index, index + 1)))
        self._walker = Walker(timeline, assets, self._memory, key_of=self._key, at_rest=self._composer.close)
        weakref.finalize(self, self._walker.stop)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def warmed(self) -> float:
        """How much of the timeline is remembered: 0 to 1."""
        known = sum(self._key(index) in self._memory for index in range(self.timeline.length))
        return known / self.timeline.length

    def frame(self, time: float | Fraction) -> NDArray[np.uint8]:
        """Return the picture at ``time`` (seconds): H x W x 3 uint8 RGB, the caller's own.

        Times outside are those of the first and the last frame. A remembered picture may differ from the rendered one
        by what JPEG leaves out, which is not seen.

        Raises:
            MediaError: material is missing or unreadable.
        """
        index = _index(self.timeline, time)
        with self._memory.gate.serving():
            key = self._key(index)
            picture = self._memory.find(key)
            found = picture is not None
            if picture is None:
                picture = Planes(self._composer.encodable(index))
                self._memory.keep(key, picture)
            pixels = to_rgb(picture)
        self._walker.towards(index, found=found)
        if self._walker.stopped:
            self._composer.close()
        return pixels

    def close(self) -> None:
        """End the work in the background and close all files. Frames can still be asked for, one by one."""
        self._walker.stop()
        self._walker.join()
        self._composer.close()


def _index(timeline: Timeline, time: float | Fraction) -> int:
    check_drawable(timeline)
    return int(min(max(0.0, float(time) * float(timeline.rate) + _ROUNDING), timeline.length - 1))
