"""What a text stands on: a bubble that is as large as asked for or as its text needs, and the text fitted into it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from s2v_core.effects.bubbles import Bubble, Part
from s2v_core.effects.bubbles import Path as Outline
from s2v_core.effects.looks.recipe import Paint, rgb
from s2v_core.media.stills import load_still
from s2v_core.rendering.text.font_book import FontBook
from s2v_core.rendering.text.layers import Held
from s2v_core.rendering.text.look import Look, Plate
from s2v_core.rendering.text.runs import Run
from s2v_core.rendering.text.segments import is_right_to_left
from s2v_core.rendering.text.typeset import Block, typeset

__all__ = ["laid_out", "paint_plate"]

_HIGH, _WIDE = 0.36, 0.16
"""A bubble's corners and icons are made for a font no larger than these shares of its height and width."""
_ROOM = 0.3
"""The text has at least this share of a bubble's width and height, however small that is."""
_MOST_PIXELS = 40_000_000
"""Largest picture that a text may stand on."""


def laid_out(runs: Sequence[Run], look: Look, book: FontBook) -> tuple[Block, Look]:
    """Set ``runs`` in lines; with a bubble in ``look`` within that, which is then the plate of the look returned.

    Where that stands is up to the ``look`` given: in the one returned, lines have the room that the bubble leaves.
    """
    if look.bubble is None:
        return typeset(runs, look, book), look
    return _in_bubble(runs, look, look.bubble, book)


def _in_bubble(runs: Sequence[Run], look: Look, held: Held, book: FontBook) -> tuple[Block, Look]:
    bubble, (asked_width, asked_height) = held.bubble, held.size
    limits = [share * side for share, side in ((_WIDE, asked_width), (_HIGH, asked_height)) if side]
    room = _Room(bubble, min([look.size, *limits]))
    width = room.across(asked_width or look.width)
    across = 1.0 - bubble.across if is_right_to_left("".join(run.text for run in runs)) else bubble.across
    inner = replace(
        look,
        width=width,
        widest=width,
        height=room.down(asked_height or look.height),
        anchor=replace(look.anchor, across=across),
    )
    block = typeset(runs, replace(inner, angle=0.0), book)
    if not asked_width and not asked_height:
        room = _Room(bubble, room.unit * block.scale)
    extra = 2 * block.outline
    whole = (
        asked_width or max(room.width_for(block.width + extra), bubble.least[0] * room.unit),
        asked_height or max(room.height_for(block.height + extra), bubble.least[1] * room.unit),
    )
    plate = Plate(
        parts=bubble(*whole, room.unit),
        width=whole[0],
        height=whole[1],
        left=room.left(whole[0]) + (room.across(whole[0]) - block.width) * across,
        top=room.top(whole[1]) + (room.down(whole[1]) - block.height) / 2,
        picture=held.picture,
    )
    return block, replace(inner, plate=plate)


@dataclass(frozen=True)
class _Room:
    """Where the text may be within a bubble made for a font of ``unit`` pixels."""

    bubble: Bubble
    unit: float

    def left(self, width: float) -> float:
        return self.bubble.share[0] * width + self.bubble.inset[0] * self.unit

    def top(self, height: float) -> float:
        return self.bubble.share[1] * height + self.bubble.inset[1] * self.unit

    def across(self, width: float) -> float:
        return max(width * (1 - self._shares(0)) - self._insets(0), _ROOM * width)

    def down(self, height: float) -> float:
        return max(height * (1 - self._shares(1)) - self._insets(1), _ROOM * height)

    def width_for(self, room: float) -> float:
        return (room + self._insets(0)) / (1 - self._shares(0))

    def height_for(self, room: float) -> float:
        return (room + self._insets(1)) / (1 - self._shares(1))

    def _insets(self, side: int) -> float:
        return (self.bubble.inset[side] + self.bubble.inset[side + 2]) * self.unit

    def _shares(self, side: int) -> float:
        return self.bubble.share[side] + self.bubble.share[side + 2]


def paint_plate(canvas: Any, plate: Plate, skia: Any) -> None:
    """Draw a plate on a Skia canvas whose origin is the corner of the text's block."""
    canvas.save()
    canvas.translate(-plate.left, -plate.top)
    for part in plate.parts:
        _paint_part(canvas, part, skia)
    if plate.picture is not None:
        paint_picture(canvas, plate.picture, skia.Rect.MakeWH(plate.width, plate.height), skia)
    canvas.restore()


def paint_picture(canvas: Any, path: Path, area: Any, skia: Any) -> None:
    """Draw a picture file over ``area``, filling it."""
    size = (max(1, round(area.width())), max(1, round(area.height())))
    still = load_still(path, max_size=size, max_pixels=_MOST_PIXELS)
    if still.shape[2] == 3:
        still = np.dstack([still, np.full(still.shape[:2], 255, np.uint8)])
    image = skia.Image.fromarray(np.ascontiguousarray(still), colorType=skia.kRGBA_8888_ColorType)
    canvas.drawImageRect(image, area, skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear))


def _paint_part(canvas: Any, part: Part, skia: Any) -> None:
    path = _path(part.path, skia)
    paint = skia.Paint(AntiAlias=True)
    _colour(paint, part.paint, path.getBounds(), skia)
    paint.setAlphaf(part.opacity)
    if part.stroke is not None:
        paint.setStyle(skia.Paint.kStroke_Style)
        paint.setStrokeWidth(part.stroke)
        paint.setStrokeJoin(skia.Paint.kRound_Join)
        paint.setStrokeCap(skia.Paint.kRound_Cap)
        if part.dash:
            paint.setPathEffect(skia.DashPathEffect.Make([part.dash, part.dash], 0))
    if part.blur > 0:
        paint.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, part.blur))
    canvas.drawPath(path, paint)


def _colour(paint: Any, wanted: Paint, bounds: Any, skia: Any) -> None:
    colours = [skia.Color(*rgb(colour)) for _, colour in wanted.stops]
    if wanted.pattern == "plain":
        paint.setColor(colours[0])
        return
    places = [place for place, _ in wanted.stops]
    angle = np.radians(wanted.angle)
    across, down = float(np.cos(angle)), float(np.sin(angle))
    reach = (abs(across) * bounds.width() + abs(down) * bounds.height()) / 2
    middle = (bounds.centerX(), bounds.centerY())
    ends = [skia.Point(middle[0] + way * across * reach, middle[1] + way * down * reach) for way in (-1, 1)]
    paint.setShader(skia.GradientShader.MakeLinear(points=ends, colors=colours, positions=places))


def _path(commands: Outline, skia: Any) -> Any:
    path = skia.Path()
    draw = {"M": path.moveTo, "L": path.lineTo, "Q": path.quadTo, "C": path.cubicTo, "Z": path.close}
    for name, *values in commands:
        draw[name](*values)
    return path
