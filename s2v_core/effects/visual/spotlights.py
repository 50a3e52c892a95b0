"""A spot of light on a dark picture."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from s2v_core.effects.frames import Field, Frame, FrameAt
from s2v_core.effects.kernels.grid import Grid
from s2v_core.effects.kernels.lightmap import illuminated, map_grid
from s2v_core.effects.kernels.timing import wobble
from s2v_core.effects.registry import Parameter
from s2v_core.effects.visual.catalogue import visual_effect

__all__: list[str] = []

_CATEGORY = "basic"
_DARK = np.float32(0.05)
_NIGHT = np.array([0.07, 0.085, 0.12], np.float32)
_TORCH = np.array([1.08, 1.0, 0.85], np.float32)


def _radius(default: float) -> Parameter:
    return Parameter(default, 0.1, 1, "radius of the light as a part of the shorter side")


@visual_effect("withcircleshake", category=_CATEGORY, look="a spotlight that shakes", radius=_radius(0.4))
def _circle_shake(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    x, y = (0.07 * wobble(t, 2.2, seed + axis) for axis in range(2))
    spot = _spot(map_grid(picture), x, y, params["radius"], 0.06)
    return illuminated(picture, _DARK + (1 - _DARK) * spot)


@visual_effect("withcircleflashlight", category=_CATEGORY, look="a torch searches a dark picture", radius=_radius(0.34))
def _flashlight(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    grid = map_grid(picture)
    unit = min(grid.height, grid.width)
    x = 0.3 * grid.width / unit * math.sin(1.15 * t - 0.9)
    y = 0.27 * grid.height / unit * math.sin(1.7 * t + 0.4)
    beam = _spot(grid, x, y, 0.75 * params["radius"], 0.9 * params["radius"])[..., None]
    return illuminated(picture, _NIGHT + (_TORCH - _NIGHT) * beam)


def _spot(grid: Grid, x: float, y: float, radius: float, softness: float) -> Field:
    """Return 1 inside a circle about (``x``, ``y``) from the centre, 0 outside; its edge is ``softness`` wide.

    All are in units of the shorter side.
    """
    away = np.sqrt((grid.cx - np.float32(x)) ** 2 + (grid.cy - np.float32(y)) ** 2)
    part = np.clip(np.float32(0.5) - (away - np.float32(radius)) / np.float32(softness), 0, 1)
    return np.asarray(part * part * (3 - 2 * part))
