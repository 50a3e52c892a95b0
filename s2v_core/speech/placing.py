"""Giving every displayed word its time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from s2v_core.speech.passages import TimedSpan
from s2v_core.speech.tokens import Token, split_tokens
from s2v_core.timeline.model import Word

__all__ = ["place_words", "proportional", "tidy"]


def tidy(words: Iterable[Word], duration: float) -> tuple[Word, ...]:
    """Return engine words in the order they sound, none beginning before the one before it, all within ``duration``.

    Engines speak a number as several words at one place: those become one word.
    """
    found: list[Word] = []
    for word in sorted(words, key=lambda word: (word.start, word.offset)):
        start = min(max(word.start, 0.0), duration)
        end = min(max(word.end, start), duration)
        last = found[-1] if found else None
        if last is not None and word.offset < last.offset + len(last.text):
            reach = max(word.offset + len(word.text) - last.offset, len(last.text))
            overhang = word.offset + len(word.text) - (last.offset + len(last.text))
            text = last.text + (word.text[-overhang:] if overhang > 0 else "")
            found[-1] = Word(text[:reach], last.offset, last.start, max(last.end, end))
        else:
            found.append(Word(word.text, word.offset, start, end))
    return tuple(found)


def proportional(text: str, start: float, end: float) -> tuple[Word, ...]:
    """Share the time from ``start`` to ``end`` among the words of ``text`` by their length: the last resort."""
    tokens = split_tokens(text)
    total = sum(last - first + 1 for first, last in tokens)
    words, at = [], start
    for first, last in tokens:
        until = at + (end - start) * (last - first + 1) / total
        words.append(Word(text[first:last], first, at, until))
        at = until
    return tuple(words)


def place_words(display: str, spans: Sequence[TimedSpan], duration: float) -> tuple[Word, ...]:
    """Return one word for each word of ``display``, timed by the ``spans``, which may cover parts of words or several.

    Words without a span share the time between their neighbours. Times never go back and stay within ``duration``.
    """
    tokens = split_tokens(display)
    times = _times(tokens, sorted(spans))
    filled = _fill(tokens, times, duration)
    words: list[Word] = []
    clock = 0.0
    for (first, last), (start, end) in zip(tokens, filled, strict=True):
        start = min(max(start, clock), duration)
        clock = min(max(end, start), duration)
        words.append(Word(display[first:last], first, round(start, 4), round(clock, 4)))
    return tuple(words)


def _times(tokens: Sequence[Token], spans: Sequence[TimedSpan]) -> list[tuple[float, float] | None]:
    """Return when each token sounds by the ``spans`` (sorted) that share a character with it, or None."""
    starts = [span[0] for span in spans]
    reaches = list(accumulate((span[1] for span in spans), max))
    times: list[tuple[float, float] | None] = []
    for first, last in tokens:
        near = spans[bisect_right(reaches, first) : bisect_left(starts, last)]
        mine = [span for span in near if span[1] > first]
        moments = (min(_at(span, first) for span in mine), max(_at(span, last) for span in mine)) if mine else None
        times.append(moments)
    return times


def _at(span: TimedSpan, character: int) -> float:
    """Return when ``character`` is reached within ``span``, which may reach over several words."""
    start, end, begins, ends = span
    share = (min(max(character, start), end) - start) / (end - start)
    return begins + share * (ends - begins)


def _fill(
    tokens: Sequence[Token], times: Sequence[tuple[float, float] | None], duration: float
) -> list[tuple[float, float]]:
    filled: list[tuple[float, float]] = []
    index = 0
    while index < len(tokens):
        time = times[index]
        if time is not None:
            filled.append(time)
            index += 1
            continue
        stop = next((i for i in range(index, len(tokens)) if times[i] is not None), len(tokens))
        following = times[stop] if stop < len(tokens) else None
        start = filled[-1][1] if filled else 0.0
        end = max(start, following[0] if following else duration)
        total = sum(last - first for first, last in tokens[index:stop])
        for first, last in tokens[index:stop]:
            until = start + (end - start) * (last - first) / total
            filled.append((start, until))
            start, end, total = until, end, total - (last - first)
        index = stop
    return filled
