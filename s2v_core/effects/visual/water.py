"""Water: rings on its surface, and the view through it."""

from __future__ import annotations

import numpy as np

from s2v_core.effects.frames import Field
from s2v_core.effects.kernels.grid import Grid
from s2v_core.effects.kernels.particles import drift, lives, ramp
from s2v_core.effects.kernels.warp import displaced
from s2v_core.effects.visual.stage import Stage, rainbow, scene

__all__: list[str] = []

_LENGTH, _SPEED = 0.075, 0.34
"""Of waves on the surface: shorter sides, and shorter sides a second."""
_BEND = 0.016
_MESH = 0.19
"""Meshes of the net of light under water, in shorter sides."""
_RINGS = ((0.0, 1.0), (0.075, 0.6), (0.14, 0.35))
"""How far behind the front the rings of a coloured ripple follow, and how bright they are."""


@scene("waterripple", category="nature", look="drops fall and their rings spread over a surface of water")
def _waterripple(stage: Stage, t: float, seed: int) -> None:
    grid = Grid.over(stage.canvas, _step(stage))
    slope_x, slope_y = _waves(stage, grid, t, seed)
    stage.canvas = displaced(stage.canvas, grid, slope_x * np.float32(_BEND), slope_y * np.float32(_BEND))
    facing = -(0.55 * slope_x + 0.83 * slope_y)[1:-1, 1:-1]
    stage.shine(np.clip(facing - np.float32(0.12), 0, 1) * np.float32(0.42), (235, 246, 255))


def _step(stage: Stage) -> int:
    return int(min(max(stage.unit // 128, 1), 16))


def _waves(stage: Stage, grid: Grid, t: float, seed: int) -> tuple[Field, Field]:
    """Return how steep the surface is to the right and downwards, about -1 to 1."""
    drops = lives(stage.count(4.5), t, seed, 2.2, 3.4)
    slope_x = np.zeros((grid.y.size, grid.x.size), np.float32)
    slope_y = np.zeros_like(slope_x)
    places = zip(*stage.spread(drops.chance[0], drops.chance[1]), strict=True)
    for (x, y), age, part in zip(places, drops.age, drops.part, strict=True):
        right, below = grid.cx + np.float32(stage.across / 2 - x), grid.cy + np.float32(stage.down / 2 - y)
        away = np.sqrt(right**2 + below**2) + np.float32(1e-4)
        behind = (away - np.float32(_SPEED * age)) / np.float32(_LENGTH)
        strength = float(ramp(0, 0.08, part) * (1 - part) ** 1.3)
        steep = np.sin(behind * np.float32(2 * np.pi)) * np.exp(-((behind / np.float32(1.5)) ** 2))
        steep *= np.float32(strength) / away
        slope_x += steep * right
        slope_y += steep * below
    return slope_x, slope_y


@scene("simpleripple", category="nature", look="the picture wobbles under sunlit water")
def _simpleripple(stage: Stage, t: float, seed: int) -> None:
    grid = Grid.over(stage.canvas, _step(stage))
    dx = np.sin(2 * np.pi * (1.5 * grid.cy + 0.4 * grid.cx + 0.32 * t)) + 0.5 * np.sin(7.1 * grid.cy - 2.7 * t)
    dy = np.sin(2 * np.pi * (1.3 * grid.cx - 0.3 * grid.cy + 0.27 * t)) + 0.5 * np.sin(6.3 * grid.cx + 2.3 * t)
    stage.canvas = displaced(stage.canvas, grid, dx * np.float32(0.0085), dy * np.float32(0.0085))
    stage.dim(0.98, (0.8, 0.97, 1.0))
    nodes = stage.grid(72)
    stage.shine(_net(stage, nodes, t, seed) * (0.2 + 0.24 * (1 - nodes.v)), (206, 255, 246))


def _net(stage: Stage, nodes: Grid, t: float, seed: int) -> Field:
    """Return the bright net that waves throw on the ground, 0 to 1: the borders between the nearest of many places."""
    columns, rows = (int(length / _MESH) + 3 for length in (stage.across, stage.down))
    column, row = np.tile(np.arange(columns), rows), np.repeat(np.arange(rows), columns)
    loose_x, loose_y = drift(columns * rows, t, seed, 0.22)
    x = (column - (columns - 1) / 2 + 0.48 * loose_x + 0.25 * (-1.0) ** row) * _MESH
    y = (row - (rows - 1) / 2 + 0.48 * loose_y) * _MESH
    bent_x = nodes.cx + np.float32(0.022) * np.sin(17 * nodes.cy + np.float32(1.3 * t))
    bent_y = nodes.cy + np.float32(0.022) * np.sin(15 * nodes.cx - np.float32(1.1 * t))
    nearest = np.full((nodes.height, nodes.width), np.inf, np.float32)
    second = nearest.copy()
    for right, below in zip(x.astype(np.float32), y.astype(np.float32), strict=True):
        away = (bent_x - right) ** 2 + (bent_y - below) ** 2
        np.minimum(second, np.maximum(nearest, away), out=second)
        np.minimum(nearest, away, out=nearest)
    between = (np.sqrt(second) - np.sqrt(nearest)) / np.float32(_MESH)
    return np.asarray(np.exp(-between / np.float32(0.13)), np.float32)


@scene("colorfulripples", category="dreamy", look="rings of coloured light spread and fade")
def _colorfulripples(stage: Stage, t: float, seed: int) -> None:
    stage.dim(0.9)
    nodes = stage.grid()
    drops = lives(stage.count(3.2), t, seed, 2.4, 3.6)
    light = np.zeros((nodes.height, nodes.width, 3), np.float32)
    places = zip(*stage.spread(drops.chance[0], drops.chance[1]), strict=True)
    for (x, y), age, part, hue in zip(places, drops.age, drops.part, drops.chance[2], strict=True):
        away = np.hypot(nodes.cx + np.float32(stage.across / 2 - x), nodes.cy + np.float32(stage.down / 2 - y))
        front = 0.62 * (1 - (1 - part) ** 1.7)
        fading = float(ramp(0, 0.1, part) * (1 - part) ** 1.2)
        for number, (behind, bright) in enumerate(_RINGS):
            reach = front - behind * min(1.0, age)
            if reach > 0:
                ring = np.exp(-(((away - np.float32(reach)) / np.float32(0.012 + 0.03 * part)) ** 2))
                light += (ring * np.float32(fading * bright))[..., None] * rainbow(hue + 0.08 * number)
    stage.shine(light * np.float32(0.95))
