"""The words of a displayed text, as captions light them up one after the other."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from s2v_core.speech.language import is_speakable, stands_alone

__all__ = ["Token", "split_tokens"]

Token = tuple[int, int]
"""Characters from (inclusive) and to (exclusive)."""

_JOINING = ("Mn", "Mc", "Me", "Cf", "Lm", "Sk")
_OPENING = ("Ps", "Pi")


def _pieces(text: str) -> Iterator[Token]:
    """Cut at spaces, and before every character that is a word of its own or follows one."""
    start: int | None = None
    bare = alone = False
    for index, character in enumerate(text):
        category = unicodedata.category(character)
        if character.isspace():
            if start is not None:
                yield start, index
            start = None
            continue
        if start is None:
            start, bare, alone = index, True, False
        elif not bare and _begins_word(character, category, alone):
            yield start, index
            start, bare, alone = index, True, False
        bare = bare and category[0] not in "LN"
        alone = alone or stands_alone(character)
    if start is not None:
        yield start, len(text)


def _begins_word(character: str, category: str, alone: bool) -> bool:
    """Tell whether ``character`` begins a word right after one (``alone``: one of a script without spaces)."""
    if category in _JOINING:
        return False
    if stands_alone(character):
        return True
    if category in _OPENING:
        return alone or unicodedata.east_asian_width(character) in "WF"
    return alone and category[0] in "LN"


def split_tokens(text: str) -> tuple[Token, ...]:
    """Return the words of ``text`` in order; together they cover every character but the spaces between them.

    Words are parted by spaces; in scripts without spaces every character is one. Punctuation belongs to the word it is
    written at, and where it stands alone, like emoji, to the word before it (at the very beginning: to the word after).
    """
    words: list[Token] = []
    lead: int | None = None
    for start, end in _pieces(text):
        if is_speakable(text[start:end]):
            words.append((start if lead is None else lead, end))
            lead = None
        elif words:
            words[-1] = (words[-1][0], end)
        elif lead is None:
            lead = start
    return tuple(words)
