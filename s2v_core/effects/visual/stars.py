"""Stars that twinkle, sparkle and drift."""

from __future__ import annotations

import numpy as np

from s2v_core.effects.kernels.lightmap import Colour
from s2v_core.effects.kernels.particles import breath, chances, drift, lives, ramp
from s2v_core.effects.visual.stage import Stage, picked, rainbow, scene

__all__: list[str] = []

_WHITES: tuple[Colour, ...] = ((255, 255, 255), (226, 236, 255), (255, 244, 222))
_BRIGHTS: tuple[Colour, ...] = ((255, 96, 120), (255, 190, 70), (110, 255, 170), (90, 200, 255), (190, 120, 255))
_GOLDS: tuple[Colour, ...] = ((255, 214, 110), (255, 236, 170), (255, 190, 84))


@scene("starry", category="atmosphere", look="small dots of light twinkle like a night sky")
def _starry(stage: Stage, t: float, seed: int) -> None:
    stage.dim(0.66, (0.88, 0.92, 1.0))
    which = np.arange(stage.count(120))
    place_x, place_y, size, pace, phase, kind = chances(seed, which, 0, 6)
    x, y = stage.spread(place_x, place_y)
    wave = np.sin(2 * np.pi * ((0.25 + 0.5 * pace) * t + phase)) + 0.5 * np.sin(
        2 * np.pi * (0.91 * pace * t + 3 * phase)
    )
    bright = 0.12 + 0.88 * ramp(-0.9, 1.3, wave)
    wide = 0.006 + 0.016 * size**3
    colour = picked(_WHITES, kind)
    stage.draw("dot", x, y, wide, colour=colour, alpha=bright)
    large = size > 0.72
    stage.glow(x[large], y[large], 6 * wide[large], (200, 215, 255), 0.6 * bright[large])


@scene("colorfulstarry", category="atmosphere", look="a field of bright coloured stars twinkles and turns")
def _colorfulstarry(stage: Stage, t: float, seed: int) -> None:
    stage.dim(0.6, (0.94, 0.9, 1.0))
    blinks = lives(stage.count(52), t, seed, 1.8, 3.6, 7)
    x, y = stage.spread(blinks.chance[0], blinks.chance[1])
    bright = breath(blinks.part, 0.35, 0.4)
    colour = picked(_BRIGHTS, blinks.chance[2])
    wide = (0.022 + 0.06 * blinks.chance[3] ** 3) * (0.7 + 0.3 * bright)
    turn = 2 * np.pi * blinks.chance[4] + (blinks.chance[5] - 0.5) * blinks.age
    stage.glow(x, y, 3.2 * wide, colour, 0.75 * bright)
    solid = blinks.chance[6] < 0.55
    pale = 0.8 * colour + 51
    stage.draw("star", x[solid], y[solid], wide[solid], colour=pale[solid], alpha=bright[solid], angle=turn[solid])
    light = ~solid
    stage.draw("cross", x[light], y[light], 2.6 * wide[light], colour=pale[light], alpha=bright[light])


@scene("moons_and_stars", category="atmosphere", look="golden moons and stars drift and sway in soft light")
def _moons_and_stars(stage: Stage, t: float, seed: int) -> None:
    stage.dim(0.8, (0.9, 0.92, 1.0))
    count = stage.count(13)
    drifts = lives(count, t, seed, 5.0, 8.0)
    sway_x, sway_y = drift(count, t, seed, 0.15)
    x, y = stage.spread(drifts.chance[0], drifts.chance[1])
    x, y = x + 0.05 * sway_x, y + 0.03 * sway_y + 0.22 * (drifts.part - 0.5)
    bright = breath(drifts.part, 0.2, 0.2)
    moon = drifts.chance[2] < 0.36
    wide = (0.03 + 0.055 * drifts.chance[3] ** 2) * np.where(moon, 1.35, 1.0)
    far = 0.35 * ramp(0.35, 0.1, drifts.chance[3])
    colour = picked(_GOLDS, drifts.chance[4])
    swing = 0.35 * sway_x
    stage.glow(x, y, 3 * wide, (255, 200, 110), 0.5 * bright)
    for shape, these, tilt in (("moon", moon, -0.35), ("star", ~moon, 0.0)):
        stage.draw(
            shape,
            x[these],
            y[these],
            wide[these],
            colour=colour[these],
            alpha=0.95 * bright[these],
            angle=tilt + swing[these],
            softness=far[these],
            blending="normal",
        )
    _dust(stage, t, seed + 1)


