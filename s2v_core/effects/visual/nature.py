"""Weather: rain, snow, fog and smoke."""

from __future__ import annotations

import numpy as np

from s2v_core.effects.frames import Field
from s2v_core.effects.kernels.clouds import drifting_noise
from s2v_core.effects.kernels.grid import Grid
from s2v_core.effects.kernels.particles import drift, lives, ramp
from s2v_core.effects.kernels.sprites import heading
from s2v_core.effects.visual.stage import Stage, scene

__all__ = ["rain"]

_CATEGORY = "nature"
_RAIN = (206.0, 219.0, 236.0)


@scene("rainy", category=_CATEGORY, look="fine rain falls through a cool, misty picture")
def _rainy(stage: Stage, t: float, seed: int) -> None:
    stage.dim(0.86, (0.94, 0.98, 1.0))
    stage.veil(_ground_mist(stage.grid(54), t, seed) * np.float32(0.22), (190, 204, 216))
    rain(stage, t, seed, density=200, seconds=(0.55, 1.1), length=0.085, slant=0.06)


@scene("meteor", category=_CATEGORY, look="heavy rain pours down in long streaks")
def _meteor(stage: Stage, t: float, seed: int) -> None:
    stage.dim(0.66, (0.86, 0.95, 1.0))
    stage.veil(_ground_mist(stage.grid(54), t * 2.5, seed) * np.float32(0.4), (176, 192, 208))
    rain(stage, t, seed, density=180, seconds=(0.3, 0.62), length=0.26, slant=0.17)


def rain(
    stage: Stage, t: float, seed: int, *, density: float, seconds: tuple[float, float], length: float, slant: float
) -> None:
    """Let rain fall: near drops are faster, longer, thicker and brighter than far ones.

    Args:
        density: drops on each square of the shorter side.
        seconds: that the nearest and the farthest drops take to fall along a shorter side.
        length: of the nearest drops, in shorter sides.
        slant: how far drops are blown to the left while they fall one shorter side.
    """
    fast, slow = (time * (stage.down + 2 * length) for time in seconds)
    drops = lives(stage.count(density), t, seed, fast, slow)
    near = (slow - drops.span) / (slow - fast)
    y = drops.part * (stage.down + 2 * length) - length
    x = drops.chance[0] * (stage.across + slant * stage.down) - slant * y
    thick = 0.0018 + 0.0026 * near**2
    long = length * (0.4 + 0.6 * near)
    stage.draw(
        "drop", x, y, thick, stretch=long / thick, angle=heading(-slant, 1), colour=_RAIN, alpha=0.3 + 0.5 * near**1.5
    )


def _ground_mist(grid: Grid, t: float, seed: int) -> Field:
    low = ramp(0.25, 1.0, grid.v).astype(np.float32)
    return (0.35 + 0.65 * low) * (
        0.5 + drifting_noise(grid, 2.2, seed, -0.06 * t, 0.01 * t, octaves=2) * np.float32(0.8)
    )


@scene("snow", category=_CATEGORY, look="snow falls softly, near flakes large and out of focus")
def _snow(stage: Stage, t: float, seed: int) -> None:
    stage.dim(0.93, (0.96, 0.98, 1.0))
    for number, (density, seconds, size, soft) in enumerate(
        ((130, (6.5, 9.0), 0.0095, 0.0), (60, (4.2, 6.0), 0.019, 0.15), (11, (2.8, 3.8), 0.05, 0.5))
    ):
        _flakes(stage, t, seed + number, density, seconds, size, soft)


def _flakes(
    stage: Stage, t: float, seed: int, density: float, seconds: tuple[float, float], size: float, soft: float
) -> None:
    count = stage.count(density)
    fast, slow = (time * (stage.down + 0.2) / 1.8 for time in seconds)
    flakes = lives(count, t, seed, fast, slow)
    sway_x, sway_y = drift(count, t, seed, 0.22)
    x, _ = stage.spread(flakes.chance[0], flakes.chance[0], 0.1)
    y = flakes.part * (stage.down + 0.2) - 0.1
    width = size * (0.6 + 0.8 * flakes.chance[1])
    bright = (0.92 - 0.5 * soft) * (0.7 + 0.3 * flakes.chance[2])
    stage.draw("dot", x + 0.045 * sway_x, y + 0.015 * sway_y, width, alpha=bright, softness=soft, blending="normal")


@scene("foggy", category=_CATEGORY, look="banks of fog drift through the picture")
def _foggy(stage: Stage, t: float, seed: int) -> None:
    grid = stage.grid(54)
    far = drifting_noise(grid, 1.6, seed, 0.05 * t, 0.006 * t)
    near = drifting_noise(grid, 2.7, seed + 7, 0.12 * t, -0.012 * t)
    banks = ramp(0.28, 0.78, 0.55 * far + 0.45 * near).astype(np.float32)
    stage.veil((0.18 + 0.66 * banks) * (0.62 + 0.38 * grid.v), (226, 230, 234))


@scene("fadeshadow", category=_CATEGORY, look="dark smoke drifts in from the edges")
def _fadeshadow(stage: Stage, t: float, seed: int) -> None:
    grid = stage.grid(54)
    rising = drifting_noise(grid, 2.0, seed, 0.03 * t, -0.11 * t)
    curling = drifting_noise(grid, 3.4, seed + 7, -0.05 * t, -0.2 * t)
    edge = np.maximum(np.abs(grid.u - np.float32(0.5)), np.abs(grid.v - np.float32(0.5))) * 2
    smoke = ramp(0.62, 1.3, 0.75 * edge + 0.62 * rising + 0.38 * curling).astype(np.float32)
    stage.illuminate((1 - np.float32(0.93) * smoke) * np.float32(0.94))
    stage.veil(smoke * (1 - smoke) * np.float32(0.35), (96, 98, 104))
