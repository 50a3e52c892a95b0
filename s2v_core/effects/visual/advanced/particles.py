"""Dust, sparks and dots that move through the picture."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from s2v_core.effects.frames import Frame, FrameAt
from s2v_core.effects.kernels import sprites
from s2v_core.effects.kernels.lightmap import dimmed
from s2v_core.effects.kernels.particles import breath, chances, drift, lives, ramp
from s2v_core.effects.registry import Parameter
from s2v_core.effects.visual.advanced.catalogue import advanced

__all__: list[str] = []

_SPEED = Parameter(1, 0.1, 4, "how fast they move")


@advanced(
    "particles_1", look="golden dust floats upwards and glitters", count=Parameter(140, 10, 300, "grains"), speed=_SPEED
)
def _golden_dust(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    result = dimmed(frame_at(0), 0.82)
    height, width = result.shape[:2]
    short = min(height, width)
    moment = t * params["speed"]
    alive = lives(round(params["count"]), moment, seed, 3, 7)
    wander = drift(len(alive.part), moment, seed, 0.2) * 0.09 * short
    x = alive.chance[0] * width + wander[0]
    y = alive.chance[1] * height - alive.age * 0.07 * short + wander[1]
    glitter = 0.45 + 0.55 * np.sin(moment * (3 + 6 * alive.chance[3]) + 6.3 * alive.chance[4]) ** 2
    alpha = breath(alive.part, 0.25, 0.3) * glitter
    size = short * (0.02 + 0.06 * alive.chance[2] ** 3)
    colour = np.array([255, 190, 80]) + alive.chance[5][:, None] * np.array([0, 50, 120])
    sprites.draw(result, "glow", x, y, size, colour=colour, alpha=alpha)
    few = slice(0, max(1, len(x) // 7))
    cross = size[few] * 3
    sprites.draw(result, "cross", x[few], y[few], cross, colour=colour[few], alpha=alpha[few] ** 2)
    return result


@advanced(
    "particles_2",
    look="blue sparks spiral out of the middle with short tails",
    count=Parameter(120, 10, 300, "sparks"),
    speed=_SPEED,
)
def _blue_spiral(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    result = dimmed(frame_at(0), 0.66)
    height, width = result.shape[:2]
    short = min(height, width)
    moment = t * params["speed"]
    alive = lives(round(params["count"]), moment, seed, 1.8, 3.4)
    reach = (0.03 + 0.95 * alive.part**1.5) * math.hypot(height, width) / 2
    turned = 2 * math.pi * alive.chance[0] + 2.6 * alive.part**0.7 + moment * 0.3
    x, y = width / 2 + reach * np.cos(turned), height / 2 + reach * np.sin(turned)
    outward, round_ = 1.5 * reach / np.maximum(alive.part, 0.02), reach * 1.8
    vx = outward * np.cos(turned) - round_ * np.sin(turned)
    vy = outward * np.sin(turned) + round_ * np.cos(turned)
    size = short * (0.016 + 0.034 * alive.chance[1]) * (0.5 + alive.part)
    colour = np.array([60, 150, 255]) + alive.chance[2][:, None] * np.array([150, 100, 0])
    alpha = breath(alive.part, 0.12, 0.25)
    sprites.draw(
        result,
        "streak",
        x,
        y,
        size,
        colour=colour,
        alpha=alpha,
        angle=sprites.heading(vx, vy),
        stretch=3 + 5 * alive.part,
    )
    beat = 0.75 + 0.25 * math.sin(moment * 5)
    sprites.draw(result, "glow", width / 2, height / 2, short * 0.34, colour=(90, 160, 255), alpha=0.8 * beat)
    sprites.draw(result, "glow", width / 2, height / 2, short * 0.12, alpha=beat)
    return result


@advanced("particles_3", look="a sheet of violet and cyan dots waves in perspective below", speed=_SPEED)
def _dotted_sheet(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    result = dimmed(frame_at(0), 0.66)
    height, width = result.shape[:2]
    short = min(height, width)
    moment = t * params["speed"]
    across, deep = np.meshgrid(np.linspace(-1, 1, 27), np.linspace(0, 1, 17) ** 1.2)
    x, z = across.ravel(), deep.ravel()
    lot = chances(seed, 0, 0, 2)[:, 0] * 6.3
    rise = 0.5 * np.sin(x * 4.2 + z * 3 - moment * 1.7 + lot[0]) + 0.5 * np.sin(x * 2.1 - z * 7 + moment * 1.3 + lot[1])
    near = 1 / (0.55 + 2.3 * z)
    place_x = width / 2 + x * near * width * 0.62
    place_y = height * 0.56 + near * height * 0.2 - rise * near * 0.075 * short
    mix = np.clip(0.5 + 0.5 * rise, 0, 1)[:, None]
    colour = (1 - mix) * np.array([150, 60, 255]) + mix * np.array([70, 250, 255])
    size = short * 0.026 * near * (0.8 + 0.5 * mix[:, 0])
    alpha = (0.35 + 0.65 * mix[:, 0]) * ramp(0, 0.12, 1.04 - z)
    sprites.draw(result, "glow", place_x, place_y, size * 1.8, colour=colour, alpha=alpha)
    return result
