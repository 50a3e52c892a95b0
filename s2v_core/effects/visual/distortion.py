"""The picture as a lens, rough glass or a far planet would show it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache

import cv2
import numpy as np

from s2v_core.effects.frames import Frame, FrameAt
from s2v_core.effects.kernels.grid import Grid
from s2v_core.effects.kernels.maps import Maps, fixed, mapped
from s2v_core.effects.kernels.noise import random_field
from s2v_core.effects.kernels.sizes import enlarged, halved
from s2v_core.effects.kernels.tiles import slid
from s2v_core.effects.registry import Parameter
from s2v_core.effects.visual.catalogue import visual_effect

__all__: list[str] = []

_CATEGORY = "distortion"
_TURN = 2 * math.pi
_HORIZON = 0.3
"""Radius of the planet in shorter sides."""


@visual_effect(
    "fisheye",
    category=_CATEGORY,
    look="a fish-eye lens: the middle bulges towards the viewer",
    strength=Parameter(0.6, 0.05, 0.85, "how much the lens bulges"),
)
def _fish_eye(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    return mapped(picture, _lens_maps(*picture.shape[:2], params["strength"]))


@lru_cache(maxsize=2)
def _lens_maps(height: int, width: int, strength: float) -> Maps:
    """Return where each pixel comes from: nearer to the centre, the more so the nearer it is; corners stay."""
    grid = Grid(height, width, step=1)
    nearer = np.float32(1 - strength) + np.float32(strength) * grid.radius**2
    x = grid.x + grid.cx * (nearer - 1) * np.float32(min(height, width))
    y = grid.y + grid.cy * (nearer - 1) * np.float32(min(height, width))
    return fixed(x, y)


@visual_effect(
    "mosaic_rect",
    category=_CATEGORY,
    look="the picture as a mosaic of coarse rectangles",
    size=Parameter(0.045, 0.01, 0.3, "height of a rectangle as a part of the shorter side"),
    shape=Parameter(1.5, 0.5, 3, "width of a rectangle as a multiple of its height"),
)
def _mosaic(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    height, width = picture.shape[:2]
    tall = params["size"] * min(height, width)
    columns = min(width, max(1, round(width / tall / params["shape"])))
    rows = min(height, max(1, round(height / tall)))
    small = cv2.resize(picture, (columns, rows), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_NEAREST), np.uint8)


@visual_effect(
    "glass",
    category=_CATEGORY,
    look="seen through frosted glass",
    strength=Parameter(0.03, 0.005, 0.1, "how far the glass scatters as a part of the shorter side"),
)
def _glass(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    small = halved(picture)
    scattered = mapped(small, _scatter_maps(*small.shape[:2], params["strength"]))
    milky = cv2.convertScaleAbs(cv2.blur(scattered, (3, 3)), alpha=0.9, beta=20)
    return enlarged(np.asarray(milky, np.uint8), picture)


@lru_cache(maxsize=2)
def _scatter_maps(height: int, width: int, strength: float) -> Maps:
    """Return maps that take each pixel from a place near it, another one for every grain of the glass."""
    grid = Grid(height, width, step=1)
    short = min(height, width)
    reach = np.float32(strength * short)
    moved = []
    for index in range(2):
        total = np.zeros((height, width), np.float32)
        for fineness, share in ((200, 0.6), (60, 0.4)):
            grain = max(1.0, short / fineness)
            cells = random_field(max(1, round(height / grain)), max(1, round(width / grain)), index * 10 + fineness)
            total += cv2.resize(cells * 2 - 1, (width, height), interpolation=cv2.INTER_CUBIC) * np.float32(share)
        moved.append(total * reach)
    return fixed(grid.x + moved[0], grid.y + moved[1])


@visual_effect(
    "planet",
    category=_CATEGORY,
    look="a little planet: the picture rolled up into a turning ball",
    speed=Parameter(0.04, -0.5, 0.5, "turns in a second"),
)
def _planet(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    height, width = picture.shape[:2]
    flat = cv2.resize(picture, (width, max(2, height // 2)), interpolation=cv2.INTER_AREA)
    turned = t * params["speed"] % 1 * 2 * width
    ring = np.roll(np.concatenate([flat, flat[:, ::-1]], axis=1), int(turned), axis=1)
    return mapped(slid(ring, turned % 1), _planet_maps(height, width), cv2.BORDER_WRAP)


@lru_cache(maxsize=2)
def _planet_maps(height: int, width: int) -> Maps:
    """Return where in a ring of the picture and its mirror image, half as tall, each pixel of the planet comes from.

    The lower border is the centre, the middle of the picture the horizon, the upper border lies in the corners.
    """
    grid = Grid(height, width, step=1)
    x = np.mod(np.arctan2(grid.cx, -grid.cy) / np.float32(_TURN), 1) * np.float32(2 * width)
    farthest = math.hypot(height, width) / min(height, width) / 2
    up = grid.radius ** np.float32(math.log(0.5) / math.log(_HORIZON / farthest))
    rows = max(2, height // 2)
    return fixed(x, (1 - np.minimum(up, 1)) * np.float32(rows - 1))
