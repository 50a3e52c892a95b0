"""From a script to what an engine is given: one sentence after the other, each knowing what it shows."""

from __future__ import annotations

from dataclasses import dataclass

from s2v_core.speech.language import is_speakable
from s2v_core.speech.sentences import Sentence, split_sentences
from s2v_core.speech.ssml import Pause, Run, Script

__all__ = ["Passage", "TimedSpan", "passages_of", "shown_span"]

TimedSpan = tuple[int, int, float, float]
"""Characters of the displayed text from and to, and when they sound, in seconds."""

_SENTENCE_GAP = 0.35
_CLAUSE_GAP = 0.12


@dataclass(frozen=True)
class _Piece:
    """Characters of a passage's spoken text and the displayed ones that they stand for."""

    start: int
    end: int
    shown_start: int
    shown_end: int
    literal: bool


@dataclass(frozen=True)
class Passage:
    """Text that is spoken in one go. Before it there are ``silence`` seconds, at natural speed when ``natural`` (the
    breath between sentences), exactly so otherwise (``<break>``)."""

    spoken: str
    pieces: tuple[_Piece, ...]
    silence: float = 0.0
    natural: bool = True


def shown_span(passage: Passage, start: int, end: int) -> tuple[int, int] | None:
    """Return the displayed characters that ``passage.spoken[start:end]`` stands for, or None if it stands for none."""
    found = []
    for piece in passage.pieces:
        first, last = max(start, piece.start), min(end, piece.end)
        if first >= last:
            continue
        if piece.literal:
            shift = piece.shown_start - piece.start
            found.append((first + shift, last + shift))
        else:
            found.append((piece.shown_start, piece.shown_end))
    return (min(a for a, _ in found), max(b for _, b in found)) if found else None


class _Collector:
    def __init__(self) -> None:
        self.passages: list[Passage] = []
        self._runs: list[Run] = []
        self._silence = 0.0
        self._exact = False

    def run(self, run: Run) -> None:
        self._runs.append(run)

    def pause(self, seconds: float) -> None:
        self.flush()
        if seconds:
            self._silence = seconds + (self._silence if self._exact else 0.0)
            self._exact = True

    def flush(self) -> None:
        pieces: list[_Piece] = []
        spoken = ""
        for run in self._runs:
            end = len(spoken) + len(run.spoken)
            pieces.append(_Piece(len(spoken), end, run.start, run.end, run.literal))
            spoken += run.spoken
        self._runs.clear()
        for sentence in split_sentences(spoken):
            self._add(spoken, sentence, pieces)

    def _add(self, spoken: str, sentence: Sentence, pieces: list[_Piece]) -> None:
        silence = self._silence if self.passages or self._exact else 0.0
        mine = tuple(cut for piece in pieces if (cut := _cut(piece, sentence)))
        self.passages.append(Passage(spoken[sentence.start : sentence.end], mine, silence, not self._exact))
        self._silence, self._exact = (_SENTENCE_GAP if sentence.whole else _CLAUSE_GAP), False

    def rest(self) -> float:
        """Return the exact silence that follows the last passage."""
        return self._silence if self._exact else 0.0


def _cut(piece: _Piece, sentence: Sentence) -> _Piece | None:
    start, end = max(piece.start, sentence.start), min(piece.end, sentence.end)
    if start >= end:
        return None
    shown = (piece.shown_start, piece.shown_end)
    if piece.literal:
        shift = piece.shown_start - piece.start
        shown = (start + shift, end + shift)
    return _Piece(start - sentence.start, end - sentence.start, *shown, piece.literal)


def passages_of(script: Script) -> tuple[tuple[Passage, ...], float]:
    """Return the passages of ``script`` in order and the seconds of silence after the last one; none when nothing in it
    can be spoken."""
    collector = _Collector()
    for item in script.items:
        if isinstance(item, Pause):
            collector.pause(item.seconds)
        else:
            collector.run(item)
    collector.flush()
    found = tuple(passage for passage in collector.passages if is_speakable(passage.spoken))
    return found, collector.rest()
