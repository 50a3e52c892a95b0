"""Texts that move as long as they are there, and words that stand out while they are spoken."""

from __future__ import annotations

import colorsys
import math

from s2v_core.effects.kernels.easing import between, overshot
from s2v_core.effects.kernels.grid import smoothstep
from s2v_core.effects.lettering.catalogue import loop
from s2v_core.effects.lettering.poses import REST, Animation, Place, Pose, Tint

__all__ = ["one_word", "spotlight"]

_UNLIT = 0.42
"""Alpha of letters that are still to be lit."""

_BEAT = 1.1
"""Seconds between two heart beats."""

_BRUSH = 2.4
"""Seconds in which the brush goes over the text once, and rests."""

_RISE, _FALL = 0.09, 0.14
"""Seconds in which a spoken word comes forward, and steps back."""

_WIDER = 0.17
"""Em by which a spoken word becomes wider at most: more would push into the spaces beside it."""

Colour = tuple[int, int, int]


@loop(
    "normal_display",
    category="letters",
    look="letters are lit in turn as they are spoken, or read",
    unit="letter",
    timed=True,
)
def _lit(t: float, place: Place) -> Pose:
    rise = max(place.end - place.begin, 0.12)
    lit = smoothstep(place.begin, place.begin + rise, t)
    pop = 0.07 * math.sin(math.pi * between(place.begin, place.begin + 0.3, t))
    return Pose(scale_x=1 + pop, scale_y=1 + pop, alpha=_UNLIT + (1 - _UNLIT) * lit)


@loop("naughty_display", category="letters", look="letters wobble, each in its own time", unit="letter")
def _naughty(t: float, place: Place) -> Pose:
    phase = 2.399 * place.index
    swing = math.sin(5.2 * t + phase)
    hop = abs(math.sin(2.6 * t + 0.5 * phase)) ** 3
    return Pose(dy=0.05 - 0.13 * hop, turn=6.5 * swing, scale_x=1 + 0.03 * swing, scale_y=1 + 0.05 * hop)


@loop("heartbeat_display", category="whole", look="beats like a heart", unit="text")
def _heartbeat(t: float, place: Place) -> Pose:
    moment = t % _BEAT
    first = math.exp(-((moment - 0.14) ** 2) / 0.0032)
    second = math.exp(-((moment - 0.40) ** 2) / 0.0056)
    size = 1 + 0.09 * first + 0.055 * second
    return Pose(scale_x=size, scale_y=size)


@loop("rainbrush_display", category="letters", look="a brush of all colours runs over the text", unit="letter")
def _rainbrush(t: float, place: Place) -> Pose:
    at = (place.index + 0.5) / place.count
    front = t % _BRUSH / _BRUSH * 1.9 - 0.1
    behind = front - at
    strength = smoothstep(-0.06, 0.04, behind) * (1 - smoothstep(0.45, 0.85, behind))
    if strength <= 0:
        return REST
    lift = math.exp(-((behind / 0.07) ** 2))
    red, green, blue = colorsys.hsv_to_rgb((0.92 * at - 0.25 * t) % 1, 0.78, 1.0)
    tint = Tint((round(255 * red), round(255 * green), round(255 * blue)), strength)
    return Pose(dy=-0.09 * lift, scale_x=1 + 0.08 * lift, scale_y=1 + 0.08 * lift, tint=tint)


def spotlight(colour: Colour | None, scale: float) -> Animation:
    """Return the movement of a caption whose spoken word stands out: ``scale`` times as large (a long one less), and in
    ``colour``."""

    def pose(t: float, place: Place) -> Pose:
        near = overshot(between(place.begin, place.begin + _RISE, t), 2.5) if t < place.end else 1.0
        near *= 1 - smoothstep(place.end, place.end + _FALL, t)
        if near <= 0:
            return REST
        size = 1 + min(scale - 1, _WIDER / max(place.width, 0.1)) * near
        return Pose(scale_x=size, scale_y=size, tint=Tint(colour, min(near, 1.0)) if colour else None)

    return Animation("word", pose, timed=True)


def one_word(colour: Colour | None, scale: float) -> Animation:
    """Return the movement of a caption of a single word: it pops in from ``1 / scale``, and stays, in ``colour``."""

    def pose(t: float, place: Place) -> Pose:
        size = 1 + (1 / max(scale, 1.0) ** 2 - 1) * (1 - overshot(between(0, 0.16, t), 3.0))
        return Pose(scale_x=size, scale_y=size, tint=Tint(colour, 1.0) if colour else None)

    return Animation("word", pose, timed=True)
