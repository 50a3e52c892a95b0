"""Pictures and videos that tell one frame from another."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from s2v_core.media.planes import Planes

Picture = NDArray[np.uint8]


def grey(index: int) -> int:
    """Return a level that tells frame ``index`` from its neighbours after encoding."""
    return 20 + index * 37 % 200


def counting(size: tuple[int, int] = (32, 32)) -> Callable[[int], Picture]:
    """Return a picture function whose frames are plain and differ."""
    return lambda index: np.full((size[1], size[0], 3), grey(index), np.uint8)


def level(picture: Picture) -> float:
    """Return the mean of all values."""
    return float(picture.mean())


def write_noise(path: Path, noise: Picture, **options: str) -> Path:
    """Write 12 frames that need no conversion to be shown: pictures of ``noise`` in turn, ever further to the right."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=10, options={"x264-params": "log-level=none", **options})
        stream.width, stream.height, stream.pix_fmt = 32, 32, "yuv420p"
        stream.codec_context.colorspace, stream.codec_context.color_range = 1, 1
        for index in range(12):
            picture = np.ascontiguousarray(np.roll(noise[index % len(noise)], index, 1))
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(stream.encode())
    return path


def noise(count: int) -> Picture:
    """Return pictures of 32 x 32 that are plain in each block of 2 x 2 pixels."""
    return np.random.default_rng(1).integers(0, 256, (count, 16, 16, 3), dtype=np.uint8).repeat(2, 1).repeat(2, 2)


def same(one: Planes, other: Planes) -> bool:
    """Say whether all values are equal."""
    return all(np.array_equal(a, b) for a, b in zip(one.all, other.all, strict=True))


def blocks(height: int, width: int, seed: int = 0, size: int = 2) -> Picture:
    """Return noise whose colours are the same all over each block of pixels."""
    values = np.random.default_rng(seed).integers(0, 256, (height // size + 1, width // size + 1, 3), dtype=np.uint8)
    return np.ascontiguousarray(values.repeat(size, 0).repeat(size, 1)[:height, :width])
