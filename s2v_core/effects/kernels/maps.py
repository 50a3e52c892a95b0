"""Lookups that are the same at every moment, in the form that is looked up fastest, to be kept by size."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from s2v_core.effects.frames import Field, Frame

__all__ = ["Maps", "fixed", "mapped"]

Maps = tuple[NDArray[np.int16], NDArray[np.uint16]]
"""Where each pixel comes from: whole pixels (H, W, 2) and the rest of them (H, W)."""


def fixed(x: Field, y: Field) -> Maps:
    """Return maps that take each pixel from pixel coordinates ``x``, ``y`` (H, W), or what broadcasts to that."""
    shape = np.broadcast_shapes(x.shape, y.shape)
    columns, rows = (np.ascontiguousarray(np.broadcast_to(axis, shape), np.float32) for axis in (x, y))
    places, parts = cv2.convertMaps(columns, rows, cv2.CV_16SC2)
    return np.asarray(places, np.int16), np.asarray(parts, np.uint16)


def mapped(picture: Frame, maps: Maps, border: int = cv2.BORDER_REFLECT) -> Frame:
    """Return the picture that ``maps`` make of ``picture``."""
    return np.asarray(cv2.remap(picture, *maps, cv2.INTER_LINEAR, borderMode=border), np.uint8)
