"""The registries of the animations of texts, and the guard that all entrances have in common."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence

from s2v_core.effects.lettering.poses import REST, Animation, Ornament, Place, Pose, Unit
from s2v_core.effects.registry import Registry

__all__ = ["entrance", "entrances", "exit_of", "exits", "loop", "loops", "staggered"]

entrances: Registry[Animation] = Registry("entrance")
"""How texts come, by name."""

exits: Registry[Animation] = Registry("exit")
"""How texts go: entrances, played backwards."""

loops: Registry[Animation] = Registry("loop")
"""How texts move while they are there."""

PoseOf = Callable[[float, Place], Pose]
Ornaments = Callable[[float, Sequence[Place]], Iterable[Ornament]]
_HIDDEN = Pose(alpha=0.0)


def entrance(
    name: str, *, category: str, look: str, unit: Unit, ornaments: Ornaments | None = None
) -> Callable[[PoseOf], PoseOf]:
    """Return a decorator that registers a drawing for 0 < p < 1 as a way to come, and to go.

    The registered ones hide everything at 0 and leave everything in place at 1. The way to go is called like the way
    to come, with ``_out`` instead of ``_in``.
    """

    def register(draw: PoseOf) -> PoseOf:
        @functools.wraps(draw)
        def whole(p: float, place: Place) -> Pose:
            if p <= 0:
                return _HIDDEN
            return REST if p >= 1 else draw(p, place)

        def around(p: float, places: Sequence[Place]) -> Iterable[Ornament]:
            return ornaments(p, places) if ornaments is not None and 0 < p < 1 else ()

        animation = Animation(unit, whole, around)
        entrances.add(name, category=category, look=look)(animation)
        exit_of(name, f"{name.removesuffix('_in')}_out")
        return draw

    return register


def exit_of(entrance_name: str, name: str) -> None:
    """Register the entrance called ``entrance_name``, played backwards, as a way to go called ``name``."""
    entry = entrances[entrance_name]
    exits.add(name, category=entry.category, look=f"backwards: {entry.look}")(entry.function)


def loop(name: str, *, category: str, look: str, unit: Unit, timed: bool = False) -> Callable[[PoseOf], PoseOf]:
    """Return a decorator that registers a movement: a function of the seconds since the text appeared."""

    def register(draw: PoseOf) -> PoseOf:
        loops.add(name, category=category, look=look)(Animation(unit, draw, timed=timed))
        return draw

    return register


def staggered(p: float, place: Place, spread: float) -> float:
    """Return how far the part at ``place`` has come when all begin one after another.

    ``spread`` (0 to 1) is the share of the time in which they begin: at 0 all move together.
    """
    begin = spread * place.index / max(place.count - 1, 1)
    return min(max((p - begin) / (1 - spread), 0.0), 1.0)
