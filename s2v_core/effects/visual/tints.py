"""The picture's colours change: cycling, rainbow, disco, swallowed by black."""

from __future__ import annotations

from collections.abc import Mapping

import cv2
import numpy as np
from numpy.typing import NDArray

from s2v_core.effects.frames import Frame, FrameAt
from s2v_core.effects.kernels.glow import black
from s2v_core.effects.kernels.lightmap import illuminated, map_grid
from s2v_core.effects.kernels.particles import chances, ramp
from s2v_core.effects.kernels.sprites import draw
from s2v_core.effects.visual.catalogue import visual_effect
from s2v_core.effects.visual.stage import Stage, rainbow, scene

__all__: list[str] = []

_CATEGORY = "colour"
_BEAT = 0.5
"""Seconds between two beats of disco lights."""
_WEIGHTS = np.array([0.299, 0.587, 0.114])
"""How bright red, green and blue are."""


@scene("colorful", category=_CATEGORY, look="vivid colours cycle through the rainbow")
def _colorful(stage: Stage, t: float, seed: int) -> None:
    turn = 2 * np.pi * (0.08 + 0.22 * t)
    stage.canvas = np.asarray(cv2.transform(stage.canvas, _hue_turned(turn, 1.45)), np.uint8)


def _hue_turned(turn: float, vivid: float) -> NDArray[np.float64]:
    """Return the colour matrix that turns hues by ``turn`` radians and makes colours ``vivid`` times as strong."""
    third, root = 1 / 3, np.sqrt(1 / 3)
    axis = np.array([[0, -root, root], [root, 0, -root], [-root, root, 0]])
    turned = np.cos(turn) * np.eye(3) + (1 - np.cos(turn)) * third + np.sin(turn) * axis
    return np.asarray(vivid * turned + (1 - vivid) * np.tile(_WEIGHTS, (3, 1)))


@visual_effect("blackfade", category=_CATEGORY, look="black swallows the colours, the dark ones and the edges first")
def _blackfade(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    gone = t / duration
    levels = np.linspace(0, 1, 256)
    left = levels * ramp(1.5 * gone - 0.5, 1.5 * gone - 0.1 + 0.1 * gone, levels) * ramp(1.0, 0.8, gone)
    table = np.asarray(np.rint(255 * left), np.uint8)
    picture = np.asarray(cv2.LUT(frame_at(0), table), np.uint8)
    grid = map_grid(picture, 135)
    edge = np.maximum(np.abs(grid.u - np.float32(0.5)), np.abs(grid.v - np.float32(0.5))) * 2
    return illuminated(picture, 1 - ramp(1.3 - 1.1 * gone, 2.0 - 1.1 * gone, edge).astype(np.float32))


@scene("rainbowfilter", category=_CATEGORY, look="the picture is tinted in the colours of a rainbow")
def _rainbowfilter(stage: Stage, t: float, seed: int) -> None:
    grid = stage.grid()
    place = 0.78 * (grid.v + 0.12 * (grid.u - 0.5)) + 0.02 * np.sin(1.2 * t + 3 * grid.u)
    colours = rainbow(place)
    stage.illuminate(np.float32(0.5) + colours * np.float32(0.78))
    stage.shine(colours * np.float32(0.1))


@scene("movingrainbow", category=_CATEGORY, look="bands of rainbow colours move over the picture")
def _movingrainbow(stage: Stage, t: float, seed: int) -> None:
    grid = stage.grid()
    bend = 0.07 * np.sin(2 * np.pi * (0.8 * grid.cy - 0.15 * t)) + 0.05 * np.sin(2 * np.pi * (0.9 * grid.cx + 0.21 * t))
    colours = rainbow(0.75 * grid.cx + 0.75 * grid.cy + bend - 0.3 * t)
    stage.illuminate(np.float32(0.52) + colours * np.float32(0.72))
    stage.shine(colours * np.float32(0.13))


@scene("discolights", category=_CATEGORY, look="disco lights: coloured spots of a mirror ball and a beat of colours")
def _discolights(stage: Stage, t: float, seed: int) -> None:
    grid = stage.grid(135)
    beat = float(0.5 + 0.5 * np.cos(2 * np.pi * t / _BEAT)) ** 2
    wave = (
        np.sin(2.3 * grid.cx + 1.1 * t) + np.sin(2.0 * grid.cy - 0.8 * t) + np.sin(1.6 * (grid.cx - grid.cy) + 1.4 * t)
    )
    colours = rainbow(0.17 * wave + 0.24 * t)
    stage.illuminate(np.float32(0.34) + colours * np.float32(0.62 + 0.28 * beat))
    stage.shine(_mirror_ball(stage, t, seed).astype(np.float32) / np.float32(255))


def _mirror_ball(stage: Stage, t: float, seed: int) -> Frame:
    """Return a map of the spots that a turning mirror ball throws on the walls."""
    light = black(stage.canvas, 270)
    unit = min(light.shape[:2])
    rows, each = 13, 15
    row, column = np.repeat(np.arange(rows), each), np.tile(np.arange(each), rows)
    loose_x, loose_y, hue, bright = chances(seed, np.arange(rows * each), 0, 4)
    height = (row + 0.5 + 0.5 * (loose_y - 0.5)) / rows * 2 - 1
    turned = (column + 0.4 * (loose_x - 0.5) + 0.5 * (row % 2)) / each + 0.045 * t
    angle = (turned % 1 - 0.5) * np.pi * 1.1
    x = 0.5 * stage.across + 0.5 * stage.across * np.tan(angle * 0.62) / np.tan(0.55 * np.pi * 0.62) * 1.1
    y = 0.5 * stage.down + 0.53 * stage.down * height * (1 + 0.12 * angle**2)
    size = (0.036 + 0.018 * np.abs(angle)) * (0.8 + 0.4 * bright)
    look = {"colour": 255 * rainbow(hue + 0.1 * t).astype(np.float64) * 0.75 + 64, "alpha": 0.3 + 0.6 * bright}
    draw(light, "disc", x * unit, y * unit, size * unit, stretch=0.8, softness=0.35, blending="screen", **look)
    return light
