"""A laid out text as a picture: box, shadow, outline, fill, in this order from back to front."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from s2v_core.rendering.text.look import Box, Look, Shadow
from s2v_core.rendering.text.typefaces import FontBook
from s2v_core.rendering.text.typeset import Block, turned

__all__ = ["Picture", "paint"]


@dataclass(frozen=True)
class Picture:
    """The inked part of a text, H x W x 4 uint8 straight alpha; its corner lies ``(x, y)`` from the block's middle."""

    rgba: NDArray[np.uint8]
    x: float
    y: float


def paint(block: Block, look: Look, book: FontBook) -> Picture:
    """Draw ``block`` and crop the picture to what is inked; nothing of a letter is cut off."""
    pad = _pad(block, look)
    for _ in range(3):
        canvas = _painted(block, look, book, pad)
        left, top, width, height = cv2.boundingRect(canvas[..., 3])
        total_height, total_width = canvas.shape[:2]
        if min(left, top) > 0 and left + width < total_width and top + height < total_height:
            break
        pad *= 2
    rgba = np.ascontiguousarray(canvas[top : top + height, left : left + width])
    return Picture(rgba, left - total_width / 2, top - total_height / 2)


def _painted(block: Block, look: Look, book: FontBook, pad: float) -> NDArray[np.uint8]:
    skia = book.skia
    width, height = turned(block.width + 2 * pad, block.height + 2 * pad, look.angle)
    surface = skia.Surface(2 * math.ceil(width / 2), 2 * math.ceil(height / 2))
    canvas = surface.getCanvas()
    canvas.translate(surface.width() / 2, surface.height() / 2)
    canvas.rotate(-look.angle)
    canvas.translate(-block.width / 2, -block.height / 2)
    if look.box:
        _paint_box(canvas, block, look.box, skia)
    canvas.saveLayer(None, skia.Paint(Alphaf=look.opacity))
    if look.shadow:
        canvas.saveLayer(None, skia.Paint(ImageFilter=_shadow_filter(look.shadow, block.scale, look.angle, skia)))
    for layer in ("outline", "fill"):
        block.paragraph(layer).paint(canvas, -block.inset, 0)
    canvas.restoreToCount(1)
    pixels: NDArray[np.uint8] = surface.toarray(colorType=skia.kRGBA_8888_ColorType)
    return pixels


def _paint_box(canvas: Any, block: Block, box: Box, skia: Any) -> None:
    padding, radius = box.padding * block.scale, box.radius * block.scale
    area = skia.Rect.MakeLTRB(-padding, -padding * 0.6, block.width + padding, block.height + padding * 0.6)
    colour = skia.Color(*box.colour, round(255 * box.opacity))
    canvas.drawRoundRect(area, radius, radius, skia.Paint(AntiAlias=True, Color=colour))


def _shadow_filter(shadow: Shadow, scale: float, angle: float, skia: Any) -> Any:
    colour = skia.Color(*shadow.colour, round(255 * shadow.opacity))
    blur = shadow.blur * scale
    return skia.ImageFilters.DropShadow(shadow.dx * scale, shadow.dy * scale, blur, blur, colour)


def _pad(block: Block, look: Look) -> float:
    """Room around the block for outline, shadow, box and letters that stick out of their line."""
    shadow = look.shadow
    reach = max(abs(shadow.dx), abs(shadow.dy)) + 3 * shadow.blur if shadow else 0.0
    box = look.box.padding if look.box else 0.0
    return 4 + (max(reach + look.outline, box) + 0.5 * look.size) * block.scale
