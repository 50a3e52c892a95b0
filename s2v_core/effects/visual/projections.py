"""Light thrown on the picture as on a wall: shapes, a sunset, passing windows, a rainbow."""

from __future__ import annotations

import numpy as np

from s2v_core.effects.frames import Field, Frame
from s2v_core.effects.kernels.blur import soft
from s2v_core.effects.kernels.lightmap import Colour
from s2v_core.effects.kernels.particles import Numbers, drift, lives, ramp
from s2v_core.effects.kernels.sprites import draw
from s2v_core.effects.visual.stage import Stage, rainbow, scene
from s2v_core.effects.visual.suns import around

__all__: list[str] = []

_CATEGORY = "light"
_WARM: Colour = (1.62, 1.34, 0.92)
_FRINGE = (1.012, 1.0, 0.986)
"""Sizes of the red, the green and the blue picture that a simple lens throws."""
_BLUR = 0.011


@scene("moon_projection", category=_CATEGORY, look="a warm crescent of light on the darkened picture")
def _moon_projection(stage: Stage, t: float, seed: int) -> None:
    _projected(stage, "moon", np.array([[0.06, -0.04, 0.66, -0.35]]), t, seed, _WARM)


@scene("star_projection", category=_CATEGORY, look="warm stars of light on the darkened picture")
def _star_projection(stage: Stage, t: float, seed: int) -> None:
    stars = np.array(
        [
            [-0.06, 0.02, 0.46, 0.12],
            [0.32, -0.38, 0.2, -0.3],
            [-0.33, 0.45, 0.24, 0.4],
            [-0.3, -0.42, 0.13, 0.2],
            [0.33, 0.4, 0.15, -0.1],
            [0.36, 0.06, 0.09, 0.5],
        ]
    )
    _projected(stage, "star", stars, t, seed, (1.56, 1.36, 1.0))


@scene("heart_projection", category=_CATEGORY, look="a rosy heart of light on the darkened picture")
def _heart_projection(stage: Stage, t: float, seed: int) -> None:
    _projected(stage, "heart", np.array([[0.0, 0.0, 0.7, -0.12]]), t, seed, (1.66, 1.12, 1.0))


def _projected(stage: Stage, shape: str, placed: Numbers, t: float, seed: int, lit: Colour) -> None:
    """Throw shapes (n, 4: right of and below the middle, size, angle) of light, which sways a little."""
    grid = stage.grid(180)
    unit = min(grid.height, grid.width)
    (sway_x,), (sway_y,) = drift(1, t, seed, 0.13)
    light: Frame = np.zeros((grid.height, grid.width, 3), np.uint8)
    right, below, size, angle = placed.T
    for channel, larger in enumerate(_FRINGE):
        draw(
            light,
            shape,
            (stage.across / 2 + right * stage.across + 0.035 * sway_x) * unit,
            (stage.down / 2 + below * stage.down + 0.03 * sway_y) * unit,
            size * larger * (1 + 0.015 * sway_y) * unit,
            colour=np.eye(3)[channel] * 255,
            angle=angle + 0.07 * sway_x,
            blending="add",
        )
    cover = soft(light, _BLUR * unit).astype(np.float32) / np.float32(255)
    away, _ = around(grid, 0.0, 0.0)
    spilt = np.exp(-((away / np.float32(0.75)) ** 2))[..., None]
    night = np.asarray((0.4, 0.39, 0.44), np.float32) + spilt * np.asarray((0.2, 0.14, 0.06), np.float32)
    stage.illuminate(night + cover * (np.asarray(lit, np.float32) - night))
    stage.shine(cover * np.asarray(lit, np.float32) * np.float32(0.13))


