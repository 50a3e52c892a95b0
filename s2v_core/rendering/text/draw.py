"""Texts as overlays: captions, titles, sub-headings, placed on the canvas and never outside it."""

from __future__ import annotations

import math
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from s2v_core.rendering.overlay import Overlay
from s2v_core.rendering.resize import resized
from s2v_core.rendering.text.font_book import font_book
from s2v_core.rendering.text.look import Look, Plate, resolve
from s2v_core.rendering.text.markup import Piece, highlighted, parse_markup
from s2v_core.rendering.text.motion import Motion
from s2v_core.rendering.text.moving import MovingOverlay, Stock
from s2v_core.rendering.text.paint import Picture, paint
from s2v_core.rendering.text.plate import laid_out
from s2v_core.rendering.text.references import FontPath, localized
from s2v_core.rendering.text.runs import Run, runs_of
from s2v_core.rendering.text.scrolling import Scroll, ScrollingOverlay
from s2v_core.rendering.text.stock import stock_of
from s2v_core.rendering.text.typeset import Block
from s2v_core.timeline.model import Canvas
from s2v_core.timeline.style import SubtitleStyle
from s2v_core.timeline.style_defaults import Role

__all__ = ["Drawn", "FontPath", "TextSize", "draw", "draw_caption", "measure_text"]

_LOCK = threading.Lock()
"""Skia's font collection is not made for several threads at once."""


@dataclass(frozen=True)
class Drawn:
    """A text on the canvas; ``top`` and ``bottom`` bound its block of lines in pixels."""

    overlay: Overlay
    top: float
    bottom: float


def draw_caption(
    text: str,
    style: SubtitleStyle,
    canvas: Canvas,
    *,
    highlights: Sequence[Mapping[str, Any]] | None = None,
    font_path: FontPath | None = None,
    motion: Motion | None = None,
) -> Overlay:
    """Return ``text`` as a picture at its place on ``canvas``.

    A pure function of its arguments and the installed fonts, safe to call from several threads. An empty text gives a
    transparent pixel.

    Args:
        text: what is shown; inline codes are honoured.
        style: what it leaves open follows the defaults of captions.
        canvas: the picture it will lie on.
        highlights: entries ``{"Words": [...], "Style": {...}}`` whose words get a look of their own; by default those
            that the style carries (``S2V.Highlight``).
        font_path: gives the local file for what the style names (its font, pictures of boxes); without it these must be
            the paths of local files.
        motion: how it moves, counted from the first frame of the overlay's span.

    Raises:
        DependencyMissing: Skia or the fonts are not installed.
        MediaError: a file that the style names cannot be used.
    """
    marked = _own_highlights(style) if highlights is None else highlights
    return draw(highlighted(parse_markup(text), marked), style, canvas, font_path=font_path, motion=motion).overlay


def draw(
    pieces: Sequence[Piece],
    style: SubtitleStyle,
    canvas: Canvas,
    *,
    role: Role = "caption",
    shrink: float = 1.0,
    font_path: FontPath | None = None,
    motion: Motion | None = None,
) -> Drawn:
    """Lay out, paint and place ``pieces``; see ``draw_caption``, and ``resolve`` for ``role`` and ``shrink``.

    ``motion`` says how the text moves; its overlay is then a ``MovingOverlay``.
    """
    if font_path:
        style = localized(style, font_path)
    look = resolve(style, canvas, role, shrink, "".join(piece.text for piece in pieces))
    if motion is not None and motion.scroll is not None:
        look = motion.scroll.roomy(look)
    with _LOCK:
        book = font_book()
        runs = runs_of(pieces, look, book)
        if not runs:
            return _nothing(look)
        block, dressed = laid_out(runs, look, book)
        picture = paint(block, dressed, book)
    if not picture.rgba.size:
        return _nothing(look)
    if motion is not None and motion.scroll is not None:
        return _travelling(picture, block, look, canvas, motion, motion.scroll)
    drawn = _placed(picture, block, look, dressed.plate, canvas)
    return drawn if motion is None else _moving(drawn, runs, block, picture, dressed, canvas, motion)


@dataclass(frozen=True)
class TextSize:
    """How a text comes out on the canvas: in ``lines``, at ``scale`` times the size that its style asks for."""

    lines: int
    scale: float


def measure_text(text: str, style: SubtitleStyle, canvas: Canvas, *, role: Role) -> TextSize:
    """Return how large ``text`` comes out by itself; one that shows nothing has no lines.

    Raises:
        DependencyMissing: Skia or the fonts are not installed.
        MediaError: the font file of the style, a local one, cannot be used.
    """
    look = resolve(style, canvas, role)
    with _LOCK:
        book = font_book()
        runs = runs_of(parse_markup(text), look, book)
        if not runs:
            return TextSize(0, 1.0)
        block, _ = laid_out(runs, look, book)
    return TextSize(block.lines, block.scale)


