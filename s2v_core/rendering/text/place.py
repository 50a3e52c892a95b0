"""Where a text stands on the canvas and how wide it may be there."""

from __future__ import annotations

from dataclasses import dataclass

from s2v_core.rendering.values import number
from s2v_core.timeline.model import Canvas
from s2v_core.timeline.style import SubtitleStyle
from s2v_core.timeline.style_defaults import DEFAULT_TOPS, Role

__all__ = ["Anchor", "anchor_of", "edge_of", "pixels", "width_of"]

_SIDE = 0.06
"""Margin left and right of wrapped text, as a share of the canvas width."""
_EDGE = 0.01
"""Nothing is drawn nearer to the edges than this share of the shorter side."""
_FAR = 20_000.0


@dataclass(frozen=True)
class Anchor:
    """The point ``(x, y)`` in pixels that a point of the text block lies on: ``across`` and ``down`` are 0 (left, top),
    0.5 (middle) or 1 (right, bottom); lines are aligned by ``across``."""

    x: float
    y: float
    across: float
    down: float


def edge_of(canvas: Canvas) -> float:
    """Return how many pixels nearest to the edges of ``canvas`` stay free of text."""
    return max(1.0, _EDGE * min(canvas.width, canvas.height))


def anchor_of(style: SubtitleStyle, canvas: Canvas, role: Role, *, cornered: bool = False) -> Anchor:
    """Return where a text hangs: a ``cornered`` one that has an ``x`` by its top left corner, at (``x``, ``y``)."""
    default = "topleft" if role == "text" else "topcenter"
    name = (style.alignment or default).lower().replace("centre", "center")
    x, y = _place(style.fixed_x, style.x, canvas.width), _place(style.fixed_y, style.y, canvas.height)
    if cornered and x is not None:
        return Anchor(x, y or 0.0, 0.0, 0.0)
    if name in {"left", "center", "right"}:
        across = {"left": 0.0, "center": 0.5, "right": 1.0}[name]
        return Anchor(canvas.width * across if x is None else x, y or 0.0, across, 0.0)
    down = 0.5 if name.startswith("center") else 1.0 if name.startswith("bottom") else 0.0
    across = 0.0 if name.endswith("left") else 1.0 if name.endswith("right") else 0.5
    if y is None and style.alignment in {None, "TopCenter"}:
        y = DEFAULT_TOPS[role][canvas.shape] * canvas.height
    right, bottom = across == 1, down == 1
    return Anchor(
        canvas.width * across + (x or 0.0) * (-1 if right else 1),
        canvas.height * down + (y or 0.0) * (-1 if bottom else 1),
        across,
        down,
    )


def pixels(value: float | None, extent: int) -> float | None:
    """Apply the unit rule: up to 1 a share of the canvas, above it pixels."""
    known = number(value, -_FAR, _FAR)
    return known if known is None or abs(known) > 1 else known * extent


def width_of(style: SubtitleStyle, canvas: Canvas, anchor: Anchor) -> float:
    """Return the width lines may have: what ``TextWidth`` asks for, else what lies between the side margins.

    A text that hangs on its left or right edge has the room from there on, but never less than a quarter of the canvas:
    what would not fit then is moved instead.
    """
    most = canvas.width - 2 * edge_of(canvas)
    asked = pixels(style.text_width, canvas.width)
    if asked is not None and asked > 0:
        return max(min(asked, most), canvas.width / 20)
    room = canvas.width * (1 - 2 * _SIDE)
    if anchor.across != 0.5:
        to_edge = canvas.width - anchor.x if anchor.across == 0 else anchor.x
        room = min(room, to_edge - canvas.width * _SIDE)
    return max(room, canvas.width / 4)


def _place(fixed: float | None, given: float | None, extent: int) -> float | None:
    """Return a coordinate in pixels; a fixed one is always in pixels."""
    return pixels(given, extent) if fixed is None else number(fixed, -_FAR, _FAR)
