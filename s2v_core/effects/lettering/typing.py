"""Letters typed one after another."""

from __future__ import annotations

import math
from collections.abc import Sequence

from s2v_core.effects.kernels.easing import between, ease_out
from s2v_core.effects.kernels.grid import smoothstep
from s2v_core.effects.lettering.catalogue import entrance
from s2v_core.effects.lettering.poses import Ornament, Place, Pose, Tint

__all__: list[str] = []

_TYPED = 0.94
"""Share of the time in which letters are typed; then the caret goes."""

_STROKE = 0.1
"""Share of the time that a letter takes to land."""

_ACCENT = (255, 214, 10)
_CYAN, _MAGENTA = (0, 240, 255), (255, 0, 170)


def _since(p: float, place: Place) -> float:
    """Return how many letters have been typed since this one: below 0 it is still to come."""
    return p / _TYPED * (place.count + 1) - place.index - 1


def _caret(p: float, places: Sequence[Place]) -> list[Ornament]:
    """Return the bar behind the last typed letter, which fades when all are typed."""
    typed = [place for place in places if _since(p, place) >= 0]
    following = places[len(typed)] if len(typed) < len(places) else None
    if typed and (following is None or following.line == typed[-1].line):
        x, y = typed[-1].x + typed[-1].width / 2 + 0.09, typed[-1].y
    elif following is not None:
        x, y = following.x - following.width / 2 - 0.02, following.y
    else:
        return []
    alpha = smoothstep(0, 0.03, p) * (1 - smoothstep(_TYPED, 1, p))
    return [Ornament("caret", x, y, size=1.0, alpha=alpha)]


@entrance(
    "typewriter1_in", category="typing", look="typed letter by letter with a caret", unit="letter", ornaments=_caret
)
def _typed(p: float, place: Place) -> Pose:
    return Pose(alpha=between(0, 0.3, _since(p, place)))


@entrance(
    "typewriter2_in", category="typing", look="typed with a stroke: every letter lands a little large", unit="letter"
)
def _struck(p: float, place: Place) -> Pose:
    begin = _TYPED * (place.index + 1) / (place.count + 1)
    own = between(begin, min(begin + _STROKE, 1.0), p)
    size = 1 + 0.55 * (1 - ease_out(own))
    return Pose(dy=-0.08 * (1 - ease_out(own)), scale_x=size, scale_y=size, alpha=smoothstep(0, 0.5, own))


@entrance(
    "typewriter3_in",
    category="typing",
    look="typed in a bright colour that gives way to the letters' own",
    unit="letter",
    ornaments=_caret,
)
def _coloured(p: float, place: Place) -> Pose:
    since = _since(p, place)
    fresh = (1 - between(1.5, 7, since)) * (1 - smoothstep(0.85, 1, p))
    lift = 0.16 * (1 - between(0, 1.5, since)) * (1 - between(0.9, 1, p))
    return Pose(dy=lift, alpha=between(0, 0.5, since), tint=Tint(_ACCENT, fresh) if fresh > 0 else None)


@entrance(
    "brokentypewriter_in",
    category="typing",
    look="typed by a machine that jams: letters jump and flicker",
    unit="letter",
)
def _broken(p: float, place: Place) -> Pose:
    since = _since(p, place)
    left = (1 - between(0, 6, since)) * (1 - smoothstep(0.85, 1, p))
    phase = 2.4 * place.index
    beat = 9 * since + phase
    flicker = 1 - 0.75 * left * max(0.0, math.sin(1.7 * beat)) ** 2
    colour = _CYAN if math.sin(phase * 3.1) > 0 else _MAGENTA
    return Pose(
        dx=0.16 * left * math.sin(beat),
        dy=0.22 * left * math.sin(1.3 * beat + 1),
        turn=9 * left * math.sin(0.7 * beat + phase),
        alpha=between(0, 0.3, since) * flicker,
        tint=Tint(colour, 0.9 * left) if left > 0 else None,
    )
