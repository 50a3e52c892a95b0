"""Fitting shots to a length in frames: how many frames each is shown, from where in its material and how fast.

Lengths are shared out by cumulative rounding, so that the frames of an output always sum exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from s2v_core.planning.shots import Pick

__all__ = ["SLOWEST", "Placed", "Showing", "place", "share"]

SLOWEST = Fraction(1, 2)
"""Material that is too short is slowed down to this speed at most; then its last frame is held."""


@dataclass(frozen=True, kw_only=True)
class Showing:
    """A drawn shot and how long it is shown.

    ``speed`` is the wanted playback speed, ``begin`` the wanted point in the material in seconds (None: the middle of
    the shot).
    """

    pick: Pick
    frames: int
    speed: Fraction = Fraction(1)
    begin: Fraction | None = None


@dataclass(frozen=True, kw_only=True)
class Placed:
    """What of the material is shown: ``begin`` to ``end`` seconds at ``speed``, inside ``low`` to ``high``."""

    begin: Fraction
    end: Fraction
    speed: Fraction
    low: Fraction
    high: Fraction


def share(total: int, weights: Sequence[Fraction]) -> list[int]:
    """Return ``total`` frames shared out by ``weights`` (all above 0).

    The shares sum to ``total`` and are at least 1; when there are more of them than frames, the last ones are 0.
    """
    if total <= len(weights):
        return [1] * total + [0] * (len(weights) - total)
    whole = sum(weights, Fraction(0))
    edges, reached = [0], Fraction(0)
    for number, weight in enumerate(weights, start=1):
        reached += weight
        edge = round(reached * total / whole)
        edges.append(min(max(edge, edges[-1] + 1), total - (len(weights) - number)))
    return [end - start for start, end in pairwise(edges)]


def place(showing: Showing, rate: Fraction, *, head: int = 0, tail: int = 0) -> Placed:
    """Return the part of the material for ``showing``.

    ``head`` and ``tail`` are frames that transitions show beyond the shot's own span; where the allowed range has room,
    the part is chosen so that they exist. Material beyond the shot but inside its range is used before slowing down.
    """
    shot = showing.pick.shown.shot
    seconds = showing.frames / rate
    if showing.pick.shown.material.still:
        return Placed(begin=Fraction(0), end=seconds, speed=Fraction(1), low=Fraction(0), high=seconds)
    available = shot.high - shot.low
    if available < seconds * showing.speed:
        speed = max(min(SLOWEST, showing.speed), available / seconds)
        end = min(shot.high, shot.low + seconds * speed)
        return Placed(begin=shot.low, end=end, speed=speed, low=shot.low, high=shot.high)
    needed = seconds * showing.speed
    wanted = shot.start + max(Fraction(0), shot.length - needed) / 2 if showing.begin is None else showing.begin
    margin = showing.speed / rate
    begin = _within(wanted, shot.low, shot.high - needed, head * margin, tail * margin)
    return Placed(begin=begin, end=begin + needed, speed=showing.speed, low=shot.low, high=shot.high)


def _within(wanted: Fraction, low: Fraction, high: Fraction, head: Fraction, tail: Fraction) -> Fraction:
    """Return the point nearest to ``wanted`` between ``low`` and ``high`` that leaves ``head`` and ``tail`` free."""
    if low + head > high - tail:
        spare = high - low
        return low + (spare * head / (head + tail) if head + tail else spare / 2)
    return min(max(wanted, low + head), high - tail)
