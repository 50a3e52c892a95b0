"""Things of a coffee roastery: beans, leaves, cherries, cups, bags."""

from __future__ import annotations

import math

import numpy as np
import skia

from art import paint as p


def bean(size: int, *, tone: float = 0.0, blur: float = 0.0) -> skia.Image:
    """Return a roasted bean lying on its back, about ``size`` pixels long; ``tone`` 0 is dark, 1 is light."""
    dark, light = p.mix(p.ESPRESSO, p.COCOA, tone), p.mix("#7a4a2d", p.CARAMEL, tone)
    side = round(size * 1.4)
    c, rx, ry = side / 2, size * 0.5, size * 0.35

    def draw(canvas: skia.Canvas) -> None:
        body = p.radial(
            (c - rx * 0.3, c - ry * 0.5), rx * 1.35, (0, light, 1), (0.55, p.mix(light, dark, 0.6), 1), (1, dark, 1)
        )
        p.oval(canvas, c, c, rx, ry, body)
        crease = p.curve(
            [
                (c - rx * 0.93, c + ry * 0.06),
                (c - rx * 0.35, c + ry * 0.22),
                (c + rx * 0.3, c - ry * 0.2),
                (c + rx * 0.93, c - ry * 0.02),
            ]
        )
        canvas.drawPath(crease, p.stroke("#120805", size * 0.075, 0.9, size * 0.012))
        canvas.translate(0, size * 0.035)
        canvas.drawPath(crease, p.stroke(p.mix(light, "#ffffff", 0.25), size * 0.022, 0.55, size * 0.01))
        canvas.translate(0, -size * 0.035)
        p.oval(canvas, c - rx * 0.25, c - ry * 0.55, rx * 0.42, ry * 0.16, p.fill("#ffffff", 0.28, size * 0.04))

    return p.picture(side, side, draw, blur)


def leaf(length: int, *, hue: float = 0.0, blur: float = 0.0) -> skia.Image:
    """Return a glossy leaf pointing to the right."""
    base, edge = p.mix(p.LEAF, p.SAGE, hue), p.mix(p.mix(p.FOREST, p.LEAF, 0.45), p.LEAF, hue)
    width, height = round(length * 1.2), round(length * 0.62)
    x, y = length * 0.08, height / 2

    def draw(canvas: skia.Canvas) -> None:
        top = [
            (x, y),
            (x + length * 0.25, y - height * 0.3),
            (x + length * 0.6, y - height * 0.33),
            (x + length, y + height * 0.02),
        ]
        under = [(x + length * 0.6, y + height * 0.32), (x + length * 0.25, y + height * 0.28)]
        path = p.curve(top + under, closed=True)
        canvas.drawPath(
            path,
            p.linear(
                (0, 0),
                (0, height),
                (0, p.mix(base, "#ffffff", 0.18), 1),
                (0.48, base, 1),
                (0.52, edge, 1),
                (1, p.mix(edge, "#000000", 0.15), 1),
            ),
        )
        canvas.save()
        canvas.clipPath(path, True)
        for k in range(1, 8):
            vein = x + length * k / 8.5
            for sign in (-1, 1):
                canvas.drawPath(
                    p.curve(
                        [
                            (vein, y),
                            (vein + length * 0.06, y + sign * height * 0.16),
                            (vein + length * 0.15, y + sign * height * 0.34),
                        ]
                    ),
                    p.stroke(p.mix(base, "#ffffff", 0.3), length * 0.006, 0.4),
                )
        p.oval(
            canvas,
            x + length * 0.4,
            y - height * 0.2,
            length * 0.3,
            height * 0.05,
            p.fill("#ffffff", 0.22, length * 0.02),
        )
        canvas.restore()
        canvas.drawPath(
            p.curve([(x, y), (x + length * 0.5, y - 2), (x + length * 0.97, y + height * 0.02)]),
            p.stroke(p.mix(base, "#ffffff", 0.4), length * 0.012, 0.7),
        )

    return p.picture(width, height, draw, blur)


