"""Blurs whose cost does not grow with their reach."""

from __future__ import annotations

import cv2
import numpy as np

from s2v_core.effects.frames import Frame
from s2v_core.effects.kernels.sizes import enlarged

__all__ = ["soft", "streaked"]

_HALVINGS = 5


def streaked(picture: Frame, dx: float, dy: float) -> Frame:
    """Return the picture blurred along the line from (0, 0) to (dx, dy) pixels, centred.

    Five times the picture is averaged with itself, moved by half, a quarter... of the line: the mean of 32 places.
    """
    height, width = picture.shape[:2]
    parts = [(dx / 2**step, dy / 2**step) for step in range(1, _HALVINGS + 1)]
    moves = [(round(abs(x)), round(abs(y))) for x, y in parts]
    reach_x, reach_y = sum(x for x, _ in moves), sum(y for _, y in moves)
    if reach_x == 0 and reach_y == 0:
        return picture.copy()
    left, top = reach_x // 2, reach_y // 2
    work = cv2.copyMakeBorder(picture, top, reach_y - top, left, reach_x - left, cv2.BORDER_REFLECT)
    same_sign = dx * dy >= 0
    for x, y in moves:
        if x or y:
            rows, columns = work.shape[0] - y, work.shape[1] - x
            first = work[:rows, :columns] if same_sign else work[:rows, x:]
            second = work[y:, x:] if same_sign else work[y:, :columns]
            work = cv2.addWeighted(first, 0.5, second, 0.5, 0)
    return np.ascontiguousarray(work[:height, :width])


def soft(picture: Frame, sigma: float) -> Frame:
    """Return the picture blurred by a Gaussian of ``sigma`` pixels, computed small and enlarged."""
    if sigma < 0.3:
        return picture.copy()
    height, width = picture.shape[:2]
    shrink = 1
    while sigma / shrink >= 6 and min(height, width) // (shrink * 2) >= 8:
        shrink *= 2
    if shrink == 1:
        return np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma, borderType=cv2.BORDER_REFLECT), np.uint8)
    small = cv2.resize(picture, (max(1, width // shrink), max(1, height // shrink)), interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(small, (0, 0), sigma / shrink, borderType=cv2.BORDER_REFLECT)
    return enlarged(np.asarray(small, np.uint8), picture)
