"""What a clip shows at each of its frames: footage, a still, a still in motion, an animated picture.

Everything is a function of the clip's own frame number, never of where the clip stands or of what was asked before.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from s2v_core.media.frames import Conform, VideoReader
from s2v_core.media.planes import Planes, from_rgb
from s2v_core.rendering.fit import Place, Region, follow

__all__ = [
    "Animated",
    "Footage",
    "Motion",
    "Moving",
    "Picture",
    "Seen",
    "SourceTime",
    "Still",
    "moved",
    "whole_size",
]

Pixels = NDArray[np.uint8]

Seen = Planes | Pixels
"""An opaque picture in 4:2:0, or H x W x 4 uint8 RGB with straight alpha."""

_JUST_BEFORE = 0.004
"""Seconds: a clip that ends where a frame of the material begins does not show that frame."""

_ROUNDING = 1e-6
"""Seconds by which a computed time may fall short of the one it stands for."""

_MOST_KEPT = 8_000_000
"""Pixels up to which the scaled frames of an animation are kept: a sticker's are, those of a full screen are not."""

_DENSEST = 1.5
"""How many pixels of the kept picture may fall on one pixel shown before fine patterns would shimmer."""


class Picture(Protocol):
    """A moving or still picture of a fixed size."""

    @property
    def kept(self) -> bool:
        """Whether pictures are kept and returned again, so that they must not be drawn on."""
        ...

    def at(self, frame: int) -> Seen:
        """Return what is seen ``frame`` frames after the clip's start (may be negative)."""
        ...

    def close(self) -> None:
        """Let go of files and memory; ``at`` fetches them again when asked."""
        ...


@dataclass(frozen=True)
class Motion:
    """A way from the region ``first`` to ``last``, in the frames from ``start`` on, ``length`` of them."""

    first: Region
    last: Region
    start: int
    length: int

    def at(self, frame: int) -> Region:
        """Return the region seen at ``frame``; before and after the motion it rests."""
        progress = (frame - self.start) / max(1, self.length - 1)
        return follow(self.first, self.last, min(max(0.0, progress), 1.0))


@dataclass(frozen=True)
class SourceTime:
    """Which moment of the material a frame shows: from ``begin`` on, ``step`` seconds a frame, held at both bounds."""

    begin: float
    step: Fraction
    low: float
    high: float

    def at(self, frame: int) -> float:
        """Return seconds in the material."""
        last = max(self.low, self.high - _JUST_BEFORE)
        return min(max(self.low, float(self.begin + frame * self.step)), last)


class Footage:
    """A video, cropped and scaled by ``conform``; the file is opened at the first frame that is asked for."""

    kept = False

    def __init__(self, path: Path, conform: Conform, times: SourceTime) -> None:
        self._path = path
        self._conform = conform
        self._times = times
        self._reader: VideoReader | None = None

    def at(self, frame: int) -> Seen:
        moment = self._times.at(frame)
        if self._reader is None:
            self._reader = VideoReader(self._path, self._conform, start=moment)
        return self._reader.planes_at(moment, self._times.at(frame + 1))

    def close(self) -> None:
        if self._reader is not None:
            self._reader.close()
            self._reader = None


class Moving:
    """Footage or a still seen through a moving region; ``whole`` is all of it, a little larger than it is shown."""

    kept = False

    def __init__(self, whole: Picture, motion: Motion, size: tuple[int, int]) -> None:
        self._whole = whole
        self._motion = motion
        self._size = size

    def at(self, frame: int) -> Seen:
        return moved(self._whole.at(frame), self._motion.at(frame), self._size)

    def close(self) -> None:
        self._whole.close()


class Still:
    """A picture that does not move. ``load`` returns it in its final size."""

    kept = True

    def __init__(self, load: Loader) -> None:
        self._load = load
        self._picture: Seen | None = None

    def at(self, frame: int) -> Seen:
        del frame
        if self._picture is None:
            self._picture = _seen(self._load())
        return self._picture

    def close(self) -> None:
        self._picture = None


