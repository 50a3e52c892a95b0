"""Rain and snow."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import cv2
import numpy as np

from s2v_core.effects.frames import Frame, FrameAt
from s2v_core.effects.kernels import sprites
from s2v_core.effects.kernels.clouds import drifting_noise
from s2v_core.effects.kernels.glow import black, coloured
from s2v_core.effects.kernels.grid import Grid
from s2v_core.effects.kernels.lightmap import map_grid, shine
from s2v_core.effects.kernels.particles import breath, drift, lives, ramp
from s2v_core.effects.registry import Parameter
from s2v_core.effects.visual.advanced.catalogue import advanced

__all__: list[str] = []

_DENSITY = Parameter(1, 0.1, 2, "how much of it falls")
_SPEED = Parameter(1, 0.1, 4, "how fast it falls")
_COOL = np.array([[0.82, 0.04, 0.04], [0.02, 0.88, 0.05], [0.02, 0.06, 0.98]])


@advanced("rain_1", look="fine slanting rain in several depths", density=_DENSITY, speed=_SPEED)
def _fine_rain(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    result = _cooled(frame_at(0), 0.94)
    _rain(result, t * params["speed"], seed, count=round(230 * params["density"]), slant=0.22, long=0.11, alpha=0.85)
    return result


@advanced(
    "rain_2", look="a downpour: dense rain, mist above the ground and splashing drops", density=_DENSITY, speed=_SPEED
)
def _downpour(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    result = _cooled(frame_at(0), 0.72)
    height, width = result.shape[:2]
    short = min(height, width)
    moment = t * params["speed"]
    shine(result, _mist(result, moment, seed))
    _rain(result, moment * 1.35, seed, count=round(300 * params["density"]), slant=0.05, long=0.19, alpha=0.9)
    splash = lives(round(46 * params["density"]), moment, seed + 1, 0.3, 0.55)
    depth = splash.chance[1]
    x, y = splash.chance[0] * width, height * (0.8 + 0.19 * depth)
    size = short * (0.015 + 0.05 * depth) * (0.25 + splash.part)
    alpha = 0.7 * (1 - splash.part) * ramp(0, 0.1, splash.part)
    sprites.draw(result, "ring", x, y, size, colour=(215, 228, 240), alpha=alpha, stretch=0.32)
    up = y - short * (0.012 + 0.02 * depth) * 4 * splash.part * (1 - splash.part)
    sprites.draw(result, "dot", x, up, size * 0.28, colour=(230, 240, 250), alpha=alpha)
    return result


@advanced("snow_1", look="gentle snow sinks in three depths", density=_DENSITY, speed=_SPEED)
def _gentle_snow(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    result = _cooled(frame_at(0), 1.0)
    _snow(
        result,
        t * params["speed"],
        seed,
        count=round(200 * params["density"]),
        wind=0.03,
        pace=0.13,
        size=(0.012, 0.034),
    )
    return result


@advanced("snow_2", look="a blizzard drives the snow across on the slant", density=_DENSITY, speed=_SPEED)
def _blizzard(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    result = _cooled(frame_at(0), 0.95)
    height, width = result.shape[:2]
    short = min(height, width)
    moment = t * params["speed"]
    shine(result, _drifting_haze(result, moment, seed))
    alive = lives(round(190 * params["density"]), moment, seed, 0.7, 1.5)
    depth = alive.chance[2]
    slant = 0.42 + 0.15 * alive.chance[3]
    x = (1.35 - 1.7 * alive.part) * width
    y = alive.chance[0] * height * 1.5 - 0.5 * height + slant * alive.part * width
    size = short * (0.007 + 0.02 * depth**2)
    angle = sprites.heading(np.full(len(x), -1.0), slant)
    sprites.draw(
        result,
        "dot",
        x,
        y,
        size,
        colour=(244, 248, 255),
        alpha=0.45 + 0.5 * depth,
        angle=angle,
        stretch=2.2 + 2 * depth,
    )
    return result


@advanced("snow_3", look="large flakes out of focus fall slowly before the camera", density=_DENSITY, speed=_SPEED)
def _soft_snow(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    result = frame_at(0).copy()
    canvas = black(result, 270)
    moment = t * params["speed"]
    _snow(
        canvas,
        moment,
        seed,
        count=round(34 * params["density"]),
        wind=0.05,
        pace=0.1,
        size=(0.05, 0.15),
        shape="bokeh",
        alpha=0.42,
    )
    _snow(
        canvas,
        moment,
        seed + 1,
        count=round(60 * params["density"]),
        wind=0.04,
        pace=0.12,
        size=(0.012, 0.03),
        alpha=0.75,
    )
    shine(result, canvas)
    return result


@advanced(
    "snow_4", look="crystals turn while they fall, and frost grows in from the border", density=_DENSITY, speed=_SPEED
)
def _crystals(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    result = _cooled(frame_at(0), 1.0)
    shine(result, _frost(*result.shape[:2]))
    _snow(
        result,
        t * params["speed"],
        seed,
        count=round(42 * params["density"]),
        wind=0.03,
        pace=0.1,
        size=(0.025, 0.075),
        shape="flake",
    )
    return result


def _cooled(picture: Frame, light: float) -> Frame:
    """Return the picture in the bluish light of an overcast sky."""
    return np.asarray(cv2.transform(picture, _COOL * light), np.uint8)


def _rain(canvas: Frame, t: float, seed: int, *, count: int, slant: float, long: float, alpha: float) -> None:
    """Draw falling drops; ``long`` in shorter sides, ``slant``: to the left for each step down."""
    height, width = canvas.shape[:2]
    short = min(height, width)
    alive = lives(count, t, seed, 0.38, 0.75)
    depth = alive.chance[1]
    y = (alive.part * 1.3 - 0.15) * height
    x = alive.chance[0] * (width + slant * height) - slant * (y - 0.3 * height)
    size = short * (0.0032 + 0.0045 * depth)
    stretch = long * (0.5 + 0.8 * depth) * short / size
    angle = sprites.heading(np.full(count, -slant), 1.0)
    colour = (214, 226, 240)
    sprites.draw(
        canvas, "drop", x, y, size, colour=colour, alpha=alpha * (0.45 + 0.55 * depth), angle=angle, stretch=stretch
    )


def _snow(
    canvas: Frame,
    t: float,
    seed: int,
    *,
    count: int,
    wind: float,
    pace: float,
    size: tuple[float, float],
    shape: str = "dot",
    alpha: float = 0.95,
) -> None:
    """Draw sinking flakes; ``wind`` and ``pace`` in shorter sides a second, ``size`` from and to in shorter sides."""
    height, width = canvas.shape[:2]
    short = min(height, width)
    fall = 1.2 * height / short / pace
    alive = lives(count, t, seed, 0.7 * fall, 1.6 * fall)
    depth = alive.chance[1] ** 2
    wander = drift(count, t, seed, 0.16)[0] * 0.05 * short
    x = (alive.chance[0] * 1.3 - 0.15) * width + wander + wind * short * (alive.age - alive.span / 2)
    y = (alive.part * 1.2 - 0.1) * height
    large = short * (size[0] + (size[1] - size[0]) * depth)
    turn = 6.3 * alive.chance[2] + t * (alive.chance[3] - 0.5) * 2.4
    faint = alpha * (0.5 + 0.5 * depth) * breath(alive.part, 0.02, 0.02)
    sprites.draw(canvas, shape, x, y, large, colour=(246, 249, 255), alpha=faint, angle=turn)


def _mist(picture: Frame, t: float, seed: int) -> Frame:
    """Return light that lies over the ground like spray."""
    grid = map_grid(picture, 60)
    fall = np.clip((grid.v - np.float32(0.45)) / np.float32(0.55), 0, 1) ** 1.5
    return coloured((((20 + 95 * fall) * (0.6 + 0.6 * drifting_noise(grid, 3, seed, t * 0.06, 0)), (1, 1, 1)),))


def _drifting_haze(picture: Frame, t: float, seed: int) -> Frame:
    """Return light as of whirled up snow that the wind drives to the left."""
    grid = map_grid(picture, 60)
    return coloured(((30 + 120 * drifting_noise(grid, 2.5, seed, -t * 0.9, t * 0.25) ** 2, (0.96, 0.98, 1)),))


@lru_cache(maxsize=2)
def _frost(height: int, width: int) -> Frame:
    """Return the light of frost: needles that reach in from the border, white and blue."""
    fine = Grid(height, width, step=4)
    away = np.minimum(
        np.minimum(fine.u, 1 - fine.u) * np.float32(width), np.minimum(fine.v, 1 - fine.v) * np.float32(height)
    )
    away = away / np.float32(min(height, width))
    clouds = np.clip(drifting_noise(fine, 5, 11, 0, 0, octaves=4) * np.float32(1.8) - np.float32(0.4), 0, 1)
    needles = np.minimum(np.abs(drifting_noise(fine, 26, 12, 0, 0, octaves=2) - np.float32(0.5)) * 4, 1)
    reach = np.float32(0.05) + np.float32(0.17) * clouds
    cover = np.clip(1 - away / reach, 0, 1) ** 0.7 * (np.float32(0.35) + np.float32(0.65) * (1 - needles) ** 3)
    plane = fine.enlarge(cover)[..., None] * np.array([205, 226, 250], np.float32)
    return np.asarray(np.clip(plane, 0, 255), np.uint8)
