"""Pictures as arrays: upright, sRGB, 8 bit, no larger than needed."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from s2v_core.errors import MediaTooLarge
from s2v_core.media.colours import planes, to_srgb
from s2v_core.media.frame_times import frame_times
from s2v_core.media.pictures import open_picture, orientation

__all__ = ["Animation", "Size", "load_animation", "load_still"]

Size = tuple[int, int]
Picture = NDArray[np.uint8]

_WORK = 20
"""How many times ``max_pixels`` the frames of an animation may add up to in the file, before they are scaled down."""


@dataclass(frozen=True)
class Animation:
    """The composed frames of an animated picture, each H x W x 4 uint8 RGB with straight alpha, and their seconds."""

    frames: tuple[Picture, ...]
    durations: tuple[Fraction, ...]


def load_still(path: Path, *, max_size: Size | None, max_pixels: int) -> Picture:
    """Return a picture as H x W x 3 uint8 RGB, or H x W x 4 with straight alpha when any pixel is not opaque.

    It is turned upright by its EXIF orientation and converted to sRGB by its colour profile. Of an animation it is
    the first frame.

    Args:
        path: a local file.
        max_size: width and height that are needed. A larger picture is scaled down, keeping its aspect ratio, to the
            smallest size that still covers them; nothing is ever scaled up. None: the size of the file.
        max_pixels: largest number of pixels in the file that is accepted.

    Raises:
        MediaNotFound, MediaTooLarge, MediaUnreadable: as for ``probe``.
    """
    with open_picture(path, max_pixels=max_pixels) as image:
        turn = orientation(image)
        target = _covering(image.size, max_size[::-1] if max_size and turn >= 5 else max_size)
        if image.format == "JPEG":
            image.draft(image.mode, target)  # decodes at a half, quarter or eighth, several times as fast
        return _upright(_converted(image, target), turn)


def load_animation(path: Path, *, max_size: Size | None = None, max_pixels: int) -> Animation:
    """Return all frames of an animated GIF, WebP or PNG; of a still one frame of 0 seconds.

    Args:
        path: a local file.
        max_size: as for ``load_still``.
        max_pixels: largest number of pixels of one frame in the file, and of all returned frames together.

    Raises:
        MediaTooLarge: it is longer or larger than ``max_pixels`` allows.
        MediaNotFound, MediaUnreadable: as for ``probe``.
    """
    with open_picture(path, max_pixels=max_pixels) as image:
        times = frame_times(path, (image.format or "").lower())
        count = max(1, len(times))
        target = _covering(image.size, max_size)
        _check_total(path, count, image.size, target, max_pixels)
        # An APNG may carry a still for old readers in front of its frames.
        first = 1 if image.info.get("default_image") and count > 1 else 0
        frames = tuple(_frame(image, first + index, target) for index in range(count))
    return Animation(frames, tuple(Fraction(time, 1000) for time in times) if count > 1 else (Fraction(0),))


def _check_total(path: Path, count: int, size: Size, target: Size, max_pixels: int) -> None:
    loaded, decoded = count * target[0] * target[1], count * size[0] * size[1]
    if loaded > max_pixels or decoded > _WORK * max_pixels:
        raise MediaTooLarge(
            f"{path.name!r} has {count} frames of {size[0]} x {size[1]} pixels, "
            f"{decoded / 1e6:.0f} megapixels in all, which is too much for an animated picture.",
            where=str(path),
            hint="Convert it to a video (MP4), or make it smaller.",
        )


def _frame(image: Image.Image, index: int, target: Size) -> Picture:
    image.seek(index)
    picture = _converted(image, target)
    if picture.shape[2] == 4:
        return picture
    return np.concatenate([picture, np.full((*picture.shape[:2], 1), 255, np.uint8)], axis=2)


def _converted(image: Image.Image, target: Size) -> Picture:
    """Decode, scale down and convert; four channels when a pixel is not opaque, else three."""
    colours, alpha = planes(image)
    if alpha is not None and alpha.min() == 255:
        alpha = None
    if colours.shape[1::-1] != target:
        colours, alpha = _scaled_down(colours, alpha, target)
    pixels = to_srgb(colours, image.info.get("icc_profile"))
    return np.ascontiguousarray(pixels if alpha is None else np.dstack([pixels, alpha]))


def _scaled_down(colours: Picture, alpha: Picture | None, size: Size) -> tuple[Picture, Picture | None]:
    """Average areas. Transparent pixels lend no colour to their neighbours."""
    if alpha is None:
        return _area(colours, size), None
    weight = np.repeat(alpha[:, :, np.newaxis], colours.shape[2], axis=2)
    weighted = _area(np.asarray(cv2.multiply(colours, weight, scale=1 / 255), np.uint8), size)
    cover = _area(alpha[:, :, np.newaxis], size)
    unweighted = cv2.divide(weighted, np.repeat(np.maximum(cover, 1), colours.shape[2], axis=2), scale=255)
    return np.asarray(unweighted, np.uint8), cover[:, :, 0]


def _area(values: Picture, size: Size) -> Picture:
    small = cv2.resize(values, size, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8).reshape(size[1], size[0], values.shape[2])


def _covering(size: Size, wanted: Size | None) -> Size:
    """Return the smallest size with the aspect ratio of ``size`` that covers ``wanted`` without enlarging."""
    if wanted is None:
        return size
    scale = max(Fraction(wanted[0], size[0]), Fraction(wanted[1], size[1]))
    if scale >= 1:
        return size
    return max(1, math.ceil(size[0] * scale)), max(1, math.ceil(size[1] * scale))


def _upright(picture: Picture, turn: int) -> Picture:
    """Undo an EXIF orientation: even ones (2, 4, 5, 7) are mirrored, 3 to 8 turned."""
    if turn in (2, 5, 4, 7):
        picture = picture[:, ::-1]
    quarters = {3: 2, 4: 2, 5: 1, 6: -1, 7: -1, 8: 1}.get(turn, 0)
    return np.ascontiguousarray(np.rot90(picture, quarters))
