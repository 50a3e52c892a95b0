"""A thunderstorm."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from s2v_core.effects.frames import Frame
from s2v_core.effects.kernels.blur import soft
from s2v_core.effects.kernels.lightmap import shine
from s2v_core.effects.kernels.particles import Numbers, lives, ramp
from s2v_core.effects.visual.nature import rain
from s2v_core.effects.visual.stage import Stage, scene

__all__: list[str] = []

Path = NDArray[np.float64]
"""Places on a way, (n, 2), in units of the shorter side."""

_FLICKERS = ((0.0, 1.0, 0.07), (0.13, 0.75, 0.06), (0.24, 0.9, 0.22))
"""Start, strength and fading time of the discharges of one strike, seconds."""
_LAYERS = ((0.0, 1.0, (1.0, 1.0, 1.0)), (0.008, 1.6, (0.62, 0.72, 1.0)), (0.045, 3.0, (0.42, 0.4, 1.0)))
"""Blur (shorter sides), strength and colour of the light round a bolt."""
_BRANCHES = 8
_SHIFT = 4


@scene("stormlaser", category="nature", look="branching lightning strikes from a dark sky and glows on")
def _stormlaser(stage: Stage, t: float, seed: int) -> None:
    strikes = lives(2, t, seed, 2.4, 3.8)
    flash = _flash(strikes.age)
    grid = stage.grid(54)
    sky = np.zeros((grid.height, grid.width), np.float32)
    for x, strength in zip(strikes.chance[0] * stage.across, flash, strict=True):
        away = np.hypot(grid.cx + np.float32(stage.across / 2 - x), grid.v * np.float32(0.9))
        sky += np.float32(strength) * np.exp(-away / np.float32(0.7))
    night = np.asarray((0.5, 0.56, 0.7), np.float32)
    stage.illuminate(night + sky[..., None] * np.asarray((0.62, 0.7, 0.9), np.float32))
    rain(stage, t, seed + 1, density=70, seconds=(0.4, 0.8), length=0.12, slant=0.1)
    shine(stage.canvas, _bolts_light(stage, strikes.chance, flash))


def _flash(age: Numbers) -> Numbers:
    """Return how bright strikes of these ages (seconds) are, 0 to about 1: flickers, then an afterglow."""
    total = np.zeros_like(age)
    for start, strength, fading in _FLICKERS:
        since = np.maximum(age - start, 0)
        total = np.maximum(total, strength * ramp(0, 0.035, since) * np.exp(-since / fading))
    return total + 0.16 * ramp(0, 0.1, age) * np.exp(-age / 0.5)


def _bolts_light(stage: Stage, chance: Numbers, flash: Numbers) -> Frame:
    """Return the light of bolts, each as bright as its flash, and the glow of the air around them."""
    grid = stage.grid(430)
    unit = min(grid.height, grid.width)
    core = np.zeros((grid.height, grid.width), np.uint8)
    for own, strength in zip(chance.T, np.minimum(flash, 1), strict=True):
        if strength <= 0.01:
            continue
        for number, way in reversed(list(enumerate(_ways(stage, own)))):
            width, bright = (0.0045, 255.0) if number == 0 else (0.002, 150.0)
            points = np.rint(way * unit * 2**_SHIFT).astype(np.int32)
            cv2.polylines(core, [points], False, bright * strength, max(1, round(width * unit)), cv2.LINE_AA, _SHIFT)
    light = np.zeros((grid.height, grid.width, 3), np.uint8)
    for blur, amount, colour in _LAYERS:
        cover = soft(core, blur * unit)
        tint = np.diag(amount * np.asarray(colour))
        light = np.asarray(cv2.add(light, cv2.transform(cv2.merge([cover, cover, cover]), tint)), np.uint8)
    return light


def _ways(stage: Stage, chance: Numbers) -> list[Path]:
    """Return the main way of a bolt, first, and those of its branches."""
    generator = np.random.Generator(np.random.PCG64(int(chance[1] * 2**52)))
    top = np.array([chance[0] * stage.across, -0.03])
    ground = np.array([(0.7 * chance[0] + 0.3 * chance[2]) * stage.across, stage.down * (0.62 + 0.3 * chance[3])])
    main = _jagged(top, ground, 6, generator)
    ways = [main]
    for start in generator.integers(8, 52, _BRANCHES):
        direction = main[start + 4] - main[start]
        turn = generator.uniform(0.35, 0.9) * generator.choice([-1.0, 1.0])
        turned = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]]) @ direction
        length = generator.uniform(0.15, 0.42) * stage.down * (1 - start / 80) / max(float(np.hypot(*turned)), 1e-6)
        ways.append(_jagged(main[start], main[start] + turned * length, 5, generator))
    return ways


def _jagged(start: Path, end: Path, halvings: int, generator: np.random.Generator) -> Path:
    """Return a way from start to end whose middle is pushed aside again and again, by less each time."""
    way = np.stack([start, end])
    aside = np.array([start[1] - end[1], end[0] - start[0]])
    for halving in range(halvings):
        pushed = generator.uniform(-1, 1, (len(way) - 1, 1)) * aside * 0.16 * 0.56**halving
        between = (way[:-1] + way[1:]) / 2 + pushed
        woven = np.empty((len(way) + len(between), 2))
        woven[0::2], woven[1::2] = way, between
        way = woven
    return way
