"""Pictures that are put together from layers: H x W x 4 uint8 RGB with pre-multiplied alpha, and masks, H x W uint8."""

from __future__ import annotations

import math
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

__all__ = [
    "Mask",
    "Sheet",
    "coloured_in",
    "faded",
    "moved",
    "over",
    "shrunk",
    "softened",
    "straight",
    "stretched",
    "tinted",
    "trailed",
]

Sheet = NDArray[np.uint8]
Mask = NDArray[np.uint8]

_FULL = 255
_STRAIGHT_EDGE = 0.8413
"""What a picture of a half plane, blurred, is worth one standard deviation inside its edge."""
_SLOPE = 0.242
"""How fast that value changes there, per standard deviation."""


def over(top: Sheet, bottom: Sheet) -> Sheet:
    """Return ``bottom`` seen through ``top``."""
    remaining = cv2.bitwise_not(cv2.extractChannel(top, 3))
    return np.asarray(cv2.add(top, cv2.multiply(bottom, cv2.merge([remaining] * 4), scale=1 / _FULL)), np.uint8)


def tinted(mask: Mask, colour: tuple[int, int, int]) -> Sheet:
    """Return ``mask`` in one colour."""
    return np.asarray(cv2.merge([cv2.convertScaleAbs(mask, alpha=part / _FULL) for part in (*colour, _FULL)]), np.uint8)


def coloured_in(mask: Mask, colours: NDArray[np.uint8]) -> Sheet:
    """Return ``mask`` in ``colours`` (H x W x 3 uint8)."""
    opaque = np.full(mask.shape, _FULL, np.uint8)
    picture = cv2.merge([*cv2.split(colours), opaque])
    return np.asarray(cv2.multiply(picture, cv2.merge([mask] * 4), scale=1 / _FULL), np.uint8)


def straight(sheet: Sheet) -> Sheet:
    """Return a picture with straight alpha."""
    alpha = cv2.extractChannel(sheet, 3)
    result: Any = cv2.divide(sheet, cv2.merge([alpha] * 4), scale=_FULL)
    result[..., 3] = alpha
    return np.asarray(result, np.uint8)


def faded(picture: Any, opacity: float) -> Any:
    """Return a sheet or a mask at ``opacity`` (0 to 1)."""
    return picture if opacity >= 1 else cv2.convertScaleAbs(picture, alpha=max(opacity, 0.0))


def moved(picture: Any, right: float, down: float) -> Any:
    """Return a sheet or a mask ``right`` and ``down`` by pixels and parts of them."""
    if abs(right) < 0.01 and abs(down) < 0.01:
        return picture
    shift = np.array([[1, 0, right], [0, 1, down]], np.float32)
    return cv2.warpAffine(picture, shift, (picture.shape[1], picture.shape[0]))


def softened(picture: Any, blur: float) -> Any:
    """Return a sheet or a mask blurred with a standard deviation of ``blur`` pixels."""
    if blur <= 0.3:
        return picture
    return cv2.GaussianBlur(picture, (0, 0), blur, borderType=cv2.BORDER_CONSTANT)


def trailed(mask: Mask, right: float, down: float) -> Mask:
    """Return what ``mask`` covers on its way ``right`` and ``down`` by pixels."""
    steps = max(1, math.ceil(max(abs(right), abs(down))))
    done, covered = 0, mask
    while done < steps:
        step = min(done + 1, steps - done)
        covered = np.maximum(covered, moved(covered, right * step / steps, down * step / steps))
        done += step
    return covered


def stretched(mask: Mask, across: float, down: float) -> Mask:
    """Return ``mask`` drawn out by so many whole pixels on either side, and above and below."""
    size = (2 * round(across) + 1, 2 * round(down) + 1)
    return np.asarray(cv2.dilate(mask, np.ones(size[::-1], np.uint8)), np.uint8) if max(size) > 1 else mask


def shrunk(mask: Mask, by: float) -> Mask:
    """Return ``mask`` with its edges ``by`` pixels further in, their corners rounded."""
    if by < 0.2:
        return mask
    blurred: Any = cv2.GaussianBlur(mask, (0, 0), by, borderType=cv2.BORDER_CONSTANT)
    inner = (blurred.astype(np.float32) / _FULL - _STRAIGHT_EDGE) * (by / _SLOPE) + 0.5
    return np.asarray(np.clip(inner, 0, 1) * _FULL, np.uint8)