def _own_highlights(style: SubtitleStyle) -> tuple[Mapping[str, Any], ...]:
    entries = style.own.get("Highlight")
    return tuple(entry for entry in entries if isinstance(entry, Mapping)) if isinstance(entries, list | tuple) else ()


def _nothing(look: Look) -> Drawn:
    return Drawn(Overlay(np.zeros((1, 1, 4), np.uint8)), look.anchor.y, look.anchor.y)


def _moving(
    drawn: Drawn, runs: Sequence[Run], block: Block, picture: Picture, look: Look, canvas: Canvas, motion: Motion
) -> Drawn:
    still = drawn.overlay
    scale = still.width / picture.rgba.shape[1]

    def stock() -> Stock:
        return stock_of(runs, block, picture, look, font_book(), scale=scale, motion=motion, lock=_LOCK)

    overlay = MovingOverlay(still.rgba, still.x, still.y, motion=motion, stock=stock, canvas=canvas)
    return replace(drawn, overlay=overlay)


def _travelling(picture: Picture, block: Block, look: Look, canvas: Canvas, motion: Motion, scroll: Scroll) -> Drawn:
    """Have the text travel, in line with where it would stand."""
    height, width = picture.rgba.shape[:2]
    first, last = scroll.ends(height if scroll.upright else width, canvas)
    x = round(look.anchor.x + (0.5 - look.anchor.across) * block.width + picture.x)
    y = round(look.anchor.y + (0.5 - look.anchor.down) * block.height + picture.y)

    def edge(frame: int) -> int:
        along = scroll.progress(float(frame / motion.rate), motion.seconds, abs(last - first))
        return round(first + (last - first) * along)

    overlay = ScrollingOverlay(picture.rgba, x, y, upright=scroll.upright, edge=edge)
    return Drawn(overlay, float(y), float(y + height))


def _placed(picture: Picture, block: Block, look: Look, plate: Plate | None, canvas: Canvas) -> Drawn:
    """Put the text, or the plate that it stands on, where the look wants it."""
    width, height = (plate.width, plate.height) if plate else (block.width, block.height)
    middle_x = look.anchor.x + (0.5 - look.anchor.across) * width
    middle_y = look.anchor.y + (0.5 - look.anchor.down) * height
    room = (canvas.width - 2 * look.edge, canvas.height - 2 * look.edge)
    rgba, scale = _within(picture.rgba, room)
    aside, below = _beside(plate, block, look.angle) if plate else (0.0, 0.0)
    left, top = (picture.x + aside) * scale, (picture.y + below) * scale
    x = _clamped(middle_x + left, rgba.shape[1], canvas.width, look.edge)
    depth = 0.0 if plate else (_depth(block, look) - picture.y) * scale
    y = _clamped(middle_y + top, max(rgba.shape[0], depth), canvas.height, look.edge)
    moved = y - (middle_y + top)
    half = height / 2 * scale
    return Drawn(Overlay(rgba, x, y), middle_y - half + moved, middle_y + half + moved)


def _beside(plate: Plate, block: Block, angle: float) -> tuple[float, float]:
    """Return how far right and down of the plate's middle that of the text is."""
    right = plate.left + (block.width - plate.width) / 2
    down = plate.top + (block.height - plate.height) / 2
    across, up = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    return right * across + down * up, down * across - right * up


def _depth(block: Block, look: Look) -> float:
    """Return how far level text reaches below the block's middle when its last line has letters like g.

    Captions pushed up from the lower edge stand on the same line then, whatever their letters.
    """
    if look.angle:
        return 0.0
    shadow = (abs(look.shadow.dy) + 3 * look.shadow.blur) * block.scale if look.shadow else 0.0
    if look.recipe is not None:
        shadow = look.recipe.reach * block.size - block.outline
    return block.height / 2 + block.outline + shadow


def _clamped(position: float, extent: float, canvas: int, edge: float) -> int:
    return round(max(edge, min(position, canvas - edge - extent)))


def _within(rgba: NDArray[np.uint8], room: tuple[float, float]) -> tuple[NDArray[np.uint8], float]:
    """Make a picture smaller that is larger than ``room`` for what sticks out of its lines."""
    height, width = rgba.shape[:2]
    scale = min(1.0, room[0] / width, room[1] / height)
    if scale == 1:
        return rgba, scale
    size = (max(1, int(width * scale)), max(1, int(height * scale)))
    return resized(rgba, size), scale
