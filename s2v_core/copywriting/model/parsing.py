"""Reading what a model answers while it comes: texts, as soon as each is whole, whatever is around them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from s2v_core.copywriting.angles import ANGLES
from s2v_core.copywriting.texts import StoryPart
from s2v_core.copywriting.writing import Suggestion

__all__ = ["AnswerReader"]

_LONGEST_ANSWER = 200_000
_LONGEST_ITEM = 60_000
_BETWEEN = re.compile(r"[\s,]*")
_LISTED = re.compile(r"\s*(?:\d{1,4}[.)、:：]|[-*•])\s*(\S.*)")
_TEXT_KEYS = ("text", "title", "script", "content", "copy", "voiceover", "value")
_PART_KEYS = ("parts", "nodes", "scenes", "shots")
_DECODER = json.JSONDecoder(strict=False)


class AnswerReader:
    """Takes an answer in pieces and gives the texts in it: members of a JSON list, wherever in the answer that begins;
    if there is none, the values of a JSON object or the lines of a list. What is none of these gives nothing."""

    def __init__(self) -> None:
        self._answer = ""
        self._place = -1
        self._found = 0
        self._ended = False

    @property
    def overfull(self) -> bool:
        """Whether the answer, or one text in it, is longer than any sensible one."""
        pending = len(self._answer) - max(self._place, 0)
        return len(self._answer) > _LONGEST_ANSWER or (self._place >= 0 and pending > _LONGEST_ITEM)

    def feed(self, piece: str) -> Iterator[Suggestion]:
        """Yield the texts that a piece completes."""
        self._answer += piece
        if self._place < 0 and "[" in piece:
            self._place = self._answer.find("[") + 1
        if self._place >= 0 and not self._ended and any(mark in piece for mark in '"}]'):
            yield from self._members()

    def finish(self) -> Iterator[Suggestion]:
        """Yield the texts that can only be told when the answer has ended."""
        while not self._found and self._place > 0:
            self._place = self._answer.find("[", self._place) + 1
            self._ended = False
            if self._place:
                yield from self._members()
        if not self._found:
            yield from self._other()

    def _members(self) -> Iterator[Suggestion]:
        while True:
            between = _BETWEEN.match(self._answer, self._place)
            start = between.end() if between else self._place
            if self._answer[start : start + 1] == "]":
                self._ended = True
                return
            try:
                member, self._place = _DECODER.raw_decode(self._answer, start)
            except ValueError:
                return
            except RecursionError:
                self._ended = True
                return
            for suggestion in _suggested(member):
                self._found += 1
                yield suggestion

    def _other(self) -> Iterator[Suggestion]:
        begin, end = self._answer.find("{"), self._answer.rfind("}")
        if 0 <= begin < end:
            try:
                whole = json.loads(self._answer[begin : end + 1], strict=False)
            except (ValueError, RecursionError):
                whole = None
            if isinstance(whole, dict):
                yield from (found for value in whole.values() for found in _suggested(value))
                return
        lines = [line for line in self._answer.splitlines() if line.strip() and not line.strip().startswith("```")]
        listed = [match[1] for line in lines if (match := _LISTED.fullmatch(line))]
        if len(listed) >= max(1, len(lines) // 2):
            yield from (Suggestion(line, "") for line in listed)


def _suggested(member: Any) -> Iterator[Suggestion]:
    if isinstance(member, str):
        yield Suggestion(member, "")
    elif isinstance(member, Mapping):
        angle = member.get("angle")
        known = angle if isinstance(angle, str) and angle in ANGLES else ""
        parts = next((member[key] for key in _PART_KEYS if isinstance(member.get(key), list)), None)
        text = next((member[key] for key in _TEXT_KEYS if isinstance(member.get(key), str)), None)
        if parts is not None:
            yield Suggestion("", known, parts=tuple(_parts(parts)))
        elif text is not None:
            yield Suggestion(text, known)


def _parts(members: Iterable[Any]) -> Iterator[StoryPart]:
    for place, member in enumerate(members, 1):
        for found in _suggested(member):
            name = member.get("name") if isinstance(member, Mapping) else None
            yield StoryPart(name[:50] if isinstance(name, str) and name.strip() else str(place), found.text)
