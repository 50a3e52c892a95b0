"""How a part of a text stands at a moment, and where it belongs: the values that animations of texts are made of.

Lengths are in em (font sizes), x to the right, y downwards; angles in degrees, clockwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

__all__ = ["REST", "Animation", "Ornament", "Place", "Pose", "Reveal", "RevealKind", "Shape", "Tint", "Unit"]

Unit = Literal["text", "line", "word", "letter"]
"""What moves as a whole."""

RevealKind = Literal["right", "left", "up", "down", "open", "clock", "grains", "horizon"]
"""In which order a part becomes visible: the edge runs in that direction, from the middle outwards, like the hand of a
clock, grain by grain. ``horizon`` hides what is below the part's own line, whatever the amount."""

Shape = Literal["heart", "note", "caret"]


@dataclass(frozen=True)
class Place:
    """Where a part of a text belongs: the ``index``-th of ``count`` in reading order, in a word and a line.

    ``x`` and ``y`` are its middle, counted from the middle of the text; ``width`` and ``height`` those of its box.
    ``begin`` and ``end`` are the seconds, from the moment the text appears, in which it is spoken or read.
    """

    index: int = 0
    count: int = 1
    word: int = 0
    words: int = 1
    line: int = 0
    lines: int = 1
    x: float = 0.0
    y: float = 0.0
    width: float = 1.0
    height: float = 1.0
    begin: float = 0.0
    end: float = 0.0


@dataclass(frozen=True)
class Reveal:
    """How much of a part is visible (``amount`` 0 to 1) and how wide its edge is (``softness``)."""

    kind: RevealKind
    amount: float
    softness: float = 0.03


@dataclass(frozen=True)
class Tint:
    """A colour (RGB, 0 to 255) that takes the place of the letters' own, ``strength`` (0 to 1) of it."""

    colour: tuple[int, int, int]
    strength: float


@dataclass(frozen=True)
class Pose:
    """How a part stands: moved, scaled and turned about its middle (``pivot`` em below it), ``alpha`` 0 to 1.

    A negative scale mirrors. ``blur`` is the standard deviation of a Gaussian.
    """

    dx: float = 0.0
    dy: float = 0.0
    scale_x: float = 1.0
    scale_y: float = 1.0
    turn: float = 0.0
    pivot: float = 0.0
    alpha: float = 1.0
    blur: float = 0.0
    reveal: Reveal | None = None
    tint: Tint | None = None


REST = Pose()
"""In place, as if nothing moved."""


@dataclass(frozen=True)
class Ornament:
    """A small picture that is drawn with a text; ``x`` and ``y`` count from the middle of the text."""

    shape: Shape
    x: float
    y: float
    size: float
    turn: float = 0.0
    alpha: float = 1.0
    colour: tuple[int, int, int] = (255, 255, 255)


@dataclass(frozen=True)
class Animation:
    """An animation of a text: ``animation(moment, place)`` is the pose of one part.

    For what comes and goes the moment is how far it has come: 0 away, 1 in place (where every pose is ``REST``); for a
    loop the seconds since the text appeared. ``ornaments`` are asked for the whole text at once, with the places of all
    parts. A ``timed`` one follows ``begin`` and ``end`` of its places, not a speed of its own.
    """

    unit: Unit
    pose: Callable[[float, Place], Pose]
    ornaments: Callable[[float, Sequence[Place]], Iterable[Ornament]] = lambda _moment, _places: ()
    timed: bool = False

    def __call__(self, moment: float, place: Place) -> Pose:
        """Return the pose of the part at ``place``."""
        return self.pose(moment, place)
