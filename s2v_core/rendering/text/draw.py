"""Texts as overlays: captions, titles, sub-headings, placed on the canvas and never outside it."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from s2v_core.rendering.overlay import Overlay
from s2v_core.rendering.text.look import Look, Role, resolve
from s2v_core.rendering.text.markup import Piece, highlighted, parse_markup
from s2v_core.rendering.text.paint import Picture, paint
from s2v_core.rendering.text.runs import runs_of
from s2v_core.rendering.text.typefaces import font_book
from s2v_core.rendering.text.typeset import Block, typeset
from s2v_core.timeline.model import Canvas
from s2v_core.timeline.style import SubtitleStyle

__all__ = ["Drawn", "draw", "draw_caption"]

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
    highlights: Sequence[Mapping[str, Any]] = (),
) -> Overlay:
    """Return ``text`` as a picture at its place on ``canvas``.

    ``highlights`` are entries ``{"Words": [...], "Style": {...}}`` whose words get a look of their own. A pure function
    of its arguments and the installed fonts, safe to call from several threads. ``style.font_url`` must be the path
    of a local file. An empty text gives a transparent pixel.

    Raises:
        DependencyMissing: Skia or the fonts are not installed.
        MediaError: the font file of the style cannot be used.
    """
    return draw(highlighted(parse_markup(text), highlights), style, canvas).overlay


def draw(
    pieces: Sequence[Piece],
    style: SubtitleStyle,
    canvas: Canvas,
    *,
    role: Role = "caption",
    shrink: float = 1.0,
) -> Drawn:
    """Lay out, paint and place ``pieces``; see ``draw_caption``, and ``resolve`` for ``role`` and ``shrink``."""
    look = resolve(style, canvas, role, shrink)
    if not pieces:
        return _nothing(look)
    with _LOCK:
        book = font_book()
        block = typeset(runs_of(pieces, look, book), look, book)
        picture = paint(block, look, book)
    return _placed(picture, block, look, canvas) if picture.rgba.size else _nothing(look)


def _nothing(look: Look) -> Drawn:
    return Drawn(Overlay(np.zeros((1, 1, 4), np.uint8)), look.anchor.y, look.anchor.y)


def _placed(picture: Picture, block: Block, look: Look, canvas: Canvas) -> Drawn:
    middle_x = look.anchor.x + (0.5 - look.anchor.across) * block.width
    middle_y = look.anchor.y + (0.5 - look.anchor.down) * block.height
    room = (canvas.width - 2 * look.edge, canvas.height - 2 * look.edge)
    rgba, scale = _within(picture.rgba, room)
    x = _clamped(middle_x + picture.x * scale, rgba.shape[1], canvas.width, look.edge)
    y = _clamped(middle_y + picture.y * scale, rgba.shape[0], canvas.height, look.edge)
    moved = y - (middle_y + picture.y * scale)
    half = block.height / 2 * scale
    return Drawn(Overlay(rgba, x, y), middle_y - half + moved, middle_y + half + moved)


def _clamped(position: float, extent: int, canvas: int, edge: float) -> int:
    return round(max(edge, min(position, canvas - edge - extent)))


def _within(rgba: NDArray[np.uint8], room: tuple[float, float]) -> tuple[NDArray[np.uint8], float]:
    """Make a picture smaller that is larger than ``room`` for what sticks out of its lines."""
    height, width = rgba.shape[:2]
    scale = min(1.0, room[0] / width, room[1] / height)
    if scale == 1:
        return rgba, scale
    size = (max(1, int(width * scale)), max(1, int(height * scale)))
    alpha = rgba[..., 3:].astype(np.float32)
    small = cv2.resize(np.dstack([rgba[..., :3] * alpha, alpha]), size, interpolation=cv2.INTER_AREA)
    colours = small[..., :3] / np.maximum(small[..., 3:], 1e-3)
    return np.clip(np.rint(np.dstack([colours, small[..., 3]])), 0, 255).astype(np.uint8), scale
