"""Small pictures of assets, to recognise them by."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from s2v_core.errors import MediaUnreadable
from s2v_core.media.frames import Conform, VideoReader
from s2v_core.media.info import MediaInfo
from s2v_core.media.stills import load_still

__all__ = ["on_white", "thumbnail"]

_BLACK_OPENING = Fraction(1, 3)
"""Part of a video after which its thumbnail is taken: many begin with black or a title."""


def thumbnail(
    path: Path,
    info: MediaInfo,
    *,
    size: tuple[int, int] = (160, 160),
    at: float | Fraction | None = None,
    max_pixels: int,
) -> NDArray[np.uint8]:
    """Return a picture of an asset, H x W x 3 uint8 RGB, as large as fits into ``size`` (width, height).

    Transparent parts lie on white. Nothing is enlarged.

    Args:
        path: the file.
        info: what probing told about it.
        size: the box to fit into.
        at: the moment of a video in seconds; None chooses one.
        max_pixels: largest still that is decoded.

    Raises:
        MediaUnreadable: the asset has no picture, or it cannot be decoded.
        MediaNotFound, MediaTooLarge: as for ``load_still``.
    """
    fitted = _fitted((info.width, info.height), size)
    if info.kind == "audio":
        raise MediaUnreadable(f"{path.name!r} has no picture.", where=str(path))
    if info.kind == "video":
        moment = at if at is not None else (info.duration or 0) * _BLACK_OPENING
        with VideoReader(path, Conform(fitted), start=float(moment)) as reader:
            return np.ascontiguousarray(on_white(reader.frame_at(float(moment))))
    picture = on_white(load_still(path, max_size=fitted, max_pixels=max_pixels))
    if picture.shape[1::-1] == fitted:
        return picture
    return np.asarray(cv2.resize(picture, fitted, interpolation=cv2.INTER_AREA), np.uint8)


def _fitted(size: tuple[int, int], box: tuple[int, int]) -> tuple[int, int]:
    scale = min(Fraction(1), Fraction(box[0], max(1, size[0])), Fraction(box[1], max(1, size[1])))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def on_white(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return a picture, H x W x 3 or 4 uint8 RGB with straight alpha, with what is transparent in it lying on white."""
    if picture.shape[2] == 3:
        return picture
    alpha = np.repeat(picture[:, :, 3:], 3, axis=2)
    return np.asarray(255 - cv2.multiply(255 - picture[:, :, :3], alpha, scale=1 / 255), np.uint8)
