"""Light and colour of whole pictures: brighter, darker, glowing, with channels apart."""

from __future__ import annotations

import cv2
import numpy as np

from s2v_core.effects.frames import Frame
from s2v_core.effects.kernels.blur import soft
from s2v_core.effects.kernels.sizes import enlarged, shrunk
from s2v_core.effects.kernels.warp import shifted

__all__ = ["apart", "bloomed", "exposed", "faded_memory", "faded_to", "scaled"]

_BLOOM_SIDE = 180
"""Pixels along the shorter side in which glow is computed."""


def scaled(picture: Frame, gain: float, lift: float | tuple[float, float, float] = 0.0) -> Frame:
    """Return every value times ``gain``, plus ``lift`` (one for all or one for each channel), held within 0 to 255."""
    steps = np.arange(256)[:, None] * gain + np.broadcast_to(lift, (256, 3))
    table = np.clip(steps + 0.5, 0, 255).astype(np.uint8).reshape(1, 256, 3)
    return np.asarray(cv2.LUT(picture, table[..., :1] if np.isscalar(lift) else table), np.uint8)


def faded_to(picture: Frame, value: int, amount: float) -> Frame:
    """Return the picture with so much (0 to 1) of a plain grey of that ``value``."""
    return scaled(picture, 1 - amount, value * amount)


def exposed(picture: Frame, stops: float) -> Frame:
    """Return the picture exposed ``stops`` longer (below 0: shorter); linear light is doubled with each of them."""
    linear = (np.arange(256) / 255) ** 2.2 * 2**stops
    table = np.rint(255 * np.minimum(linear, 1) ** (1 / 2.2)).astype(np.uint8)
    return np.asarray(cv2.LUT(picture, table), np.uint8)


def bloomed(picture: Frame, amount: float, threshold: int = 110, size: float = 0.06) -> Frame:
    """Return the picture with a glow round everything brighter than ``threshold``.

    ``size`` of the glow in shorter sides; ``amount`` 1 adds all of that light once more.
    """
    if amount <= 0:
        return picture.copy()
    small = shrunk(picture, _BLOOM_SIDE)
    bright = np.asarray(cv2.subtract(small, np.full_like(small, threshold)), np.uint8)
    glow = enlarged(soft(bright, size * min(small.shape[:2])), picture)
    return np.asarray(cv2.addWeighted(picture, 1.0, glow, 255 / (255 - threshold) * amount, 0), np.uint8)


def apart(picture: Frame, dx: int, dy: int = 0) -> Frame:
    """Return the picture with red moved by (dx, dy) pixels and blue by as much the other way; borders are repeated."""
    height, width = picture.shape[:2]
    dx, dy = (min(max(each, 1 - length), length - 1) for each, length in ((dx, width), (dy, height)))
    if dx == 0 and dy == 0:
        return picture.copy()
    red, green, blue = (np.asarray(plane, np.uint8) for plane in cv2.split(picture))
    parted = shifted(red, dx, dy, cv2.BORDER_REPLICATE), green, shifted(blue, -dx, -dy, cv2.BORDER_REPLICATE)
    return np.asarray(cv2.merge(parted), np.uint8)


def faded_memory(picture: Frame, amount: float) -> Frame:
    """Return the picture with ``amount`` (0 to 1) of the warm, pale look of old photographs."""
    grey = np.array([0.299, 0.587, 0.114])
    warm = np.outer([1.02, 0.94, 0.78], grey) * 0.86
    mixed = np.eye(3) * (1 - amount) + amount * (warm + 0.1 * np.eye(3))
    return np.asarray(cv2.transform(picture, np.column_stack([mixed, np.array([26, 18, 8]) * amount])), np.uint8)
