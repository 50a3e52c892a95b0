"""Faults of colour and signal."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from s2v_core.effects.frames import Frame
from s2v_core.effects.kernels.camera import row_of
from s2v_core.effects.kernels.easing import ease_in_out
from s2v_core.effects.kernels.grid import smoothstep, triangle
from s2v_core.effects.kernels.light import apart
from s2v_core.effects.kernels.mask import fade
from s2v_core.effects.kernels.noise import random_field
from s2v_core.effects.kernels.signal import rows_shifted, tinted
from s2v_core.effects.registry import Parameter
from s2v_core.effects.transitions.advanced.naming import advanced

__all__: list[str] = []

_BEATS = 14
"""How often the faults of a transition change."""
_STRENGTH = Parameter(0.06, 0.01, 0.3, "how far the colours part, as a part of the shorter side")
_BLACK = (0, 0, 0)
_TINTS = ((255, 40, 120), (40, 230, 255), (250, 240, 60))


@advanced("color_glitch", look="colours part in beats and bands tear aside until it is B", strength=_STRENGTH)
def _bands(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    height, width = a.shape[:2]
    force = triangle(p)
    beat = int(p * _BEATS)
    chance = random_field(4, 9, seed + beat)
    unit = min(height, width)
    sign = 1 if chance[3, 0] < 0.5 else -1
    picture = apart(_either(a, b, p, float(chance[3, 1])), sign * round(params["strength"] * force * unit))
    for top, tall, aside in zip(*chance[:3].tolist(), strict=True):
        start = int(top * height)
        rows = slice(start, start + max(1, round(0.11 * tall * unit)))
        picture[rows] = np.roll(picture[rows], round((aside - 0.5) * 0.5 * force * width), axis=1)
    return picture


@advanced("color_glitch_2", look="blocks of B break in, tinted and doubled, until they cover A", strength=_STRENGTH)
def _blocks(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    height, width = a.shape[:2]
    unit = min(height, width)
    force = triangle(p)
    beat = int(p * _BEATS)
    canvas = fade(a, b, smoothstep(0.46, 0.54, p))
    chance = random_field(5, 26, seed + beat).tolist()
    shift = round(params["strength"] * unit)
    for number in range(round(26 * force)):
        x, y, wide, tall, kind = (row[number] for row in chance)
        box = _box(x, y, 0.12 + 0.4 * wide, 0.02 + 0.09 * tall, height, width)
        source = b if kind < 0.3 + 0.6 * p else a
        part = np.ascontiguousarray(source[box])
        if number % 4 == 0:
            part = tinted(part, _BLACK, _TINTS[number // 4 % len(_TINTS)])
        canvas[box] = apart(part, shift if number % 2 else -shift)
    return canvas


@advanced("color_glitch_3", look="the picture loses its hold and rolls up to B, skewed and with colours apart")
def _rolling(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    height, width = a.shape[:2]
    force = triangle(p)
    rolled = row_of((a, b, a, b), 3 * ease_in_out(p, 2), 0)
    rows = np.arange(height, dtype=np.float32) / np.float32(height)
    phase = 2 * math.pi * float(random_field(1, 1, seed)[0, 0])
    bend = np.sin(rows * np.float32(7) + np.float32(9 * p + phase)) * np.exp(-((rows - np.float32(p)) ** 2) * 6)
    torn = rows_shifted(rolled, bend * np.float32(0.1 * force * width))
    return apart(torn, round(0.02 * force * width), round(0.012 * force * height))


def _either(a: Frame, b: Frame, p: float, chance: float) -> Frame:
    """Return A at first and B at last; between, now this and now that."""
    return b if chance < smoothstep(0.3, 0.7, p) else a


def _box(x: float, y: float, wide: float, tall: float, height: int, width: int) -> tuple[slice, slice]:
    """Return a box about a place, all in parts of the frame; at least a pixel of it is in the frame."""
    left, top = round((x - wide / 2) * width), round((y - tall / 2) * height)
    right, bottom = left + max(2, round(wide * width)), top + max(2, round(tall * height))
    return slice(max(top, 0), max(bottom, 1)), slice(max(left, 0), max(right, 1))
