"""Special words: highlighted in captions, or hidden behind asterisks and no longer heard."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from s2v_core.job import SpecialWords
from s2v_core.job.limits import WORD_SOUNDS
from s2v_core.timeline.model import Word

__all__ = ["highlights", "masked", "masked_words", "silenced"]

_LETTER = r"[^\W぀-ヿ㐀-鿿가-힯]"
"""A letter or digit of a script that puts spaces between words."""


_AROUND = 0.03
"""Seconds before and after a forbidden word that are replaced with it: voices tell times a little too tight."""


def masked(display: str, special: Sequence[SpecialWords]) -> str:
    """Return a caption text with every forbidden word replaced by as many asterisks as it has characters."""
    for start, end, _ in _forbidden(display, special):
        display = display[:start] + "*" * (end - start) + display[end:]
    return display


def silenced(
    display: str, words: Sequence[Word], seconds: float, special: Sequence[SpecialWords]
) -> list[dict[str, Any]]:
    """Return the stretches of a spoken text in which something else is heard, as rendering reads them.

    ``words`` are those of ``display`` with their times; where the voice told none, its ``seconds`` are shared by the
    characters.
    """
    found = []
    for start, end, entry in _forbidden(display, special):
        mode = entry.sound_replace_mode.strip().lower()
        if mode in WORD_SOUNDS:
            begin, finish = _heard(start, end, display, words, seconds)
            found.append({"Start": round(max(begin - _AROUND, 0.0), 4), "End": round(finish + _AROUND, 4), "By": mode})
    return sorted(found, key=lambda stretch: (stretch["Start"], stretch["End"]))


def _forbidden(display: str, special: Sequence[SpecialWords]) -> Iterator[tuple[int, int, SpecialWords]]:
    """Yield where forbidden words stand, longer ones first; none within another."""
    listed = [(word.strip(), entry) for entry in special if entry.type == "Forbidden" for word in entry.words_list]
    taken = [False] * len(display)
    for word, entry in sorted(((word, entry) for word, entry in listed if word), key=lambda pair: -len(pair[0])):
        before = f"(?<!{_LETTER})" if re.match(_LETTER, word[0]) else ""
        after = f"(?!{_LETTER})" if re.match(_LETTER, word[-1]) else ""
        for match in re.finditer(before + re.escape(word) + after, display, flags=re.IGNORECASE):
            if not any(taken[match.start() : match.end()]):
                taken[match.start() : match.end()] = [True] * len(match.group())
                yield match.start(), match.end(), entry


def _heard(start: int, end: int, display: str, words: Sequence[Word], seconds: float) -> tuple[float, float]:
    """Return from when to when characters ``start`` to ``end`` are spoken."""
    own = [word for word in words if word.offset < end and start < word.offset + len(word.text)]
    if not own:
        return seconds * start / len(display), seconds * end / len(display)
    return min(word.start for word in own), max(word.end for word in own)


def masked_words(words: Sequence[Word], display: str) -> tuple[Word, ...]:
    """Return ``words`` with the texts that stand at their places in the masked ``display``."""
    return tuple(replace(word, text=display[word.offset : word.offset + len(word.text)] or word.text) for word in words)


def highlights(special: Sequence[SpecialWords]) -> list[dict[str, Any]]:
    """Return the words to highlight and their look, as rendering reads them."""
    return [
        {
            "Words": [word.strip() for word in entry.words_list if word.strip()],
            "Style": entry.style.model_dump(by_alias=True, exclude_none=True, mode="json"),
        }
        for entry in special
        if entry.type == "Highlight" and any(word.strip() for word in entry.words_list)
    ]
