"""Shapes as the distance of each node of a grid from their outline, in pixels: below 0 inside."""

from __future__ import annotations

import math

import numpy as np

from s2v_core.effects.frames import Field, Frame
from s2v_core.effects.kernels.grid import Grid
from s2v_core.effects.kernels.mask import FULL, sloped

__all__ = ["band", "covered", "disc", "half_plane", "rectangle"]


def disc(grid: Grid, x: float, y: float, radius: float) -> Field:
    """Return the distance from a disc about the pixel coordinates (``x``, ``y``)."""
    return np.sqrt((grid.x - np.float32(x)) ** 2 + (grid.y - np.float32(y)) ** 2) - np.float32(radius)


def rectangle(
    grid: Grid, x: float, y: float, width: float, height: float, *, corner: float = 0.0, angle: float = 0.0
) -> Field:
    """Return the distance from a rectangle about (``x``, ``y``), turned clockwise by ``angle`` degrees.

    ``corner`` is the radius of its corners, held within half of its shorter side.
    """
    corner = min(corner, width / 2, height / 2)
    across, down = _turned(grid, x, y, angle)
    beyond_x = np.abs(across) - np.float32(width / 2 - corner)
    beyond_y = np.abs(down) - np.float32(height / 2 - corner)
    outside = np.sqrt(np.maximum(beyond_x, 0) ** 2 + np.maximum(beyond_y, 0) ** 2)
    return np.asarray(outside + np.minimum(np.maximum(beyond_x, beyond_y), 0) - np.float32(corner))


def half_plane(grid: Grid, x: float, y: float, angle: float) -> Field:
    """Return the distance from all that lies above a line through (``x``, ``y``), turned clockwise by ``angle``."""
    return _turned(grid, x, y, angle)[1]


def band(grid: Grid, x: float, y: float, width: float, angle: float) -> Field:
    """Return the distance from a band of that ``width`` along the same line."""
    return np.abs(half_plane(grid, x, y, angle)) - np.float32(width / 2)


def covered(distance: Field, softness: float = 1.5) -> Frame:
    """Return weights (H, W) for the distance of each pixel: ``FULL`` inside, 0 outside, an edge ``softness`` wide."""
    return sloped(distance, -FULL / max(softness, 0.05), FULL / 2)


def _turned(grid: Grid, x: float, y: float, angle: float) -> tuple[Field, Field]:
    cosine, sine = np.float32(math.cos(math.radians(angle))), np.float32(math.sin(math.radians(angle)))
    right, below = grid.x - np.float32(x), grid.y - np.float32(y)
    return right * cosine + below * sine, below * cosine - right * sine
