"""The text, a line or a word comes as one piece: by fading, zooming, turning, sliding."""

from __future__ import annotations

import math

from s2v_core.effects.kernels.easing import between, ease_out, elastic, overshot
from s2v_core.effects.kernels.grid import smoothstep
from s2v_core.effects.lettering.catalogue import entrance, staggered
from s2v_core.effects.lettering.poses import Place, Pose

__all__: list[str] = []

_SLIDE = 2.4
"""How far away a sliding text begins, in em."""


@entrance("fade_in", category="whole", look="fades in", unit="text")
def _fade(p: float, place: Place) -> Pose:
    return Pose(alpha=smoothstep(0, 1, p))


@entrance("blur_in", category="whole", look="from blurred to sharp", unit="text")
def _blur(p: float, place: Place) -> Pose:
    away = 1 - ease_out(p)
    return Pose(scale_x=1 + 0.12 * away, scale_y=1 + 0.12 * away, alpha=smoothstep(0, 0.7, p), blur=0.45 * away)


@entrance("zoom_in", category="whole", look="pops in and goes a little too far", unit="text")
def _zoom(p: float, place: Place) -> Pose:
    size = overshot(p, 2.0)
    return Pose(scale_x=size, scale_y=size, alpha=between(0, 0.2, p))


@entrance("zoomslightout_in", category="whole", look="becomes slightly larger while it fades in", unit="text")
def _zoom_slight(p: float, place: Place) -> Pose:
    size = 0.86 + 0.14 * ease_out(p)
    return Pose(scale_x=size, scale_y=size, alpha=smoothstep(0, 0.75, p))


@entrance("zoomin_in", category="whole", look="shrinks from large to its size", unit="text")
def _zoom_from_large(p: float, place: Place) -> Pose:
    away = 1 - ease_out(p)
    size = 1 + 1.3 * away
    return Pose(scale_x=size, scale_y=size, alpha=smoothstep(0, 0.5, p), blur=0.12 * away)


@entrance("zoomout_in", category="whole", look="grows from small to its size without going too far", unit="text")
def _zoom_from_small(p: float, place: Place) -> Pose:
    size = 0.25 + 0.75 * ease_out(p)
    return Pose(scale_x=size, scale_y=size, alpha=smoothstep(0, 0.4, p))


@entrance("elasticzoom_in", category="whole", look="stretches and squashes like rubber until it rests", unit="text")
def _elastic_zoom(p: float, place: Place) -> Pose:
    swing = elastic(p, 2.25)
    return Pose(
        scale_x=max(0.02, swing),
        scale_y=max(0.02, 1 + 0.55 * (1 - swing) * smoothstep(0, 0.3, p)),
        alpha=between(0, 0.12, p),
    )


@entrance("spring_in", category="words", look="words drop and swing into place on a spring", unit="word")
def _spring(p: float, place: Place) -> Pose:
    own = staggered(p, place, 0.35)
    away = 1 - elastic(own, 1.75)
    stretch = 0.16 * away
    return Pose(dy=-1.2 * away, scale_x=1 - stretch, scale_y=1 + stretch, alpha=between(0, 0.15, own))


@entrance("slingshot_in", category="lines", look="pulled back to the left, then shot into place", unit="line")
def _slingshot(p: float, place: Place) -> Pose:
    own = staggered(p, place, 0.15)
    pulled = smoothstep(0, 0.38, own)
    shot = overshot(between(0.38, 1, own), 2.2)
    away = (2.2 + 1.3 * pulled) * (1 - shot)
    speed = math.sin(math.pi * between(0.38, 0.75, own))
    return Pose(
        dx=-away, scale_x=1 - 0.12 * pulled * (1 - between(0.38, 0.5, own)) + 0.18 * speed, alpha=between(0, 0.3, own)
    )


@entrance("rotate1_in", category="whole", look="turns in as a whole while it grows", unit="text")
def _turn_in(p: float, place: Place) -> Pose:
    own = overshot(p, 1.2)
    size = 0.3 + 0.7 * own
    return Pose(scale_x=size, scale_y=size, turn=-170 * (1 - own), alpha=smoothstep(0, 0.35, p))


def _slide(name: str, towards: str, x: int, y: int) -> None:
    @entrance(name, category="slide", look=f"slides in {towards}", unit="line")
    def _(p: float, place: Place) -> Pose:
        own = staggered(p, place, 0.12)
        away = _SLIDE * (1 - ease_out(own, 6))
        return Pose(dx=-x * away, dy=-y * away, alpha=smoothstep(0, 0.3, own))


_slide("slide_left_in", "to the left", -1, 0)
_slide("slide_right_in", "to the right", 1, 0)
_slide("slide_down_in", "downwards", 0, 1)
_slide("slide_up_in", "upwards", 0, -1)
