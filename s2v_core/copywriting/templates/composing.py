"""Putting sentences together until a script has the length it should have."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from s2v_core.copywriting.request import CopyRequest
from s2v_core.copywriting.screening import Screen
from s2v_core.copywriting.templates.grammar import Grammar, in_turn, slots_of, suiting
from s2v_core.copywriting.templates.terms import Term

__all__ = ["Composer"]

_MOST_OTHERS = 3
"""Keywords besides the main one that one script is about."""
_TRIES = 14
_AUDIENCE_EVERY = 3
_FULL_STOPS = ".。!！"


class Composer:
    """Makes scripts of sentences, using those first that were used least. Deterministic for a random generator.

    Args:
        request: a checked one.
        grammar: of its language.
        terms: its keywords.
        screen: knows what may not be said, and how long a text lasts.
        rng: chooses.
    """

    def __init__(
        self, request: CopyRequest, grammar: Grammar, terms: Sequence[Term], screen: Screen, rng: random.Random
    ) -> None:
        self._request = request
        self._grammar = grammar
        self._terms = tuple(terms)
        self._screen = screen
        self._rng = rng
        self._used: Counter[str] = Counter()
        self._made = 0
        self._bounds = self._length()

    def script(self, angle: str) -> str | None:
        """Return a script that begins from an angle; None if what came out is too short, or nothing fits."""
        order = self.next_order()
        head = self.hook(angle, order)
        if head is None:
            return None
        body, close = [head], self.close()
        end = [close] if close is not None and self._fits([head, close]) else []
        for line in self._middle([term for term in order if not _names(head, term)]):
            if self._fits([*body, line, *end]):
                body.append(line)
        self._lengthen(body, end, order)
        text = self._joined([*body, *end])
        return text if self._measure(text) >= self._bounds[0] else None

    def next_order(self) -> tuple[Term, ...]:
        """Return the keywords with the next one as the main one."""
        self._made += 1
        return in_turn(self._grammar, self._terms, self._made)

    def hook(self, angle: str, order: Sequence[Term]) -> str | None:
        """Return a sentence that begins a script, about the first of the keywords about which there is one."""
        for start in range(len(order)):
            turned = [*order[start:], *order[:start]]
            found = self._pick(self._grammar.hooks[angle], turned, fits=lambda line: self._fits([line]))
            if found is not None:
                return found
        return None

    def about(self, term: Term) -> str | None:
        """Return a sentence that brings in another keyword."""
        return self._pick(suiting(self._grammar.about, term.kind), [term], letters="Y")

    def filler(self) -> str | None:
        """Return a sentence that fits anywhere."""
        return self._pick(self._grammar.fillers)

    def close(self) -> str | None:
        """Return a sentence that ends a script."""
        return self._pick(self._grammar.closes)

    def _pick(
        self,
        patterns: Sequence[str],
        terms: Sequence[Term] = (),
        *,
        letters: str = "XY",
        more: dict[str, str] | None = None,
        fits: Callable[[str], bool] = lambda line: True,
    ) -> str | None:
        """Return a filled pattern that was used least among those that may be said and fit."""
        slots, others = slots_of(self._grammar, terms, letters)
        for pattern in sorted(patterns, key=lambda each: (self._used[each], self._rng.random())):
            line = self._grammar.filled(pattern, slots | (more or {}), others)
            if line is not None and not self._screen.forbids(line) and fits(line):
                self._used[pattern] += 1
                return line
        return None

    def _middle(self, others: Sequence[Term]) -> Iterator[str]:
        """Yield what should be said between the beginning and the end, in order, about keywords not mentioned yet."""
        points, audience = self._request.selling_points, self._request.audience
        if audience and self._made % _AUDIENCE_EVERY == 0:
            yield from filter(None, [self._pick(self._grammar.audience, more={"audience": audience})])
        lines = [self.about(term) for term in others[:_MOST_OTHERS]]
        if points:
            point = points[self._made % len(points)].rstrip(_FULL_STOPS)
            place = self._rng.randint(0, len(lines))
            lines.insert(place, self._pick(self._grammar.points, more={"P": point}))
        yield from filter(None, lines)

    def _lengthen(self, body: list[str], end: Sequence[str], order: Sequence[Term]) -> None:
        """Add sentences until a length within the bounds is reached, chosen by chance: in turn some that fit anywhere,
        never one beside the other while that can be avoided, and more about the keywords."""
        shortest, longest = self._bounds
        wanted = shortest + (longest - shortest) * self._rng.uniform(0.1, 0.75)
        added: set[str] = set()
        failures = 0
        while failures < _TRIES and self._measure(self._joined([*body, *end])) < wanted:
            general = len(added) % 2 == 0
            line = self.filler() if general else self._pick(self._grammar.more, order, letters="Y")
            line = self.filler() if line is None else line
            place = self._gap(body, added) if general else len(body)
            if line is None or line in body or not self._fits([*body, line, *end]):
                failures += 1
            else:
                body.insert(place, line)
                added.add(line)

    def _gap(self, body: Sequence[str], added: set[str]) -> int:
        """Return a place for a sentence that fits anywhere: after the first one, and not beside another such one."""
        places = range(1, len(body) + 1)
        free = [place for place in places if body[place - 1] not in added and (*body, "")[place] not in added]
        return self._rng.choice(free or list(places))

    def _length(self) -> tuple[float, float]:
        """Return the shortest and longest a script may be: in seconds, or in characters."""
        if self._request.seconds is not None:
            return self._request.seconds
        usual = self._grammar.usual
        longest = min(self._request.limit, usual[1])
        return min(usual[0], longest * 0.4), longest

    def _measure(self, text: str) -> float:
        seconds = self._screen.seconds(text) if self._request.seconds is not None else None
        return len(text) if seconds is None else seconds

    def _fits(self, lines: Sequence[str]) -> bool:
        text = self._joined(lines)
        return len(text) <= self._request.limit and self._measure(text) <= self._bounds[1]

    def _joined(self, lines: Sequence[str]) -> str:
        return self._grammar.join.join(lines)


def _names(line: str, term: Term) -> bool:
    return term.text.casefold() in line.casefold() or term.single.casefold() in line.casefold()
