"""A dissolves into B: in grain, in feathers, by mixing."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import cv2
import numpy as np

from s2v_core.effects.frames import Field, Frame
from s2v_core.effects.kernels.grid import Grid, smoothstep
from s2v_core.effects.kernels.mask import fade, reveal
from s2v_core.effects.kernels.noise import random_field, smooth_noise
from s2v_core.effects.registry import Parameter
from s2v_core.effects.transitions.advanced.naming import advanced

__all__: list[str] = []

_GRAINS = 480
"""Grains of film along the shorter side."""


@advanced(
    "dissolve",
    look="A dissolves into B in fine drifting grain",
    softness=Parameter(0.25, 0.05, 1, "how gently one grain changes"),
)
def _dissolve(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    height, width = a.shape[:2]
    return reveal(a, b, _grain(height, width, seed), p, params["softness"])


@advanced(
    "feather_dissolve",
    look="B closes in from all borders behind a wide feathered edge",
    softness=Parameter(0.8, 0.1, 2, "width of the edge"),
)
def _feather(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    grid = Grid.over(a, step=16)
    inside = 1 - np.maximum(np.abs(grid.u * 2 - 1) ** 2.5, np.abs(grid.v * 2 - 1) ** 2.5)
    order = np.clip(inside * np.float32(0.7) + smooth_noise(grid, 3, seed) * np.float32(0.3), 0, 1)
    return reveal(a, b, order, smoothstep(0, 1, p), params["softness"], grid)


@advanced("overlay", look="both burn into each other, darks darker and lights lighter, before B is left")
def _overlay(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    both = _overlaid(a, b) if p < 0.5 else _overlaid(b, a)
    return fade(a, both, smoothstep(0, 0.45, p)) if p < 0.5 else fade(both, b, smoothstep(0.55, 1, p))


def _overlaid(base: Frame, above: Frame) -> Frame:
    """Return 2 x y where the base is dark and 1 - 2 (1 - x) (1 - y) where it is light."""
    dark = cv2.multiply(base, above, scale=2 / 255)
    light = cv2.bitwise_not(cv2.multiply(cv2.bitwise_not(base), cv2.bitwise_not(above), scale=2 / 255))
    rows = base.shape[0]
    chosen = cv2.inRange(base.reshape(rows, -1), 128, 255)
    result = np.asarray(dark, np.uint8)
    cv2.copyTo(np.asarray(light, np.uint8).reshape(rows, -1), chosen, result.reshape(rows, -1))
    return result


@lru_cache(maxsize=2)
def _grain(height: int, width: int, seed: int) -> Field:
    """Return when each pixel changes (H, W), 0 to 1: grain of one size in all sizes of pictures, a little clouded."""
    rows, columns = (round(length * _GRAINS / min(height, width)) for length in (height, width))
    fine = random_field(rows, columns, seed)
    grain = cv2.resize(fine, (width, height), interpolation=cv2.INTER_LINEAR)
    grid = Grid(height, width, step=16)
    order = np.asarray(
        grain * np.float32(0.7) + grid.enlarge(smooth_noise(grid, 4, seed)) * np.float32(0.3), np.float32
    )
    order.setflags(write=False)
    return order
