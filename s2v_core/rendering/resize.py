"""Scaling still pictures well."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

__all__ = ["resized"]

Pixels = NDArray[np.uint8]

_OPAQUE = 255


def resized(pixels: Any, size: tuple[int, int]) -> Pixels:
    """Return ``pixels`` (H x W x 3, or x 4 with straight alpha, uint8) at ``size`` (width, height), contiguous.

    Areas are averaged when it gets smaller, cubic curves drawn when it gets larger. Transparent pixels lend no colour
    to their neighbours.
    """
    height, width = pixels.shape[:2]
    if (width, height) == size:
        return np.ascontiguousarray(pixels)
    if pixels.shape[2] == 3:
        return _scaled(pixels, size)
    alpha = np.ascontiguousarray(pixels[..., 3])
    weights = cv2.cvtColor(alpha, cv2.COLOR_GRAY2RGB)
    weighted = cv2.multiply(np.ascontiguousarray(pixels[..., :3]), weights, scale=1 / _OPAQUE)
    small_alpha = _scaled(alpha, size)
    divisor = cv2.cvtColor(np.maximum(small_alpha, 1), cv2.COLOR_GRAY2RGB)
    colours = cv2.divide(_scaled(weighted, size), divisor, scale=_OPAQUE)
    return np.dstack([colours, small_alpha]).astype(np.uint8, copy=False)


def _scaled(pixels: Any, size: tuple[int, int]) -> Pixels:
    height, width = pixels.shape[:2]
    smaller = width >= size[0] and height >= size[1]
    kernel = cv2.INTER_AREA if smaller else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(pixels, size, interpolation=kernel), np.uint8)
