"""Pictures made smaller, to compute what needs no fine detail, and as large again."""

from __future__ import annotations

import cv2
import numpy as np

from s2v_core.effects.frames import Frame

__all__ = ["enlarged", "halved", "shrunk"]


def shrunk(picture: Frame, side: int) -> Frame:
    """Return the picture with ``side`` pixels along its shorter side; itself if it has no more than that."""
    height, width = picture.shape[:2]
    shrink = min(height, width) / side
    if shrink <= 1:
        return picture
    size = max(1, round(width / shrink)), max(1, round(height / shrink))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)


def halved(picture: Frame) -> Frame:
    """Return the picture half as wide and half as high."""
    size = max(1, picture.shape[1] // 2), max(1, picture.shape[0] // 2)
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)


def enlarged(small: Frame, picture: Frame) -> Frame:
    """Return a smaller picture or map (h x w x 3 or h x w) in the size of ``picture``; itself if it has that size."""
    height, width = picture.shape[:2]
    if small.shape[:2] == (height, width):
        return small
    return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)
