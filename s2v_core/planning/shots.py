"""Drawing shots for one output.

A shot comes from the group it is drawn for. An asset is drawn first, then one of its shots; both spread over the
outputs. Within an output no shot comes twice while its group has an unused one, assets take turns, and neither equal
shots nor two of one asset follow each other while the group offers another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from itertools import islice

from s2v_core.planning.draws import Chooser
from s2v_core.planning.materials import Candidate, GroupPool, ShotKey, exact
from s2v_core.planning.overrides import Fix, key_name

__all__ = ["FROM", "SHOT", "Pick", "Picker"]

SHOT = "shot"
FROM = "From"
"""In the locked value of a shot: where in the material it begins, in seconds."""
_LATEST = 1e6


@dataclass(frozen=True, eq=False)
class Pick:
    """A drawn shot. ``shown`` differs from ``drawn`` where the document redraws or locks it.

    ``begin`` is the point in the material, in seconds, that a lock has it begin at.
    """

    pool: GroupPool
    slot: str
    drawn: Candidate
    shown: Candidate
    begin: Fraction | None = None

    def value(self) -> dict[str, str | float]:
        """Return how a plan names what is shown."""
        return self.shown.value() | ({} if self.begin is None else {FROM: float(self.begin)})


class Picker:
    """Draws the shots of one output.

    Args:
        reserved: shots that a redraw avoids while it can: those which the output draws anyway.
    """

    def __init__(self, chooser: Chooser, reserved: frozenset[ShotKey] = frozenset()) -> None:
        self._chooser = chooser
        self._reserved = reserved
        self._used: Counter[ShotKey] = Counter()
        self._order: list[ShotKey] = []
        self._tally: dict[int, tuple[int, int]] = {}
        self._turns: Counter[int] = Counter()
        self._contents: Counter[str] = Counter()

    @property
    def used(self) -> frozenset[ShotKey]:
        """All shots drawn so far."""
        return frozenset(self._used)

    def unused(self, pool: GroupPool) -> int:
        """Return how many shots of a group have not been drawn."""
        seen, drawn = self._tally.get(pool.index, (0, 0))
        keys = pool.keys
        if seen < len(self._order):
            drawn += sum([key in keys for key in self._order[seen:]])
            self._tally[pool.index] = (len(self._order), drawn)
        return len(keys) - drawn

    def pick(self, pool: GroupPool, *, after: Candidate | None = None, before: Candidate | None = None) -> Pick:
        """Draw the next shot of a group, which will stand between ``after`` and ``before``."""
        slot = f"{pool.name}.{self._turns[pool.index]}"
        self._turns[pool.index] += 1
        beside = {shot.key for shot in (after, before) if shot is not None}
        number, ranked = self._alternatives(pool, slot, beside)
        digit = self._chooser.digit(SHOT, slot, number)
        drawn = next(islice(ranked(), digit, None))
        if not self._used[drawn.key]:
            self._order.append(drawn.key)
        self._used[drawn.key] += 1
        self._contents[drawn.material.info.identity] += 1
        pick = self._shown(Pick(pool, slot, drawn, drawn))
        self._chooser.values[key_name(SHOT, slot)] = pick.value()
        return pick

    def _alternatives(
        self, pool: GroupPool, slot: str, beside: set[ShotKey]
    ) -> tuple[Callable[[], int], Callable[[], Iterator[Candidate]]]:
        """Return ways to count and to list the shots that may be drawn now, the preferred one first."""
        used = self._used
        if len(self._order) < pool.contents or self.unused(pool):
            before = len(self._order)
            number = partial(self._count_unused, pool, before)
            return number, lambda: self._ranked(pool, slot, lambda key: key not in used, beside)
        apart = pool.keys - beside or pool.keys
        fewest = min(used[key] for key in apart)
        least = frozenset(key for key in apart if used[key] == fewest)
        return lambda: len(least), lambda: self._ranked(pool, slot, least.__contains__, beside)

    def _count_unused(self, pool: GroupPool, before: int) -> int:
        """Count the shots of a group that are not among the first ``before`` that were drawn."""
        return len(pool.keys) - sum(key in pool.keys for key in self._order[:before])

    def _ranked(
        self, pool: GroupPool, slot: str, allowed: Callable[[ShotKey], bool], beside: Iterable[ShotKey] = ()
    ) -> Iterator[Candidate]:
        """Yield the allowed shots: the first of every asset, then their second ones, and so on.

        Assets that are shown ``beside`` come after the others.
        """
        ranking = self._chooser.ranking("asset", slot, len(pool.materials))
        order = _by_turns(ranking, lambda asset: self._contents[pool.materials[asset].info.identity])
        contents = {identity for identity, _ in beside}
        order = _behind(order, lambda asset: pool.materials[asset].info.identity in contents)
        seen: set[ShotKey] = set()
        queues: Iterable[Iterator[Candidate]] = (self._shots_of(pool, slot, asset, allowed) for asset in order)
        while queues:
            left = []
            for queue in queues:
                shot = next(queue, None)
                if shot is None:
                    continue
                left.append(queue)
                if shot.key not in seen:
                    seen.add(shot.key)
                    yield shot
            queues = left

    def _shots_of(
        self, pool: GroupPool, slot: str, asset: int, allowed: Callable[[ShotKey], bool]
    ) -> Iterator[Candidate]:
        shots = pool.materials[asset].candidates
        turn = self._chooser.output // len(pool.materials)
        ranking = (0,) if len(shots) == 1 else self._chooser.draws.ranking(len(shots), turn, SHOT, slot, asset)
        for index in ranking:
            if allowed(shots[index].key):
                yield shots[index]

    def _shown(self, pick: Pick) -> Pick:
        fix = self._chooser.fixings.find(SHOT, pick.slot)
        if fix is None:
            return pick
        begin = _begin(fix)
        if begin is not None:
            shown = _from(pick.pool, fix, begin)
        elif fix.locks:
            shown = self._locked(pick.pool, fix)
        else:
            shown = self._redrawn(pick.pool, pick.slot, pick.drawn, fix)
        if shown is None:
            return pick
        self._chooser.fixings.honour(fix)
        return replace(pick, shown=shown, begin=begin)

    def _locked(self, pool: GroupPool, fix: Fix) -> Candidate | None:
        shots = (shot for material in pool.materials for shot in material.candidates)
        return next((shot for shot in shots if fix.means(shot.value())), None)

    def _redrawn(self, pool: GroupPool, slot: str, drawn: Candidate, fix: Fix) -> Candidate:
        if fix.entry.redraw < 1:
            return drawn

        def other(key: ShotKey) -> bool:
            return key != drawn.key and key not in self._reserved

        free = list(self._ranked(pool, slot, other))
        free = free or list(self._ranked(pool, slot, lambda key: key != drawn.key))
        return free[(fix.entry.redraw - 1) % len(free)] if free else drawn


def _begin(fix: Fix) -> Fraction | None:
    """Return the point in the material that a lock names; None if it names none."""
    value = fix.entry.value.get(FROM) if isinstance(fix.entry.value, Mapping) else None
    return exact(value) if isinstance(value, int | float) and 0 <= value <= _LATEST else None


def _from(pool: GroupPool, fix: Fix, begin: Fraction) -> Candidate | None:
    """Return the shot of the locked video that holds ``begin``, or the nearest one: shots may be cut otherwise now."""
    media = fix.entry.value.get("Media")
    shots = [shot for each in pool.materials if each.ref == media and not each.still for shot in each.candidates]
    return min(shots, key=lambda shot: max(shot.shot.start - begin, begin - shot.shot.end, 0), default=None)


def _by_turns(order: Sequence[int], uses: Callable[[int], int]) -> Iterator[int]:
    """Yield assets in ``order``, those that were used before after the others."""
    yield from (asset for asset in order if not uses(asset))
    yield from sorted((asset for asset in order if uses(asset)), key=uses)


def _behind(order: Iterable[int], held: Callable[[int], bool]) -> Iterator[int]:
    """Yield ``order`` with those that are ``held`` back after the others."""
    last = []
    for asset in order:
        if held(asset):
            last.append(asset)
        else:
            yield asset
    yield from last
