"""How alike texts are, and how different a set of them is.

Two texts are compared without their keywords, which all of a set have in common: what is left is cut into runs of
characters (two of Chinese, three of others) and into words. Their similarity is that of the runs (Dice) or of the words
(Jaccard), whichever is higher: 0 to 1. The sets are kept as bits, so that one text is held against a thousand in a
fraction of a millisecond.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from s2v_core.copywriting.request import is_chinese
from s2v_core.copywriting.texts import CopyText, Variety

__all__ = ["VarietyIndex", "variety_of"]

_RUN_BITS, _WORD_BITS = 8192, 1024
_KEYWORD = "\N{WHITE SQUARE}"
_NO_LETTERS = re.compile(rf"[^\w{_KEYWORD}]+")

_Bits = NDArray[np.uint64]


class VarietyIndex:
    """The texts of a set, to find those that are like another one.

    Args:
        keywords: what all of them are about.
    """

    def __init__(self, keywords: Sequence[str]) -> None:
        longest_first = sorted(filter(None, keywords), key=len, reverse=True)
        self._keywords = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)", re.IGNORECASE)
        self._texts: list[str] = []
        self._runs = np.zeros((64, _RUN_BITS // 64), np.uint64)
        self._words = np.zeros((64, _WORD_BITS // 64), np.uint64)

    def __len__(self) -> int:
        return len(self._texts)

    def nearest(self, text: str) -> tuple[float, str]:
        """Return the highest similarity to a text of the set, and that text; 0 and nothing if the set is empty."""
        if not self._texts:
            return 0.0, ""
        alike = self._alike(*self._sets(text))
        place = int(alike.argmax())
        return float(alike[place]), self._texts[place]

    def add(self, text: str) -> None:
        """Add a text to the set."""
        place = len(self._texts)
        if place == len(self._runs):
            self._runs = np.concatenate([self._runs, np.zeros_like(self._runs)])
            self._words = np.concatenate([self._words, np.zeros_like(self._words)])
        self._runs[place], self._words[place] = self._sets(text)
        self._texts.append(text)

    def nearest_neighbours(self) -> list[tuple[float, str, str]]:
        """Return for every text its similarity to the one nearest to it, itself, and that one; nothing for one text."""
        if len(self._texts) < 2:
            return []
        found = []
        for place, text in enumerate(self._texts):
            alike = self._alike(self._runs[place], self._words[place])
            alike[place] = -1
            other = int(alike.argmax())
            found.append((float(alike[other]), text, self._texts[other]))
        return found

    def _alike(self, runs: _Bits, words: _Bits) -> NDArray[np.float64]:
        kept = len(self._texts)
        all_runs, all_words = self._runs[:kept], self._words[:kept]
        common = _counts(all_runs & runs)
        dice = 2 * common / np.maximum(_counts(all_runs) + _counts(runs), 1)
        both, either = _counts(all_words & words), _counts(all_words | words)
        return np.asarray(np.maximum(dice, both / np.maximum(either, 1)))

    def _sets(self, text: str) -> tuple[_Bits, _Bits]:
        bare = _NO_LETTERS.sub(" ", self._keywords.sub(_KEYWORD, text.casefold())).strip()
        chinese = is_chinese(bare)
        size = 2 if chinese else 3
        line = f" {bare} ".replace(" ", "") if chinese else f" {bare} "
        runs = {line[start : start + size] for start in range(max(len(line) - size + 1, 1))}
        words = set() if chinese else {word for word in bare.split() if word.strip(_KEYWORD)}
        return _bits(runs, _RUN_BITS), _bits(words, _WORD_BITS)


def variety_of(texts: Iterable[CopyText], keywords: Sequence[str]) -> Variety:
    """Return how different texts about the same keywords are."""
    kept, index = list(texts), VarietyIndex(keywords)
    for text in kept:
        index.add(text.text)
    near = index.nearest_neighbours()
    angles = dict(Counter(text.angle for text in kept).most_common())
    if not near:
        return Variety(angles=angles)
    highest, one, other = max(near)
    return Variety(sum(alike for alike, _, _ in near) / len(near), highest, (one, other), angles)


def _bits(members: Collection[str], size: int) -> _Bits:
    places = np.fromiter((crc32(member.encode("utf-8", "surrogatepass")) % size for member in members), np.int64)
    flags = np.zeros(size, np.uint8)
    flags[places] = 1
    return np.packbits(flags).view(np.uint64)


def _counts(bits: _Bits) -> NDArray[np.int64]:
    return np.asarray(np.bitwise_count(bits).sum(axis=-1, dtype=np.int64))
