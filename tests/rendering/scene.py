"""Small timelines for tests."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from s2v_core.media import Assets
from s2v_core.rendering import EncoderOptions
from s2v_core.rendering.compose import Composer
from s2v_core.timeline import AudioClip, Box, Canvas, Effect, Span, Timeline, Track, VideoClip

Picture = NDArray[np.uint8]

FAST = EncoderOptions(preset="ultrafast", crf=10)
FULL = Box(x=0, y=0, width=1, height=1)
RED, GREEN, BLUE, WHITE = (200, 20, 20), (20, 200, 20), (20, 20, 200), (250, 250, 250)


def grey(index: int) -> int:
    """Return a level that tells frame ``index`` from its neighbours after encoding."""
    return 20 + index * 37 % 200


def counting(size: tuple[int, int] = (32, 32)) -> Callable[[int], Picture]:
    """Return a picture function whose frames are plain and differ."""
    return lambda index: np.full((size[1], size[0], 3), grey(index), np.uint8)


def shot(path: Path, start: int, end: int, *effects: Effect, **fields: Any) -> VideoClip:
    """Return a clip that fills the canvas."""
    settings = {"box": FULL, "adapt_mode": "Cover"} | fields
    return VideoClip(media_url=str(path), span=Span(start, end), effects=effects, **settings)


def timeline(
    *tracks: Sequence[VideoClip], size: tuple[int, int] = (32, 32), rate: Fraction | int = 10, length: int | None = None
) -> Timeline:
    """Return a timeline of these video tracks, as long as the last clip with times."""
    ends = [clip.span.end for clips in tracks for clip in clips if clip.span is not None]
    return Timeline(
        canvas=Canvas(*size),
        rate=Fraction(rate),
        length=max(ends, default=1) if length is None else length,
        video_tracks=tuple(Track(clips=tuple(clips), main=number == 0) for number, clips in enumerate(tracks)),
    )


def read_back(path: Path) -> list[Picture]:
    """Decode every frame as BT.709."""
    with av.open(str(path)) as container:
        return [
            frame.reformat(format="rgb24", src_colorspace="ITU709").to_ndarray() for frame in container.decode(video=0)
        ]


def level(picture: Picture) -> float:
    """Return the mean of all values."""
    return float(picture.mean())


def frames_of(timeline: Timeline, assets: Assets, *wanted: int) -> list[Picture]:
    """Compose the wanted frames of a timeline, or all of them."""
    composer = Composer(timeline, assets)
    try:
        return [composer.frame(index) for index in wanted or range(timeline.length)]
    finally:
        composer.close()


def is_close(pixel: Picture, colour: tuple[int, int, int], within: int = 6) -> bool:
    """Say whether all channels of a pixel are near a colour."""
    return bool(np.abs(pixel.astype(int) - colour).max() <= within)


def transition(kind: str, frames: int, name: str = "fade") -> Effect:
    """Return a transition of so many frames at 10 frames per second."""
    return Effect(type=kind, sub_type=name, params={"Duration": frames / 10})


def with_music(silent: Timeline, path: Path) -> Timeline:
    """Return the timeline with a piece of music throughout."""
    music = AudioClip(media_url=str(path), span=Span(0, silent.length), loop=True)
    return Timeline(**{**silent.__dict__, "audio_tracks": (Track(clips=(music,)),)})


def wait_until(condition: Callable[[], bool], seconds: float = 20) -> None:
    """Wait for other threads to get somewhere; what never comes is a failure."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.002)


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def slowly(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Make composing a frame take 10 ms, and return the list of the frames that were composed."""
    composed: list[int] = []
    frame_of = Composer.encodable

    def slow(self: Composer, index: int) -> av.VideoFrame:
        composed.append(index)
        time.sleep(0.01)
        return frame_of(self, index)

    monkeypatch.setattr(Composer, "encodable", slow)
    return composed
