"""Small pictures of assets, made once and kept in the cache: posters, preview strips and the waveforms of sound."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from s2v_core.cache import Cache, key_of
from s2v_core.media.audio import read_audio
from s2v_core.media.frames import Conform, VideoReader
from s2v_core.media.info import MediaInfo
from s2v_core.media.library.model import Asset
from s2v_core.media.thumbnails import on_white, thumbnail
from s2v_core.settings import Settings

__all__ = ["Pictures", "strip", "waveform"]

_KIND, _SUFFIX, _VERSION = "thumbnails", ".webp", 1
_BLOCK = Fraction(30)
"""Seconds of sound that are decoded at a time, so that hours of it take no more memory than a minute."""
_LISTEN = Fraction(600)
"""Seconds of sound that are decoded for one waveform; of longer sound a part of every bar is."""
_BAR, _GAP = 2, 1
_INK = (120, 134, 160)
"""Grey-blue that can be seen on light and on dark pages."""

Picture = NDArray[np.uint8]


class Pictures:
    """Makes and finds the small pictures of one library. Thread-safe, and safe beside other processes."""

    def __init__(self, settings: Settings) -> None:
        self._cache = Cache(settings.cache_dir, limit=settings.cache_limit)
        self._max_pixels = settings.max_pixels

    def thumbnail(self, asset: Asset, size: tuple[int, int], find: Callable[[], Path]) -> Path:
        """Return a WebP that fits into ``size``; of sound its waveform, twice as wide as high."""

        def draw() -> Picture:
            info, path = asset.info, find()
            if info.kind == "audio":
                return waveform(path, info.duration, (size[0], min(size[1], max(1, size[0] // 2))))
            return thumbnail(path, info, size=size, max_pixels=self._max_pixels)

        return self._made(key_of(_VERSION, "poster", asset.identity, size), draw)

    def strip(self, asset: Asset, frames: int, height: int, find: Callable[[], Path]) -> Path:
        """Return a WebP of ``frames`` pictures of a film side by side; of anything else its thumbnail so high."""
        if asset.kind != "video":
            return self.thumbnail(asset, (height * (frames if asset.kind == "audio" else 4), height), find)
        key = key_of(_VERSION, "strip", asset.identity, frames, height)
        return self._made(key, lambda: strip(find(), asset.info, frames=frames, height=height))

    def _made(self, key: str, draw: Callable[[], Picture]) -> Path:
        return self._cache.find(_KIND, key, _SUFFIX) or self._cache.store(_KIND, key, _SUFFIX, partial(_write, draw()))


def strip(path: Path, info: MediaInfo, *, frames: int, height: int) -> Picture:
    """Return moments of a film side by side, evenly spread: ``height`` x (``frames`` * width) x 3 uint8 RGB.

    Transparent parts lie on white. The film is never enlarged.

    Raises:
        MediaNotFound, MediaUnreadable: it cannot be read.
    """
    duration = info.duration or Fraction(0)
    high = min(height, info.height)
    wide = max(1, round(Fraction(info.width * high, info.height)))
    row = np.full((high, wide * frames, 3), 255, np.uint8)
    with VideoReader(path, Conform((wide, high))) as reader:
        for place in range(frames):
            moment = duration * (2 * place + 1) / (2 * frames)
            shown = reader.frame_at(float(moment))
            row[:, place * wide : (place + 1) * wide] = on_white(shown)
    return row


def waveform(path: Path, duration: Fraction | None, size: tuple[int, int]) -> Picture:
    """Return the loudness of sound over time as bars: height x width x 4 uint8 RGB with straight alpha.

    Args:
        path: a file with sound.
        duration: its seconds; None or 0: unknown, then the first seconds are shown.
        size: width and height.

    Raises:
        MediaNotFound, MediaUnreadable: it cannot be read.
    """
    width, height = size
    peaks = _peaks(path, duration or _BLOCK, max(1, width // (_BAR + _GAP)))
    peaks = peaks / max(float(peaks.max()), 1e-3)
    picture = np.zeros((height, width, 4), np.uint8)
    picture[:, :, :3] = _INK
    for place, peak in enumerate(peaks):
        half = max(1, round(float(peak) * height / 2))
        left = place * (_BAR + _GAP)
        picture[max(0, height // 2 - half) : height // 2 + half, left : left + _BAR, 3] = 255
    return picture


def _peaks(path: Path, duration: Fraction, bars: int) -> NDArray[np.float32]:
    """Return the loudest sample of each of ``bars`` equal parts, 0 to 1."""
    peaks = np.zeros(bars, np.float32)
    rate = 24000
    step, heard = (_BLOCK, _BLOCK) if duration <= _LISTEN else (duration / bars, _LISTEN / bars)
    start = Fraction(0)
    while start < duration:
        samples = read_audio(path, rate=rate, start=start, duration=min(heard, duration - start))
        moments = (np.arange(len(samples)) / rate + float(start)) * bars / float(duration)
        places = np.minimum(moments.astype(np.int64), bars - 1)
        np.maximum.at(peaks, places, np.abs(samples).max(axis=1, initial=0))
        start += step
    return np.minimum(peaks, 1)


def _write(picture: Picture, target: Path) -> None:
    Image.fromarray(picture).save(target, "WEBP", quality=78, method=2)
