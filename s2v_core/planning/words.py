"""Special words in captions: highlighted, or hidden behind asterisks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from s2v_core.job import SpecialWords
from s2v_core.timeline.model import Word

__all__ = ["highlights", "masked", "masked_words"]

_LETTER = r"[^\W぀-ヿ㐀-鿿가-힯]"
"""A letter or digit of a script that puts spaces between words."""


def masked(display: str, special: Sequence[SpecialWords]) -> str:
    """Return a caption text with every forbidden word replaced by as many asterisks as it has characters."""
    words = [word.strip() for entry in special if entry.type == "Forbidden" for word in entry.words_list]
    for word in sorted(filter(None, words), key=len, reverse=True):
        before = f"(?<!{_LETTER})" if re.match(_LETTER, word[0]) else ""
        after = f"(?!{_LETTER})" if re.match(_LETTER, word[-1]) else ""
        display = re.sub(
            before + re.escape(word) + after, lambda found: "*" * len(found.group()), display, flags=re.IGNORECASE
        )
    return display


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
