"""Where the parts of a laid out text stand, as animations see them: places in em, and the boxes they are hidden in."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from s2v_core.effects.lettering import Place, Unit
from s2v_core.rendering.text.parts import Letter
from s2v_core.rendering.text.sprites import Area
from s2v_core.timeline.model import Word

__all__ = ["Group", "Text"]

_READ = 0.065
"""Seconds in which a letter is read where nobody speaks."""

_READ_SHARE = 0.8
"""Of the time that a text is there, at most this share is spent on reading it."""


@dataclass(frozen=True)
class Group:
    """Parts that move as one: their numbers, their ``place``, and their room in pixels from the block's middle (along
    the lines, even if they are turned)."""

    parts: frozenset[int]
    place: Place
    room: Area


@dataclass(frozen=True)
class Text:
    """A text in a block of ``width`` x ``height`` pixels, turned by ``angle`` degrees counter-clockwise.

    ``size`` is its font size in pixels. It is there for ``seconds``; ``spoken`` as in ``Motion``, ``hurry`` how many
    times as fast it is read where nobody speaks.
    """

    letters: tuple[Letter, ...]
    width: float
    height: float
    lines: int
    size: float
    angle: float
    seconds: float
    spoken: tuple[Word, ...] = ()
    hurry: float = 1.0

    def groups(self, unit: Unit) -> tuple[Group, ...]:
        """Return what moves as one, in reading order."""
        return self._by_unit[unit]

    def group_of(self, unit: Unit, part: int) -> Group:
        """Return the group that a part belongs to."""
        return self._by_unit[unit][self._numbers[unit][part]]

    def turned(self, area: Area) -> Area:
        """Return the upright box around a box along the lines."""
        corners = [(x, y) for x in (area.left, area.right) for y in (area.top, area.bottom)]
        points = [self.on_screen(x, y) for x, y in corners]
        across, down = zip(*points, strict=True)
        return Area(min(across), min(down), max(across), max(down))

    def on_screen(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point along the lines is on the screen, from the block's middle."""
        cos, sin = math.cos(math.radians(self.angle)), math.sin(math.radians(self.angle))
        return x * cos + y * sin, y * cos - x * sin

    @cached_property
    def _numbers(self) -> dict[Unit, list[int]]:
        words, lines = self._words(), [letter.line for letter in self.letters]
        count = len(self.letters)
        return {
            "letter": list(range(count)),
            "word": _renumbered([*zip(words, lines, strict=True)]),
            "line": _renumbered(lines),
            "text": [0] * count,
        }

    @cached_property
    def _by_unit(self) -> dict[Unit, tuple[Group, ...]]:
        return {unit: self._grouped(numbers) for unit, numbers in self._numbers.items()}

    def _words(self) -> list[int]:
        """Return for each part the number of its word: of the spoken one it is heard in, where words are spoken."""
        if not self.spoken:
            return [letter.word for letter in self.letters]
        starts = [word.offset for word in self.spoken]
        return [int(np.searchsorted(starts, letter.start, side="right")) for letter in self.letters]

    def _grouped(self, numbers: Sequence[int]) -> tuple[Group, ...]:
        count = max(numbers, default=-1) + 1
        members: list[list[int]] = [[] for _ in range(count)]
        for part, number in enumerate(numbers):
            members[number].append(part)
        words, times = self._numbers["word"], self._times
        total = max(words, default=0) + 1
        line_height = self.height / max(self.lines, 1)
        groups = []
        for index, parts in enumerate(members):
            letters = [self.letters[part] for part in parts]
            first, last = letters[0].line, max(letter.line for letter in letters)
            room = Area(
                min(letter.left for letter in letters) - self.width / 2,
                first * line_height - self.height / 2,
                max(letter.right for letter in letters) - self.width / 2,
                (last + 1) * line_height - self.height / 2,
            )
            place = Place(
                index=index,
                count=count,
                word=words[parts[0]],
                words=total,
                line=first,
                lines=self.lines,
                x=(room.left + room.right) / 2 / self.size,
                y=(room.top + room.bottom) / 2 / self.size,
                width=(room.right - room.left) / self.size,
                height=(room.bottom - room.top) / self.size,
                begin=min(times[part][0] for part in parts),
                end=max(times[part][1] for part in parts),
            )
            groups.append(Group(frozenset(parts), place, room))
        return tuple(groups)

    @cached_property
    def _times(self) -> list[tuple[float, float]]:
        """Return from when to when each part is spoken, or read."""
        if self.spoken:
            return [self._spoken_at(letter) for letter in self.letters]
        count = len(self.letters)
        step = min(_READ / self.hurry, _READ_SHARE * self.seconds / max(count, 1))
        return [(index * step, (index + 1) * step) for index in range(count)]

    def _spoken_at(self, letter: Letter) -> tuple[float, float]:
        """Return the share of the word's time that belongs to a part; what is not spoken goes with the word before."""
        starts = [word.offset for word in self.spoken]
        index = int(np.searchsorted(starts, letter.start, side="right")) - 1
        if index < 0:
            return self.spoken[0].start, self.spoken[0].start
        word = self.spoken[index]
        length = max(len(word.text), 1)
        begin, end = (min(max((at - word.offset) / length, 0.0), 1.0) for at in (letter.start, letter.end))
        return word.start + begin * (word.end - word.start), word.start + end * (word.end - word.start)


def _renumbered(keys: Sequence[object]) -> list[int]:
    """Return a number for each key, counted in the order in which they first appear."""
    known: dict[object, int] = {}
    return [known.setdefault(key, len(known)) for key in keys]
