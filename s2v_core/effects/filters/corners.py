"""Darkening the corners of a picture."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from s2v_core.effects.frames import Frame

__all__ = ["darken_planes", "darkened"]

_INNER, _OUTER = 0.4, 1.0
"""Where the darkening begins and where it is complete: 0 is the centre of the picture, 1 a corner."""
_FULL = 255
_BLACKS = (16, 128, 128)
"""Black in limited range: luma, blue difference, red difference."""

Plane = NDArray[np.uint8]


def darkened(frame: Frame, amount: float) -> Frame:
    """Return ``frame`` (H x W x 3 uint8) with corners darker by ``amount`` (0 to 1); at 0 that is ``frame`` itself."""
    if amount <= 0:
        return frame
    shade = _shade(frame.shape[0], frame.shape[1], amount)
    return np.asarray(cv2.multiply(frame, cv2.merge([shade, shade, shade]), scale=1 / _FULL), np.uint8)


def darken_planes(planes: tuple[Plane, Plane, Plane], amount: float) -> None:
    """Darken the corners of a picture in planar YUV (limited range) in place."""
    if amount <= 0:
        return
    for plane, black in zip(planes, _BLACKS, strict=True):
        shade = _shade(plane.shape[0], plane.shape[1], amount)
        level: Any = black
        above = cv2.subtract(plane, level, dtype=cv2.CV_16S)
        left = cv2.multiply(above, shade, scale=1 / _FULL, dtype=cv2.CV_16S)
        plane[:] = cv2.add(left, level, dtype=cv2.CV_8U)


@lru_cache(4)
def _shade(height: int, width: int, amount: float) -> Plane:
    """Return what remains of the light (H x W), 255 for all of it."""
    down, across = (np.linspace(-1, 1, length, dtype=np.float32) for length in (height, width))
    distance = np.sqrt((down[:, None] ** 2 + across**2) / 2)
    reached = np.clip((distance - _INNER) / (_OUTER - _INNER), 0, 1)
    shade = np.rint(_FULL * (1 - np.float32(amount) * reached * reached * (3 - 2 * reached))).astype(np.uint8)
    shade.setflags(write=False)
    return shade
