"""Cutting a text into sentences, and sentences that are too long for one breath into clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from s2v_core.speech.language import is_speakable, stands_alone

__all__ = ["Sentence", "split_sentences"]

_LONGEST = 250
_ALONE_WEIGHT = 3
_CLOSING = "\"'”’»)]}）】》」』〉〗"
_ALWAYS = "。！？｡؟۔।॥։።។။"
_END = re.compile(rf"(?:[{_ALWAYS}]|[.!?…])[{_ALWAYS}.!?…]*[{re.escape(_CLOSING)}]*|\n+")
_CLAUSE = re.compile(r"[,;:，、；：،؛—–]\s*")
_SPACE = re.compile(r"\s+")
_ABBREVIATIONS = re.compile(
    r"(?:mr|mrs|ms|dr|prof|st|sr|jr|rev|hon|gen|col|capt|lt|sgt|gov|sen|rep|vs|etc|eg|ie|no|vol|fig|al|inc|ltd|co|corp"
    r"|approx|dept|est|mt|ft|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Sentence:
    """Characters ``start`` to ``end`` of a text, without the spaces around.

    ``whole`` is false where a sentence had to be cut and goes on in the next one.
    """

    start: int
    end: int
    whole: bool = True


def _ends(text: str, match: re.Match[str]) -> bool:
    """Tell whether the punctuation is the end of a sentence rather than of an abbreviation or part of a number."""
    mark, rest = match.group(), text[match.end() : match.end() + 40]
    if mark[0] in _ALWAYS + "\n":
        return True
    if rest and not rest[0].isspace():
        return stands_alone(rest[0])
    following = rest.lstrip()[:1]
    if following.islower():
        return False
    if not mark.startswith(".") or len(mark.rstrip(_CLOSING)) > 1:
        return True
    word = re.search(r"[^\s(\[“\"']*$", text[max(0, match.start() - 40) : match.start()])
    last = word.group() if word else ""
    initial = len(last) == 1 and last.isalpha() and last.isupper()
    dotted = "." in last and all(len(part) <= 1 for part in last.split("."))
    return not following or not (initial or dotted or _ABBREVIATIONS.match(last))


def _sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _END.finditer(text):
        if _ends(text, match) and is_speakable(text[start : match.end()]):
            yield start, match.end()
            start = match.end()
    if start < len(text):
        yield start, len(text)


def _reach(text: str, start: int, end: int) -> int:
    """Return how far one may read from ``start`` without becoming too long."""
    weight = 0
    for index in range(start, end):
        weight += _ALONE_WEIGHT if stands_alone(text[index]) else 1
        if weight > _LONGEST:
            return index
    return end


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while (reach := _reach(text, start, end)) < end:
        window = text[start:reach]
        cut = reach
        for pattern in (_CLAUSE, _SPACE):
            ends = [match.end() for match in pattern.finditer(window) if match.end() > len(window) // 3]
            if ends:
                cut = start + ends[-1]
                break
        yield start, cut
        start = cut
    yield start, end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), end - (len(part) - len(part.rstrip()))


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of ``text`` in order; parts without a letter or digit are left out.

    Knows the marks of Chinese, Arabic, Hindi and others, decimals, initials and abbreviations such as ``Dr.``.
    A sentence of more than about 250 letters (80 Chinese characters) is cut at commas, else at spaces, else anywhere.
    """
    found: list[Sentence] = []
    for start, end in _sentence_spans(text):
        parts = list(_cut(text, start, end))
        for index, part in enumerate(parts):
            first, last = _trimmed(text, *part)
            if is_speakable(text[first:last]):
                found.append(Sentence(first, last, whole=index == len(parts) - 1))
    return tuple(found)
