"""A laid out text as a picture: box, shadow, outline, fill, in this order from back to front."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from s2v_core.rendering.text.font_book import FontBook
from s2v_core.rendering.text.look import Box, Look, Shadow
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
        blank = width == 0
        if blank or (min(left, top) > 0 and left + width < total_width and top + height < total_height):
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
    for layer in ("outline", "fill"):
        block.paragraph(layer).paint(canvas, -block.inset, 0)
    canvas.restoreToCount(1)
    if look.shadow is None:
        straight: NDArray[np.uint8] = surface.toarray(colorType=skia.kRGBA_8888_ColorType)
        return straight
    pixels = surface.toarray(colorType=skia.kRGBA_8888_ColorType, alphaType=skia.AlphaType.kPremul_AlphaType)
    return _over_shadow(pixels, look.shadow, block.scale)


def _paint_box(canvas: Any, block: Block, box: Box, skia: Any) -> None:
    padding, radius = box.padding * block.scale, box.radius * block.scale
    area = skia.Rect.MakeLTRB(-padding, -padding * 0.6, block.width + padding, block.height + padding * 0.6)
    colour = skia.Color(*box.colour, round(255 * box.opacity))
    canvas.drawRoundRect(area, radius, radius, skia.Paint(AntiAlias=True, Color=colour))


def _over_shadow(pixels: NDArray[np.uint8], shadow: Shadow, scale: float) -> NDArray[Any]:
    """Lay the picture (pre-multiplied) over its own blurred shadow; the result has straight alpha.

    The same through Skia's drop shadow filter takes ten times as long.
    """
    alpha = pixels[..., 3]
    height, width = alpha.shape
    shift = np.array([[1, 0, shadow.dx * scale], [0, 1, shadow.dy * scale]], np.float32)
    dark: NDArray[Any] = cv2.warpAffine(alpha, shift, (width, height))
    if (blur := shadow.blur * scale) > 0.3:
        dark = cv2.GaussianBlur(dark, (0, 0), blur, borderType=cv2.BORDER_CONSTANT)
    dark = cv2.multiply(dark, 255 - alpha, scale=shadow.opacity / 255)
    under = cv2.merge([cv2.convertScaleAbs(dark, alpha=part / 255) for part in (*shadow.colour, 255)])
    both = cv2.add(pixels, under)
    total = both[..., 3]
    both = cv2.divide(both, cv2.merge([total] * 4), scale=255)
    both[..., 3] = total
    return both


def _pad(block: Block, look: Look) -> float:
    """Room around the block for outline, shadow, box and letters that stick out of their line."""
    shadow = look.shadow
    reach = (max(abs(shadow.dx), abs(shadow.dy)) + 3 * shadow.blur) * block.scale if shadow else 0.0
    box = look.box.padding * block.scale if look.box else 0.0
    return 4 + max(reach + block.outline, box) + 0.5 * block.size
