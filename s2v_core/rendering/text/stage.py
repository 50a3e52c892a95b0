"""The picture that a text is painted into, and its paragraph painted there in part."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from s2v_core.rendering.text.font_book import FontBook
from s2v_core.rendering.text.patterns import Ground
from s2v_core.rendering.text.runs import RunStyle
from s2v_core.rendering.text.sheets import Mask, Sheet
from s2v_core.rendering.text.typeset import Block, Layer, Restyle, inked, turned

__all__ = ["Stage"]

_WHITE = (255, 255, 255)

Chosen = Callable[[RunStyle], bool]


@dataclass(frozen=True)
class Stage:
    """Room for ``block`` turned by ``angle`` degrees counter-clockwise, with ``pad`` pixels around it.

    The middle of the block is the middle of the picture.
    """

    block: Block
    angle: float
    book: FontBook
    pad: float

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels, both even."""
        width, height = turned(self.block.width + 2 * self.pad, self.block.height + 2 * self.pad, self.angle)
        return 2 * math.ceil(width / 2), 2 * math.ceil(height / 2)

    def painted(self, draw: Callable[[Any], None]) -> Sheet:
        """Return what ``draw`` paints on a Skia canvas whose origin is the top left corner of the block."""
        skia = self.book.skia
        surface = skia.Surface(*self.size)
        canvas = surface.getCanvas()
        canvas.translate(surface.width() / 2, surface.height() / 2)
        canvas.rotate(-self.angle)
        canvas.translate(-self.block.width / 2, -self.block.height / 2)
        draw(canvas)
        pixels: Sheet = surface.toarray(colorType=skia.kRGBA_8888_ColorType, alphaType=skia.AlphaType.kPremul_AlphaType)
        return pixels

    def letters(self, layer: Layer, restyle: Restyle | None = None) -> Sheet:
        """Return the paragraph's ``layer``; see ``Block``."""
        paragraph = self.block.paragraph(layer, restyle)
        return self.painted(lambda canvas: paragraph.paint(canvas, -self.block.inset, 0))

    def drawn(self, chosen: Chosen) -> Sheet:
        """Return the letters of runs whose style is ``chosen`` in their own colours."""
        skia = self.book.skia
        return self.letters("fill", lambda run, style: None if chosen(run) else inked(style, None, 0, skia))

    def mask(self, chosen: Chosen, grow: float = 0.0) -> Mask:
        """Return what runs whose style is ``chosen`` cover, or a line along their edges, ``grow`` font sizes wide on
        either side."""
        skia = self.book.skia

        def restyle(run: RunStyle, style: Any) -> None:
            inked(style, _WHITE if chosen(run) else None, 2 * grow * run.size * self.block.scale, skia)

        return np.asarray(cv2.extractChannel(self.letters("fill", restyle), 3), np.uint8)

    def ground(self) -> Ground:
        """Return where every pixel lies within the text, in font sizes."""
        width, height = self.size
        right = (np.arange(width, dtype=np.float32) + np.float32(0.5 - width / 2))[None, :]
        down = (np.arange(height, dtype=np.float32) + np.float32(0.5 - height / 2))[:, None]
        if self.angle:
            across, up = math.cos(math.radians(self.angle)), math.sin(math.radians(self.angle))
            right, down = right * across - down * up, right * up + down * across
        scale, block = np.float32(1 / self.block.size), self.block
        return Ground(
            right=np.asarray((right + np.float32(block.width / 2)) * scale, np.float32),
            down=np.asarray((down + np.float32(block.height / 2)) * scale, np.float32),
            width=max(block.width / block.size, 0.1),
            height=max(block.height / block.size, 0.1),
            line=block.height / max(block.lines, 1) / block.size,
        )
