"""The picture is blurred, wholly or around a window."""

from __future__ import annotations

import math
from collections.abc import Mapping

import cv2
import numpy as np

from s2v_core.effects.frames import Field, Frame, FrameAt
from s2v_core.effects.kernels.blur import soft, streaked
from s2v_core.effects.kernels.distance import band, covered, rectangle
from s2v_core.effects.kernels.grid import Grid
from s2v_core.effects.kernels.light import scaled
from s2v_core.effects.kernels.lightmap import illuminated, map_grid
from s2v_core.effects.kernels.mask import blend
from s2v_core.effects.kernels.sizes import enlarged
from s2v_core.effects.registry import Parameter
from s2v_core.effects.visual.catalogue import visual_effect

__all__: list[str] = []

_TURN = 2 * math.pi
_LINE = 0.005
"""Width of the white line around a window, of the shorter side."""


def _strength(default: float) -> Parameter:
    return Parameter(default, 0.005, 0.5, "reach of the blur as a part of the shorter side")


@visual_effect("h_blur", category="basic", look="a horizontal blur", strength=_strength(0.12))
def _horizontal(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    return streaked(picture, params["strength"] * min(picture.shape[:2]), 0)


@visual_effect("v_blur", category="basic", look="a vertical blur", strength=_strength(0.12))
def _vertical(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    return streaked(picture, 0, params["strength"] * min(picture.shape[:2]))


@visual_effect("blur", category="basic", look="the whole picture is blurred", strength=_strength(0.025))
def _blur(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    return soft(picture, params["strength"] * min(picture.shape[:2]))


@visual_effect(
    "image_in_image",
    category="basic",
    look="a small framed copy over an enlarged blurred one",
    size=Parameter(0.74, 0.3, 0.9, "size of the copy"),
)
def _image_in_image(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    height, width = picture.shape[:2]
    unit = min(height, width)
    inner = (max(1, round(width * params["size"])), max(1, round(height * params["size"])))
    left, top = (width - inner[0]) // 2, (height - inner[1]) // 2
    result = _behind(picture, params["size"])
    rim = max(1, round(0.012 * unit))
    result[max(0, top - rim) : top + inner[1] + rim, max(0, left - rim) : left + inner[0] + rim] = 250
    way = cv2.INTER_LINEAR if params["size"] >= 0.5 else cv2.INTER_AREA
    result[top : top + inner[1], left : left + inner[0]] = cv2.resize(picture, inner, interpolation=way)
    return result


def _behind(picture: Frame, size: float) -> Frame:
    """Return the picture enlarged, blurred, and in the shadow of a copy of that size that lies a little above it."""
    height, width = picture.shape[:2]
    cut_x, cut_y = width // 8, height // 8
    grid = map_grid(picture)
    unit = min(grid.height, grid.width)
    part = picture[cut_y : height - cut_y, cut_x : width - cut_x]
    small = np.asarray(cv2.resize(part, (grid.width, grid.height), interpolation=cv2.INTER_AREA), np.uint8)
    centre = ((grid.width - 1) / 2, (grid.height - 1) / 2 + 0.012 * unit)
    away = rectangle(grid, *centre, size * grid.width, size * grid.height) / np.float32(0.07 * unit)
    light = np.float32(0.85) - np.float32(0.55) * np.clip(1 - away, 0, 1) ** 2
    return enlarged(illuminated(soft(small, 0.04 * unit), light), picture).copy()


@visual_effect("windowblur", category="dynamic", look="a clear band glides over a blurred picture")
def _window_band(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    grid = Grid.over(picture, step=4)
    y = grid.height * (0.5 + 0.12 * math.sin(_TURN * t / 5))
    return _through_window(picture, grid, band(grid, grid.width / 2, y, 0.36 * grid.height, 0))


@visual_effect("windowblur2", category="dynamic", look="a clear round-cornered window breathes on a blurred picture")
def _window_round(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    grid = Grid.over(picture, step=4)
    unit = min(grid.height, grid.width)
    size = 0.68 + 0.05 * math.sin(_TURN * t / 3)
    centre = ((grid.width - 1) / 2, (grid.height - 1) / 2)
    outline = rectangle(grid, *centre, size * grid.width, size * grid.height, corner=0.08 * unit)
    return _through_window(picture, grid, outline)


def _through_window(picture: Frame, grid: Grid, outline: Field) -> Frame:
    """Return the picture, blurred and a little darker outside of what ``outline`` is the distance from."""
    unit = min(grid.height, grid.width)
    away = grid.enlarge(outline)
    outside = scaled(soft(picture, 0.028 * unit), 0.85)
    framed = blend(outside, np.full_like(picture, 250), covered(away - np.float32(_LINE * unit)))
    return blend(framed, picture, covered(away))
