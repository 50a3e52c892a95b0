"""A timeline as an ordinary MoviePy clip."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from moviepy import AudioClip, VideoClip
from numpy.typing import NDArray

from s2v_core.media import Assets
from s2v_core.rendering.compose import Composer
from s2v_core.rendering.rates import SAMPLE_RATE
from s2v_core.rendering.sound import mix
from s2v_core.speech import Speaker
from s2v_core.timeline import Timeline

__all__ = ["TimelineClip", "timeline_clip"]

_ROUNDING = 1e-4
"""Frames by which a time may fall short of a frame's beginning and still mean that frame."""


class TimelineClip(VideoClip):  # type: ignore[misc]
    """The pictures and the sound of a timeline as MoviePy knows them: ``get_frame``, ``with_effects``, ``preview``...

    ``frame_function(t)`` returns H x W x 3 uint8 RGB. Files are opened when frames are asked for; ``close`` closes
    them. The sound is mixed when it is first heard. ``write_video`` writes the same frames several times as fast as
    ``write_videofile``.
    """

    def __init__(self, timeline: Timeline, *, assets: Assets, speaker: Speaker) -> None:
        super().__init__(duration=float(timeline.duration))
        self.timeline = timeline
        self.fps = float(timeline.rate)
        self.size = (timeline.canvas.width, timeline.canvas.height)
        self.frame_function = self._frame
        self.audio = _Sound(timeline, assets, speaker)
        self._composer = Composer(timeline, assets)

    def close(self) -> None:
        """Close all files. Asking for a frame opens them again."""
        self._composer.close()

    def _frame(self, t: float) -> NDArray[np.uint8]:
        index = int(t * float(self.timeline.rate) + _ROUNDING)
        return self._composer.frame(min(max(0, index), self.timeline.length - 1))


class _Sound(AudioClip):  # type: ignore[misc]
    """The mix of a timeline, made at the first sample that is asked for."""

    def __init__(self, timeline: Timeline, assets: Assets, speaker: Speaker) -> None:
        super().__init__(duration=float(timeline.duration), fps=SAMPLE_RATE)
        self.nchannels = 2
        self.frame_function = self._samples
        self._mix: Callable[[], NDArray[np.float32]] = lambda: mix(timeline, assets=assets, speaker=speaker)
        self._mixed: NDArray[np.float32] | None = None

    def _samples(self, t: Any) -> NDArray[np.float32]:
        if self._mixed is None:
            self._mixed = self._mix()
        index = np.rint(np.asarray(t) * SAMPLE_RATE).astype(int)
        heard: NDArray[np.float32] = self._mixed[np.clip(index, 0, len(self._mixed) - 1)]
        return heard


def timeline_clip(timeline: Timeline, *, assets: Assets, speaker: Speaker) -> TimelineClip:
    """Return ``timeline`` as a MoviePy clip with sound.

    Raises:
        MediaError: material is missing or is no picture.
    """
    return TimelineClip(timeline, assets=assets, speaker=speaker)
