"""What the core says, in the language of the session.

Its messages are English sentences in the words of the job document, some with places that it fills in.
``translations/<language>.json`` has those that people meet most in the words of the studio, under the sentence as it
stands in the source, its places numbered (``The name has {0} characters``). What is not there is shown as the core said
it. A test compares every sentence with the source.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from pages.widgets.i18n import language

__all__ = ["told", "translated", "translations"]

_FOLDER = Path(__file__).resolve().parent / "translations"
_PLACE = re.compile(r"\{(\d+)\}")
_LONGEST = 2000


def told(message: str) -> str:
    """Return what the core said in the language of this session, or as it said it."""
    return translated(message, language())


@cache
def translations(code: str) -> Mapping[str, str]:
    """Return the known sentences of the core with what they are in a language."""
    return MappingProxyType(json.loads((_FOLDER / f"{code}.json").read_text("utf-8")))


def translated(message: str, code: str) -> str:
    """Return a message of the core in a language; the message itself where no translation is known."""
    known = translations(code)
    if message in known or not message or len(message) > _LONGEST:
        return known.get(message, message)
    for pattern, translation in _patterns(code):
        found = pattern.fullmatch(message)
        if found is not None:
            return _filled(translation, found, code)
    return message


def _filled(translation: str, found: re.Match[str], code: str) -> str:
    """Return a translation with what filled the places of the message, which may be a sentence itself."""
    known = translations(code)

    def value(place: re.Match[str]) -> str:
        original = found[f"p{place[1]}"]
        words = original.strip()
        return original.replace(words, known[words]) if words in known else original

    return _PLACE.sub(value, translation)


@cache
def _patterns(code: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return the sentences with places, those with most words of their own first."""
    placed = [(source, text) for source, text in translations(code).items() if _PLACE.search(source)]
    placed.sort(key=lambda pair: len(_PLACE.sub("", pair[0])), reverse=True)
    return tuple((_pattern(source), text) for source, text in placed)


def _pattern(source: str) -> re.Pattern[str]:
    """Return what a sentence looks like with its places filled; of two neighbours the first one is a single word."""
    first, *rest = _PLACE.split(source)
    body = re.escape(first)
    for place, words in zip(rest[::2], rest[1::2], strict=True):
        neighbour = not words and place != rest[-2]
        body += rf"(?P<p{place}>\S*)" if neighbour else f"(?P<p{place}>.*?){re.escape(words)}"
    return re.compile(body, re.DOTALL)
