"""From the style fields of a document to pixels, colours and fonts on one canvas."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal
from zlib import crc32

from s2v_core.effects.bubbles import Part, bubbles
from s2v_core.effects.looks import Layer, Recipe, looks
from s2v_core.effects.looks.recipe import outline as line
from s2v_core.effects.looks.recipe import shadow as shade
from s2v_core.media.fonts import FontChoice, choose_font
from s2v_core.media.typefaces import load_skia, open_font_file, open_typeface
from s2v_core.rendering.text.alternatives import one_of
from s2v_core.rendering.text.contrast import LIGHT, contrast, contrasting, hex_of
from s2v_core.rendering.text.layers import Backing, Held, read_layers
from s2v_core.rendering.text.place import Anchor, anchor_of, edge_of, pixels, width_of
from s2v_core.rendering.text.references import local_path
from s2v_core.rendering.values import Colour, colour, number
from s2v_core.timeline.model import Canvas
from s2v_core.timeline.style import FontFace, SubtitleStyle
from s2v_core.timeline.style_defaults import DEFAULT_SIZES, Role

__all__ = ["Anchor", "Box", "Look", "Plate", "Shadow", "Wrap", "contrasting", "edge_of", "resolve", "uppermost"]

Wrap = Literal["wrap", "scale", "spaces", "strict"]

_WRAPS: dict[str, Wrap] = {"autoscale": "scale", "autowrapatspaces": "spaces", "autowrapatspacesstrict": "strict"}
_LEGIBLE = 10
"""Sizes that are chosen, not asked for, are at least this many pixels."""
_TIGHTEST = 0.05
"""Letters are never moved closer by more than this share of the size: -1 pixel would crush the text of a thumbnail."""
_HEIGHT = 0.94
"""A text is never higher than this share of the canvas."""
_FLATTER = 0.6
"""Padding of a box above and below, as a share of that beside, where lines have room of their own."""
_SMALLEST_BUBBLE = 16.0
_LOST = 7.0
"""A colour that differs so much from that of a bubble's letters (in contrast) is about that of the bubble itself."""
_ROOM_FOR_SHADE = 0.2
"""Solid shadows, in font sizes, that lines leave room for at most."""


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
    """A filled box behind the text; ``padding`` (beside it), ``below`` (and above) and ``radius`` in pixels."""

    colour: Colour
    opacity: float
    padding: float
    below: float
    radius: float
    picture: Path | None = None


@dataclass(frozen=True)
class Plate:
    """What a text stands on, ``width`` x ``height`` pixels; its block's corner lies at (``left``, ``top``) of that."""

    parts: tuple[Part, ...]
    width: float
    height: float
    left: float
    top: float
    picture: Path | None = None


@dataclass(frozen=True)
class Look:
    """Everything about a text's looks on one canvas; lengths in pixels, ``angle`` in degrees counter-clockwise.

    Lines are at most ``width`` long, the text ``height`` high, the turned text ``widest`` wide; nothing is drawn within
    ``edge`` of the canvas' edges. A ``recipe`` takes the place of fill, outline and shadow. A ``bubble`` becomes the
    ``plate`` when the text is laid out.
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
    recipe: Recipe | None = None
    bubble: Held | None = None
    plate: Plate | None = None


def resolve(style: SubtitleStyle, canvas: Canvas, role: Role = "caption", shrink: float = 1.0, text: str = "") -> Look:
    """Return the look of ``style`` on ``canvas``; what the style leaves open follows ``role``.

    ``shrink`` makes everything that is measured in text smaller (used when several texts must share the height);
    ``text`` draws one where several looks or bubbles are named, and decides the colours of looks that leave them to it.
    """
    face = style.font_face or FontFace()
    ready = one_of(style.effect_color_style, looks, text)
    if ready and not style.font:  # ready-made looks are made for heavy letters
        face = face.model_copy(update={"bold": True})
    font = choose_font(style.font, bold=face.bold, italic=face.italic)
    font_file = local_path(style.font_url) if style.font_url else None
    asked = _size(style, canvas, role, font, font_file)
    size = min(max(4.0, asked * shrink), float(canvas.height))
    given = colour(style.font_color)
    layers = read_layers(style.subtitle_effects or (), canvas, asked, given or LIGHT)
    bubble = _bubble(style, layers.bubble, canvas, shrink, text)
    fill = _fill(given, bubble)
    box = None if bubble else _box(style, layers.box, size)
    backed = box is not None or bubble is not None
    anchor = anchor_of(style, canvas, role, cornered=bubble is not None)
    look = Look(
        font=font,
        font_file=font_file,
        font_name=style.font,
        face=face,
        size=size,
        fill=fill,
        opacity=_given(number(style.font_color_opacity, 0, 1), 1.0),
        outline=_outline(style, size, backed=backed) * (shrink if style.outline else 1),
        outline_colour=colour(style.outline_colour) or contrasting(fill),
        shadow=_shadow(style, size, backed=backed),
        box=box,
        spacing=max((number(style.spacing, -size, 2000) or 0.0) * shrink, -_TIGHTEST * size),
        line_spacing=(number(style.line_spacing, -5000, 5000) or 0.0) * shrink,
        angle=(number(style.angle, -36000, 36000) or 0.0) % 360,
        wrap=_WRAPS.get((style.adapt_mode or "").lower(), "wrap"),
        width=width_of(style, canvas, anchor),
        height=canvas.height * _HEIGHT,
        widest=canvas.width - 2 * edge_of(canvas),
        edge=edge_of(canvas),
        anchor=anchor,
        bubble=bubble,
    )
    recipe = looks[ready].function(crc32(text.encode("utf-8", "replace"))) if ready else None
    return _with_recipe(look, style, recipe, layers.below)


def uppermost(look: Look) -> Look:
    """Return ``look`` without what lies below the letters, of that which belongs to each of them."""
    return replace(look, shadow=None, recipe=look.recipe and replace(look.recipe, below=()))


def _fill(given: Colour | None, held: Held | None) -> Colour:
    """Return the colour of the letters: the one asked for, unless it would be lost on a bubble."""
    usual = colour(held.bubble.colour) if held else None
    if held is None or given is None or usual is None or held.picture is not None:
        return given or usual or LIGHT
    return usual if contrast(given, usual) > _LOST else given


def _size(style: SubtitleStyle, canvas: Canvas, role: Role, font: FontChoice, font_file: Path | None) -> float:
    """Return the size of the letters' em square, in pixels."""
    fixed = number(style.fixed_font_size, 0, 5000)
    given = fixed or number(style.font_size, 0, 5000)
    if not given:
        return float(max(round(DEFAULT_SIZES[role] * min(canvas.width, canvas.height)), _LEGIBLE))
    size = given * canvas.height if given <= 1 and not fixed else given
    if style.size_request_type != "RealDim":
        return size
    typeface = open_font_file(font_file, font.weight) if font_file else open_typeface(font.family, font.weight)
    metrics = load_skia().Font(typeface, 1000).getMetrics()
    return float(size * 1000 / max(metrics.fDescent - metrics.fAscent, 1.0))