def cherry(size: int, *, ripe: float = 1.0) -> skia.Image:
    """Return a coffee cherry."""
    colour = p.mix("#8aa53c", p.CHERRY, ripe)
    side = round(size * 1.3)
    c, r = side / 2, size / 2

    def draw(canvas: skia.Canvas) -> None:
        stops = ((0, p.mix(colour, "#ffb199", 0.5), 1.0), (0.45, colour, 1.0), (1, p.mix(colour, "#22040a", 0.65), 1.0))
        p.oval(canvas, c, c, r * 0.92, r, p.radial((c - r * 0.3, c - r * 0.35), r * 1.5, *stops))
        p.oval(canvas, c - r * 0.32, c - r * 0.42, r * 0.22, r * 0.14, p.fill("#ffffff", 0.75, size * 0.03))
        p.oval(canvas, c + r * 0.05, c + r * 0.84, r * 0.16, r * 0.07, p.fill("#2b0a08", 0.7, 1.5))
        p.oval(canvas, c + r * 0.38, c + r * 0.5, r * 0.28, r * 0.2, p.fill("#ff8a6a", 0.22, size * 0.06))

    return p.picture(side, side, draw)


def beans(count: int, size: int, seed: int, blur: float = 0.0) -> list[skia.Image]:
    """Return some different beans."""
    rng = np.random.default_rng(seed)
    return [bean(size, tone=float(tone), blur=blur) for tone in rng.uniform(0.05, 0.75, count)]


def cup(canvas: skia.Canvas, x: float, y: float, w: float, colour: str = p.PAPER, band: str = p.TERRACOTTA) -> None:
    """Draw a cup on its saucer, seen from a little above; (x, y) is the middle of its rim, ``w`` the rim's width."""
    r, ry, deep = w / 2, w * 0.13, w * 0.62
    p.oval(canvas, x + w * 0.05, y + deep + ry * 0.9, w * 0.92, ry * 1.15, p.fill("#1a0d08", 0.4, w * 0.05))
    saucer = p.linear(
        (x - w * 0.8, 0),
        (x + w * 0.8, 0),
        (0, p.mix(colour, "#8b6a4f", 0.15), 1),
        (0.4, colour, 1),
        (1, p.mix(colour, "#8b6a4f", 0.45), 1),
    )
    p.oval(canvas, x, y + deep + ry * 0.45, w * 0.82, ry * 1.15, p.fill(p.mix(colour, "#6b4a35", 0.5)))
    p.oval(canvas, x, y + deep + ry * 0.3, w * 0.82, ry * 1.12, saucer)
    p.oval(canvas, x, y + deep + ry * 0.3, w * 0.5, ry * 0.6, p.fill("#5b3a28", 0.28, w * 0.02))
    handle = p.curve(
        [
            (x + r * 0.9, y + deep * 0.2),
            (x + r * 1.42, y + deep * 0.12),
            (x + r * 1.42, y + deep * 0.58),
            (x + r * 0.72, y + deep * 0.66),
        ]
    )
    canvas.drawPath(handle, p.stroke(p.mix(colour, "#6b4a35", 0.45), w * 0.085))
    canvas.translate(0, -w * 0.012)
    canvas.drawPath(handle, p.stroke(p.mix(colour, "#6b4a35", 0.1), w * 0.06))
    canvas.translate(0, w * 0.012)
    body = skia.Path()
    body.moveTo(x - r, y)
    body.cubicTo(x - r * 0.99, y + deep * 0.62, x - r * 0.72, y + deep * 0.98, x - r * 0.42, y + deep)
    body.quadTo(x, y + deep + ry * 0.6, x + r * 0.42, y + deep)
    body.cubicTo(x + r * 0.72, y + deep * 0.98, x + r * 0.99, y + deep * 0.62, x + r, y)
    body.close()
    side = p.linear(
        (x - r, 0),
        (x + r, 0),
        (0, p.mix(colour, "#7a563e", 0.25), 1),
        (0.28, colour, 1),
        (0.6, p.mix(colour, "#7a563e", 0.12), 1),
        (1, p.mix(colour, "#5b3a28", 0.6), 1),
    )
    canvas.drawPath(body, side)
    canvas.save()
    canvas.clipPath(body, True)
    for k, (height, width) in enumerate(((0.30, 0.06), (0.40, 0.018))):
        ring = skia.Path()
        ring.addArc(
            skia.Rect.MakeLTRB(x - r * 1.02, y + deep * height - ry, x + r * 1.02, y + deep * height + ry), 0, 180
        )
        canvas.drawPath(ring, p.stroke(band, w * width, 0.85 if k == 0 else 0.6))
    canvas.restore()
    p.oval(canvas, x, y, r, ry, p.fill(p.mix(colour, "#ffffff", 0.35)))
    p.oval(canvas, x, y + ry * 0.06, r * 0.93, ry * 0.86, p.fill(p.mix(colour, "#6b4a35", 0.5)))
    p.oval(
        canvas,
        x,
        y + ry * 0.22,
        r * 0.88,
        ry * 0.7,
        p.radial((x - r * 0.2, y), r, (0, "#8a5330", 1), (0.7, "#5b3019", 1), (1, "#3a1c0f", 1)),
    )
    p.oval(canvas, x - r * 0.25, y + ry * 0.1, r * 0.4, ry * 0.2, p.fill(p.GOLD, 0.3, w * 0.02))


