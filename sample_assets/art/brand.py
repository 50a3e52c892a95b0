"""Logo and round badge, on transparent ground."""

from __future__ import annotations

import io
from pathlib import Path

import skia
from PIL import Image

from art import paint as p
from art import things

_RING = "FRESHLY ROASTED   •   EVERY MORNING   •   "


def logo(path: Path) -> None:
    """Write the logo as a PNG with alpha."""
    width, height = 900, 760

    def draw(canvas: skia.Canvas) -> None:
        things.mark(canvas, width / 2, 250, 215, p.ESPRESSO, p.AMBER)
        things.wordmark(canvas, width / 2, 620, 92, p.ESPRESSO, p.TERRACOTTA)

    p.picture(width, height, draw).save(str(path), skia.kPNG)


def badge(path: Path, side: int = 480) -> None:
    """Write the badge as a PNG with alpha."""
    p.picture(side, side, lambda canvas: _badge(canvas, side, 0.0)).save(str(path), skia.kPNG)


def turning_badge(path: Path, side: int = 256, frames: int = 36, rate: int = 10) -> None:
    """Write the badge as an animated WebP whose lettering goes once around."""
    pictures = [_as_pil(p.picture(side, side, _at(side, 360 * k / frames))) for k in range(frames)]
    pictures[0].save(
        path,
        save_all=True,
        append_images=pictures[1:],
        duration=round(1000 / rate),
        loop=0,
        quality=62,
        method=6,
        kmin=0,
        kmax=1,  # whole pictures: parts of one would lay half-transparent edges over each other
    )


def _at(side: int, turn: float) -> p.Scene:
    return lambda canvas: _badge(canvas, side, turn)


def _as_pil(image: skia.Image) -> Image.Image:
    return Image.open(io.BytesIO(bytes(image.encodeToData(skia.kPNG, 100)))).convert("RGBA")


def _badge(canvas: skia.Canvas, side: int, turn: float) -> None:
    c, r = side / 2, side * 0.452
    canvas.drawCircle(c, c + side * 0.012, r, p.fill("#1a0d08", 0.22, side * 0.012))
    canvas.drawCircle(
        c,
        c,
        r,
        p.radial((c - r * 0.3, c - r * 0.4), r * 1.7, (0, "#d9774f", 1), (0.6, p.TERRACOTTA, 1), (1, "#9a4527", 1)),
    )
    canvas.drawCircle(c, c, r * 0.955, p.stroke(p.CREAM, side * 0.008))
    canvas.drawCircle(c, c, r * 0.615, p.fill(p.CREAM))
    canvas.drawCircle(c, c, r * 0.575, p.stroke(p.TERRACOTTA, side * 0.006))
    things.mark(canvas, c, c - r * 0.09, r * 0.36, p.ESPRESSO, p.AMBER)
    p.write(canvas, "AMBERVALE", c, c + r * 0.4, p.letters(800, side * 0.037), p.fill(p.ESPRESSO), side * 0.005)
    _lettering(canvas, c, r, side, turn)


def _lettering(canvas: skia.Canvas, c: float, r: float, side: int, turn: float) -> None:
    """Set the ring's words once around, each letter taking the angle of its width."""
    font = p.letters(800, side * 0.064)
    widths = [font.measureText(letter) + side * 0.012 for letter in _RING]
    passed = 0.0
    for letter, width in zip(_RING, widths, strict=True):
        canvas.save()
        canvas.translate(c, c)
        canvas.rotate(turn + 360 * (passed + width / 2) / sum(widths))
        canvas.drawString(letter, -font.measureText(letter) / 2, -r * 0.735, font, p.fill(p.CREAM))
        canvas.restore()
        passed += width
