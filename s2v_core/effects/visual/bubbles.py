"""Balls and spots of light that float: bubbles, fireflies, lights out of focus."""

from __future__ import annotations

import numpy as np

from s2v_core.effects.kernels.lightmap import Colour
from s2v_core.effects.kernels.particles import Lives, Numbers, chances, drift, lives, ramp
from s2v_core.effects.visual.stage import Stage, picked, rainbow, scene

__all__ = ["rising"]

_LAMPS: tuple[Colour, ...] = ((255, 196, 110), (255, 226, 170), (255, 160, 120), (255, 178, 196))


@scene("colorfulbubbles", category="dreamy", look="soap bubbles in all colours rise and sway")
def _colorfulbubbles(stage: Stage, t: float, seed: int) -> None:
    for number, (density, seconds, size, soft) in enumerate(
        ((11, (6.5, 9.0), 0.055, 0.15), (6, (4.8, 6.4), 0.12, 0.0), (1.1, (3.6, 4.6), 0.26, 0.2))
    ):
        rises, x, y, swell = rising(stage, t, seed + number, density, seconds, 0.24)
        wide = size * (0.7 + 0.6 * rises.chance[1]) * ramp(0, 0.12, rises.part)
        hue = rises.chance[2] + 0.04 * t
        colour, other = 255 * rainbow(hue).astype(np.float64), 255 * rainbow(hue + 0.3).astype(np.float64)
        look = {"softness": soft, "blending": "normal"}
        stage.draw("disc", x, y, 0.97 * wide, colour=0.85 * other + 38, alpha=0.3, **look)
        stage.draw("dot", x + 0.1 * wide, y + 0.12 * wide, 0.85 * wide, colour=0.85 * colour + 38, alpha=0.34, **look)
        stage.draw("bubble", x, y, wide, colour=0.45 * colour + 140, alpha=1.0, stretch=1 + 0.03 * swell, softness=soft)


def rising(
    stage: Stage, t: float, seed: int, density: float, seconds: tuple[float, float], pace: float
) -> tuple[Lives, Numbers, Numbers, Numbers]:
    """Return things that rise and sway from below the picture to above it: lives, x, y, and another swing of each.

    Args:
        density: how many are on each square of the shorter side.
        seconds: that the fastest and the slowest take to rise 2.3 shorter sides.
        pace: about how often they turn in a second.
    """
    count = stage.count(density)
    fast, slow = (time * (stage.down + 0.5) / 2.3 for time in seconds)
    rises = lives(count, t, seed, fast, slow)
    sway, swing = drift(count, t, seed, pace)
    x, _ = stage.spread(rises.chance[0], rises.chance[0])
    return rises, x + 0.06 * sway, stage.down + 0.25 - rises.part * (stage.down + 0.5), swing


@scene("spotfall", category="atmosphere", look="warm spots of light out of focus fall slowly")
def _spotfall(stage: Stage, t: float, seed: int) -> None:
    stage.dim(0.66, (1.0, 0.96, 0.92))
    for number, (density, seconds, size, soft) in enumerate(
        ((34, (6.0, 9.0), 0.022, 0.0), (17, (4.6, 6.4), 0.058, 0.0), (4.5, (3.6, 4.8), 0.13, 0.2))
    ):
        count = stage.count(density)
        fast, slow = (time * (stage.down + 0.3) / 2.1 for time in seconds)
        falls = lives(count, t, seed + number, fast, slow)
        sway, pulse = drift(count, t, seed + number, 0.4)
        x, _ = stage.spread(falls.chance[0], falls.chance[0], 0.05)
        y = falls.part * (stage.down + 0.3) - 0.15
        wide = size * (0.65 + 0.7 * falls.chance[1])
        bright = (0.85 - 0.17 * number) * (0.75 + 0.25 * pulse)
        colour = picked(_LAMPS, falls.chance[2])
        stage.draw("bokeh", x + 0.03 * sway, y, wide, colour=colour, alpha=bright, softness=soft)
        stage.glow(x + 0.03 * sway, y, 2.4 * wide, colour, 0.3 * bright)


@scene("flyfire", category="atmosphere", look="fireflies wander through the dusk and glow by turns")
def _flyfire(stage: Stage, t: float, seed: int) -> None:
    stage.dim(0.6, (0.84, 0.95, 0.98))
    count = stage.count(24)
    place_x, place_y, size, pace, phase = chances(seed, np.arange(count), 0, 5)
    wander_x, wander_y = drift(count, t, seed, 0.12)
    flutter_x, flutter_y = drift(count, t, seed + 1, 0.7)
    x, y = stage.spread(place_x, place_y)
    x = x + 0.16 * wander_x + 0.012 * flutter_x
    y = y + 0.13 * wander_y + 0.012 * flutter_y
    wave = np.sin(2 * np.pi * ((0.25 + 0.3 * pace) * t + phase))
    bright = 0.1 + 0.9 * ramp(-0.55, 0.8, wave)
    wide = 0.012 + 0.022 * size**2
    stage.glow(x, y, 8 * wide, (176, 226, 70), 0.8 * bright)
    stage.draw("glow", x, y, 2.6 * wide, colour=(226, 255, 120), alpha=bright)
    stage.draw("dot", x, y, 0.9 * wide, colour=(255, 255, 214), alpha=ramp(0, 0.6, bright))
