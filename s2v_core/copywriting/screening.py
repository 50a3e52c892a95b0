"""What a suggested text must be like before it is accepted, whoever wrote it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from s2v_core.copywriting.request import CopyRequest, SecondsOf, tidied
from s2v_core.copywriting.variety import VarietyIndex

__all__ = ["REASONS", "Rejected", "Screen"]

REASONS = {
    "empty": "says nothing",
    "too long": "is longer than allowed",
    "too short": "is spoken faster than asked for",
    "forbidden": "says what is forbidden",
    "address": "names an address that nobody gave",
    "markup": "holds tags",
    "duplicate": "is there already",
    "alike": "is too much like another one",
}
"""Why a text is not accepted, by the name under which that is counted."""

_MARKS = "*#` "
_QUOTES = ('""', "“”", "''", "‘’", "「」", "«»", "《》")
_TAG = re.compile(r"<[/!?]?[A-Za-z][^<>]*>")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\b[\w.+-]+@[\w-]+\.\w+|\b[\w-]+\.(?:com|net|org|cn|io|shop|xyz)\b", re.I)


@dataclass(frozen=True)
class Rejected:
    """A text that is not accepted: one of `REASONS`, and what a writer is told about it."""

    reason: str
    remark: str


class Screen:
    """Judges texts one after the other, each against those accepted before.

    Args:
        request: a checked one.
        threshold: similarity (0 to 1) from which two texts count as alike.
        seconds_of: how long a text lasts; needed when the request is bounded in seconds.
        known: texts that are there already.
    """

    def __init__(
        self, request: CopyRequest, threshold: float, seconds_of: SecondsOf | None, known: tuple[str, ...] = ()
    ) -> None:
        self._request = request
        self._threshold = threshold
        self._seconds_of = lru_cache(maxsize=64)(seconds_of) if seconds_of is not None else None
        self._index = VarietyIndex(request.keywords)
        self._known: set[str] = set()
        self._brands = [(_whole(word), word) for word in request.brand_words]
        self._forbidden = [_whole(word) for word in request.forbidden]
        addresses = (word for word in request.keywords if _ADDRESS.fullmatch(word))
        given = (*addresses, *request.selling_points, request.origin_text, *request.brand_words)
        self._given = " ".join(given).casefold()
        for text in known:
            self.accept(tidied(text))

    def cleaned(self, text: str) -> str:
        """Return one line without control characters, the quotation marks around it, or brands spelled otherwise."""
        line = tidied(text).strip(_MARKS)
        while len(line) > 1 and line[0] + line[-1] in _QUOTES and line[0] not in line[1:-1]:
            line = line[1:-1].strip(_MARKS)
        for pattern, word in self._brands:
            line = pattern.sub(_always(word), line)
        return line

    def rejection(self, text: str) -> Rejected | None:
        """Return why a cleaned text is not accepted; None if it is."""
        if not any(character.isalnum() for character in text):
            return Rejected("empty", "empty")
        if self.forbids(text):
            return Rejected("forbidden", "it says what is forbidden")
        if _TAG.search(text):
            return Rejected("markup", "no tags or markup")
        if any(found.group().casefold().rstrip(".,!?") not in self._given for found in _ADDRESS.finditer(text)):
            return Rejected("address", "no addresses")
        return self._length(text) or self._twin(text)

    def forbids(self, text: str) -> bool:
        """Tell whether a text says what is forbidden."""
        return any(pattern.search(text) for pattern in self._forbidden)

    def accept(self, text: str) -> None:
        """Hold later texts against this one, too."""
        self._known.add(_plain(text))
        self._index.add(text)

    def seconds(self, text: str) -> float | None:
        """Return about how long a text lasts; None where nobody can tell."""
        if self._seconds_of is None or self._request.kind == "Title":
            return None
        return self._seconds_of(text, self._request.speech_rate, self._request.voice)

    def _length(self, text: str) -> Rejected | None:
        limit = self._request.limit
        if len(text) > limit:
            return Rejected("too long", f"{len(text)} characters; at most {limit}")
        bounds, seconds = self._request.seconds, self.seconds(text)
        if bounds is None or seconds is None:
            return None
        if seconds > bounds[1]:
            return Rejected("too long", f"lasts {seconds:.1f} s; at most {bounds[1]:g} s")
        if seconds < bounds[0]:
            return Rejected("too short", f"lasts {seconds:.1f} s; at least {bounds[0]:g} s")
        return None

    def _twin(self, text: str) -> Rejected | None:
        if _plain(text) in self._known:
            return Rejected("duplicate", "it is there already")
        alike, other = self._index.nearest(text)
        return Rejected("alike", f"too much like: {other}") if alike >= self._threshold else None


def _plain(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _whole(word: str) -> re.Pattern[str]:
    """Return what finds a word or phrase, in any case, and not inside another Latin word."""
    body = r"\s+".join(map(re.escape, word.split()))
    before = r"(?<![A-Za-z0-9])" if word[0].isascii() else ""
    after = r"(?![A-Za-z0-9])" if word[-1].isascii() else ""
    return re.compile(f"{before}{body}{after}", re.IGNORECASE)


def _always(word: str) -> Callable[[re.Match[str]], str]:
    return lambda _: word
