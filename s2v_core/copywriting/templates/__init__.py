"""Texts from templates, without a model: honest, offline, the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Generator, Iterator, Sequence
from itertools import cycle

from s2v_core.copywriting.angles import angles_for
from s2v_core.copywriting.request import CopyRequest
from s2v_core.copywriting.templates.composing import Composer
from s2v_core.copywriting.templates.grammar import GRAMMARS, in_turn, is_about_a_word, slots_of
from s2v_core.copywriting.templates.storyboards import divided, storyboard
from s2v_core.copywriting.texts import TEMPLATES, Usage
from s2v_core.copywriting.writing import Progress, Suggestion
from s2v_core.errors import JobError, Problem

__all__ = ["LANGUAGES", "TemplateSource"]

LANGUAGES = tuple(GRAMMARS)
"""What there are templates for."""

_GIVE_UP = 60
"""Scripts in a row that were not accepted."""
_TINY_SECONDS = 4.0
_ALL_USED = "The templates have no more texts that differ enough and fit. Give more keywords or selling points."
_ALL_SAID = "The text is divided in one way only without a model."


class TemplateSource:
    """Suggests texts made of templates; none of them claims anything that the request does not say.

    Raises:
        JobError: there are no templates in the language.
    """

    model = TEMPLATES

    def __init__(self, request: CopyRequest) -> None:
        if request.language not in GRAMMARS:
            message = f"There are no templates in {request.language!r}, only in English (en) and Chinese (zh)."
            hint = "Name a service with a model that writes it (S2V_COPY_BASE_URL, S2V_COPY_MODEL)."
            problem = Problem(path="language", message=message, hint=hint)
            raise JobError("These texts cannot be written.", problems=[problem])
        self.shortfall = ""
        self._request = request
        self._grammar = GRAMMARS[request.language]
        brands = {word.casefold(): word for word in request.brand_words}
        self._terms = tuple(self._grammar.term_of(keyword, brands) for keyword in request.keywords)

    def usage(self) -> Usage:
        """Return nothing: templates cost nothing."""
        return Usage()

    def suggestions(self, progress: Progress) -> Generator[Suggestion | None, None, None]:
        """Yield suggestions until there are no more that fit."""
        rng = random.Random(f"{self._request.seed}/{self._request.kind}/{self._request.keywords}")  # noqa: S311 (variety, no secret)
        if self._request.kind == "Title" or self._is_tiny():
            yield from self._titles(progress, rng)
        elif self._request.kind == "StoryboardScript" and self._request.origin_text:
            text = self._request.origin_text
            yield Suggestion(text, "", parts=divided(text, self._request.nodes))
            self.shortfall = _ALL_SAID
            return
        else:
            yield from self._scripts(progress, rng)
        self.shortfall = _ALL_USED

    def _is_tiny(self) -> bool:
        """Tell whether a script has room for no more than a title."""
        request, shortest = self._request, self._grammar.usual[0] / 3
        seconds = request.seconds[1] if request.seconds else _TINY_SECONDS
        return request.kind == "MarketingCopy" and (request.limit < shortest or seconds < _TINY_SECONDS)

    def _titles(self, progress: Progress, rng: random.Random) -> Iterator[Suggestion]:
        grammar, request = self._grammar, self._request
        left = {angle: self._shuffled(grammar.titles[angle], rng) for angle in angles_for(request.tone)}
        turn = 0
        while any(left.values()):
            counts = progress.angles()
            angle = min((name for name in left if left[name]), key=lambda name: counts[name])
            pattern = left[angle].pop()
            turn += 1
            title = self._title(pattern, turn, progress)
            if title is not None:
                yield Suggestion(title, angle)
        pairs = [(lead, tail) for lead in grammar.leads for tail in grammar.tails]
        rng.shuffle(pairs)
        for lead, tail in pairs:
            turn += 1
            title = self._title(lead + (tail.lstrip(".") if lead[-1] in "?!" else tail), turn, progress)
            if title is not None:
                yield Suggestion(title, "statement")

    def _shuffled(self, patterns: Sequence[str], rng: random.Random) -> list[str]:
        """Return patterns to be taken from the end; those that suit a noun in particular tend to come first."""
        nouns = any(term.kind == "noun" for term in self._terms)
        drawn = {pattern: rng.random() - 0.5 * (nouns and is_about_a_word(pattern)) for pattern in patterns}
        return sorted(patterns, key=drawn.__getitem__)

    def _title(self, pattern: str, turn: int, progress: Progress) -> str | None:
        """Return a pattern filled with the keywords whose turn it is, or with others where those do not fit."""
        for step in range(len(self._terms)):
            order = in_turn(self._grammar, self._terms, turn + step)
            title = self._grammar.filled(pattern, *slots_of(self._grammar, order))
            if title is not None and len(title) <= self._request.limit and not progress.screen.forbids(title):
                return title
        return None

    def _scripts(self, progress: Progress, rng: random.Random) -> Iterator[Suggestion]:
        composer = Composer(self._request, self._grammar, self._terms, progress.screen, rng)
        tries, had = 0, 0
        for angle in cycle(angles_for(self._request.tone)):
            tries += 1
            if tries > _GIVE_UP:
                return
            suggestion = self._script(composer, angle)
            if suggestion is not None:
                yield suggestion
            if len(progress.accepted) > had:
                tries, had = 0, len(progress.accepted)

    def _script(self, composer: Composer, angle: str) -> Suggestion | None:
        if self._request.kind == "StoryboardScript":
            parts = storyboard(self._request, self._grammar, composer, angle)
            return Suggestion("", angle, parts=parts) if parts else None
        text = composer.script(angle)
        return None if text is None else Suggestion(text, angle)
