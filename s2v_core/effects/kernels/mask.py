"""Showing B where a mask says so."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np

from s2v_core.effects.frames import Field, Frame
from s2v_core.effects.kernels.grid import Grid

__all__ = ["FULL", "blend", "boxes", "cover", "fade", "pixel_softness", "reveal", "sloped", "switch", "weights"]

FULL = 128
"""The weight that means "wholly B": with 7 bits, difference times weight fits into 16 bits."""

_STRIP = 32
_FEW = 0.03
"""Part of the pixels below which they are picked out one by one."""


def fade(a: Frame, b: Frame, weight: float) -> Frame:
    """Return a (1 - weight) + b weight."""
    if weight <= 0:
        return a.copy()
    if weight >= 1:
        return b.copy()
    return np.asarray(cv2.addWeighted(a, 1 - weight, b, weight, 0), np.uint8)


def weights(order: Field, p: float, softness: float) -> Frame:
    """Return weights (H, W) uint8, 0 to ``FULL``.

    Args:
        order: when each pixel changes (H, W), 0 (first) to 1 (last).
        p: progress; at 0 nothing has changed, at 1 everything.
        softness: part of the progress that one pixel takes to change.
    """
    softness = max(softness, 1e-3)
    return sloped(order, -FULL / softness, p * (1 + softness) / softness * FULL)


def cover(inside: Field, edge: float = 1.0) -> Frame:
    """Return weights (H, W) uint8: ``FULL`` where ``inside`` (H, W) is above 0, 0 below, ``edge`` of it between."""
    return sloped(inside, FULL / edge, FULL / 2)


def sloped(field: Field, slope: float, level: float) -> Frame:
    """Return weights (H, W) uint8: ``field`` times ``slope`` plus ``level``, held within 0 and ``FULL``."""
    whole = np.asarray(cv2.addWeighted(field, slope, field, 0, level, dtype=cv2.CV_8U), np.uint8)
    return np.minimum(whole, np.uint8(FULL))


def pixel_softness(a: Frame, pixels: float = 1.5) -> float:
    """Return the softness that makes an edge about ``pixels`` wide when the order runs over the whole picture."""
    return pixels / float(max(16, a.shape[0], a.shape[1]))


def reveal(a: Frame, b: Frame, order: Field, p: float, softness: float, grid: Grid | None = None) -> Frame:
    """Return B where ``order`` (0 first to 1 last, on ``grid`` or per pixel) has been reached, A elsewhere."""
    if grid is not None:
        order = grid.enlarge(order)
    return blend(a, b, weights(order, p, softness))


def switch(a: Frame, b: Frame, chosen: Frame) -> Frame:
    """Return B where ``chosen`` (H, W) is not 0, A elsewhere."""
    result = a.copy()
    cv2.copyTo(b, chosen, result)
    return result


def blend(a: Frame, b: Frame, mask: Frame) -> Frame:
    """Return A and B mixed by ``mask`` (H, W), 0 to ``FULL``; exact at both ends and where A and B are equal.

    Only the half-covered pixels are computed, or where they are many what lies between the first and the last of them
    in each strip of rows.
    """
    result = switch(a, b, np.asarray(cv2.inRange(mask, FULL, 255), np.uint8))
    half = np.asarray(cv2.inRange(mask, 1, FULL - 1), np.uint8)
    count = cv2.countNonZero(half)
    if 0 < count < _FEW * half.size:
        columns, rows = np.asarray(cv2.findNonZero(half)).reshape(-1, 2).T
        result[rows, columns] = _mixed(a[rows, columns][None], b[rows, columns][None], mask[rows, columns][None])[0]
        return result
    for box in boxes(half):
        result[box] = _mixed(a[box], b[box], mask[box])
    return result


def boxes(marked: Frame) -> Iterator[tuple[slice, slice]]:
    """Yield boxes that together hold every pixel of ``marked`` (H, W) that is not 0: one per strip of rows."""
    for top in range(0, marked.shape[0], _STRIP):
        rows = slice(top, top + _STRIP)
        touched = np.flatnonzero(cv2.reduce(marked[rows], 0, cv2.REDUCE_MAX))
        if len(touched):
            yield rows, slice(int(touched[0]), int(touched[-1]) + 1)


def _mixed(a: Frame, b: Frame, mask: Frame) -> Frame:
    base = a.astype(np.int16)
    change = b.astype(np.int16)
    change -= base
    change *= cv2.merge([mask, mask, mask]).astype(np.int16)
    change += FULL // 2
    change >>= 7
    change += base
    return change.astype(np.uint8)
