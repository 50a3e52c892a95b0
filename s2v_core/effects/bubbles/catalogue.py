"""The registry of bubbles: drawn shapes that a text stands in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from s2v_core.effects.bubbles.shapes import Path, shifted
from s2v_core.effects.looks.recipe import Paint, painted, plain
from s2v_core.effects.registry import Registry

__all__ = ["Bubble", "Edges", "Part", "add", "bubbles", "cast", "filled", "stroked"]

Edges = tuple[float, float, float, float]
"""Of the left, the top, the right and the bottom."""


@dataclass(frozen=True)
class Part:
    """A shape, filled or stroked; lengths in pixels. Its paint is plain or a slope across the shape."""

    path: Path
    paint: Paint
    stroke: float | None = None
    opacity: float = 1.0
    blur: float = 0.0
    dash: float | None = None


Draw = Callable[[float, float, float], tuple[Part, ...]]
"""Gives the parts of a bubble, from back to front, for its width and height and the size of its font, in pixels.

Corners, tails and icons are measured in the font's size, sides in the bubble's, so that nothing is stretched."""


@dataclass(frozen=True)
class Bubble:
    """A drawn shape with room for a text.

    The room begins ``inset`` font sizes and ``share`` of the bubble's width or height inside its edges. The text has
    ``colour`` unless it is given another; its lines are centred when ``across`` is 0.5 and begin at the side from which
    they are read when it is 0. Without a size of its own the bubble is as large as its text needs, but at least
    ``least`` font sizes wide and high.
    """

    draw: Draw
    inset: Edges
    colour: str = "#FFFFFF"
    share: Edges = (0.0, 0.0, 0.0, 0.0)
    across: float = 0.5
    least: tuple[float, float] = (0.0, 0.0)

    def __call__(self, width: float, height: float, unit: float) -> tuple[Part, ...]:
        return self.draw(width, height, unit)


bubbles: Registry[Bubble] = Registry("bubble")
"""Every bubble by its name."""


def add(
    name: str,
    look: str,
    *,
    category: str,
    inset: Edges,
    colour: str = "#FFFFFF",
    share: Edges = (0.0, 0.0, 0.0, 0.0),
    across: float = 0.5,
    least: tuple[float, float] = (0.0, 0.0),
) -> Callable[[Draw], Draw]:
    """Return a decorator that registers a drawing as a bubble."""

    def register(draw: Draw) -> Draw:
        made = Bubble(draw, inset, colour, share, across, least)
        bubbles.add(name, category=category, look=look)(made)
        return draw

    return register


def filled(path: Path, paint: str | Paint, opacity: float = 1.0) -> Part:
    """Return a shape filled."""
    return Part(path, painted(paint), opacity=opacity)


def stroked(path: Path, paint: str | Paint, width: float, *, opacity: float = 1.0, dash: float | None = None) -> Part:
    """Return a line along the edge of a shape, half of ``width`` on either side, dashed if asked for."""
    return Part(path, painted(paint), stroke=width, opacity=opacity, dash=dash)


def cast(path: Path, unit: float, *, down: float = 0.08, blur: float = 0.11, opacity: float = 0.4) -> Part:
    """Return the soft shadow of a shape."""
    return Part(shifted(path, 0, down * unit), plain("#000000"), opacity=opacity, blur=blur * unit)
