"""The picture rolls, folds into a kaleidoscope, and glows along its edges."""

from __future__ import annotations

import math
from collections.abc import Mapping

import cv2
import numpy as np

from s2v_core.effects.frames import Frame, FrameAt
from s2v_core.effects.kernels.glow import haloed
from s2v_core.effects.kernels.grid import Grid
from s2v_core.effects.kernels.light import scaled
from s2v_core.effects.kernels.lightmap import illuminated, map_grid
from s2v_core.effects.kernels.sizes import enlarged
from s2v_core.effects.kernels.warp import displaced, looked_up
from s2v_core.effects.registry import Parameter
from s2v_core.effects.visual.catalogue import visual_effect

__all__: list[str] = []

_CATEGORY = "dynamic"
_TURN = 2 * math.pi
_EDGES_SIDE = 480
"""Pixels along the shorter side, at least, in which edges of larger pictures are looked for."""
_MIRRORS = 12
"""Those of the kaleidoscope; a multiple of four, so that its quarters are alike."""


@visual_effect(
    "curl",
    category=_CATEGORY,
    look="a rolling wave bends the picture",
    strength=Parameter(0.05, 0.01, 0.15, "height of the wave as a part of the shorter side"),
)
def _curl(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    grid = Grid.over(picture, step=16)
    phase = grid.cy * np.float32(_TURN * 1.1) - np.float32(_TURN * t / 1.8)
    wave = params["strength"] * np.sin(phase)
    across = params["strength"] * np.cos(phase + grid.cx * np.float32(2))
    return displaced(picture, grid, across, wave)


@visual_effect("kaleidoscope", category=_CATEGORY, look="turns in the mirrors of a kaleidoscope")
def _kaleidoscope(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    height, width = picture.shape[:2]
    quarter = Grid((height + 1) // 2, (width + 1) // 2, 4)
    middle_x, middle_y = np.float32((width - 1) / 2), np.float32((height - 1) / 2)
    right, down = np.abs(quarter.x - middle_x), np.abs(quarter.y - middle_y)
    sector = np.float32(_TURN / _MIRRORS)
    folded = sector - np.abs(np.mod(np.arctan2(down, right), 2 * sector) - sector)
    angle = folded + np.float32(_TURN * t / 12)
    reach = np.sqrt(right**2 + down**2)
    first = looked_up(picture, quarter, middle_x + reach * np.cos(angle), middle_y + reach * np.sin(angle))
    upper = np.hstack([first, first[:, ::-1][:, width % 2 :]])
    return np.vstack([upper, upper[::-1][height % 2 :]])


@visual_effect(
    "neolighting",
    category=_CATEGORY,
    look="edges glow in neon colours",
    strength=Parameter(1, 0.3, 2, "how bright they are"),
)
def _neon(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    light = haloed(_edges(picture, params["strength"]), 0.012, 1.2)
    grid = map_grid(picture, 64)
    phases = (grid.u * np.float32(0.5) + grid.v * np.float32(0.7) + np.float32(t / 4 + third / 3) for third in range(3))
    tint = np.stack([np.float32(0.55) + np.float32(0.45) * np.cos(_TURN * phase) for phase in phases], axis=2)
    neon = illuminated(np.asarray(cv2.merge([light, light, light]), np.uint8), tint)
    return np.asarray(cv2.add(scaled(picture, 0.3), enlarged(neon, picture)), np.uint8)


def _edges(picture: Frame, strength: float) -> Frame:
    """Return how steep a picture is at each of its pixels, made small (h, w), so that only what stands out is left."""
    height, width = picture.shape[:2]
    shrink = max(1, min(height, width) // _EDGES_SIDE)
    size = (width // shrink, height // shrink)
    grey = cv2.cvtColor(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), cv2.COLOR_RGB2GRAY)
    smooth = cv2.GaussianBlur(grey, (0, 0), max(0.3, 0.0024 * min(size)))
    across, down = (cv2.Sobel(smooth, cv2.CV_32F, *way) for way in ((1, 0), (0, 1)))
    steep = np.sqrt(across**2 + down**2)  # not cv2.magnitude, which rounds as its input lies in memory
    gain = 1.9 * strength * min(size) / _EDGES_SIDE
    return np.asarray(cv2.addWeighted(steep, gain, steep, 0, -30, dtype=cv2.CV_8U), np.uint8)
