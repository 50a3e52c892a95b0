"""A laid out text as a picture: box or bubble, shadow, outline, fill, in this order from back to front."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from s2v_core.rendering.text.dressed import dressed
from s2v_core.rendering.text.font_book import FontBook
from s2v_core.rendering.text.look import Box, Look, Shadow
from s2v_core.rendering.text.plate import paint_picture, paint_plate
from s2v_core.rendering.text.runs import RunStyle
from s2v_core.rendering.text.sheets import Sheet, faded, moved, over, softened, straight, tinted
from s2v_core.rendering.text.stage import Stage
from s2v_core.rendering.text.typeset import Block, Layer, inked

__all__ = ["Picture", "paint"]


@dataclass(frozen=True)
class Picture:
    """The inked part of a text, H x W x 4 uint8 straight alpha; its corner lies ``(x, y)`` from the block's middle."""

    rgba: NDArray[np.uint8]
    x: float
    y: float


def paint(block: Block, look: Look, book: FontBook) -> Picture:
    """Draw ``block`` and crop the picture to what is inked; nothing of a letter is cut off.

    Raises:
        MediaError: a picture that it stands on cannot be used.
    """
    pad = _pad(block, look)
    for _ in range(3):
        sheet = _painted(Stage(block, look.angle, book, pad), look)
        left, top, width, height = cv2.boundingRect(np.ascontiguousarray(sheet[..., 3]))
        total_height, total_width = sheet.shape[:2]
        blank = width == 0
        if blank or (min(left, top) > 0 and left + width < total_width and top + height < total_height):
            break
        pad *= 2
    ink = np.ascontiguousarray(sheet[top : top + height, left : left + width])
    rgba = straight(ink) if ink.size else ink
    return Picture(rgba, left - total_width / 2, top - total_height / 2)


def _painted(stage: Stage, look: Look) -> Sheet:
    if look.recipe is not None:
        text: Sheet = faded(dressed(stage, look.recipe), look.opacity)
    else:
        text = faded(_lettered(stage), look.opacity)
        if look.shadow is not None:
            text = over(text, _cast(stage, text, look.shadow, look.opacity))
    skia = stage.book.skia
    if look.plate is not None:
        return over(text, stage.painted(partial(paint_plate, plate=look.plate, skia=skia)))
    if look.box is not None:
        return over(text, stage.painted(partial(_paint_box, block=stage.block, box=look.box, skia=skia)))
    return text


def _lettered(stage: Stage) -> Sheet:
    """Return the letters with their outlines, each in its own colours."""
    inset = -stage.block.inset

    def draw(canvas: Any) -> None:
        for layer in ("outline", "fill"):
            stage.block.paragraph(layer).paint(canvas, inset, 0)

    return stage.painted(draw)


def _cast(stage: Stage, text: Sheet, shadow: Shadow, opacity: float) -> Sheet:
    """Return the shadow of ``text``.

    The same through Skia's drop shadow filter takes ten times as long.
    """
    scale = stage.block.scale
    if any(run.shadow_colour for run in stage.block.styles):
        dark: Any = faded(_shapes(stage, shadow), opacity)
    else:
        dark = tinted(np.asarray(cv2.extractChannel(text, 3), np.uint8), shadow.colour)
    dark = softened(moved(dark, shadow.dx * scale, shadow.dy * scale), shadow.blur * scale)
    return np.asarray(faded(dark, shadow.opacity), np.uint8)


def _shapes(stage: Stage, shadow: Shadow) -> Sheet:
    """Return letters and outlines in the colours of their shadows."""
    skia = stage.book.skia

    def shaded(layer: Layer) -> Sheet:
        def restyle(run: RunStyle, style: Any) -> None:
            colour = run.shadow_colour or shadow.colour
            if layer == "fill":
                inked(style, None if run.emoji else colour, 0, skia)
            elif run.outline > 0 and not run.emoji:
                inked(style, colour, 2 * run.outline * stage.block.scale, skia)

        return stage.letters(layer, restyle)

    return over(shaded("fill"), shaded("outline"))


def _paint_box(canvas: Any, block: Block, box: Box, skia: Any) -> None:
    beside, below, radius = (length * block.scale for length in (box.padding, box.below, box.radius))
    area = skia.Rect.MakeLTRB(-beside, -below, block.width + beside, block.height + below)
    if box.picture is not None:
        canvas.save()
        canvas.clipRRect(skia.RRect.MakeRectXY(area, radius, radius), True)
        paint_picture(canvas, box.picture, area, skia)
        canvas.restore()
        return
    colour = skia.Color(*box.colour, round(255 * box.opacity))
    canvas.drawRoundRect(area, radius, radius, skia.Paint(AntiAlias=True, Color=colour))


def _pad(block: Block, look: Look) -> float:
    """Room around the block for outline, shadow, box and letters that stick out of their line."""
    shadow, plate = look.shadow, look.plate
    reach = (max(abs(shadow.dx), abs(shadow.dy)) + 3 * shadow.blur) * block.scale if shadow else 0.0
    if look.recipe is not None:
        reach = block.size * look.recipe.reach
    box = max(look.box.padding, look.box.below) * block.scale if look.box else 0.0
    if plate is not None:
        box = max(
            plate.left, plate.top, plate.width - plate.left - block.width, plate.height - plate.top - block.height
        )
    return 4 + max(reach + block.outline, box) + 0.5 * block.size
