"""Shaken cameras."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from s2v_core.effects.frames import Field, Frame
from s2v_core.effects.kernels.camera import Pose, filmed, posed
from s2v_core.effects.kernels.easing import ease_in
from s2v_core.effects.kernels.grid import smoothstep, triangle
from s2v_core.effects.kernels.light import apart
from s2v_core.effects.kernels.lightmap import map_grid, quantised, shine
from s2v_core.effects.kernels.mask import fade
from s2v_core.effects.kernels.noise import random_field
from s2v_core.effects.registry import Parameter
from s2v_core.effects.transitions.advanced.moves import flown
from s2v_core.effects.transitions.advanced.naming import advanced

__all__: list[str] = []

_TURN = 2 * math.pi
_LEAK = (255.0, 150.0, 60.0)
"""Warm light that falls into a camera."""
_LEAK_NODES = 68


@advanced(
    "atom_shaking_camera",
    look="the camera shakes harder and harder, and calms down on B",
    strength=Parameter(0.1, 0.02, 0.3, "largest move as a part of the shorter side"),
)
def _shaking(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    phases = random_field(3, 2, seed)

    def shaken(q: float) -> Pose:
        force = params["strength"] * triangle(q) ** 1.5
        x, y, turn = (_wobble(q, 5 + number, row) for number, row in enumerate(phases))
        return Pose(force * x, force * 1.3 * y, 1 + 1.6 * force, 45 * force * turn)

    return flown(a, b, p, shaken, shaken)


@advanced(
    "shake_spin",
    look="A rocks to and fro and whirls away, B whirls in and rocks to rest",
    turn=Parameter(150, 30, 360, "how far both are turned at the change, in degrees"),
)
def _shake_spin(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    def whirled(left: float) -> float:
        """``left``: 0 at the change, 1 at rest."""
        away = 1 - left
        return params["turn"] * ease_in(away, 5) + 14 * math.sin(_TURN * 2.5 * left) * away * smoothstep(0, 0.3, left)

    def pose(turn: float, away: float) -> Pose:
        return Pose(scale=1 + 0.35 * smoothstep(0, 0.6, away), turn=turn)

    return flown(
        a,
        b,
        p,
        lambda q: pose(-whirled(1 - min(2 * q, 1.0)), 2 * q),
        lambda q: pose(whirled(max(2 * q - 1, 0.0)), 2 - 2 * q),
    )


@advanced(
    "jitter",
    look="the picture trembles sideways and doubles while A becomes B",
    strength=Parameter(0.07, 0.01, 0.25, "largest move as a part of the shorter side"),
)
def _jitter(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    aside = params["strength"] * triangle(p) * math.sin(_TURN * 7 * p)
    first = posed(fade(a, b, smoothstep(0.35, 0.65, p)), Pose(x=aside, scale=1 + abs(aside)))
    return fade(first, posed(first, Pose(x=-2 * aside)), 0.4 * triangle(p))


@advanced(
    "jitter_2",
    look="the picture jumps forward and back in beats, its colours apart, until it is B",
    beats=Parameter(5, 2, 9, "how often it jumps"),
)
def _jitter_beats(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    beats = round(params["beats"])

    def jumping(q: float) -> Pose:
        hit = abs(math.sin(math.pi * beats * q)) ** 2 * triangle(q)
        return Pose(y=-0.03 * hit, scale=1 + 0.28 * hit)

    force = jumping(p).scale - 1
    changed = b if math.floor(beats * p + 0.5) * 2 > beats else a
    return apart(filmed(changed, jumping, p), round(0.05 * force * min(a.shape[:2])), 0)


@advanced("light_shake", look="a shaken camera into which warm light leaks while A becomes B")
def _light_shake(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    phases = random_field(2, 2, seed)
    force = 0.035 * triangle(p)
    pose = Pose(force * _wobble(p, 4, phases[0]), force * _wobble(p, 5, phases[1]), 1 + 2 * force)
    return _leaking(posed(fade(a, b, smoothstep(0.4, 0.6, p)), pose), p)


def _wobble(p: float, speed: float, phase: Field) -> float:
    """Return an irregular swing, about -1 to 1."""
    slow, fast = (_TURN * float(each) for each in phase)
    return 0.65 * math.sin(_TURN * speed * p + slow) + 0.35 * math.sin(_TURN * 2.3 * speed * p + fast)


def _leaking(picture: Frame, p: float) -> Frame:
    """Let two clouds of warm light drift across the picture (changed), strongest in the middle."""
    grid = map_grid(picture, _LEAK_NODES)
    light = np.zeros((grid.height, grid.width), np.float32)
    for x, y, wide, tall in ((1.5 * p - 0.35, 0.25, 0.38, 0.6), (1.25 - 1.3 * p, 0.8, 0.3, 0.45)):
        light += np.exp(-(((grid.u - np.float32(x)) / wide) ** 2) - ((grid.v - np.float32(y)) / tall) ** 2)
    shine(picture, quantised(light * np.float32(1.1 * triangle(p)), _LEAK))
    return picture
