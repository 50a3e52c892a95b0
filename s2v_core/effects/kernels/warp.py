"""Moving pixels about: displacement grids, zooms, turns, shifts and perspective."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from s2v_core.effects.frames import Field, Frame
from s2v_core.effects.kernels.grid import Grid
from s2v_core.effects.kernels.mask import FULL, blend, boxes
from s2v_core.effects.kernels.sizes import enlarged, halved

__all__ = ["blended_lookups", "displaced", "ghost", "looked_up", "projected", "shifted", "zoomed"]

_SHARPEST_GHOST = 256
"""Pixels along the shorter side below which a ghost keeps all of its sharpness."""


def looked_up(picture: Frame, grid: Grid, x: Field, y: Field, border: int = cv2.BORDER_REFLECT) -> Frame:
    """Return the picture with each pixel taken from pixel coordinates ``x``, ``y`` (given on ``grid``)."""
    columns, rows = grid.enlarge(x), grid.enlarge(y)
    return np.asarray(cv2.remap(picture, columns, rows, cv2.INTER_LINEAR, borderMode=border), np.uint8)


def displaced(picture: Frame, grid: Grid, dx: Field, dy: Field) -> Frame:
    """Return the picture with each pixel taken ``dx``, ``dy`` (units of the shorter side) away; mirrored outside."""
    unit = np.float32(min(grid.height, grid.width))
    return looked_up(picture, grid, grid.x + dx * unit, grid.y + dy * unit)


def blended_lookups(
    grid: Grid, a: Frame, of_a: tuple[Field, Field], b: Frame, of_b: tuple[Field, Field], mask: Frame
) -> Frame:
    """Return A and B, each looked up as in :func:`looked_up` at its own (x, y), mixed by ``mask`` (H, W).

    Where the mask leaves nothing of a picture, it is not looked up.
    """
    sides = []
    for picture, (x, y), unused in ((a, of_a, FULL), (b, of_b, 0)):
        columns, rows = grid.enlarge(x), grid.enlarge(y)
        needed = np.asarray(cv2.bitwise_not(cv2.inRange(mask, unused, unused)), np.uint8)
        drawn = np.zeros_like(picture)
        for box in boxes(needed):
            drawn[box] = cv2.remap(picture, columns[box], rows[box], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
        sides.append(drawn)
    return blend(sides[0], sides[1], mask)


def zoomed(
    picture: Frame,
    scale: float,
    *,
    turn: float = 0.0,
    move: tuple[float, float] = (0.0, 0.0),
    border: int = cv2.BORDER_REFLECT,
) -> Frame:
    """Return the picture enlarged by ``scale`` and turned by ``turn`` degrees about its centre, at its own size.

    Then it is moved right and down by ``move`` pixels.
    """
    height, width = picture.shape[:2]
    centre = ((width - 1) / 2, (height - 1) / 2)
    matrix = cv2.getRotationMatrix2D(centre, turn, scale)
    matrix[:, 2] += np.array(move)
    drawn = cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=border)
    return np.asarray(drawn, np.uint8)


def ghost(picture: Frame, scale: float, *, turn: float = 0.0, move: tuple[float, float] = (0.0, 0.0)) -> Frame:
    """Return what :func:`zoomed` does at half the sharpness and a third of the cost, to be seen through."""
    if min(picture.shape[:2]) < _SHARPEST_GHOST:
        return zoomed(picture, scale, turn=turn, move=move)
    drawn = zoomed(halved(picture), scale, turn=turn, move=(move[0] / 2, move[1] / 2))
    return enlarged(drawn, picture)


def shifted(picture: Frame, dx: int, dy: int, border: int = cv2.BORDER_REFLECT) -> Frame:
    """Return the picture (or one channel of it) moved by whole pixels, mirrored into what becomes free."""
    height, width = picture.shape[:2]
    whole = cv2.copyMakeBorder(picture, max(dy, 0), max(-dy, 0), max(dx, 0), max(-dx, 0), border)
    top, left = max(-dy, 0), max(-dx, 0)
    return np.asarray(whole[top : top + height, left : left + width], np.uint8)


def projected(picture: Frame, corners: NDArray[np.float64], canvas: Frame, *, shade: float = 1.0) -> None:
    """Draw the picture onto ``canvas`` (changed) with its corners at ``corners`` (4, 2), clockwise from top left.

    Its edges are antialiased; ``shade`` darkens it.
    """
    height, width = picture.shape[:2]
    box = _box(corners, canvas)
    if box is None:
        return
    left, top, right, bottom = box
    source = np.array([[-0.5, -0.5], [width - 0.5, -0.5], [width - 0.5, height - 0.5], [-0.5, height - 0.5]])
    target = corners - 0.5 - np.array([left, top])
    matrix = cv2.getPerspectiveTransform(source.astype(np.float32), target.astype(np.float32))
    size = (right - left, bottom - top)
    drawn = cv2.warpPerspective(picture, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    if shade < 1:
        drawn = cv2.convertScaleAbs(drawn, alpha=shade)
    cover = np.zeros((size[1], size[0]), np.uint8)
    outline = np.round(target * 16).astype(np.int32)
    cv2.fillConvexPoly(cover, outline, FULL, lineType=cv2.LINE_AA, shift=4)
    canvas[top:bottom, left:right] = blend(canvas[top:bottom, left:right], np.asarray(drawn, np.uint8), cover)


def _box(corners: NDArray[np.float64], canvas: Frame) -> tuple[int, int, int, int] | None:
    """Return the part of ``canvas`` that ``corners`` can touch: left, top, right, bottom."""
    low, high = corners.min(axis=0), corners.max(axis=0)
    left, top = max(math.floor(low[0]) - 1, 0), max(math.floor(low[1]) - 1, 0)
    right = min(math.ceil(high[0]) + 1, canvas.shape[1])
    bottom = min(math.ceil(high[1]) + 1, canvas.shape[0])
    return (left, top, right, bottom) if left < right and top < bottom else None
