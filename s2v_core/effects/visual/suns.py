"""Suns and rays."""

from __future__ import annotations

import numpy as np

from s2v_core.effects.frames import Field
from s2v_core.effects.kernels.grid import Grid
from s2v_core.effects.kernels.particles import chances, ramp
from s2v_core.effects.visual.stage import Stage, rainbow, scene

__all__ = ["around", "rays"]


@scene("colorfulradial", category="atmosphere", look="rainbow rays turn slowly about the middle")
def _colorfulradial(stage: Stage, t: float, seed: int) -> None:
    stage.dim(0.82)
    grid = stage.grid()
    away, angle = around(grid, 0.0, 0.0)
    beams = rays(angle, t, seed, (8, 13, 21), 0.16)
    reach = ramp(0.02, 0.75, away).astype(np.float32)
    colours = rainbow(angle / np.float32(2 * np.pi) + np.float32(0.07 * t) - away * np.float32(0.25))
    core = np.exp(-((away / np.float32(0.16)) ** 2))
    light = colours * (beams * reach * np.float32(0.85))[..., None] + core[..., None] * np.float32(0.4)
    stage.shine(light)


@scene("colorfulsun", category="dreamy", look="a sun disc in soft changing colours with a wide halo")
def _colorfulsun(stage: Stage, t: float, seed: int) -> None:
    stage.dim(0.84, (1.0, 0.95, 0.99))
    grid = stage.grid(216)
    bob = 0.012 * np.sin(1.1 * t)
    away, angle = around(grid, 0.0, -0.16 * stage.down + bob)
    radius = 0.25 + 0.006 * float(np.sin(1.7 * t))
    disc = ramp(radius + 0.006, radius - 0.006, away).astype(np.float32)
    height = (grid.cy + np.float32(0.16 * stage.down)) / np.float32(radius)
    inside = 0.5 + 0.5 * rainbow(np.float32(0.02 + 0.05 * t) + 0.17 * height + 0.05 * np.sin(3 * grid.cx + t))
    halo = np.exp(-np.maximum(away - np.float32(radius), 0) / np.float32(0.16))
    ring = np.exp(-(((away - np.float32(radius * 1.65)) / np.float32(0.045)) ** 2)) * np.float32(0.3)
    outside = 0.4 + 0.6 * rainbow(np.float32(0.05 * t) - away * np.float32(0.9))
    beams = 0.75 + 0.25 * rays(angle, t, seed, (6, 11), 0.12)
    glow = (1 - disc) * (halo * beams * np.float32(0.62) + ring)
    stage.shine(inside * (disc * np.float32(0.74))[..., None] + outside * glow[..., None])


@scene("bigsun", category="dreamy", look="a big warm sun blazes in from above with rays and lens flares")
def _bigsun(stage: Stage, t: float, seed: int) -> None:
    stage.dim(0.94, (1.0, 0.94, 0.82))
    right = -1.0 if chances(seed, 0, 0, 1)[0, 0] < 0.5 else 1.0
    x, y = right * 0.3 * stage.across, -0.36 * stage.down + 0.01 * np.sin(0.9 * t)
    grid = stage.grid()
    away, angle = around(grid, x, y)
    breathing = 1 + 0.03 * np.sin(1.3 * t)
    disc = np.exp(-((away / np.float32(0.24 * breathing)) ** 4))
    halo = np.exp(-away / np.float32(0.34 * breathing))
    beams = rays(angle, t, seed, (7, 12, 19), 0.1) * np.exp(-away / np.float32(0.7))
    core, warm = np.asarray((1.0, 0.95, 0.8), np.float32), np.asarray((1.0, 0.66, 0.28), np.float32)
    light = disc[..., None] * core * np.float32(0.9) + (halo * 0.62 + beams * 0.4)[..., None].astype(np.float32) * warm
    stage.shine(light)
    _ghosts(stage, x, y, t)


def _ghosts(stage: Stage, x: float, y: float, t: float) -> None:
    """Draw what a lens makes of a sun ``x``, ``y`` from the middle: discs on the line through both."""
    along = np.array([0.32, -0.22, -0.5, -0.86, -1.2])
    size = np.array([0.07, 0.11, 0.05, 0.19, 0.09])
    tints = np.array([[255, 180, 90], [140, 230, 140], [255, 140, 120], [255, 190, 110], [130, 170, 255]], float)
    moved = along * (1 + 0.03 * np.sin(0.8 * t))
    look = {"colour": tints, "alpha": 0.26 + 0.06 * np.sin(0.9 * t + 2 * along), "softness": 0.15}
    stage.draw("bokeh", stage.across / 2 + x * moved, stage.down / 2 + y * moved, size, **look)


def around(grid: Grid, x: float, y: float) -> tuple[Field, Field]:
    """Return how far the nodes are from a place right of and below the middle, and at which angle (radians)."""
    right, below = grid.cx - np.float32(x), grid.cy - np.float32(y)
    return np.hypot(right, below), np.arctan2(below, right)


def rays(angle: Field, t: float, seed: int, counts: tuple[int, ...], pace: float) -> Field:
    """Return soft rays, 0 to 1, that turn against each other; ``counts`` of them go round in each layer."""
    phases = chances(seed, np.arange(len(counts)), 0, 1)[0] * 2 * np.pi
    total = sum(
        np.cos(angle * np.float32(count) + np.float32((-1) ** number * pace * count * t + phase))
        for number, (count, phase) in enumerate(zip(counts, phases, strict=True))
    )
    return ramp(-0.35, 1.0, total / len(counts)).astype(np.float32)
