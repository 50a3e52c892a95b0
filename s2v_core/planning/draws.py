"""Random decisions as pure functions: a value follows from the seed and the decision's name alone.

There is no running cursor, so that a plan is the same on every machine, the first outputs of a longer batch are those
of a shorter one, and drawing one decision again moves no other. Outputs spread over a pool: its elements come in
rounds, and each round is another permutation.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, TypeVar

from s2v_core.planning.overrides import NOTHING_FIXED, Fix, Fixings, key_name

__all__ = ["Chooser", "Draws", "Step"]

T = TypeVar("T")

_WORD = 8
_DIGEST = 64


class Draws:
    """The source of all draws of one seed. Results are remembered, never changed.

    Args:
        seed: any integer.
    """

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self._orders: dict[tuple[object, ...], tuple[int, ...]] = {}

    def words(self, count: int, *key: object) -> list[int]:
        """Return ``count`` integers of 64 bits that depend on the seed and ``key`` alone."""
        name = "\x1f".join([str(self.seed), *(str(part).replace("\x1f", " ") for part in key)]).encode(
            "utf-8", "surrogatepass"
        )
        words: list[int] = []
        for block in range(-(-count * _WORD // _DIGEST)):
            digest = hashlib.blake2b(name, digest_size=_DIGEST, salt=block.to_bytes(16, "little")).digest()
            words += [int.from_bytes(digest[at : at + _WORD], "little") for at in range(0, _DIGEST, _WORD)]
        return words[:count]

    def fraction(self, *key: object) -> Fraction:
        """Return a number from 0 up to (not including) 1."""
        return Fraction(self.words(1, *key)[0] >> 32, 1 << 32)

    def order(self, count: int, *key: object) -> tuple[int, ...]:
        """Return a permutation of ``range(count)``."""
        known = (count, *key)
        if known not in self._orders:
            weights = self.words(count, *key)
            self._orders[known] = tuple(sorted(range(count), key=lambda index: (weights[index], index)))
        return self._orders[known]

    def ranking(self, count: int, turn: int, *key: object) -> tuple[int, ...]:
        """Return ``range(count)`` with the element of this ``turn`` first and its alternatives after it.

        Over ``count`` consecutive turns that begin at a multiple of ``count`` every element comes first once.
        """
        cycle, place = divmod(turn, count)
        order = self.order(count, *key, cycle)
        return order[place:] + order[:place]


@dataclass(frozen=True)
class Step:
    """One decision that was taken: its name, its kind, and (asked for when needed) how many alternatives it had."""

    name: str
    kind: str
    count: Callable[[], int]


@dataclass
class Chooser:
    """Takes the decisions of one output and keeps a record of them.

    ``digits`` say, by ``key_name``, which alternative is taken instead of the first of a decision's ranking; that is
    how outputs that would be alike are told apart. ``fixings`` are the redraws and locks of the document.
    """

    draws: Draws
    output: int
    digits: Mapping[str, int] = field(default_factory=dict)
    fixings: Fixings = NOTHING_FIXED
    steps: list[Step] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)

    def digit(self, decision: str, slot: str, count: Callable[[], int]) -> int:
        """Note a decision among ``count`` alternatives and return which of its ranking is wanted."""
        name = key_name(decision, slot)
        self.steps.append(Step(name, decision, count))
        digit = self.digits.get(name, 0)
        return digit % count() if digit else 0

    def ranking(self, decision: str, slot: str, count: int, place: int | None = None) -> tuple[int, ...]:
        """Return this output's ranking of ``count`` elements.

        ``place`` numbers the decisions of one kind along the output: they take the elements in turns, so that no two
        neighbours are alike, and every output begins elsewhere.
        """
        if place is None:
            return self.draws.ranking(count, self.output, decision, slot)
        order = self.draws.order(count, decision, self.output // count)
        first = (self.output + place) % count
        return order[first:] + order[:first]

    def fraction(self, decision: str, slot: str) -> Fraction:
        """Draw a number from 0 up to 1; a lock names it itself."""
        fix = self.fixings.find(decision, slot)
        value = self.draws.fraction(decision, slot, self.output)
        if fix is not None and not fix.locks and fix.entry.redraw > 0:
            self.fixings.honour(fix)
            value = self.draws.fraction(decision, slot, self.output, fix.entry.redraw)
        elif fix is not None and isinstance(fix.entry.value, int | float) and 0 <= fix.entry.value <= 1:
            self.fixings.honour(fix)
            value = Fraction(fix.entry.value)
        self.values[key_name(decision, slot)] = round(float(value), 6)
        return value

    def choose(
        self,
        decision: str,
        pool: Sequence[T],
        *,
        slot: str = "",
        values: Sequence[Any] | None = None,
        place: int | None = None,
    ) -> T:
        """Return one element of a ``pool`` that is not empty.

        ``values`` are what the record and a lock call the elements (default: the elements themselves); ``place`` as
        for ``ranking``.
        """
        named = pool if values is None else values
        digit = self.digit(decision, slot, pool.__len__)
        ranking = self.ranking(decision, slot, len(pool), place)
        index = ranking[digit]
        fix = self.fixings.find(decision, slot)
        if fix is not None:
            index = self._fixed(fix, index, ranking, named)
        self.values[key_name(decision, slot)] = named[index]
        return pool[index]

    def _fixed(self, fix: Fix, drawn: int, ranking: tuple[int, ...], values: Sequence[Any]) -> int:
        if not fix.locks:
            self.fixings.honour(fix)
            return ranking[(ranking.index(drawn) + fix.step(len(ranking))) % len(ranking)]
        found = next((place for place, value in enumerate(values) if fix.means(value)), None)
        if found is None:
            return drawn
        self.fixings.honour(fix)
        return found
