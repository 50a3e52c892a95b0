"""A timeline to a finished file."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from s2v_core.cache import write_atomically
from s2v_core.errors import Cancelled, RenderError
from s2v_core.media import Assets
from s2v_core.rendering.compose import AHEAD, Composer, Parts
from s2v_core.rendering.encode import Encoder
from s2v_core.rendering.encoding import EncoderOptions, writing
from s2v_core.rendering.pipeline import staged
from s2v_core.rendering.rates import SAMPLE_RATE
from s2v_core.rendering.sound import mix
from s2v_core.rendering.yuv import to_yuv
from s2v_core.speech import Speaker
from s2v_core.timeline import Timeline

__all__ = ["WrittenVideo", "write_video"]

_WAITING = 4
"""Frames that wait between two stages: enough to bridge the opening of a file, at about 10 MB each in full HD."""


@dataclass(frozen=True)
class WrittenVideo:
    """A finished file: its exact length, size and how long the writing took (``seconds``)."""

    path: Path
    frames: int
    duration: Fraction
    size_bytes: int
    seconds: float


def write_video(
    timeline: Timeline,
    target: Path,
    *,
    assets: Assets,
    speaker: Speaker,
    encoder: EncoderOptions | None = None,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> WrittenVideo:
    """Render ``timeline`` to the MP4 ``target``. The file appears whole or not at all.

    Args:
        progress: called with (frames done, frames in all) in the caller's thread.
        cancelled: asked before every frame; True stops.

    Raises:
        MediaError, SpeechError: something the timeline needs is missing.
        OutputNotWritable: the folder refuses the file, or the disk is full.
        Cancelled: ``cancelled`` answered True.
        RenderError: the canvas or an encoder option is not possible.
    """
    started = time.monotonic()
    _check(timeline)
    rendering = _Rendering(timeline, assets, speaker, encoder or EncoderOptions(), progress, cancelled)
    with writing(target), _one_thread_per_call():
        write_atomically(target, rendering.write)
        size = target.stat().st_size
    return WrittenVideo(target, timeline.length, timeline.duration, size, time.monotonic() - started)


def _check(timeline: Timeline) -> None:
    canvas = timeline.canvas
    if canvas.width % 2 or canvas.height % 2 or canvas.width < 2 or canvas.height < 2:
        raise RenderError(
            f"A video of {canvas.width} x {canvas.height} pixels cannot be encoded.",
            where="FECanvas",
            hint="Width and height must be even numbers.",
        )
    if timeline.length < 1:
        raise RenderError(
            "The timeline has no frame.", where="VideoTracks", hint="Give it at least one clip with a length."
        )


@contextmanager
def _one_thread_per_call() -> Iterator[None]:
    """Keep OpenCV from splitting every call over all cores: the stages and the encoder fill them already."""
    before = cv2.getNumThreads()
    cv2.setNumThreads(max(1, (os.cpu_count() or 1) // 4))
    try:
        yield
    finally:
        cv2.setNumThreads(before)


@dataclass(frozen=True)
class _Rendering:
    """One file in the making."""

    timeline: Timeline
    assets: Assets
    speaker: Speaker
    options: EncoderOptions
    progress: Callable[[int, int], None] | None
    cancelled: Callable[[], bool] | None

    def write(self, path: Path) -> None:
        composer = Composer(self.timeline, self.assets)

        def fetch(index: int) -> Parts:
            other.submit(composer.prepare, index + AHEAD)
            return composer.fetch(index)

        def compose(parts: Parts) -> object:
            return to_yuv(composer.compose(parts))

        frames = range(self.timeline.length)
        try:
            with (
                ThreadPoolExecutor(2, thread_name_prefix="aside") as other,
                staged(frames, fetch, compose, depth=_WAITING) as finished,
                Encoder(path, canvas=self.timeline.canvas, rate=self.timeline.rate, options=self.options) as encoder,
            ):
                sound = _Sound(other.submit(self._mix), self.timeline, encoder)
                for done, frame in enumerate(finished, start=1):
                    self._poll()
                    encoder.frame(frame)
                    sound.reach(done)
                    if self.progress is not None:
                        self.progress(done, self.timeline.length)
                sound.rest()
                encoder.finish()
        finally:
            composer.close()

    def _mix(self) -> NDArray[np.float32]:
        return mix(self.timeline, assets=self.assets, speaker=self.speaker)

    def _poll(self) -> None:
        if self.cancelled is not None and self.cancelled():
            raise Cancelled("The rendering was stopped.")


class _Sound:
    """Feeds the encoder with sound up to the picture, as soon as the mix is there."""

    def __init__(self, mixing: Future[NDArray[np.float32]], timeline: Timeline, encoder: Encoder) -> None:
        self._mixing = mixing
        self._rate = timeline.rate
        self._encoder = encoder
        self._done = 0

    def reach(self, frames: int) -> None:
        """Encode what belongs to the first ``frames`` frames, unless it is still being mixed."""
        if self._mixing.done():
            self._feed(round(frames / self._rate * SAMPLE_RATE))

    def rest(self) -> None:
        """Wait for the mix and encode all of it."""
        self._feed(len(self._mixing.result()))

    def _feed(self, end: int) -> None:
        self._encoder.sound(self._mixing.result()[self._done : end])
        self._done = max(self._done, end)