@scene("sunset_projection", category=_CATEGORY, look="the round light of a sunset lamp on a dark wall")
def _sunset_projection(stage: Stage, t: float, seed: int) -> None:
    (sway_x,), (sway_y,) = drift(1, t, seed, 0.1)
    grid = stage.grid(180)
    away, _ = around(grid, 0.03 * sway_x, -0.04 * stage.down + 0.025 * sway_y)
    inside = away / np.float32(0.44 + 0.008 * sway_y)
    disc = ramp(1.02, 0.95, inside).astype(np.float32)
    stops = ((0.0, (1.95, 1.62, 0.86)), (0.45, (1.9, 1.28, 0.5)), (0.78, (1.75, 0.8, 0.4)), (1.0, (1.45, 0.42, 0.55)))
    lit = _graded(inside, stops)
    spilt = np.exp(-np.maximum(inside - 1, 0) / np.float32(0.35))[..., None]
    night = np.asarray((0.34, 0.28, 0.36), np.float32) + spilt * np.asarray((0.34, 0.12, 0.06), np.float32)
    stage.illuminate(night + disc[..., None] * (lit - night))
    stage.shine(disc[..., None] * lit * np.float32(0.14))


def _graded(values: Field, stops: tuple[tuple[float, Colour], ...]) -> Field:
    """Return the colour (..., 3) between the stops (value, colour) for each value."""
    places = [place for place, _ in stops]
    channels = [np.interp(values, places, [colour[channel] for _, colour in stops]) for channel in range(3)]
    return np.stack(channels, axis=-1).astype(np.float32)


@scene("carwindow_projection", category=_CATEGORY, look="slanted window light passes over the dark picture")
def _carwindow_projection(stage: Stage, t: float, seed: int) -> None:
    grid = stage.grid(216)
    passes = lives(2, t, seed, 2.3, 3.3)
    cover = np.zeros((grid.height, grid.width), np.float32)
    for part, chance in zip(passes.part, passes.chance.T, strict=True):
        half_width, half_height = np.float32(0.26 + 0.16 * chance[0]), np.float32(0.34 + 0.14 * chance[1])
        lean = np.float32(0.36 + 0.16 * chance[2])
        reach = stage.across / 2 + float(half_width) + float(lean) * stage.down / 2 + 0.1
        u = (grid.cx + lean * grid.cy - np.float32(reach - 2 * reach * part)) / half_width
        v = (grid.cy + np.float32(0.14) * grid.cx - np.float32((chance[3] - 0.5) * 0.5)) / half_height
        pane = _bar(u, 1.0, 0.07) * _bar(v, 1.0, 0.06)
        frame = 1 - np.maximum(_bar(u - np.float32(0.1), 0.045, 0.03), _bar(v + np.float32(0.2), 0.03, 0.025))
        cover = np.maximum(cover, pane * frame * np.float32(0.75 + 0.25 * chance[4]))
    night = np.asarray((0.46, 0.48, 0.56), np.float32)
    stage.illuminate(night + cover[..., None] * (np.asarray((1.7, 1.42, 1.02), np.float32) - night))
    stage.shine(cover * np.float32(0.12), (255, 214, 150))


def _bar(values: Field, half: float, edge: float) -> Field:
    """Return 1 within ``half`` of 0, with soft edges."""
    return ramp(half + edge, half - edge, np.abs(values)).astype(np.float32)


@scene("darknight_rainbow", category=_CATEGORY, look="a streak of rainbow light lies across the dark picture")
def _darknight_rainbow(stage: Stage, t: float, seed: int) -> None:
    grid = stage.grid()
    (sway_x,), (sway_y,) = drift(1, t, seed, 0.12)
    tilt = 0.52 + 0.05 * sway_x
    across = grid.cx * np.float32(np.sin(tilt)) + grid.cy * np.float32(np.cos(tilt))
    along = grid.cx * np.float32(np.cos(tilt)) - grid.cy * np.float32(np.sin(tilt))
    place = (across - np.float32(0.06 * sway_y) + np.float32(0.12) * along**2) / np.float32(0.13)
    band = ramp(1.25, 0.35, np.abs(place)).astype(np.float32) * np.exp(-((along / np.float32(0.95)) ** 2))
    colours = rainbow(np.clip(np.float32(0.42) + np.float32(0.36) * place, 0.0, 0.84))
    flicker = np.float32(0.95 + 0.05 * np.sin(1.9 * t))
    light = colours * (band * flicker)[..., None]
    stage.illuminate(np.asarray((0.32, 0.33, 0.4), np.float32) + light * np.float32(1.2))
    stage.shine(light * np.float32(0.16))