class Animated:
    """An animated picture, played in a loop.

    Args:
        load: returns the frames (H x W x 4) and the seconds that each is shown.
        shape: brings a frame to its final size.
        size: that size.
        times: which moment of the animation each frame shows.
    """

    def __init__(self, load: AnimationLoader, shape: Shaper, size: tuple[int, int], times: SourceTime) -> None:
        self.kept = True
        self._load = load
        self._shape = shape
        self._size = size
        self._times = times
        self._frames: tuple[Pixels, ...] = ()
        self._ends: NDArray[np.float64] = np.zeros(0)
        self._shaped: dict[int, Pixels] = {}

    def at(self, frame: int) -> Pixels:
        if not self._frames:
            self._frames, durations = self._load()
            self._ends = np.cumsum(np.asarray(durations, np.float64))
            self.kept = self._size[0] * self._size[1] * len(self._frames) <= _MOST_KEPT
        moment = (self._times.at(frame) + _ROUNDING) % float(self._ends[-1])
        index = min(int(np.searchsorted(self._ends, moment, side="right")), len(self._frames) - 1)
        if not self.kept:
            return self._shape(self._frames[index])
        if index not in self._shaped:
            self._shaped[index] = self._shape(self._frames[index])
        return self._shaped[index]

    def close(self) -> None:
        self._frames = ()
        self._shaped.clear()


class Loader(Protocol):
    """Reads a still: H x W x 3 uint8 RGB, or H x W x 4 with straight alpha."""

    def __call__(self) -> Pixels: ...


class Shaper(Protocol):
    """Cuts and scales a picture."""

    def __call__(self, pixels: Pixels, /) -> Pixels: ...


class AnimationLoader(Protocol):
    """Reads an animated picture."""

    def __call__(self) -> tuple[tuple[Pixels, ...], tuple[float, ...]]: ...


def moved(whole: Seen, region: Region, size: tuple[int, int]) -> Seen:
    """Return ``region`` of a picture at ``size`` (width, height), exact to a fraction of a pixel."""
    if not isinstance(whole, Planes):
        return np.asarray(_warped(whole, _way(whole.shape[:2], region, size), size), np.uint8)
    way = _way(whole.y.shape, region, size)
    seen = Planes.empty(*size)
    _warped(whole.y, way, size, seen.y)
    # Block j stands for the place 2 j + 1/2 of the luma, before as well as after.
    for plane, target in ((whole.u, seen.u), (whole.v, seen.v)):
        _warped(plane, [(step, (step / 2 + start - 0.5) / 2) for step, start in way], target.shape[::-1], target)
    return seen


def _way(shape: tuple[int, ...], region: Region, size: tuple[int, int]) -> list[tuple[float, float]]:
    """Return, across and down, how many pixels of the whole one pixel shown takes, and where the first one lies."""
    height, width = shape
    across, down = region.width * width / size[0], region.height * height / size[1]
    return [(across, region.x * width + across / 2 - 0.5), (down, region.y * height + down / 2 - 0.5)]


def _warped(pixels: Any, way: list[tuple[float, float]], size: Any, target: Any = None) -> Any:
    (across, left), (down, top) = way
    matrix = np.array([[across, 0, left], [0, down, top]], np.float64)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return cv2.warpAffine(pixels, matrix, size, dst=target, flags=flags, borderMode=cv2.BORDER_REPLICATE)


def _seen(pixels: Pixels) -> Seen:
    return from_rgb(pixels) if pixels.shape[2] == 3 else pixels


def whole_size(place: Place, smallest: Region, largest: Region) -> tuple[int, int]:
    """Return the size at which a whole picture is kept to be seen through regions from ``smallest`` to ``largest``."""
    width = max(smallest.width, largest.width / _DENSEST)
    height = max(smallest.height, largest.height / _DENSEST)
    return max(1, round(place.width / width)), max(1, round(place.height / height))
