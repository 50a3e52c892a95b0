"""The layers of ``SubtitleEffects``: lines and shadows behind letters, boxes, bubbles of one's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from s2v_core.effects.bubbles import Bubble, Part
from s2v_core.effects.bubbles.catalogue import filled
from s2v_core.effects.bubbles.shapes import rounded
from s2v_core.effects.looks.recipe import Layer, plain
from s2v_core.rendering.text.contrast import contrasting, hex_of
from s2v_core.rendering.text.place import pixels
from s2v_core.rendering.text.references import local_path
from s2v_core.rendering.values import Colour, colour, number
from s2v_core.timeline.model import Canvas

__all__ = ["Backing", "Held", "Layers", "read_layers"]

_LINE = 0.06
"""Width of an outline that has none given, in font sizes."""
_SHIFT = 0.05
_MOST = 20
"""Layers that are drawn; there is no look for more."""
_WIDEST = 1.0
"""Lines reach out, and shadows move, by this many font sizes at most."""


@dataclass(frozen=True)
class Backing:
    """A box behind a text. ``padding`` (across, down; None: the usual) and ``radius`` are in font sizes."""

    colour: Colour | None
    opacity: float
    padding: tuple[float, float] | None
    radius: float | None
    picture: Path | None


@dataclass(frozen=True)
class Held:
    """The bubble of a text, of that ``size`` in pixels (None: as the text needs); a ``picture`` fills it."""

    bubble: Bubble
    size: tuple[float | None, float | None]
    picture: Path | None = None


@dataclass(frozen=True)
class Layers:
    """What lies behind letters, from back to front, and below that a box or a bubble."""

    below: tuple[Layer, ...] = ()
    box: Backing | None = None
    bubble: Held | None = None


def read_layers(entries: Sequence[Mapping[str, Any]], canvas: Canvas, size: float, fill: Colour) -> Layers:
    """Read ``SubtitleEffects`` for letters of ``size`` pixels in the colour ``fill``.

    Shadows lie below lines, wide lines below narrow ones. Of several boxes the last counts. What cannot be understood
    has its default; layers of no known type are passed over.
    """
    shadows: list[Layer] = []
    lines: list[Layer] = []
    box: Backing | None = None
    bubble: Held | None = None
    for entry in entries[:_MOST]:
        kind = str(entry.get("Type") or "").lower()
        if kind == "outline":
            lines.append(_line(entry, size, fill))
        elif kind == "shadow":
            shadows.append(_shadow(entry, size))
        elif kind == "box" and (own := _bubble(entry, canvas, size)):
            box, bubble = None, own
        elif kind == "box":
            box, bubble = _box(entry, size), None
    lines.sort(key=lambda layer: -max(layer.grow))
    return Layers((*shadows, *lines), box, bubble)


def _line(entry: Mapping[str, Any], size: float, fill: Colour) -> Layer:
    return Layer(
        plain(hex_of(colour(entry.get("Color")) or contrasting(fill))),
        grow=_borders(entry, size, _LINE),
        shift=(_length(entry.get("XShift"), size) or 0.0, _length(entry.get("YShift"), size) or 0.0),
        blur=_blur(entry, size),
        opacity=_opacity(entry, 1.0),
    )


def _shadow(entry: Mapping[str, Any], size: float) -> Layer:
    across, down = (_length(entry.get(name), size) for name in ("XShift", "YShift"))
    usual = _SHIFT if across is None and down is None and not entry.get("Blur") else 0.0
    given = colour(entry.get("Color"))
    return Layer(
        plain(hex_of(given or (0, 0, 0))),
        grow=_borders(entry, size, 0.0),
        shift=(usual if across is None else across, usual if down is None else down),
        blur=_blur(entry, size),
        opacity=_opacity(entry, 1.0 if given else 0.6),
    )


def _box(entry: Mapping[str, Any], size: float) -> Backing:
    given = colour(entry.get("Color"))
    named = any(entry.get(name) is not None for name in ("Bord", "XBord", "YBord"))
    radius = _length(entry.get("Radius"), size)
    return Backing(
        colour=given,
        opacity=_opacity(entry, 1.0 if given else 0.65),
        padding=_borders(entry, size, 0.0) if named else None,
        radius=None if radius is None else max(radius, 0.0),
        picture=_picture(entry),
    )


def _bubble(entry: Mapping[str, Any], canvas: Canvas, size: float) -> Held | None:
    """Return the bubble of an entry that gives a size."""
    width = pixels(number(entry.get("Width"), 0, 20_000), canvas.width)
    height = pixels(number(entry.get("Height"), 0, 20_000), canvas.height)
    if not width or not height:
        return None
    backing = _box(entry, size)

    def draw(wide: float, high: float, unit: float) -> tuple[Part, ...]:
        if backing.picture is not None:
            return ()
        shape = rounded(0, 0, wide, high, (backing.radius or 0.0) * unit)
        return (filled(shape, hex_of(backing.colour or (0, 0, 0)), backing.opacity),)

    left, top, wide, high = _area(entry.get("TextArea"))
    share = (left, top, max(1 - left - wide, 0.0), max(1 - top - high, 0.0))
    bubble = Bubble(draw, (0.0, 0.0, 0.0, 0.0), hex_of(contrasting(backing.colour or (0, 0, 0))), share)
    return Held(bubble, (width, height), backing.picture)


def _area(given: Any) -> tuple[float, float, float, float]:
    """Read ``"x,y,w,h"``, in fractions."""
    parts = [number(part, 0, 1) for part in given.split(",")] if isinstance(given, str) else []
    known = [part for part in parts if part is not None]
    if len(parts) != 4 or len(known) != 4 or not known[2] or not known[3]:
        return 0.06, 0.06, 0.88, 0.88
    return min(known[0], 0.95), min(known[1], 0.95), max(known[2], 0.05), max(known[3], 0.05)


def _borders(entry: Mapping[str, Any], size: float, default: float) -> tuple[float, float]:
    both = _length(entry.get("Bord"), size)
    across, down = (_length(entry.get(name), size) for name in ("XBord", "YBord"))
    whole = default if both is None and across is None and down is None else both or 0.0
    return max(whole if across is None else across, 0.0), max(whole if down is None else down, 0.0)


def _blur(entry: Mapping[str, Any], size: float) -> float:
    """Return the standard deviation of a blur that reaches as far as asked for."""
    return max(_length(entry.get("Blur"), size) or 0.0, 0.0) / 2


def _length(value: Any, size: float) -> float | None:
    """Read a length: up to 1 it is in font sizes, above it in pixels."""
    known = number(value, -5000, 5000)
    if known is None:
        return None
    share = known if abs(known) <= 1 else known / size
    return min(max(share, -_WIDEST), _WIDEST)


def _opacity(entry: Mapping[str, Any], default: float) -> float:
    known = number(entry.get("Opacity"), 0, 1)
    return default if known is None else known


def _picture(entry: Mapping[str, Any]) -> Path | None:
    reference = entry.get("ImageURL")
    return local_path(reference) if isinstance(reference, str) and reference else None
