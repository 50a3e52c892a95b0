"""Flights through stars, and stars that shoot across the sky."""

from __future__ import annotations

import numpy as np

from s2v_core.effects.kernels.lightmap import Colour
from s2v_core.effects.kernels.particles import Numbers, breath, chances, lives, ramp
from s2v_core.effects.visual.stage import Stage, picked, scene

__all__: list[str] = []

_ICE: tuple[Colour, ...] = ((255, 255, 255), (190, 214, 255), (226, 236, 255), (255, 232, 204))
_CANDY: tuple[Colour, ...] = ((255, 246, 214), (255, 214, 120), (255, 170, 214), (176, 214, 255))
_NEAREST = 0.07
_TAIL = 0.07
"""How much deeper in space the tail of a passing star is."""


@scene("meteorshower", category="atmosphere", look="shooting stars cross a dark sky with glowing trails")
def _meteorshower(stage: Stage, t: float, seed: int) -> None:
    stage.dim(0.66, (0.86, 0.9, 1.0))
    _night_sky(stage, t, seed + 1)
    flights = lives(stage.count(13), t, seed, 1.2, 2.6, 7)
    flown = np.clip(flights.age / (0.75 + 0.45 * flights.chance[0]), 0, 1)
    slope = 0.62 + 0.08 * (flights.chance[1] - 0.5)
    way = 0.9 + 0.5 * flights.chance[2]
    start_x = (stage.across + 0.9) * flights.chance[3]
    start_y = -0.1 + 0.62 * stage.down * flights.chance[4]
    right, below = -np.cos(slope), np.sin(slope)
    far = way * flown
    x, y = start_x + right * far, start_y + below * far
    near = flights.chance[5]
    bright = breath(flown, 0.2, 0.45) * (0.55 + 0.45 * near)
    long = (0.22 + 0.36 * near) * ramp(0, 0.3, flown)
    wide = 0.013 + 0.017 * near**2
    stage.trail(x, y, right * long, below * long, wide, colour=(206, 224, 255), alpha=bright)
    stage.draw("cross", x, y, 5 * wide, colour=(240, 246, 255), alpha=0.9 * bright)
    stage.glow(x, y, 11 * wide, (150, 190, 255), 0.7 * bright)


def _night_sky(stage: Stage, t: float, seed: int) -> None:
    place_x, place_y, size, phase, pace = chances(seed, np.arange(stage.count(50)), 0, 5)
    x, y = stage.spread(place_x, place_y**1.4)
    bright = 0.45 + 0.35 * np.sin(2 * np.pi * ((0.2 + 0.5 * pace) * t + phase))
    stage.draw("dot", x, y, 0.003 + 0.006 * size**3, alpha=bright)


@scene("sparklestarfield", category="atmosphere", look="sparkling stars rush at the viewer")
def _sparklestarfield(stage: Stage, t: float, seed: int) -> None:
    stage.dim(0.8, (0.95, 0.93, 1.0))
    stars = lives(stage.count(42), t, seed, 1.7, 2.9)
    depth = _depth(stars.part)
    x, y = _seen(stage, stars.chance[0], stars.chance[1], depth)
    wide = np.minimum(0.034 / depth, 0.34) * (0.7 + 0.6 * stars.chance[2])
    bright = breath(stars.part, 0.3, 0.07)
    colour = picked(_CANDY, stars.chance[3])
    turn = 0.4 * (stars.chance[4] - 0.5) * stars.age
    stage.glow(x, y, 1.2 * wide, colour, 0.6 * bright)
    solid = stars.chance[5] < 0.3
    stage.draw(
        "star", x[solid], y[solid], 0.5 * wide[solid], colour=colour[solid], alpha=bright[solid], angle=turn[solid]
    )
    light = ~solid
    stage.draw("cross", x[light], y[light], wide[light], colour=colour[light], alpha=bright[light], angle=turn[light])


@scene("starfield", category="dreamy", look="a flight through stars that pass as streaks of light")
def _starfield(stage: Stage, t: float, seed: int) -> None:
    stage.dim(0.5, (0.78, 0.85, 1.0))
    grid = stage.grid(54)
    haze = np.exp(-(grid.cx**2 + grid.cy**2) / np.float32(0.12))
    stage.shine(haze * np.float32(0.3), (130, 160, 255))
    stars = lives(stage.count(110), t, seed, 1.3, 2.6)
    depth = _depth(stars.part)
    x, y = _seen(stage, stars.chance[0], stars.chance[1], depth)
    tail_x, tail_y = _seen(stage, stars.chance[0], stars.chance[1], depth + _TAIL)
    wide = np.minimum(0.0045 / depth, 0.022) * (0.6 + 0.8 * stars.chance[2])
    bright = breath(stars.part, 0.25, 0.06)
    stage.trail(x, y, x - tail_x, y - tail_y, wide, colour=picked(_ICE, stars.chance[3]), alpha=bright)


def _depth(part: Numbers) -> Numbers:
    """Return how far away stars are, from 1 to nearly 0, that come nearer at an even speed."""
    return 1 - (1 - _NEAREST) * part


def _seen(stage: Stage, chance_x: Numbers, chance_y: Numbers, depth: Numbers) -> tuple[Numbers, Numbers]:
    """Return where something in space is seen: numbers from 0 to 1 spread it over the field of view."""
    return (
        stage.across / 2 + (chance_x - 0.5) * stage.across * 0.4 / depth,
        stage.down / 2 + (chance_y - 0.5) * stage.down * 0.4 / depth,
    )
