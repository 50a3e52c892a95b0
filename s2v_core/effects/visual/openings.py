"""A clip appears at its beginning, or goes away at its end."""

from __future__ import annotations

import math
from collections.abc import Mapping

import cv2
import numpy as np

from s2v_core.effects.frames import Field, Frame, FrameAt
from s2v_core.effects.kernels.blur import soft, streaked
from s2v_core.effects.kernels.grid import Grid, smoothstep
from s2v_core.effects.kernels.light import exposed, faded_to, scaled
from s2v_core.effects.kernels.lightmap import illuminated, map_grid
from s2v_core.effects.kernels.mask import fade, reveal
from s2v_core.effects.kernels.timing import closing, opening
from s2v_core.effects.kernels.warp import zoomed
from s2v_core.effects.registry import Parameter
from s2v_core.effects.visual.catalogue import visual_effect

__all__: list[str] = []

_CATEGORY = "basic"
_STOPS = 3.5
"""How far the exposure goes down."""
_LEAST = 0.0065
"""Reach of a blur below which blurring costs more than it shows."""


def _seconds(default: float) -> Parameter:
    return Parameter(default, 0.1, 5, "seconds that it takes")


@visual_effect("open", category=_CATEGORY, look="black bars open upwards and downwards", seconds=_seconds(1))
def _open(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    return _between_bars(frame_at(0), opening(t, duration, params["seconds"]))


@visual_effect("close", category=_CATEGORY, look="black bars close in the middle at the end", seconds=_seconds(1))
def _close(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    return _between_bars(frame_at(0), 1 - closing(t, duration, params["seconds"]))


@visual_effect(
    "movie",
    category=_CATEGORY,
    look="cinema bars slide in at the top and at the bottom",
    bars=Parameter(0.25, 0.05, 0.6, "part of the height that both bars take"),
)
def _movie(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    return _between_bars(frame_at(0), 1 - params["bars"] * opening(t, duration, 0.9))


@visual_effect("withcircleopen", category=_CATEGORY, look="a spotlight opens from the centre", seconds=_seconds(1.2))
def _circle_open(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    grid = Grid.over(picture)
    return _out_of_black(picture, grid, grid.radius, opening(t, duration, params["seconds"]), 0.06)


@visual_effect("withcircleclose", category=_CATEGORY, look="a spotlight closes at the end", seconds=_seconds(1.2))
def _circle_close(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    grid = Grid.over(picture)
    return _out_of_black(picture, grid, grid.radius, 1 - closing(t, duration, params["seconds"]), 0.06)


@visual_effect("slightrectshow", category=_CATEGORY, look="a soft rectangle reveals the picture", seconds=_seconds(1.4))
def _rectangle_show(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    grid = Grid.over(picture)
    order = np.maximum(np.abs(2 * grid.u - 1), np.abs(2 * grid.v - 1))
    return _out_of_black(picture, grid, order, opening(t, duration, params["seconds"]), 0.3)


@visual_effect(
    "wipecross", category=_CATEGORY, look="a cross of the picture grows until it is whole", seconds=_seconds(1)
)
def _cross(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    grid = Grid.over(picture)
    order = np.minimum(np.abs(2 * grid.u - 1), np.abs(2 * grid.v - 1))
    return _out_of_black(picture, grid, order, opening(t, duration, params["seconds"]), 0.05)


@visual_effect("slightshow", category=_CATEGORY, look="slowly gets clear out of the dark", seconds=_seconds(1.8))
def _slight_show(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    shown = opening(t, duration, params["seconds"])
    if shown >= 1:
        return picture
    return scaled(_blurred(picture, 0.02 * (1 - shown)), shown)


@visual_effect("whiteshow", category=_CATEGORY, look="fades in from white", seconds=_seconds(1.4))
def _white_show(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    return faded_to(frame_at(0), 255, 1 - opening(t, duration, params["seconds"]))


@visual_effect("bluropen", category=_CATEGORY, look="begins blurred and gets sharp", seconds=_seconds(1.2))
def _blur_open(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    return _blurred(frame_at(0), 0.05 * (1 - opening(t, duration, params["seconds"])) ** 2)


@visual_effect("blurclose", category=_CATEGORY, look="gets blurred at the end", seconds=_seconds(1.2))
def _blur_close(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    return _blurred(frame_at(0), 0.05 * closing(t, duration, params["seconds"]) ** 2)


@visual_effect("disappear", category=_CATEGORY, look="slides away at the end", seconds=_seconds(0.9))
def _disappear(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    gone = closing(t, duration, params["seconds"])
    if gone <= 0:
        return picture
    width = picture.shape[1]
    moved = zoomed(picture, 1, move=(-gone * width, 0), border=cv2.BORDER_CONSTANT)
    return fade(moved, streaked(moved, 0.1 * width, 0), math.sin(math.pi * gone))


@visual_effect("black", category=_CATEGORY, look="the exposure goes down into the dark")
def _black(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    return exposed(frame_at(0), -_STOPS * smoothstep(0.1, 0.95, t / duration))


@visual_effect(
    "blurring",
    category=_CATEGORY,
    look="gradually becomes a soft vintage picture",
    strength=Parameter(1, 0.2, 2, "how soft it becomes"),
)
def _blurring(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    amount = opening(t, duration, 3)
    if amount <= 0:
        return picture
    blurred = _blurred(picture, 0.014 * params["strength"] * amount)
    corners = np.clip(map_grid(picture).radius - np.float32(0.35), 0, 1) ** 2 * np.float32(0.9 * amount)
    tint = 1 - np.float32(amount) * np.array([-0.04, 0.03, 0.2], np.float32)
    return scaled(illuminated(blurred, (1 - corners)[..., None] * tint), 1 - 0.14 * amount, 26 * amount)


def _between_bars(picture: Frame, visible: float) -> Frame:
    """Return the picture with black bars that leave that part of its height; edges lie between pixels."""
    height = picture.shape[0]
    bar = (1 - visible) * height / 2
    rows = np.arange(height) + 0.5
    cover = np.clip(np.minimum(rows, height - rows) - bar + 0.5, 0, 1)
    result = picture.copy()
    result[cover <= 0] = 0
    for row in np.flatnonzero((cover > 0) & (cover < 1)):
        result[row] = np.rint(picture[row] * cover[row])
    return result


def _out_of_black(picture: Frame, grid: Grid, order: Field, shown: float, softness: float) -> Frame:
    if shown >= 1:
        return picture
    return reveal(np.zeros_like(picture), picture, order, shown, softness, grid)


def _blurred(picture: Frame, part: float) -> Frame:
    """Return the picture blurred by ``part`` of its shorter side; a blur that hardly reaches is mixed in instead."""
    unit = min(picture.shape[:2])
    if part >= _LEAST:
        return soft(picture, part * unit)
    return fade(picture, soft(picture, _LEAST * unit), part / _LEAST) if part > 0 else picture