def mark(canvas: skia.Canvas, x: float, y: float, r: float, ink: str, sun: str) -> None:
    """Draw the brand's mark: the sun rising over the crease of a bean that is also a valley."""
    canvas.save()
    canvas.translate(x, y)
    canvas.rotate(-28)
    shape = skia.Path()
    shape.addOval(skia.Rect.MakeLTRB(-r * 0.72, -r, r * 0.72, r))
    canvas.drawPath(shape, p.fill(ink))
    canvas.clipPath(shape, True)
    canvas.rotate(28)
    valley = p.curve(
        [(-r * 1.2, r * 0.18), (-r * 0.55, -r * 0.1), (-r * 0.1, r * 0.22), (r * 0.35, r * 0.02), (r * 1.2, -r * 0.35)]
    )
    canvas.drawCircle(r * 0.08, -r * 0.12, r * 0.36, p.fill(sun))
    below = skia.Path(valley)
    below.lineTo(r * 1.2, r * 1.4)
    below.lineTo(-r * 1.2, r * 1.4)
    below.close()
    canvas.drawPath(below, p.fill(ink))
    canvas.drawPath(valley, p.stroke(sun, r * 0.075))
    second = p.curve([(-r * 1.2, r * 0.56), (-r * 0.4, r * 0.3), (r * 0.1, r * 0.55), (r * 1.2, r * 0.1)])
    canvas.drawPath(second, p.stroke(sun, r * 0.05, 0.75))
    canvas.restore()


def wordmark(canvas: skia.Canvas, x: float, y: float, size: float, ink: str, accent: str) -> None:
    """Write the brand's name centred on ``x``, its baseline at ``y``."""
    p.write(canvas, "AMBERVALE", x, y, p.letters(700, size), p.fill(ink), size * 0.16)
    p.write(canvas, "COFFEE ROASTERS", x, y + size * 0.62, p.letters(500, size * 0.33), p.fill(accent), size * 0.155)


