"""Global mode: one shot of every group in order, filled up from inner groups and fitted to the length of the output."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

from s2v_core.planning.draws import Draws
from s2v_core.planning.fitting import Showing, share
from s2v_core.planning.materials import GroupPool
from s2v_core.planning.shots import Pick, Picker

__all__ = ["Alignment", "fit_shots", "pick_shots"]

Alignment = Literal["AutoSpeed", "Cut", "Trim"]
"""``AutoSpeed`` and ``Cut`` fit to a voiceover; ``Trim`` (no voiceover) keeps the speed and shortens every shot."""

_FASTEST = Fraction(2)
_FLASH = Fraction(2, 5)


def pick_shots(
    pools: Sequence[GroupPool],
    picker: Picker,
    draws: Draws,
    output: int,
    *,
    seconds: Fraction,
    shot: Fraction,
    alignment: Alignment,
) -> list[Pick]:
    """Draw the shots of an output of ``seconds``; ``shot`` is the usual length of one.

    Shots are added until the picture is about as long (``Cut``: at least as long) as the output; when even the double
    speed leaves too many, inner groups are left out.
    """
    return _Filling(pools, picker, draws, output, seconds, shot).picks(alignment)


def fit_shots(picks: Sequence[Pick], frames: int, rate: Fraction, alignment: Alignment) -> list[Showing]:
    """Return how long and how fast the drawn shots are shown; their frames sum to ``frames``."""
    lengths = [pick.shown.length for pick in picks]
    total = sum(lengths, Fraction(0))
    seconds = frames / rate
    if alignment == "Cut" and total >= seconds:
        return _cut(picks, frames, rate)
    pace = total / seconds
    fast = alignment == "AutoSpeed" and 1 / _FASTEST <= pace <= _FASTEST
    counts = share(frames, lengths)
    showings = (
        Showing(pick=pick, frames=count, speed=pace if fast else Fraction(1))
        for pick, count in zip(picks, counts, strict=True)
    )
    return [showing for showing in showings if showing.frames]


def _cut(picks: Sequence[Pick], frames: int, rate: Fraction) -> list[Showing]:
    showings: list[Showing] = []
    reached, at = Fraction(0), 0
    for pick in picks:
        reached += pick.shown.length
        until = min(frames, round(reached * rate))
        if until > at:
            showings.append(Showing(pick=pick, frames=until - at, begin=pick.shown.shot.start))
        at = until
    missing = frames - at
    if len(showings) > 1 and showings[-1].frames < _FLASH * rate and showings[-1].frames < showings[-2].frames:
        missing += showings.pop().frames
    last = showings[-1]
    showings[-1] = Showing(pick=last.pick, frames=last.frames + missing, begin=last.begin)
    return showings


class _Filling:
    def __init__(
        self,
        pools: Sequence[GroupPool],
        picker: Picker,
        draws: Draws,
        output: int,
        seconds: Fraction,
        shot: Fraction,
    ) -> None:
        self.pools = pools
        self.picker = picker
        self.order = draws.order(len(pools), "fill", output)
        self.seconds = seconds
        self.shot = shot
        self.blocks: list[list[Pick]] = [[] for _ in pools]
        self.total = Fraction(0)

    def picks(self, alignment: Alignment) -> list[Pick]:
        for place in range(len(self.pools)):
            self._add(place)
        while self._short(alignment):
            self._add(self._next())
        if alignment != "Cut":
            self._leave_out()
        arranged: list[Pick] = []
        for place, block in enumerate(self.blocks):
            later = next((other[0] for other in self.blocks[place + 1 :] if other), None)
            apart = _apart(block, arranged[-1] if arranged else None)
            meets = bool(later and apart and apart[-1].drawn.key == later.drawn.key)
            arranged += block if meets else apart
        return arranged

    def _short(self, alignment: Alignment) -> bool:
        if alignment == "Cut":
            return self.total < self.seconds
        return self.total + self.shot / 2 < self.seconds or self.total * 2 < self.seconds

    def _add(self, place: int) -> None:
        """Draw a shot at the end of a group's block."""
        earlier = [pick for block in self.blocks[: place + 1] for pick in block[-1:]]
        later = [pick for block in self.blocks[place + 1 :] for pick in block[:1]]
        pick = self.picker.pick(
            self.pools[place],
            after=earlier[-1].drawn if earlier else None,
            before=later[0].drawn if later else None,
        )
        self.blocks[place].append(pick)
        self.total += pick.drawn.length

    def _next(self) -> int:
        """Return the group to draw from next: an inner one, or any that has unused shots when those have none."""
        places = range(len(self.pools))
        inner = places[1:-1] if len(places) > 2 else places
        unused = {place: self.picker.unused(self.pools[place]) for place in inner}
        if not any(unused.values()):
            every = {place: self.picker.unused(self.pools[place]) for place in places}
            unused = every if any(every.values()) else unused
        return min(unused, key=lambda place: (-unused[place], len(self.blocks[place]), self.order[place]))

    def _leave_out(self) -> None:
        """Drop inner groups while every shot would be shown for less than half its length."""
        for place in self.order:
            count = sum(len(block) for block in self.blocks)
            crowded = self.total > _FASTEST * self.seconds and self.seconds < count * self.shot / _FASTEST
            if not crowded or count <= 2:
                return
            if 0 < place < len(self.blocks) - 1 and self.blocks[place]:
                self.total -= sum((pick.drawn.length for pick in self.blocks[place]), Fraction(0))
                self.blocks[place] = []


def _apart(block: Sequence[Pick], before: Pick | None) -> list[Pick]:
    """Return the shots of a group, which follow ``before``, so that those of one asset are apart as far as they can be.

    What was drawn decides, not what the document shows instead: redrawing one shot moves no other.
    """
    left, arranged = list(block), [before] if before else []
    while left:
        last = arranged[-1].drawn if arranged else None
        others = [pick for pick in left if last is None or _asset(pick) != last.material.info.identity]
        others = others or [pick for pick in left if last is None or pick.drawn.key != last.key] or left
        many = Counter(map(_asset, left))
        found = max(others, key=lambda pick: many[_asset(pick)])
        left.remove(found)
        arranged.append(found)
    return arranged[1:] if before else arranged


def _asset(pick: Pick) -> str:
    return pick.drawn.material.info.identity
