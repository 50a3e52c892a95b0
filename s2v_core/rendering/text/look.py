"""From the style fields of a document to pixels, colours and fonts on one canvas."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit
from urllib.request import url2pathname

from s2v_core.media.fonts import FontChoice, choose_font
from s2v_core.rendering.values import Colour, colour, number
from s2v_core.timeline.model import Canvas
from s2v_core.timeline.style import FontFace, SubtitleStyle
from s2v_core.timeline.style_defaults import DEFAULT_SIZES, DEFAULT_TOPS, Role

__all__ = ["Anchor", "Box", "Look", "Shadow", "Wrap", "contrasting", "edge_of", "resolve"]

Wrap = Literal["wrap", "scale", "spaces", "strict"]

_WRAPS: dict[str, Wrap] = {"autoscale": "scale", "autowrapatspaces": "spaces", "autowrapatspacesstrict": "strict"}
_LEGIBLE = 10
"""Sizes that are chosen, not asked for, are at least this many pixels."""
_TIGHTEST = 0.05
"""Letters are never moved closer by more than this share of the size: -1 pixel would crush the text of a thumbnail."""
_SIDE = 0.06
"""Margin left and right of wrapped text, as a share of the canvas width."""
_EDGE = 0.01
"""Nothing is drawn nearer to the edges than this share of the shorter side."""
_HEIGHT = 0.94
"""A text is never higher than this share of the canvas."""
_DARK, _LIGHT = (16, 16, 16), (255, 255, 255)


@dataclass(frozen=True)
class Anchor:
    """The point ``(x, y)`` in pixels that a point of the text block lies on: ``across`` and ``down`` are 0 (left, top),
    0.5 (middle) or 1 (right, bottom); lines are aligned by ``across``."""

    x: float
    y: float
    across: float
    down: float


@dataclass(frozen=True)
class Shadow:
    """A shadow behind text and outline, in pixels."""

    dx: float
    dy: float
    blur: float
    colour: Colour
    opacity: float


@dataclass(frozen=True)
class Box:
    """A filled box behind the text; ``padding`` and ``radius`` in pixels."""

    colour: Colour
    opacity: float
    padding: float
    radius: float


@dataclass(frozen=True)
class Look:
    """Everything about a text's looks on one canvas; lengths in pixels, ``angle`` in degrees counter-clockwise.

    Lines are at most ``width`` long, the text ``height`` high, the turned text ``widest`` wide; nothing is drawn within
    ``edge`` of the canvas' edges.
    """

    font: FontChoice
    font_file: Path | None
    font_name: str | None
    face: FontFace
    size: float
    fill: Colour
    opacity: float
    outline: float
    outline_colour: Colour
    shadow: Shadow | None
    box: Box | None
    spacing: float
    line_spacing: float
    angle: float
    wrap: Wrap
    width: float
    height: float
    widest: float
    edge: float
    anchor: Anchor


def resolve(style: SubtitleStyle, canvas: Canvas, role: Role = "caption", shrink: float = 1.0) -> Look:
    """Return the look of ``style`` on ``canvas``; what the style leaves open follows ``role``.

    ``shrink`` makes everything that is measured in text smaller (used when several texts must share the height).
    """
    shorter = min(canvas.width, canvas.height)
    size = number(style.font_size, 0, 5000) or max(round(DEFAULT_SIZES[role] * shorter), _LEGIBLE)
    size = size * canvas.height if size <= 1 else size
    size = min(max(4.0, size * shrink), float(canvas.height))
    face = style.font_face or FontFace()
    fill = colour(style.font_color) or _LIGHT
    box = _box(style, size)
    anchor = _anchor(style, canvas, role)
    edge = edge_of(canvas)
    return Look(
        font=choose_font(style.font, bold=face.bold, italic=face.italic),
        font_file=_local(style.font_url) if style.font_url else None,
        font_name=style.font,
        face=face,
        size=size,
        fill=fill,
        opacity=_given(number(style.font_color_opacity, 0, 1), 1.0),
        outline=_outline(style, size, boxed=box is not None) * (shrink if style.outline else 1),
        outline_colour=colour(style.outline_colour) or contrasting(fill),
        shadow=_shadow(style, size, boxed=box is not None),
        box=box,
        spacing=max((number(style.spacing, -size, 2000) or 0.0) * shrink, -_TIGHTEST * size),
        line_spacing=(number(style.line_spacing, -5000, 5000) or 0.0) * shrink,
        angle=(number(style.angle, -36000, 36000) or 0.0) % 360,
        wrap=_WRAPS.get((style.adapt_mode or "").lower(), "wrap"),
        width=_width(style, canvas, anchor, edge),
        height=canvas.height * _HEIGHT,
        widest=canvas.width - 2 * edge,
        edge=edge,
        anchor=anchor,
    )


def edge_of(canvas: Canvas) -> float:
    """Return how many pixels nearest to the edges of ``canvas`` stay free of text."""
    return max(1.0, _EDGE * min(canvas.width, canvas.height))


def contrasting(fill: Colour) -> Colour:
    """Return near-black or white, whichever stands out from ``fill`` (WCAG 2 contrast, dark if they are close)."""
    light = _luminance(fill)
    against_dark = (light + 0.05) / (_luminance(_DARK) + 0.05)
    against_light = 1.05 / (light + 0.05)
    return _DARK if against_dark * 1.2 >= against_light else _LIGHT


def _local(reference: str) -> Path:
    return Path(url2pathname(urlsplit(reference).path) if reference.lower().startswith("file:") else reference)


def _luminance(rgb: Colour) -> float:
    linear = [(part / 255 / 12.92 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4) for part in rgb]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _given(value: float | None, default: float) -> float:
    return default if value is None else value


def _outline(style: SubtitleStyle, size: float, *, boxed: bool) -> float:
    default = 0.0 if boxed else max(1.0, 0.06 * size)
    return _given(number(style.outline, 0, size / 2), default)


def _shadow(style: SubtitleStyle, size: float, *, boxed: bool) -> Shadow | None:
    distance = number(style.shadow, -size, size)
    behind = colour(style.back_colour) or (0, 0, 0)
    if distance is None:
        return None if boxed else Shadow(0.0, 0.03 * size, 0.08 * size, (0, 0, 0), 0.55)
    if distance == 0 or boxed:
        return None
    return Shadow(distance, distance, abs(distance) * 0.2, behind, 1.0 if style.back_colour else 0.6)


def _box(style: SubtitleStyle, size: float) -> Box | None:
    if style.border_style != 3:
        return None
    behind = colour(style.back_colour)
    padding = max(_given(number(style.outline, 0, size / 2), 0.0), 0.28 * size)
    return Box(behind or (0, 0, 0), 1.0 if behind else 0.65, padding, 0.14 * size)


def _anchor(style: SubtitleStyle, canvas: Canvas, role: Role) -> Anchor:
    default = "topleft" if role == "text" else "topcenter"
    name = (style.alignment or default).lower().replace("centre", "center")
    x, y = _pixels(style.x, canvas.width), _pixels(style.y, canvas.height)
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


def _pixels(value: float | None, extent: int) -> float | None:
    """Apply the unit rule: up to 1 a share of the canvas, above it pixels."""
    known = number(value, -20000, 20000)
    return known if known is None or abs(known) > 1 else known * extent


def _width(style: SubtitleStyle, canvas: Canvas, anchor: Anchor, edge: float) -> float:
    """The width lines may have: what ``TextWidth`` asks for, else what lies between the side margins.

    A text that hangs on its left or right edge has the room from there on, but never less than a quarter of the canvas:
    what would not fit then is moved instead.
    """
    most = canvas.width - 2 * edge
    asked = _pixels(style.text_width, canvas.width)
    if asked is not None and asked > 0:
        return max(min(asked, most), canvas.width / 20)
    room = canvas.width * (1 - 2 * _SIDE)
    if anchor.across != 0.5:
        to_edge = canvas.width - anchor.x if anchor.across == 0 else anchor.x
        room = min(room, to_edge - canvas.width * _SIDE)
    return max(room, canvas.width / 4)