def _bubble(style: SubtitleStyle, own: Held | None, canvas: Canvas, shrink: float, text: str) -> Held | None:
    """Return the bubble of a text: the one named, or else its ``own``; no larger than the canvas."""
    known = one_of(style.bubble_style_id, bubbles, text)
    size = (pixels(style.bubble_width, canvas.width), pixels(style.bubble_height, canvas.height))
    held = Held(bubbles[known].function, size) if known else own
    if held is None:
        return None
    most = (canvas.width - 2 * edge_of(canvas), canvas.height - 2 * edge_of(canvas))
    width, height = (
        min(max(side * shrink, _SMALLEST_BUBBLE), limit) if side and side > 0 else None
        for side, limit in zip(held.size, most, strict=True)
    )
    return replace(held, size=(width, height))


def _with_recipe(look: Look, style: SubtitleStyle, recipe: Recipe | None, extra: tuple[Layer, ...]) -> Look:
    """Return ``look`` with a recipe if it needs one: it is a ready-made one, or has ``extra`` layers."""
    if extra:
        base = recipe or Recipe(None, _given_layers(look, style))
        recipe = replace(base, below=(*extra, *base.below))
    if recipe is None:
        return look
    solid = [layer for layer in recipe.below if not layer.blur]
    reach = max((max(layer.grow) + min(max(map(abs, layer.shift)), _ROOM_FOR_SHADE) for layer in solid), default=0.0)
    return replace(look, recipe=recipe, outline=reach * look.size, shadow=None)


def _given_layers(look: Look, style: SubtitleStyle) -> tuple[Layer, ...]:
    """Return outline and shadow of a style that asks for them itself."""
    layers: list[Layer] = []
    outline = look.outline / look.size if style.outline else 0.0
    if style.shadow and look.shadow:
        shift = (look.shadow.dx / look.size, look.shadow.dy / look.size)
        blur = look.shadow.blur / look.size
        layers.append(shade(*shift, hex_of(look.shadow.colour), look.shadow.opacity, grow=outline, blur=blur))
    if outline:
        layers.append(line(outline, hex_of(look.outline_colour)))
    return tuple(layers)


def _given(value: float | None, default: float) -> float:
    return default if value is None else value


def _outline(style: SubtitleStyle, size: float, *, backed: bool) -> float:
    default = 0.0 if backed else max(1.0, 0.06 * size)
    return _given(number(style.outline, 0, size / 2), default)


def _shadow(style: SubtitleStyle, size: float, *, backed: bool) -> Shadow | None:
    distance = number(style.shadow, -size, size)
    behind = colour(style.back_colour) or (0, 0, 0)
    if distance is None:
        return None if backed else Shadow(0.0, 0.03 * size, 0.08 * size, (0, 0, 0), 0.55)
    if distance == 0 or backed:
        return None
    return Shadow(distance, distance, abs(distance) * 0.2, behind, 1.0 if style.back_colour else 0.6)


def _box(style: SubtitleStyle, backing: Backing | None, size: float) -> Box | None:
    """Return the box of ``SubtitleEffects``, or else that of ``BorderStyle``."""
    usual = max(_given(number(style.outline, 0, size / 2), 0.0), 0.28 * size)
    if backing is not None:
        beside, below = backing.padding or (usual / size, _FLATTER * usual / size)
        radius = 0.14 if backing.radius is None else backing.radius
        return Box(
            backing.colour or (0, 0, 0), backing.opacity, beside * size, below * size, radius * size, backing.picture
        )
    if style.border_style != 3:
        return None
    behind = colour(style.back_colour)
    return Box(behind or (0, 0, 0), 1.0 if behind else 0.65, usual, _FLATTER * usual, 0.14 * size)
