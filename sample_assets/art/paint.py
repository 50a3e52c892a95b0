"""Brushes: colours, gradients, soft light, cached sprites."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
import skia
from numpy.typing import NDArray

from s2v_core.media.typefaces import open_typeface

Scene = Callable[[skia.Canvas, float], None]
Stop = tuple[float, str, float]

CREAM, PAPER = "#f8eedd", "#fdf8ee"
AMBER, GOLD = "#e39a3b", "#f6c767"
ESPRESSO, COCOA, CARAMEL = "#2a1711", "#4b2a1c", "#a4663a"
LEAF, FOREST, SAGE = "#5f8a4c", "#1f4034", "#9db38b"
CHERRY, TERRACOTTA, NIGHT = "#b8282f", "#c2603d", "#1b2a3c"


def shade(colour: str, alpha: float = 1.0) -> int:
    """Return ``#rrggbb`` with an opacity as Skia's number."""
    red, green, blue = (int(colour[k : k + 2], 16) for k in (1, 3, 5))
    return int(skia.Color(red, green, blue, round(255 * min(max(alpha, 0.0), 1.0))))


def mix(a: str, b: str, amount: float) -> str:
    """Return the colour between two."""
    amount = min(max(amount, 0.0), 1.0)
    pairs = ((int(a[k : k + 2], 16), int(b[k : k + 2], 16)) for k in (1, 3, 5))
    return "#" + "".join(f"{round(x + (y - x) * amount):02x}" for x, y in pairs)


def fill(colour: str, alpha: float = 1.0, blur: float = 0.0) -> skia.Paint:
    """Return a brush of one colour, with soft edges where ``blur`` is given."""
    paint = skia.Paint(AntiAlias=True, Color=shade(colour, alpha))
    if blur:
        paint.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, blur))
    return paint


def stroke(colour: str, width: float, alpha: float = 1.0, blur: float = 0.0) -> skia.Paint:
    """Return a round pen."""
    paint = fill(colour, alpha, blur)
    paint.setStyle(skia.Paint.kStroke_Style)
    paint.setStrokeWidth(width)
    paint.setStrokeCap(skia.Paint.kRound_Cap)
    paint.setStrokeJoin(skia.Paint.kRound_Join)
    return paint


def linear(start: tuple[float, float], end: tuple[float, float], *stops: Stop) -> skia.Paint:
    """Return a brush that changes along a line; a stop is (position, colour, opacity)."""
    shader = skia.GradientShader.MakeLinear(
        points=[skia.Point(*start), skia.Point(*end)],
        colors=[shade(colour, alpha) for _, colour, alpha in stops],
        positions=[position for position, _, _ in stops],
    )
    return skia.Paint(AntiAlias=True, Shader=shader, Dither=True)


def radial(centre: tuple[float, float], radius: float, *stops: Stop) -> skia.Paint:
    """Return a brush that changes away from a point."""
    shader = skia.GradientShader.MakeRadial(
        center=skia.Point(*centre),
        radius=radius,
        colors=[shade(colour, alpha) for _, colour, alpha in stops],
        positions=[position for position, _, _ in stops],
    )
    return skia.Paint(AntiAlias=True, Shader=shader, Dither=True)


def glow(canvas: skia.Canvas, x: float, y: float, radius: float, colour: str, alpha: float) -> None:
    """Add light around a point."""
    paint = radial((x, y), radius, (0, colour, alpha), (0.35, colour, alpha * 0.45), (1, colour, 0))
    paint.setBlendMode(skia.BlendMode.kScreen)
    canvas.drawCircle(x, y, radius, paint)


def oval(canvas: skia.Canvas, x: float, y: float, rx: float, ry: float, paint: skia.Paint) -> None:
    """Draw an ellipse around a point."""
    canvas.drawOval(skia.Rect.MakeLTRB(x - rx, y - ry, x + rx, y + ry), paint)


def box(canvas: skia.Canvas, x: float, y: float, w: float, h: float, paint: skia.Paint, round_: float = 0.0) -> None:
    """Draw a rectangle, rounded where asked."""
    canvas.drawRoundRect(skia.Rect.MakeXYWH(x, y, w, h), round_, round_, paint)


def curve(points: Sequence[tuple[float, float]], *, closed: bool = False) -> skia.Path:
    """Return a smooth path through points."""
    path = skia.Path()
    path.moveTo(*points[0])
    count = len(points)
    for k in range(count if closed else count - 1):
        before, a, b, after = (
            points[index % count] if closed else points[min(max(index, 0), count - 1)] for index in range(k - 1, k + 3)
        )
        path.cubicTo(
            a[0] + (b[0] - before[0]) / 6,
            a[1] + (b[1] - before[1]) / 6,
            b[0] - (after[0] - a[0]) / 6,
            b[1] - (after[1] - a[1]) / 6,
            *b,
        )
    if closed:
        path.close()
    return path