def _dust(stage: Stage, t: float, seed: int) -> None:
    motes = lives(stage.count(40), t, seed, 1.6, 3.2)
    x, y = stage.spread(motes.chance[0], motes.chance[1])
    stage.draw("dot", x, y, 0.004 + 0.006 * motes.chance[2], colour=_GOLDS[1], alpha=0.8 * breath(motes.part, 0.4, 0.4))


@scene("starfieldshinee", category="dreamy", look="stars with four rays twinkle mildly")
def _starfieldshinee(stage: Stage, t: float, seed: int) -> None:
    blinks = lives(stage.count(22), t, seed, 1.6, 3.0)
    x, y = stage.spread(blinks.chance[0], blinks.chance[1])
    bright = breath(blinks.part, 0.4, 0.45)
    wide = (0.035 + 0.1 * blinks.chance[2] ** 2) * (0.6 + 0.4 * bright)
    stage.glow(x, y, 0.9 * wide, (190, 210, 255), 0.6 * bright)
    stage.draw("cross", x, y, wide, colour=picked(_WHITES, blinks.chance[3]), alpha=bright)
    _dust(stage, t, seed + 1)


@scene("starfieldshinee2", category="dreamy", look="stars of many rays and colours flash wildly")
def _starfieldshinee2(stage: Stage, t: float, seed: int) -> None:
    stage.dim(0.86, (0.97, 0.94, 1.0))
    blinks = lives(stage.count(38), t, seed, 0.5, 1.1, 5)
    x, y = stage.spread(blinks.chance[0], blinks.chance[1])
    bright = breath(blinks.part, 0.3, 0.5)
    wide = (0.05 + 0.19 * blinks.chance[2] ** 3) * (0.45 + 0.55 * bright)
    colour = 110 + 145 * rainbow(blinks.chance[3]).astype(np.float64)
    turn = 0.5 * np.pi * blinks.chance[4] + 0.8 * blinks.age
    stage.glow(x, y, 1.1 * wide, colour, 0.7 * bright)
    stage.draw("flare", x, y, wide, colour=colour, alpha=bright, angle=turn)


@scene("starsparkle", category="dreamy", look="golden sparks with four points pop up, turn and vanish")
def _starsparkle(stage: Stage, t: float, seed: int) -> None:
    clusters = lives(stage.count(7), t, seed, 1.6, 2.5)
    each = 11
    key = (clusters.chance[2] * 2**40).astype(np.int64)
    middle_x, middle_y = stage.spread(clusters.chance[0], clusters.chance[1])
    for number, age in enumerate(clusters.age):
        turn, far, size, late, spin, kind = chances(int(key[number]), np.arange(each), 0, 6)
        lived = (age - 0.7 * late) / (0.55 + 0.4 * spin)
        shown = breath(np.clip(lived, 0, 1), 0.35, 0.55)
        x = middle_x[number] + 0.26 * np.sqrt(far) * np.cos(2 * np.pi * turn)
        y = middle_y[number] + 0.26 * np.sqrt(far) * np.sin(2 * np.pi * turn) - 0.05 * np.clip(lived, 0, 1)
        wide = (0.03 + 0.085 * size**2) * (0.3 + 0.7 * shown)
        colour = picked(_GOLDS, kind)
        stage.glow(x, y, 2.4 * wide, (255, 190, 90), 0.5 * shown)
        stage.draw("sparkle", x, y, wide, colour=colour, alpha=shown, angle=1.4 * (spin - 0.5) * age, blending="normal")
        stage.draw("dot", x, y, 0.5 * wide, alpha=shown)


@scene("shinningstar_light", category="light", look="a few large cross stars gleam and turn")
def _shinningstar_light(stage: Stage, t: float, seed: int) -> None:
    stage.dim(0.82, (0.98, 0.97, 1.0))
    gleams = lives(stage.count(3.4), t, seed, 1.8, 3.2)
    x, y = stage.spread(0.06 + 0.88 * gleams.chance[0], 0.05 + 0.72 * gleams.chance[1])
    bright = breath(gleams.part, 0.4, 0.5)
    wide = (0.3 + 0.36 * gleams.chance[2]) * (0.35 + 0.65 * bright)
    turn = 0.25 * (gleams.chance[3] - 0.5) + 0.22 * (gleams.part - 0.5)
    stage.glow(x, y, 0.8 * wide, (255, 226, 176), 0.7 * bright)
    stage.draw("flare", x, y, wide, colour=(255, 246, 226), alpha=bright, angle=turn)
