"""Hearts that fall, pop up, circle, rise in bubbles and blink."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from s2v_core.effects.kernels.lightmap import Colour
from s2v_core.effects.kernels.particles import Numbers, breath, chances, drift, lives, ramp
from s2v_core.effects.visual.bubbles import rising
from s2v_core.effects.visual.stage import Stage, picked, scene

__all__: list[str] = []

_CATEGORY = "dreamy"
_PINKS: tuple[Colour, ...] = ((255, 66, 106), (255, 105, 152), (255, 143, 180), (236, 48, 88), (255, 122, 122))
_NEON: tuple[Colour, ...] = ((255, 52, 130), (255, 84, 96), (206, 72, 255), (255, 110, 180))


def _hearts(
    stage: Stage,
    x: Numbers,
    y: Numbers,
    size: Numbers,
    colour: Numbers,
    *,
    alpha: ArrayLike,
    angle: ArrayLike,
    softness: ArrayLike = 0.0,
) -> None:
    """Draw glossy hearts."""
    look = {"angle": angle, "softness": softness}
    stage.draw("heart", x, y, size, colour=colour, alpha=alpha, blending="normal", **look)
    stage.draw("heart shine", x, y, size, alpha=np.asarray(alpha) * 0.75, **look)


@scene("fallingheart", category=_CATEGORY, look="hearts rain down, swinging, near ones large and soft")
def _fallingheart(stage: Stage, t: float, seed: int) -> None:
    for number, (density, seconds, size, soft) in enumerate(
        ((15, (5.0, 7.0), 0.034, 0.1), (9, (3.4, 4.6), 0.066, 0.0), (2.2, (2.3, 3.0), 0.15, 0.5))
    ):
        count = stage.count(density)
        fast, slow = (time * (stage.down + 0.4) / 2.2 for time in seconds)
        falls = lives(count, t, seed + number, fast, slow)
        sway, swing = drift(count, t, seed + number, 0.28)
        x, _ = stage.spread(falls.chance[0], falls.chance[0], 0.05)
        y = falls.part * (stage.down + 0.4) - 0.2
        wide = size * (0.7 + 0.6 * falls.chance[1])
        colour = picked(_PINKS, falls.chance[2])
        _hearts(stage, x + 0.05 * sway, y, wide, colour, alpha=0.95 - 0.35 * soft, angle=0.55 * swing, softness=soft)


@scene("heartshot", category=_CATEGORY, look="hearts pop up, throb and burst into small ones")
def _heartshot(stage: Stage, t: float, seed: int) -> None:
    pops = lives(stage.count(5.5), t, seed, 1.5, 2.3)
    x, y = stage.spread(0.1 + 0.8 * pops.chance[0], 0.1 + 0.8 * pops.chance[1])
    size = 0.09 + 0.1 * pops.chance[2] ** 1.5
    colour = picked(_PINKS, pops.chance[3])
    left = ramp(1.0, 0.8, pops.part)
    sprung = 1 - np.exp(-7.5 * pops.age) * np.cos(13 * pops.age)
    tilt = 0.5 * (pops.chance[4] - 0.5)
    _splinters(stage, x, y, size, colour, pops.age, pops.chance[5])
    stage.glow(x, y, 2.6 * size * sprung, (255, 90, 140), 0.4 * left * ramp(0, 0.2, pops.age))
    grown = size * sprung * (1 + 0.5 * (1 - left))
    _hearts(stage, x, y, grown, colour, alpha=left * ramp(0, 0.06, pops.age), angle=tilt)


def _splinters(
    stage: Stage, x: Numbers, y: Numbers, size: Numbers, colour: Numbers, age: Numbers, key: Numbers
) -> None:
    """Draw the small hearts that fly off where a heart pops up."""
    each = 7
    around = (np.arange(each) / each)[:, None] + key
    own = np.tile((key * 2**40).astype(np.int64), each)
    far, small = chances(0, np.repeat(np.arange(each), len(x)), own, 2).reshape(2, each, len(x))
    way = size * (0.7 + 0.9 * far) * (1 - np.exp(-4.5 * age))
    bright = ramp(0, 0.06, age) * ramp(0.95, 0.35, age)
    splinter_x, splinter_y = x + way * np.cos(2 * np.pi * around), y + way * np.sin(2 * np.pi * around) + 0.12 * age**2
    shrunk = size * (0.1 + 0.14 * small) * (0.4 + 0.6 * bright)
    _hearts(
        stage,
        splinter_x.ravel(),
        splinter_y.ravel(),
        shrunk.ravel(),
        np.tile(colour, (each, 1)),
        alpha=np.broadcast_to(bright, way.shape).ravel(),
        angle=(around * 2).ravel(),
    )


@scene("heartsurround", category=_CATEGORY, look="hearts circle around the middle, before and behind it")
def _heartsurround(stage: Stage, t: float, seed: int) -> None:
    number = np.arange(22)
    outer = number < 14
    turn, size, bob, kind = chances(seed, number, 0, 4)
    place = np.where(outer, number / 14, (number - 14) / 8) + 0.02 * turn
    angle = 2 * np.pi * (place + np.where(outer, 0.13, -0.19) * t)
    reach_x = np.where(outer, 0.44, 0.3) * min(stage.across, 1.5)
    reach_y = np.where(outer, 0.17, 0.22) * min(stage.down, 1.5)
    near = np.sin(angle)
    x = stage.across / 2 + reach_x * np.cos(angle)
    tilt = np.where(outer, 0.1, -0.16) * np.cos(angle)
    y = stage.down / 2 + reach_y * near + tilt + 0.018 * np.sin(2 * np.pi * (0.4 * t + bob))
    wide = (0.075 + 0.045 * size) * (1 + 0.45 * near)
    alpha = 0.72 + 0.28 * near
    colour = picked(_PINKS, kind) * (0.8 + 0.2 * near)[:, None]
    order = np.argsort(near)
    stage.glow(x, y, 2.2 * wide, (255, 70, 120), 0.3 * alpha)
    swing = 0.3 * np.sin(2 * np.pi * (0.3 * t + turn))
    _hearts(
        stage,
        x[order],
        y[order],
        wide[order],
        colour[order],
        alpha=alpha[order],
        angle=swing[order],
        softness=(0.22 * np.clip(-near, 0, 1))[order],
    )


@scene("risingheartbubble", category=_CATEGORY, look="soap bubbles with hearts inside rise and sway")
def _risingheartbubble(stage: Stage, t: float, seed: int) -> None:
    for number, (density, seconds, size, soft) in enumerate(
        ((9, (6.0, 8.5), 0.075, 0.1), (4.5, (4.6, 6.0), 0.14, 0.0), (1.0, (3.4, 4.4), 0.26, 0.25))
    ):
        rises, x, y, swing = rising(stage, t, seed + number, density, seconds, 0.22)
        wide = size * (0.75 + 0.5 * rises.chance[1]) * ramp(0, 0.12, rises.part)
        wobble = 1 + 0.035 * np.sin(2 * np.pi * (0.7 * t + rises.chance[2]))
        colour = picked(_PINKS, rises.chance[3])
        _hearts(stage, x, y + 0.02 * wide, 0.5 * wide, colour, alpha=0.92, angle=0.3 * swing, softness=soft)
        rim = 0.55 * colour + 0.45 * np.array([235.0, 225.0, 255.0])
        stage.draw("bubble", x, y, wide, colour=rim, alpha=0.9, stretch=wobble, softness=soft * 0.5)


@scene("heartbubbleshinee", category=_CATEGORY, look="glowing hearts light up and go out all over the picture")
def _heartbubbleshinee(stage: Stage, t: float, seed: int) -> None:
    stage.dim(0.72, (1.0, 0.92, 0.98))
    blinks = lives(stage.count(13), t, seed, 1.3, 2.4)
    x, y = stage.spread(0.04 + 0.92 * blinks.chance[0], 0.04 + 0.92 * blinks.chance[1])
    y = y - 0.05 * blinks.part
    bright = breath(blinks.part, 0.4, 0.45)
    wide = (0.035 + 0.085 * blinks.chance[2] ** 2) * (0.85 + 0.25 * bright)
    colour = picked(_NEON, blinks.chance[3])
    tilt = 0.6 * (blinks.chance[4] - 0.5)
    stage.glow(x, y, 3.4 * wide, 0.9 * colour, 0.5 * bright**2)
    stage.draw("heart", x, y, wide, colour=colour, alpha=0.9 * bright, angle=tilt, blending="normal")
    stage.draw("heart", x, y, 0.55 * wide, colour=(255, 214, 230), alpha=0.45 * bright, angle=tilt, softness=0.6)
    gleam = breath(blinks.part, 0.55, 0.2) ** 4
    stage.draw("cross", x + 0.3 * wide, y - 0.3 * wide, 1.1 * wide, colour=(255, 240, 246), alpha=gleam)