def picture(width: int, height: int, draw: Callable[[skia.Canvas], None], blur: float = 0.0) -> skia.Image:
    """Draw once, for use many times; ``blur`` puts it out of focus."""
    surface = skia.Surface(width, height)
    canvas = surface.getCanvas()
    canvas.clear(0)
    if blur:
        filtered = skia.Paint(ImageFilter=skia.ImageFilters.Blur(blur, blur, skia.TileMode.kDecal))
        canvas.saveLayer(None, filtered)
        draw(canvas)
        canvas.restore()
    else:
        draw(canvas)
    return surface.makeImageSnapshot()


def place(
    canvas: skia.Canvas,
    image: skia.Image,
    x: float,
    y: float,
    *,
    scale: float = 1.0,
    turn: float = 0.0,
    alpha: float = 1.0,
    squeeze: float = 1.0,
) -> None:
    """Draw a sprite centred on a point, turned by degrees; ``squeeze`` flattens its height."""
    canvas.save()
    canvas.translate(x, y)
    canvas.rotate(turn)
    canvas.scale(scale, scale * squeeze)
    sampling = skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear)
    paint = skia.Paint(AntiAlias=True, Alphaf=min(max(alpha, 0.0), 1.0))
    canvas.drawImage(image, -image.width() / 2, -image.height() / 2, sampling, paint)
    canvas.restore()


def steam(
    canvas: skia.Canvas,
    x: float,
    y: float,
    t: float,
    *,
    height: float,
    alpha: float = 0.5,
    seed: float = 0.0,
    width: float = 60,
) -> None:
    """Draw wisps that rise from a point, widen and fade."""
    for strand in range(3):
        phase = seed + strand * 2.1
        for k in range(26):
            rise = ((k / 26) + t * 0.09) % 1.0
            spread = 0.25 + rise
            dx = width * spread * math.sin(rise * 5.2 + phase + t * 0.35) * 0.55 + (strand - 1) * width * 0.35 * spread
            radius = width * (0.22 + 0.55 * rise)
            strength = alpha * math.sin(math.pi * rise) ** 1.3 * 0.16
            paint = radial((x + dx, y - rise * height), radius, (0, PAPER, strength), (1, PAPER, 0))
            canvas.drawCircle(x + dx, y - rise * height, radius, paint)


def bokeh(canvas: skia.Canvas, lights: NDArray[np.float64], colour: str, t: float, size: tuple[int, int]) -> None:
    """Draw out-of-focus lights; a row of ``lights`` is (x, y, radius, phase), places in fractions."""
    for x, y, radius, phase in lights:
        alpha = 0.10 + 0.10 * math.sin(t * 0.9 + phase * 6.28)
        cx, cy = x * size[0] + 14 * math.sin(t * 0.4 + phase * 9), y * size[1] - 6 * t
        canvas.drawCircle(cx, cy, radius, fill(colour, max(0.02, alpha), 3))


def wood(width: int, height: int, light: str, dark: str, seed: int) -> skia.Image:
    """Return a table top with a gentle grain."""
    rng = np.random.default_rng(seed)

    def draw(canvas: skia.Canvas) -> None:
        canvas.drawPaint(linear((0, 0), (0, height), (0, light, 1), (1, dark, 1)))
        for _ in range(70):
            y = float(rng.uniform(0, height))
            bend = rng.uniform(-10, 10, 7)
            points = [(k * width / 6, y + float(bend[k])) for k in range(7)]
            canvas.drawPath(curve(points), stroke(dark, float(rng.uniform(1, 5)), float(rng.uniform(0.05, 0.2)), 1.2))

    return picture(width, height, draw)


def letters(weight: int, size: float, *, italic: bool = False) -> skia.Font:
    """Return the brand's type at a weight and size."""
    font = skia.Font(open_typeface("inter", weight, italic), size)
    font.setSubpixel(True)
    font.setEdging(skia.Font.Edging.kAntiAlias)
    return font


def text_width(text: str, font: skia.Font, spacing: float = 0.0) -> float:
    """Return how wide a spaced line is."""
    return float(sum(font.measureText(letter) for letter in text) + spacing * (len(text) - 1))


def write(
    canvas: skia.Canvas, text: str, x: float, y: float, font: skia.Font, paint: skia.Paint, spacing: float = 0.0
) -> None:
    """Write a line centred on ``x``, its letters spaced."""
    position = x - text_width(text, font, spacing) / 2
    for letter in text:
        canvas.drawString(letter, position, y, font, paint)
        position += font.measureText(letter) + spacing


def smooth(t: float) -> float:
    """Ease in and out between 0 and 1."""
    t = min(max(t, 0.0), 1.0)
    return t * t * (3 - 2 * t)
