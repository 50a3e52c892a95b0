"""When each piece of a spoken text sounds."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from s2v_core.timeline.model import AudioClip, Word
from s2v_core.timeline.tokens import Break, Token, tokens

__all__ = ["Timed", "spoken_text", "spoken_tokens"]

_TAG = re.compile(r"<[^>]*>")
_PAUSE_WIDTH = {Break.SENTENCE: 4, Break.CLAUSE: 2}


@dataclass(frozen=True)
class Timed:
    """A token, its seconds from the beginning of the clip, and the words it holds."""

    token: Token
    start: float
    end: float
    words: tuple[Word, ...]


def spoken_text(clip: AudioClip) -> str:
    """Return the text that the captions of a spoken clip show: its ``AlignmentText``, else its content without tags."""
    effect = clip.effect("AI_ASR")
    given = effect.params.get("AlignmentText") if effect else None
    return given if isinstance(given, str) and given else html.unescape(_TAG.sub("", clip.content or ""))


def spoken_tokens(text: str, clip: AudioClip, seconds: Fraction) -> tuple[Timed, ...]:
    """Return the tokens of ``text`` with their times, which never run backwards nor out of the clip's ``seconds``.

    Tokens without a word of their own share the time between their neighbours by width.
    """
    limit = float(seconds)
    words = _sound(clip.words, text, clip.speed, limit)
    pieces = tokens(text, words)
    if not any(character.isalnum() for character in text):
        return ()
    held = _distributed(pieces, words)
    times = _filled(pieces, [(own[0].start, max(word.end for word in own)) if own else None for own in held], limit)
    return tuple(Timed(token, *time, own) for token, time, own in zip(pieces, times, held, strict=True))


def _sound(words: Sequence[Word], text: str, speed: float, limit: float) -> list[Word]:
    """Return the words that lie in the text, in its order, with times that only rise."""
    sound: list[Word] = []
    latest = 0.0
    for word in sorted(words, key=lambda word: (word.offset, word.start)):
        if 0 <= word.offset < len(text) and word.text:
            start = min(max(word.start / speed, latest), limit)
            end = min(max(word.end / speed, start), limit)
            sound.append(Word(word.text, word.offset, start, end))
            latest = start
    return sound


def _distributed(pieces: Sequence[Token], words: Sequence[Word]) -> list[tuple[Word, ...]]:
    held: list[list[Word]] = [[] for _ in pieces]
    index = 0
    for word in words:
        while index + 1 < len(pieces) and word.offset >= pieces[index + 1].start:
            index += 1
        if pieces and pieces[index].start <= word.offset < pieces[index].end:
            held[index].append(word)
    return [tuple(own) for own in held]


def _filled(
    pieces: Sequence[Token], known: Sequence[tuple[float, float] | None], limit: float
) -> list[tuple[float, float]]:
    times = list(known)
    first = 0
    while first < len(times):
        if times[first] is not None:
            first += 1
            continue
        last = first
        while last < len(times) and times[last] is None:
            last += 1
        before = times[first - 1] if first else None
        after = times[last] if last < len(times) else None
        begin = before[1] if before else 0.0
        end = max(begin, after[0] if after else limit)
        times[first:last] = _spread(pieces[first:last], begin, end)
        first = last
    return [time for time in times if time is not None]


def _spread(pieces: Sequence[Token], begin: float, end: float) -> list[tuple[float, float]]:
    """Share the time between ``begin`` and ``end`` by width, with room for the pauses after punctuation."""
    spoken = [max(1, token.width) for token in pieces]
    pauses = [_PAUSE_WIDTH.get(token.after, 0) for token in pieces]
    pauses[-1] = 0
    total = sum(spoken) + sum(pauses)
    result, position = [], 0
    for width, pause in zip(spoken, pauses, strict=True):
        result.append((begin + (end - begin) * position / total, begin + (end - begin) * (position + width) / total))
        position += width + pause
    return result
