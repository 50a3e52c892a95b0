"""Light comes and goes: flashes, flicker, strobes, a scanning beam."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from s2v_core.effects.frames import Frame, FrameAt
from s2v_core.effects.kernels.light import faded_to, scaled
from s2v_core.effects.kernels.timing import pulse, wobble
from s2v_core.effects.registry import Parameter
from s2v_core.effects.visual.catalogue import visual_effect

__all__: list[str] = []

_CATEGORY = "dynamic"
_BEAM = (0.75, 1.0, 0.95)
"""Colour of the scanning light."""


def _every(default: float) -> Parameter:
    return Parameter(default, 0.4, 5, "seconds from one to the next")


@visual_effect("white", category=_CATEGORY, look="swells into white and back", period=_every(1.6))
def _white(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    period = params["period"]
    return faded_to(frame_at(0), 255, 0.95 * pulse(t, period, 0.2 * period, 0.45 * period))


@visual_effect("minus_glitter", category=_CATEGORY, look="flickers as a negative", period=_every(1.2))
def _negative(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    period = params["period"]
    first, second = (pulse(t - delay * period, period, 0.05 * period, 0.12 * period) for delay in (0.1, 0.4))
    negative = max(first, second)
    return scaled(frame_at(0), 1 - 2 * negative, 255 * negative)


@visual_effect("flashingscreen", category=_CATEGORY, look="the screen goes dark and flashes twice", period=_every(1.8))
def _flashing_screen(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    period = params["period"]
    dark = pulse(t, period, 0.12 * period, 0.5 * period)
    first, second = (pulse(t - delay * period, period, 0.03 * period, 0.14 * period) for delay in (0.1, 0.3))
    flash = max(first, second)
    return scaled(frame_at(0), 1 - 0.75 * dark + 1.5 * flash, 50 * flash)


@visual_effect(
    "shine",
    category=_CATEGORY,
    look="flickers like a faulty lamp",
    strength=Parameter(1, 0.2, 1.6, "how much of the light comes and goes"),
)
def _shine(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    light = wobble(t, 2.3, seed) + 0.5 * wobble(t, 5.7, seed + 1)
    return scaled(frame_at(0), 1 + 0.32 * params["strength"] * light, 18 * params["strength"] * max(light, 0.0))


@visual_effect("flashinglight", category=_CATEGORY, look="a strobe lights up a dark picture", period=_every(0.5))
def _strobe(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    period = params["period"]
    light = pulse(t, period, 0.08 * period, 0.5 * period)
    return scaled(frame_at(0), 0.22 + 1.05 * light, 22 * light)


@visual_effect(
    "scanlight",
    category=_CATEGORY,
    look="a beam of fine lines scans the picture",
    period=Parameter(2.2, 0.6, 8, "seconds that the beam takes"),
)
def _scan(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0).copy()
    height, unit = picture.shape[0], min(picture.shape[:2])
    reach = 0.3 * unit
    front = (t / params["period"] % 1) * (height + reach + 0.1 * unit) - 0.05 * unit
    top, bottom = max(0, math.floor(front - reach)), min(height, math.ceil(front + 0.05 * unit))
    if top >= bottom:
        return picture
    behind = (front - np.arange(top, bottom)) / unit
    trail = np.clip(1 - behind / 0.3, 0, 1) ** 2 * np.clip(1 + behind / 0.02, 0, 1)
    lines = 0.6 + 0.4 * np.cos(behind * 2 * math.pi / 0.018)
    light = trail * lines * 0.4 + np.exp(-((behind / 0.006) ** 2)) * 0.9
    added = np.clip(light[:, None] * 255 * np.array(_BEAM), 0, 255).astype(np.uint16)
    part = picture[top:bottom]
    part[:] = np.minimum(part + added[:, None, :], 255)
    return picture
