"""Pictures of single parts of a text, each with its own outline, shadow and glow, cut off nowhere."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from s2v_core.effects.looks.recipe import Recipe
from s2v_core.rendering.text.font_book import FontBook
from s2v_core.rendering.text.look import Look, uppermost
from s2v_core.rendering.text.paint import Picture, paint
from s2v_core.rendering.text.parts import showing
from s2v_core.rendering.text.runs import RunStyle
from s2v_core.rendering.text.typeset import Block, Layer, Restyle

__all__ = ["Area", "Sprite", "backdrop", "cut_out", "premultiplied"]

Pixels = NDArray[np.uint8]
Parts = frozenset[int]

_NOBODY: Parts = frozenset()
_MARGIN = 0.15
"""Font sizes by which letters may stick out of their room, beside outline and shadow."""


@dataclass(frozen=True)
class Area:
    """An upright box in pixels, counted from the middle of the block."""

    left: float
    top: float
    right: float
    bottom: float

    def grown(self, by: float) -> Area:
        """Return the box with ``by`` pixels more on every side."""
        return Area(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def times(self, factor: float) -> Area:
        """Return the box ``factor`` times as large and as far away."""
        return Area(self.left * factor, self.top * factor, self.right * factor, self.bottom * factor)

    def meets(self, other: Area) -> bool:
        """Say whether the boxes have a point in common."""
        across = self.left <= other.right and other.left <= self.right
        return across and self.top <= other.bottom and other.top <= self.bottom


@dataclass(frozen=True, eq=False)
class Sprite:
    """A part of a text in layers of one size, H x W x 4 uint8 with colours times alpha; its corner is ``(x, y)`` from
    the block's middle.

    From back to front, None where there is nothing: ``cast`` is what falls on the ground (shadow, glow), ``edge`` what
    surrounds the letters (outlines). In a whole text each layer of every part lies below the next one of any.
    """

    cast: Pixels | None
    edge: Pixels | None
    letters: Pixels
    x: float
    y: float

    @property
    def layers(self) -> tuple[Pixels | None, Pixels | None, Pixels]:
        """All layers from back to front."""
        return self.cast, self.edge, self.letters


def premultiplied(rgba: Pixels) -> Pixels:
    """Return a picture with straight alpha with its colours times alpha."""
    alpha: Any = cv2.extractChannel(rgba, 3)
    result = cv2.multiply(rgba, cv2.merge([alpha] * 4), scale=1 / 255)
    cv2.insertChannel(alpha, result, 3)
    return np.asarray(result, np.uint8)


def backdrop(block: Block, look: Look, book: FontBook) -> Sprite | None:
    """Return what the look draws behind the whole text; None if that is nothing."""
    picture = paint(_restricted(block, _NOBODY, book), look, book)
    return Sprite(None, None, premultiplied(picture.rgba), picture.x, picture.y) if picture.rgba.size else None


def cut_out(
    block: Block, look: Look, book: FontBook, groups: Sequence[Parts], rooms: Sequence[Area], spread: float
) -> list[Sprite | None]:
    """Return a sprite for each of ``groups`` of parts, without what the look draws behind the whole text.

    Several groups that are far from each other are painted at once.

    Args:
        rooms: where the letters of each group stand.
        spread: how many pixels the whole text is larger than its block, on the side where it is most.

    Returns:
        The sprites in the order of the groups; None for those without ink.
    """
    bare = replace(look, box=None, plate=None)
    areas = [room.grown(spread + _MARGIN * block.size) for room in rooms]
    sprites: list[Sprite | None] = [None] * len(groups)
    for numbers in _apart(areas):
        together = frozenset[int]().union(*(groups[number] for number in numbers))
        pictures = _painted(block, bare, book, together)
        for number in numbers:
            if len(numbers) > 1 and _sticks_out(pictures[0], areas[number]):
                sprites[number] = _sprite(_painted(block, bare, book, groups[number]), None)
            else:
                sprites[number] = _sprite(pictures, areas[number] if len(numbers) > 1 else None)
    return sprites


def _apart(areas: Sequence[Area]) -> list[list[int]]:
    """Sort the numbers of areas into as few lists as it takes that none in a list meets another."""
    lists: list[list[int]] = []
    for number, area in enumerate(areas):
        free = (others for others in lists if not any(area.meets(areas[other]) for other in others))
        home = next(free, None)
        if home is None:
            lists.append([number])
        else:
            home.append(number)
    return lists


def _painted(block: Block, look: Look, book: FontBook, parts: Parts) -> tuple[Picture, ...]:
    """Return the parts with all that belongs to them, without what they cast, and without their edges."""
    whole = _restricted(block, parts, book)
    letters = replace(whole, paragraph=partial(_top_only, whole.paragraph, showing(_NOBODY, book)))
    edged = replace(look, shadow=None, recipe=_edged(look.recipe))
    return paint(whole, look, book), paint(whole, edged, book), paint(letters, uppermost(look), book)


def _edged(recipe: Recipe | None) -> Recipe | None:
    """Return a recipe without what letters cast: all layers up to the last one that is soft or moved aside."""
    if recipe is None:
        return None
    last = max((place for place, layer in enumerate(recipe.below, 1) if layer.blur or any(layer.shift)), default=0)
    return replace(recipe, below=recipe.below[last:])


def _restricted(block: Block, parts: Parts, book: FontBook) -> Block:
    return replace(block, paragraph=partial(_hidden, block.paragraph, showing(parts, book)))


def _hidden(paragraph: Callable[..., Any], hide: Restyle, layer: Layer, restyle: Restyle | None = None) -> Any:
    """Return the paragraph in which ``hide`` has the last word about styles."""

    def both(known: RunStyle, style: Any) -> None:
        if restyle is not None:
            restyle(known, style)
        hide(known, style)

    return paragraph(layer, both)


def _top_only(paragraph: Callable[..., Any], hide: Restyle, layer: Layer, restyle: Restyle | None = None) -> Any:
    return paragraph(layer, restyle) if layer == "fill" else _hidden(paragraph, hide, layer, restyle)


def _sticks_out(picture: Picture, area: Area) -> bool:
    """Say whether something of ``picture`` lies on the edge of ``area``."""
    rows, columns = _inside(picture, area)
    alpha = picture.rgba[rows, columns, 3]
    if not alpha.size:
        return False
    height, width = picture.rgba.shape[:2]
    edges = [
        alpha[0] if rows.start > 0 else None,
        alpha[-1] if rows.stop < height else None,
        alpha[:, 0] if columns.start > 0 else None,
        alpha[:, -1] if columns.stop < width else None,
    ]
    return any(edge is not None and bool(edge.any()) for edge in edges)


def _inside(picture: Picture, area: Area) -> tuple[slice, slice]:
    height, width = picture.rgba.shape[:2]
    top, left = math.floor(area.top - picture.y), math.floor(area.left - picture.x)
    bottom, right = math.ceil(area.bottom - picture.y), math.ceil(area.right - picture.x)
    rows = slice(min(max(top, 0), height), min(max(bottom, 0), height))
    return rows, slice(min(max(left, 0), width), min(max(right, 0), width))


def _sprite(pictures: Sequence[Picture], area: Area | None) -> Sprite | None:
    """Cut the ink within ``area`` (None: all of it) out of the pictures of a whole, of that without what it casts, and
    of its letters alone."""
    whole, edged, plain = pictures
    rows, columns = _inside(whole, area) if area else (slice(None), slice(None))
    seen = np.ascontiguousarray(whole.rgba[rows, columns])
    left, top, width, height = cv2.boundingRect(np.ascontiguousarray(seen[..., 3])) if seen.size else (0, 0, 0, 0)
    if not width:
        return None
    part = premultiplied(seen)
    x, y = whole.x + (columns.start or 0), whole.y + (rows.start or 0)
    ink = np.ascontiguousarray(part[top : top + height, left : left + width])
    x, y = x + left, y + top
    with_edge, letters = (_at(one, round(x - one.x), round(y - one.y), width, height) for one in (edged, plain))
    return Sprite(_beyond(ink, with_edge), _beyond(with_edge, letters), letters, x, y)


def _beyond(whole: Pixels, top: Pixels) -> Pixels | None:
    """Return what gives the ``whole`` again when its ``top`` is laid over it; None for nothing.

    Where the top is opaque nothing is known of it, nor needed.
    """
    remaining = cv2.bitwise_not(cv2.extractChannel(top, 3))
    rest: Any = cv2.divide(cv2.subtract(whole, top), cv2.merge([remaining] * 4), scale=255)
    alpha = cv2.extractChannel(rest, 3)
    rest = cv2.min(rest, cv2.merge([alpha] * 4))
    return np.asarray(rest, np.uint8) if alpha.any() else None


def _at(picture: Picture, left: int, top: int, width: int, height: int) -> Pixels:
    """Return the part of ``picture`` of that size, its colours times alpha; nothing beyond its edges."""
    result = np.zeros((height, width, 4), np.uint8)
    rows, columns = picture.rgba.shape[:2]
    above, before = max(0, -top), max(0, -left)
    seen = picture.rgba[max(0, top) : min(rows, top + height), max(0, left) : min(columns, left + width)]
    if seen.size:
        part = premultiplied(np.ascontiguousarray(seen))
        result[above : above + part.shape[0], before : before + part.shape[1]] = part
    return result
