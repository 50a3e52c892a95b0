"""Fitting shots to a length in frames: how many frames each is shown, from where in its material and how fast.

Lengths are shared out by cumulative rounding, so that the frames of an output always sum exactly.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from s2v_core.media.info import Shot
from s2v_core.planning.shots import Pick

__all__ = ["SLOWEST", "Placed", "Showing", "free_ranges", "goes_on", "place", "runs", "share"]

SLOWEST = 0.5
"""Material that is too short is slowed down to this speed at most; then its last frame is held."""

_MILD = 0.7


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


@dataclass(frozen=True)
class Placed:
    """What of the material is shown: ``begin`` to ``end`` seconds at ``speed``, inside ``low`` to ``high``."""

    begin: float
    end: float
    speed: float
    low: float
    high: float


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


def place(
    showing: Showing, rate: Fraction, *, head: int = 0, tail: int = 0, free: tuple[float, float] | None = None
) -> Placed:
    """Return the part of the material for ``showing``.

    Material beyond the shot but inside its range is used before slowing down, as far as other shots leave it ``free``
    (seconds); below the slowest speed the last picture is held. ``head`` and ``tail`` are frames that transitions show
    beyond the shot's own span; where the range has room, the part is chosen so that they exist. A locked beginning
    counts for more than both.
    """
    shot, second = showing.pick.shown.shot, float(rate)
    seconds = showing.frames / second
    if showing.pick.shown.material.still:
        return Placed(0.0, seconds, 1.0, 0.0, seconds)
    low, high, speed = float(shot.low), float(shot.high), float(showing.speed)
    needed = seconds * speed
    kept = showing.pick.begin
    first, last = (low, high) if free is None or kept is not None or free[1] - free[0] < needed * _MILD else free
    if last - first < needed:
        speed = max(min(SLOWEST, speed), (last - first) / seconds)
        return Placed(first, min(last, first + seconds * speed), speed, low, high)
    start, end = float(shot.start), float(shot.end)
    if kept is not None:
        begin = min(max(float(kept), low), high - needed)
        return Placed(begin, min(high, begin + needed), speed, low, high)
    wanted = start + max(0.0, end - start - needed) / 2 if showing.begin is None else float(showing.begin)
    before = max(0.0, head * speed / second - (first - low))
    after = max(0.0, tail * speed / second - (high - last))
    begin = _within(wanted, first, last - needed, before, after)
    return Placed(begin, min(high, begin + needed), speed, low, high)


def goes_on(earlier: Showing, later: Showing) -> bool:
    """Return whether two neighbours show the same still or animation, so that no cut is to be seen between them."""
    one, other = earlier.pick.shown.material.info, later.pick.shown.material.info
    return one.kind in ("image", "animation") and one.identity == other.identity


def runs(showings: Sequence[Showing]) -> list[list[Showing]]:
    """Return the showings in order, those together between which no cut is to be seen."""
    found: list[list[Showing]] = []
    for showing in showings:
        if found and goes_on(found[-1][-1], showing):
            found[-1].append(showing)
        else:
            found.append([showing])
    return found


def free_ranges(showings: Sequence[Showing]) -> list[tuple[float, float] | None]:
    """Return for every showing what the other shots of the same content leave it, in seconds; None: its whole range.

    A gap between two shots is shared by both.
    """
    shown: defaultdict[str, list[Shot]] = defaultdict(list)
    for showing in showings:
        shown[showing.pick.shown.material.info.identity].append(showing.pick.shown.shot)
    edges = {
        identity: (sorted(shot.end for shot in shots), sorted(shot.start for shot in shots))
        for identity, shots in shown.items()
        if len(shots) > 1
    }
    free: list[tuple[float, float] | None] = []
    for showing in showings:
        known = edges.get(showing.pick.shown.material.info.identity)
        free.append(_free(showing.pick.shown.shot, *known) if known else None)
    return free


def _free(shot: Shot, ends: Sequence[Fraction], starts: Sequence[Fraction]) -> tuple[float, float]:
    """Return what shots with these ``ends`` and ``starts``, both in order, leave to one of them."""
    low, high = shot.low, shot.high
    if before := bisect_right(ends, shot.start):
        low = max(low, (ends[before - 1] + shot.start) / 2)
    if (after := bisect_left(starts, shot.end)) < len(starts):
        high = min(high, (starts[after] + shot.end) / 2)
    return float(low), float(high)


def _within(wanted: float, low: float, high: float, head: float, tail: float) -> float:
    """Return the point nearest to ``wanted`` between ``low`` and ``high`` that leaves ``head`` and ``tail`` free."""
    if low + head > high - tail:
        spare = high - low
        return low + (spare * head / (head + tail) if head + tail else spare / 2)
    return min(max(wanted, low + head), high - tail)
