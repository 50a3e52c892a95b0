"""What the templates of a language are made of, and filling them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from string import Formatter
from types import MappingProxyType

from s2v_core.copywriting.templates import (
    chinese,
    chinese_hooks,
    chinese_scripts,
    chinese_titles,
    english,
    english_hooks,
    english_scripts,
    english_titles,
)
from s2v_core.copywriting.templates.terms import KeywordKind, Term

__all__ = ["GRAMMARS", "Grammar", "in_turn", "is_about_a_word", "slots_of", "suiting"]

Patterns = tuple[str, ...]

_LABELS = ("L", "M", "N")
_MOST_LISTED = 5
_LABEL = re.compile(r"\{[LMN]\}")
_STARTS, _ENDS = (". ", "? ", "! ", ": ", "+ "), (".", ",", "?", "!", ":", " +", " =")


@dataclass(frozen=True)
class Grammar:
    """The patterns of a language, and what it does to words. ``names`` are those of a storyboard's first and last part,
    ``usual`` the shortest and the longest script, in characters, where nobody asks for another length."""

    titles: Mapping[str, Patterns]
    leads: Patterns
    tails: Patterns
    hooks: Mapping[str, Patterns]
    about: Patterns
    more: Patterns
    fillers: Patterns
    points: Patterns
    audience: Patterns
    closes: Patterns
    term_of: Callable[[str, Mapping[str, str]], Term]
    compound: Callable[[Term, Term], Term]
    listed: Callable[[Patterns], str]
    number_word: Callable[[int], str]
    apart: Callable[[str], str]
    finished: Callable[[str], str]
    join: str
    quotes: str
    names: tuple[str, str]
    usual: tuple[int, int]

    def filled(self, pattern: str, slots: Mapping[str, str], others: frozenset[str] = frozenset()) -> str | None:
        """Return a pattern with its places filled; None if there is nothing for one of them.

        Args:
            pattern: with places in braces.
            slots: what fills them.
            others: places filled with words that are no nouns, which stand in quotation marks inside a sentence.
        """
        if not places_of(pattern) <= slots.keys():
            return None
        quoted = self._quoting(pattern, others)
        if quoted is None:
            return None
        return self.finished(quoted.format_map({name: self.apart(word) for name, word in slots.items()}))

    def _quoting(self, pattern: str, others: frozenset[str]) -> str | None:
        embedded = [found for found in _LABEL.finditer(pattern) if found[0][1] in others and not _alone(pattern, found)]
        if len(embedded) > 1:
            return None
        for found in embedded:
            word = f"{self.quotes[0]}{found[0]}{self.quotes[1]}"
            pattern = pattern[: found.start()] + word + pattern[found.end() :]
        return pattern


def slots_of(grammar: Grammar, terms: Sequence[Term], letters: str = "XY") -> tuple[dict[str, str], frozenset[str]]:
    """Return what fills the places of a pattern when these keywords are meant, and which of it are no nouns.

    Args:
        grammar: of the language.
        terms: keywords, the main one first.
        letters: of the places for nouns, in order.
    """
    slots: dict[str, str] = {}
    nouns = [term for term in terms if term.kind == "noun"]
    for letter, term in zip(letters, nouns, strict=False):
        slots |= term.slots(letter)
    for term in reversed([term for term in terms if term.kind in ("adjective", "action")]):
        slots |= term.slots("")
    labelled = list(zip(_LABELS, terms, strict=False))
    slots |= {label: term.text for label, term in labelled}
    if 1 < len(terms) <= _MOST_LISTED:
        slots |= {"all": grammar.listed(tuple(term.text for term in terms)), "n": grammar.number_word(len(terms))}
    return slots, frozenset(label for label, term in labelled if term.kind != "noun")


def in_turn(grammar: Grammar, terms: Sequence[Term], turn: int) -> tuple[Term, ...]:
    """Return the keywords in the order for a turn: each is the main one in its turn, and now and then the first noun
    stands there with a quality that is among the keywords."""
    start = turn % len(terms)
    order = [*terms[start:], *terms[:start]]
    qualities = [term for term in order if term.kind == "adjective"]
    noun = next((term for term in terms if term.kind == "noun"), None)
    if qualities and noun is not None and not noun.text[:1].isupper() and turn // len(terms) % 2:
        quality = qualities[0]
        if quality.text not in noun.text:
            order[order.index(noun)] = grammar.compound(quality, noun)
            order.remove(quality)
    return tuple(order)


def is_about_a_word(pattern: str) -> bool:
    """Tell whether a pattern only shows keywords, so that it fits any and suits none in particular."""
    return not any(place[0] in "XYAV" for place in places_of(pattern))


def suiting(patterns: Patterns, kind: KeywordKind) -> Patterns:
    """Return those of some patterns about one keyword that are made for its kind."""
    letter = {"noun": "Y", "adjective": "A", "action": "V", "name": "L"}[kind]
    return tuple(pattern for pattern in patterns if any(place[0] == letter for place in places_of(pattern)))


@lru_cache(maxsize=4096)
def places_of(pattern: str) -> frozenset[str]:
    """Return the names of the places of a pattern."""
    return frozenset(name for _, name, _, _ in Formatter().parse(pattern) if name)


def _alone(pattern: str, found: re.Match[str]) -> bool:
    """Tell whether a label stands on its own in a pattern, between punctuation."""
    before, after = pattern[: found.start()], pattern[found.end() :]
    return (not before or before.endswith(_STARTS)) and (not after or after.startswith(_ENDS))


GRAMMARS: Mapping[str, Grammar] = MappingProxyType(
    {
        "en": Grammar(
            titles=english_titles.TITLES,
            leads=english_titles.LEADS,
            tails=tuple(f". {tail}" for tail in english_titles.TAILS),
            hooks=english_hooks.HOOKS,
            about=english_scripts.ABOUT,
            more=english_scripts.MORE,
            fillers=english_scripts.FILLERS,
            points=english_scripts.POINTS,
            audience=english_scripts.AUDIENCE,
            closes=english_scripts.CLOSES,
            term_of=english.term_of,
            compound=english.compound,
            listed=english.listed,
            number_word=english.number_word,
            apart=str,
            finished=english.finished,
            join=" ",
            quotes="“”",
            names=("Opening", "Closing"),
            usual=(200, 320),
        ),
        "zh": Grammar(
            titles=chinese_titles.TITLES,
            leads=chinese_titles.LEADS,
            tails=chinese_titles.TAILS,
            hooks=chinese_hooks.HOOKS,
            about=chinese_scripts.ABOUT,
            more=chinese_scripts.MORE,
            fillers=chinese_scripts.FILLERS,
            points=chinese_scripts.POINTS,
            audience=chinese_scripts.AUDIENCE,
            closes=chinese_scripts.CLOSES,
            term_of=chinese.term_of,
            compound=chinese.compound,
            listed=chinese.listed,
            number_word=chinese.number_word,
            apart=chinese.apart,
            finished=chinese.finished,
            join="",
            quotes="“”",
            names=("开场", "结尾"),
            usual=(65, 105),
        ),
    }
)
"""The languages that templates are there for."""
