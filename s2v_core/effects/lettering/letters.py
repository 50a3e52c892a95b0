"""Letters that come one after another, or all together on ways of their own."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from s2v_core.effects.kernels.easing import between, bounced, ease_out, overshot
from s2v_core.effects.kernels.grid import smoothstep
from s2v_core.effects.lettering.catalogue import entrance, staggered
from s2v_core.effects.lettering.poses import Ornament, Place, Pose, Shape

__all__: list[str] = []

_BASELINE = 0.36
"""Where letters stand, below the middle of their line."""

_HEARTS = ((255, 64, 98), (255, 122, 156), (255, 45, 85))
_NOTES = ((255, 209, 64), (94, 214, 255), (255, 122, 200), (150, 240, 130))


@entrance("wave_in", category="letters", look="letters bounce in one after another in a wave", unit="letter")
def _wave(p: float, place: Place) -> Pose:
    own = staggered(p, place, 0.55)
    return Pose(dy=1.0 * (1 - overshot(own, 3.2)), alpha=smoothstep(0, 0.35, own))


@entrance("close_in", category="letters", look="letters that stand far apart gather together", unit="letter")
def _close(p: float, place: Place) -> Pose:
    away = 1 - ease_out(p, 6)
    return Pose(dx=place.x * 0.9 * away, alpha=smoothstep(0, 0.6, p))


@entrance("growth_in", category="letters", look="letters grow up from the line they stand on", unit="letter")
def _growth(p: float, place: Place) -> Pose:
    own = staggered(p, place, 0.5)
    return Pose(
        scale_x=0.6 + 0.4 * ease_out(own),
        scale_y=max(0.0, overshot(own, 2.0)),
        pivot=_BASELINE,
        alpha=between(0, 0.15, own),
    )


@entrance("rotateup_in", category="letters", look="letters spiral upwards into place", unit="letter")
def _spiral(p: float, place: Place) -> Pose:
    own = staggered(p, place, 0.5)
    away = 1 - ease_out(own)
    angle = 1.25 * math.pi * away
    size = 0.25 + 0.75 * ease_out(own)
    return Pose(
        dx=0.9 * away * math.sin(angle),
        dy=1.5 * away * (0.55 + 0.45 * math.cos(angle)),
        scale_x=size,
        scale_y=size,
        turn=225 * away,
        alpha=smoothstep(0, 0.4, own),
    )


@entrance("rotate2_in", category="letters", look="each letter spins and flies in from the upper right", unit="letter")
def _spin(p: float, place: Place) -> Pose:
    own = staggered(p, place, 0.5)
    away = 1 - overshot(own, 0.9)
    return Pose(dx=2.4 * away, dy=-1.1 * away, turn=300 * away, alpha=smoothstep(0, 0.4, own))


@entrance("rotateflip_in", category="letters", look="letters turn a somersault into place", unit="letter")
def _somersault(p: float, place: Place) -> Pose:
    own = staggered(p, place, 0.5)
    over = 1 - smoothstep(0, 1, own)
    return Pose(
        dy=-0.8 * math.sin(math.pi * own) * (1 - 0.4 * own) + 0.5 * over,
        scale_y=math.cos(2 * math.pi * over),
        scale_x=0.7 + 0.3 * own,
        alpha=smoothstep(0, 0.25, own),
    )


def _jump(p: float, place: Place) -> tuple[float, float]:
    """Return how far the jump of a letter has come, and how far what pops up when it lands."""
    own = staggered(p, place, 0.5)
    return between(0, 0.75, own), between(0.3, 1, own)


def _jumping(p: float, place: Place) -> Pose:
    own, _ = _jump(p, place)
    squash = 0.22 * math.sin(math.pi * between(0.4, 0.64, own)) if own < 1 else 0.0
    return Pose(
        dy=-1.0 * (1 - bounced(own)),
        scale_x=1 + squash,
        scale_y=1 - squash,
        pivot=_BASELINE,
        alpha=smoothstep(0, 0.2, own),
    )


def _popping(
    shape: Shape, colours: tuple[tuple[int, int, int], ...], p: float, places: Sequence[Place]
) -> list[Ornament]:
    """Return what rises above every second letter, swings and vanishes."""
    shown = []
    for place in places[:: 2 if len(places) > 3 else 1]:
        _, own = _jump(p, place)
        if not 0 < own < 1:
            continue
        side = -1 if place.index % 4 else 1
        shown.append(
            Ornament(
                shape,
                x=place.x + 0.22 * side * math.sin(3 * math.pi * own) * own,
                y=place.y - 0.45 - 0.75 * ease_out(own),
                size=(0.36 + 0.1 * (place.index * 7 % 3)) * overshot(between(0, 0.4, own), 2.5),
                turn=side * 16 * math.sin(3 * math.pi * own),
                alpha=smoothstep(0, 0.12, own) * (1 - smoothstep(0.6, 1, own)),
                colour=colours[place.index // 2 % len(colours)],
            )
        )
    return shown


@entrance(
    "heartjump_in",
    category="letters",
    look="letters jump in, and hearts rise from them",
    unit="letter",
    ornaments=partial(_popping, "heart", _HEARTS),
)
def _heart_jump(p: float, place: Place) -> Pose:
    return _jumping(p, place)


@entrance(
    "musicjump_in",
    category="letters",
    look="letters jump in to and fro, and notes rise from them",
    unit="letter",
    ornaments=partial(_popping, "note", _NOTES),
)
def _music_jump(p: float, place: Place) -> Pose:
    own, _ = _jump(p, place)
    sway = (1 if place.index % 2 else -1) * 14 * (1 - smoothstep(0, 1, own)) * math.cos(3 * math.pi * own)
    pose = _jumping(p, place)
    return replace(pose, dy=0.8 * pose.dy, turn=sway)
