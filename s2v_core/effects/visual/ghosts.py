"""Copies of the picture and parts of it come apart."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import pairwise

import cv2
import numpy as np

from s2v_core.effects.frames import Frame, FrameAt
from s2v_core.effects.kernels.grid import smoothstep
from s2v_core.effects.kernels.light import apart
from s2v_core.effects.kernels.mask import fade
from s2v_core.effects.kernels.noise import random_field
from s2v_core.effects.kernels.warp import ghost, zoomed
from s2v_core.effects.registry import Parameter
from s2v_core.effects.visual.catalogue import visual_effect

__all__: list[str] = []

_TURN = 2 * math.pi
_TRAIL = 0.3
"""Seconds that the oldest ghost lags behind."""
_STRIPS = 4


@visual_effect(
    "color_difference",
    category="basic",
    look="the colour channels lie side by side",
    offset=Parameter(0.014, 0.003, 0.06, "how far they lie apart, as a part of the shorter side"),
)
def _colour_difference(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    far = params["offset"] * min(picture.shape[:2])
    angle = 0.5 * math.sin(_TURN * t / 3)
    right, down = far * math.cos(angle), far * math.sin(angle)
    red, green, blue = (np.asarray(plane, np.uint8) for plane in cv2.split(picture))
    parted = zoomed(red, 1, move=(right, down)), green, zoomed(blue, 1, move=(-right, -down))
    return np.asarray(cv2.merge(parted), np.uint8)


@visual_effect(
    "soulout",
    category="dynamic",
    look="an enlarged ghost leaves the picture and fades",
    period=Parameter(1.2, 0.4, 5, "seconds from one ghost to the next"),
)
def _soul_out(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    gone = t / params["period"] % 1
    return fade(picture, ghost(picture, 1 + 0.55 * gone), 0.5 * (1 - smoothstep(0, 0.9, gone)))


@visual_effect("illusion", category="dynamic", look="ghosts trail behind and sway about the picture", reach=_TRAIL)
def _illusion(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    unit = 0.06 * min(picture.shape[:2])
    for number, lag in enumerate((_TRAIL / 2, _TRAIL)):
        angle = _TURN * (t - lag) / 2.4 + math.pi * number
        move = (unit * math.cos(angle), 0.5 * unit * math.sin(angle))
        picture = fade(picture, ghost(frame_at(-lag), 1.04 + 0.04 * number, move=move), 0.3)
    return picture


@visual_effect(
    "segmentation",
    category="dynamic",
    look="the picture is split into strips that shift",
    distance=Parameter(0.14, 0.03, 0.5, "how far they shift, as a part of the height"),
)
def _segmentation(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    height, width = picture.shape[:2]
    result = np.empty_like(picture)
    edges = [round(width * number / _STRIPS) for number in range(_STRIPS + 1)]
    shift = params["distance"] * height * math.sin(_TURN * t / 2.6) ** 3
    for number, (left, right) in enumerate(pairwise(edges)):
        if left < right:
            way = shift * (1 if number % 2 else -1)
            result[:, left:right] = zoomed(picture[:, left:right], 1, move=(0, way))
    return result


@visual_effect(
    "smalljitter",
    category="dynamic",
    look="small glitches: bands jump aside and colours come apart",
    strength=Parameter(1, 0.2, 3, "how far the bands jump"),
)
def _small_jitter(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    burst, step = divmod(math.floor(t * 14), 9)
    if step >= 4:
        return picture
    height = picture.shape[0]
    far = params["strength"] * min(picture.shape[:2])
    drawn = random_field(6, 3, seed + burst * 16 + step).tolist()
    result = apart(picture, max(1, round(0.008 * far)))
    for place, size, jump in drawn:
        top = int(place * height)
        bottom = top + max(1, int((0.01 + 0.05 * size) * height))
        result[top:bottom] = np.roll(result[top:bottom], round((jump - 0.5) * 0.14 * far), axis=1)
    return result
