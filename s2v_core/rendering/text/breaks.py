"""Invisible signs that tell the layout where lines may break and which way they read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from s2v_core.rendering.text.runs import Run
from s2v_core.rendering.text.segments import is_right_to_left

__all__ = ["keep_phrases", "keep_words", "longest_stretches", "set_directions"]

_JOINER = "\u2060"
_ISOLATE, _END_ISOLATE = "\u2067", "\u2069"
_PHRASE = re.compile(
    r"[\u3005-\u3007\u3041-\u309f\u30a0-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]{2,}"
    r"|[\uac00-\ud7a3\u1100-\u11ff]{2,}"
)
_MOST = 400
"""Longer texts are not bound to phrases: nobody sees where their lines break, and it takes long."""


def keep_words(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Let lines break at spaces only."""
    text = "".join(run.text for run in runs)
    inside = {place for place in range(1, len(text)) if _breakable(text[place - 1], text[place])}
    return tuple(_joined_at(runs, inside))


def keep_phrases(runs: Sequence[Run], longest: int) -> tuple[Run, ...]:
    """Let lines break only around Chinese and Japanese phrases (between punctuation) of up to ``longest`` signs, and
    around Korean words, instead of at any sign."""
    text = "".join(run.text for run in runs)
    phrases = [match.span() for match in _PHRASE.finditer(text)] if len(text) <= _MOST else []
    inside = {place for start, end in phrases if end - start <= longest for place in range(start + 1, end)}
    return tuple(_joined_at(runs, inside)) if inside else tuple(runs)


def longest_stretches(runs: Sequence[Run], count: int = 3) -> Iterator[tuple[Run, ...]]:
    """Yield the ``count`` longest stretches of text in which no line may break (closing punctuation left aside)."""
    text = "".join(run.text for run in runs)
    cuts = [0, *(place for place in range(1, len(text)) if _opens(text[place - 1], text[place])), len(text)]
    spans = sorted(pairwise(cuts), key=lambda span: span[0] - span[1])
    for start, end in spans[:count]:
        yield tuple(_cut_out(runs, start, end))


def _opens(before: str, sign: str) -> bool:
    """Say whether a line may break between two signs."""
    if _JOINER in (before, sign):
        return False
    return before.isspace() or sign.isspace() or _is_wide(before) or _is_wide(sign) or before in "-/"


def _cut_out(runs: Sequence[Run], start: int, end: int) -> Iterator[Run]:
    offset = 0
    for run in runs:
        if part := run.text[max(start - offset, 0) : max(end - offset, 0)]:
            yield replace(run, text=part)
        offset += len(run.text)


def set_directions(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Mark the lines that read from right to left (the layout itself begins at the left)."""
    lines = "".join(run.text for run in runs).split("\n")
    directions = iter([is_right_to_left(line) for line in lines])
    leftward = next(directions)
    result = []
    for number, run in enumerate(runs):
        text = _ISOLATE if leftward and number == 0 else ""
        for part in re.split("(\n)", run.text):
            if part != "\n":
                text += part
                continue
            text += (_END_ISOLATE if leftward else "") + part
            leftward = next(directions)
            text += _ISOLATE if leftward else ""
        result.append(replace(run, text=text))
    return tuple(result)


def _joined_at(runs: Sequence[Run], places: set[int]) -> Iterator[Run]:
    """Put a word joiner at each of ``places``, as a run of its own: letter spacing would count it as a letter."""
    offset = 0
    for run in runs:
        joiner = Run(_JOINER, replace(run.style, spacing=0.0))
        cuts = sorted(place - offset for place in places if offset <= place < offset + len(run.text))
        start = 0
        for cut in cuts:
            if cut > start:
                yield replace(run, text=run.text[start:cut])
            if not run.style.emoji and not run.joined:
                yield joiner
            start = cut
        yield replace(run, text=run.text[start:])
        offset += len(run.text)


def _breakable(before: str, sign: str) -> bool:
    """Say whether a line could break between two signs that are not spaces (never inside a plain word)."""
    if before.isspace() or sign.isspace() or unicodedata.category(sign) in {"Mn", "Me", "Cf"}:
        return False
    return not (_plain(before) and _plain(sign))


def _plain(sign: str) -> bool:
    return sign.isalnum() and not _is_wide(sign)


def _is_wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in {"W", "F"}