def bag(
    canvas: skia.Canvas,
    x: float,
    y: float,
    w: float,
    *,
    body: str = p.FOREST,
    accent: str = p.GOLD,
    name: str = "VALLEY BLEND",
) -> None:
    """Draw a bag of coffee standing on ``y``, ``w`` wide, around ``x``."""
    h = w * 1.5
    left, top = x - w / 2, y - h
    p.oval(canvas, x + w * 0.06, y - w * 0.01, w * 0.62, w * 0.07, p.fill("#140a06", 0.5, w * 0.04))
    shape = skia.Path()
    shape.moveTo(left + w * 0.06, top + w * 0.1)
    shape.cubicTo(left - w * 0.03, top + h * 0.4, left - w * 0.02, top + h * 0.8, left + w * 0.03, y - w * 0.02)
    shape.quadTo(x, y + w * 0.03, left + w * 0.97, y - w * 0.02)
    shape.cubicTo(left + w * 1.02, top + h * 0.8, left + w * 1.03, top + h * 0.4, left + w * 0.94, top + w * 0.1)
    shape.close()
    canvas.drawPath(
        shape,
        p.linear(
            (left, 0),
            (left + w, 0),
            (0, p.mix(body, "#000000", 0.45), 1),
            (0.12, body, 1),
            (0.35, p.mix(body, "#ffffff", 0.14), 1),
            (0.7, body, 1),
            (1, p.mix(body, "#000000", 0.55), 1),
        ),
    )
    canvas.save()
    canvas.clipPath(shape, True)
    for dx in (0.1, 0.9):
        canvas.drawPath(
            p.curve([(left + w * dx, top), (left + w * (dx + 0.02), top + h * 0.5), (left + w * dx, y)]),
            p.stroke("#000000", w * 0.03, 0.16, w * 0.02),
        )
    box_top = top + h * 0.27
    p.box(canvas, left + w * 0.14, box_top, w * 0.72, h * 0.52, p.fill(p.CREAM), w * 0.03)
    p.box(
        canvas,
        left + w * 0.14,
        box_top,
        w * 0.72,
        h * 0.52,
        p.linear((left, 0), (left + w, 0), (0, "#5b3a28", 0.25), (0.35, "#ffffff", 0.0), (1, "#5b3a28", 0.35)),
        w * 0.03,
    )
    canvas.restore()
    p.box(
        canvas,
        left + w * 0.05,
        top,
        w * 0.9,
        w * 0.13,
        p.linear(
            (left, 0),
            (left + w, 0),
            (0, p.mix(body, "#000000", 0.35), 1),
            (0.4, p.mix(body, "#ffffff", 0.2), 1),
            (1, p.mix(body, "#000000", 0.45), 1),
        ),
        w * 0.015,
    )
    p.box(canvas, left + w * 0.05, top + w * 0.055, w * 0.9, w * 0.018, p.fill("#000000", 0.25))
    mark(canvas, x, box_top + h * 0.15, w * 0.145, body, accent)
    p.write(canvas, "AMBERVALE", x, box_top + h * 0.325, p.letters(700, w * 0.074), p.fill(p.ESPRESSO), w * 0.012)
    p.box(canvas, x - w * 0.07, box_top + h * 0.355, w * 0.14, w * 0.009, p.fill(accent))
    p.write(canvas, name, x, box_top + h * 0.415, p.letters(600, w * 0.045), p.fill(p.COCOA), w * 0.011)
    p.write(
        canvas,
        "APRICOT · HONEY · COCOA",
        x,
        box_top + h * 0.462,
        p.letters(500, w * 0.027),
        p.fill(p.CARAMEL),
        w * 0.004,
    )


def hills(width: int, base: float, seed: int, rough: float) -> list[tuple[float, float]]:
    """Return a ridge line that repeats after ``width``."""
    rng = np.random.default_rng(seed)
    waves = [(k, float(rng.uniform(0.3, 1.0)) / k, float(rng.uniform(0, 2 * math.pi))) for k in range(1, 7)]
    return [
        (x, base - rough * sum(size * math.sin(2 * math.pi * k * x / width + phase) for k, size, phase in waves))
        for x in range(-40, width + 60, 20)
    ]
