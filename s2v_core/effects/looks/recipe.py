"""What a ready-made look of letters is made of. All lengths are in font sizes, so that it is the same at any size."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

__all__ = [
    "Layer",
    "LookMaker",
    "Paint",
    "Pattern",
    "Recipe",
    "Relief",
    "Stops",
    "block",
    "core",
    "glow",
    "outline",
    "painted",
    "plain",
    "rgb",
    "rows",
    "shadow",
    "slope",
]

Stops = tuple[tuple[float, str], ...]
"""Places from 0 to 1, rising, and their colours as ``#RRGGBB``; two at one place make an edge."""

Pattern = Literal[
    "plain",
    "rows",
    "slope",
    "disc",
    "turn",
    "rays",
    "stripes",
    "dots",
    "checks",
    "veins",
    "wood",
    "brushed",
    "water",
    "fire",
    "discs",
]
"""How each point gets its number from 0 to 1: ``rows`` from the top to the bottom of each line of letters, ``slope``
across the whole text, ``disc`` outwards and ``turn`` around its middle; the others are textures."""


@dataclass(frozen=True)
class Paint:
    """What an area is filled with: the ``pattern`` gives each point a number, ``stops`` give the number its colour.

    ``angle`` in degrees turns the pattern clockwise, from left-to-right; ``scale`` makes the parts of a texture larger.
    """

    pattern: Pattern
    stops: Stops
    angle: float = 0.0
    scale: float = 1.0


@dataclass(frozen=True)
class Layer:
    """A copy of all letters: larger on each side by ``grow`` (across, down; below 0 smaller), moved by ``shift`` (to
    the right, down), softened by ``blur``.

    A ``trail`` is drawn all the way from the letters to where they are moved.
    """

    paint: Paint
    grow: tuple[float, float] = (0.0, 0.0)
    shift: tuple[float, float] = (0.0, 0.0)
    blur: float = 0.0
    opacity: float = 1.0
    trail: bool = False

    @property
    def reach(self) -> float:
        """How far out from the letters anything of it is seen."""
        return max(self.grow) + max(map(abs, self.shift)) + 3 * self.blur


@dataclass(frozen=True)
class Relief:
    """Edges that rise over ``depth`` to the surface of the letters, lit from the upper left."""

    depth: float
    light: str = "#FFFFFF"
    dark: str = "#000000"
    strength: float = 0.8


@dataclass(frozen=True)
class Recipe:
    """A look of letters: layers ``below`` them from back to front, their ``fill``, layers ``above`` within them.

    ``fill`` None: the letters keep the colours that they have by themselves.
    """

    fill: Paint | None
    below: tuple[Layer, ...] = ()
    above: tuple[Layer, ...] = ()
    relief: Relief | None = None

    @property
    def reach(self) -> float:
        """How far out from the letters anything is seen."""
        return max((layer.reach for layer in self.below), default=0.0)


LookMaker = Callable[[int], Recipe]
"""Gives the recipe for a number that stands for the text; nearly all looks are the same for every text."""


def rgb(colour: str) -> tuple[int, int, int]:
    """Return red, green and blue, 0 to 255, of ``#RRGGBB``."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def plain(colour: str) -> Paint:
    """Return one colour."""
    return Paint("plain", ((0.0, colour),))


def rows(*colours: str | tuple[float, str]) -> Paint:
    """Return colours from the top to the bottom of each line: evenly spread, or with their places."""
    return Paint("rows", _stops(colours))


def slope(angle: float, *colours: str | tuple[float, str]) -> Paint:
    """Return colours across the whole text, in the direction of ``angle`` (0 to the right, 90 down)."""
    return Paint("slope", _stops(colours), angle=angle)


def outline(width: float, paint: str | Paint) -> Layer:
    """Return a line around the letters that reaches ``width`` out from their edges."""
    return Layer(painted(paint), grow=(width, width))


def shadow(right: float, down: float, colour: str, opacity: float, *, blur: float, grow: float = 0.0) -> Layer:
    """Return a shadow, soft unless ``blur`` is 0."""
    return Layer(plain(colour), grow=(grow, grow), shift=(right, down), blur=blur, opacity=opacity)


def glow(blur: float, paint: str | Paint, opacity: float = 1.0, *, grow: float = 0.0) -> Layer:
    """Return light around the letters."""
    return Layer(painted(paint), grow=(grow, grow), blur=blur, opacity=opacity)


def block(right: float, down: float, paint: str | Paint, *, grow: float = 0.0, opacity: float = 1.0) -> Layer:
    """Return the side of letters that are as thick as this, or their long shadow."""
    return Layer(painted(paint), grow=(grow, grow), shift=(right, down), trail=True, opacity=opacity)


def core(
    inset: float,
    paint: str | Paint,
    *,
    blur: float = 0.0,
    opacity: float = 1.0,
    shift: tuple[float, float] = (0.0, 0.0),
) -> Layer:
    """Return the inner part of the letters, ``inset`` away from their edges; only for ``Recipe.above``."""
    return Layer(painted(paint), grow=(-inset, -inset), shift=shift, blur=blur, opacity=opacity)


def painted(paint: str | Paint) -> Paint:
    """Return what an area is filled with, if need be of one colour."""
    return plain(paint) if isinstance(paint, str) else paint


def _stops(colours: tuple[str | tuple[float, str], ...]) -> Stops:
    last = max(len(colours) - 1, 1)
    return tuple((place / last, colour) if isinstance(colour, str) else colour for place, colour in enumerate(colours))
