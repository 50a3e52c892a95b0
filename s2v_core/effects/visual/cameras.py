"""The camera moves: it shakes, swings, zooms, and takes a photograph."""

from __future__ import annotations

import math
from collections.abc import Mapping

import cv2
import numpy as np
from numpy.typing import NDArray

from s2v_core.effects.frames import Frame, FrameAt
from s2v_core.effects.kernels.grid import smoothstep
from s2v_core.effects.kernels.light import faded_to
from s2v_core.effects.kernels.mask import fade
from s2v_core.effects.kernels.timing import pulse, wobble
from s2v_core.effects.kernels.warp import ghost, projected, zoomed
from s2v_core.effects.registry import Parameter
from s2v_core.effects.visual.catalogue import visual_effect

__all__: list[str] = []

_TURN = 2 * math.pi
_FROZEN = 0.8
"""Seconds that a photograph stands still."""
_PAPER = (250, 250, 246)


@visual_effect(
    "slightshake",
    category="basic",
    look="a small shake as of a camera held by hand",
    strength=Parameter(1, 0.2, 3, "how far it shakes"),
)
def _slight_shake(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    return _shaken(frame_at(0), t, seed, rate=1.5, far=0.009 * params["strength"], turn=0.5 * params["strength"])


@visual_effect(
    "jitter",
    category="dynamic",
    look="a hard shake",
    strength=Parameter(1, 0.2, 3, "how far it shakes"),
)
def _jitter(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    return _shaken(frame_at(0), t, seed, rate=6, far=0.02 * params["strength"], turn=1.1 * params["strength"])


@visual_effect(
    "zoominout",
    category="basic",
    look="zooms in and back",
    strength=Parameter(0.25, 0.05, 1, "how much larger the picture becomes"),
)
def _zoom_in_out(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    rounds = max(1, round(duration / 3))
    return zoomed(frame_at(0), 1 + params["strength"] * (1 - math.cos(_TURN * rounds * t / duration)) / 2)


@visual_effect(
    "zoomslight",
    category="basic",
    look="zooms in slowly and slightly",
    strength=Parameter(0.12, 0.02, 0.5, "how much larger the picture becomes"),
)
def _zoom_slight(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    return zoomed(frame_at(0), (1 + params["strength"]) ** (t / duration))


@visual_effect(
    "shock",
    category="basic",
    look="impacts: the picture zooms at once and shakes",
    strength=Parameter(1, 0.3, 2, "how hard the impacts are"),
)
def _shock(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    hit = params["strength"] * pulse(t, 1.2, 0.07, 0.75)
    if hit <= 0:
        return picture
    unit = 0.03 * hit * min(picture.shape[:2])
    move = (unit * math.sin(_TURN * 9.3 * t), unit * math.sin(_TURN * 11.7 * t + 1))
    nearer = ghost(picture, 1 + 0.26 * hit, turn=1.5 * hit, move=move)
    return fade(zoomed(picture, 1 + 0.16 * hit, turn=1.5 * hit, move=move), nearer, 0.4)


@visual_effect(
    "heartbeat",
    category="dynamic",
    look="the picture throbs like a heart",
)
def _heartbeat(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    beat = 0.11 * pulse(t, 1, 0.12, 0.2) + 0.06 * pulse(t - 0.3, 1, 0.12, 0.3)
    return zoomed(frame_at(0), 1 + beat)


@visual_effect(
    "swing",
    category="dynamic",
    look="swings left and right like a pendulum",
    angle=Parameter(5, 1, 15, "degrees to either side"),
)
def _swing(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    height, width = picture.shape[:2]
    widest = math.radians(params["angle"])
    angle = widest * math.sin(_TURN * t / 1.8)
    # It hangs from the middle of its upper edge, and is large enough that no border is seen.
    move = (height / 2 * math.sin(angle), height / 2 * (math.cos(angle) - 1))
    larger = 1 + max(width, height) / min(width, height) * math.sin(widest) * 0.9
    return zoomed(picture, larger, turn=-math.degrees(angle), move=move)


@visual_effect(
    "photograph", category="basic", look="a shutter clicks: a white flash, and a moment stands still", reach=_FROZEN
)
def _photograph(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    live = frame_at(0)
    since = t - min(0.8, 0.3 * duration)
    back = smoothstep(0.75 * _FROZEN, _FROZEN, since)
    picture = live
    if 0 < since < _FROZEN:
        picture = fade(_print(frame_at(-since), smoothstep(0, 0.25, since)), live, back)
    flash = smoothstep(-0.07, 0, since) * (1 - smoothstep(0.03, 0.45, since))
    return faded_to(picture, 255, 0.95 * flash)


def _print(picture: Frame, laid: float) -> Frame:
    """Return the picture as a print with a white rim, a little smaller than what it covers."""
    height, width = picture.shape[:2]
    unit = laid * min(height, width)
    result = faded_to(picture, 0, 0.55 * laid)
    paper = np.round((_inset(width, height, 0.05 * unit) - 0.5) * 16).astype(np.int32)
    cv2.fillConvexPoly(result, paper, _PAPER, lineType=cv2.LINE_AA, shift=4)
    projected(picture, _inset(width, height, 0.075 * unit), result)
    return result


def _inset(width: int, height: int, by: float) -> NDArray[np.float64]:
    right, bottom = width - by, height - by
    return np.array([[by, by], [right, by], [right, bottom], [by, bottom]])


def _shaken(picture: Frame, t: float, seed: int, *, rate: float, far: float, turn: float) -> Frame:
    """Return the picture moved by at most ``far`` (of the shorter side) and turned by at most ``turn`` degrees."""
    unit = far * min(picture.shape[:2])
    right, down, about = (wobble(t, rate, seed + axis) for axis in range(3))
    longest = max(picture.shape[:2]) / min(picture.shape[:2])
    larger = 1 + 2 * far + math.sin(math.radians(turn)) * longest
    return zoomed(picture, larger, turn=turn * about, move=(unit * right, unit * down))
