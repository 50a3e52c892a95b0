"""In the roastery: roasting, the bag, the sign."""

from __future__ import annotations

import math

import numpy as np
import skia

from art import paint as p
from art import things


def roast(width: int, height: int) -> p.Scene:
    """Beans tumble behind the window of the drum, sparks rise."""
    cx, cy, r = width / 2, height * 0.47, min(width, height) * 0.335
    rng = np.random.default_rng(17)
    sprites = things.beans(6, round(width * 0.1), 8)
    orbits = rng.uniform([0.05, 0, 0], [0.97, 6.28, 360], (120, 3))
    sparks = rng.uniform([0.05, 0, 0.6, 1.5], [0.95, 1, 1.5, 4.5], (46, 4))

    def still(canvas: skia.Canvas) -> None:
        canvas.drawPaint(p.radial((cx, cy), width * 0.95, (0, "#5b2c18", 1), (0.55, "#2c1711", 1), (1, "#140b09", 1)))
        p.oval(canvas, cx, cy, r * 1.34, r * 1.34, p.fill("#000000", 0.5, 30))
        steel = skia.GradientShader.MakeSweep(
            cx, cy, [p.shade(c) for c in ("#6d625a", "#d8cdbf", "#5a5049", "#8b8077", "#e4dacb", "#4a413b", "#6d625a")]
        )
        canvas.drawCircle(cx, cy, r * 1.3, skia.Paint(AntiAlias=True, Shader=steel))
        canvas.drawCircle(cx, cy, r * 1.3, p.stroke("#1a1310", 5, 0.7))
        canvas.drawCircle(cx, cy, r * 1.06, p.fill("#191210"))
        for k in range(12):
            x, y = cx + r * 1.18 * math.cos(k * math.pi / 6), cy + r * 1.18 * math.sin(k * math.pi / 6)
            p.oval(canvas, x + 2, y + 3, r * 0.045, r * 0.045, p.fill("#000000", 0.5, 3))
            p.oval(
                canvas,
                x,
                y,
                r * 0.042,
                r * 0.042,
                p.radial((x - 3, y - 4), r * 0.06, (0, "#fff6e6", 1), (1, "#5d534b", 1)),
            )

    frame = p.picture(width, height, still)

    def draw(canvas: skia.Canvas, t: float) -> None:
        canvas.drawImage(frame, 0, 0)
        flicker = 0.05 * math.sin(t * 11) + 0.04 * math.sin(t * 17 + 1)
        glass = skia.Path()
        glass.addCircle(cx, cy, r)
        canvas.save()
        canvas.clipPath(glass, True)
        canvas.drawPaint(p.radial((cx, cy + r * 0.9), r * 2, (0, "#ff9a3d", 1), (0.4, "#b4481a", 1), (1, "#2a0f08", 1)))
        for k, (distance, phase, turn) in enumerate(orbits):
            angle = phase + t * (1.0 + 0.35 * distance)
            x = cx + r * 0.98 * distance * math.cos(angle)
            fall = r * 0.22 * (1 - distance) * math.sin(angle * 2)
            y = cy + r * 0.3 + r * 0.78 * distance * math.sin(angle) + fall
            p.place(canvas, sprites[k % 6], x, y, turn=turn + math.degrees(angle) * 1.2, scale=0.85 + 0.2 * (k % 4) / 4)
        shadow = p.radial((cx, cy + r * 0.2), r * 1.1, (0, "#1a0805", 0), (0.7, "#1a0805", 0.15), (1, "#1a0805", 0.75))
        canvas.drawCircle(cx, cy, r, shadow)
        p.glow(canvas, cx, cy + r * 1.05, r * 1.1, "#ff8a2b", 0.42 + flicker)
        canvas.drawPath(
            p.curve([(cx - r * 0.74, cy - r * 0.4), (cx - r * 0.5, cy - r * 0.72), (cx - r * 0.12, cy - r * 0.87)]),
            p.stroke("#ffffff", r * 0.07, 0.22, 8),
        )
        canvas.restore()
        canvas.drawCircle(cx, cy, r, p.stroke("#000000", 9, 0.55, 4))
        for x, start, speed, size in sparks:
            rise = (start + t * 0.16 * speed) % 1.0
            sx = x * width + 26 * math.sin(rise * 7 + start * 20)
            sy = height * (1.02 - 1.05 * rise)
            p.glow(canvas, sx, sy, size * 5, "#ff9a3d", 0.55 * (1 - rise))
            canvas.drawCircle(sx, sy, size * (1 - 0.5 * rise), p.fill("#ffd58a", 1 - rise))
        p.glow(canvas, cx, height * 1.05, width * 0.75, "#ff7a22", 0.42 + flicker)

    return draw


def hero(width: int, height: int) -> p.Scene:
    """A bag of the house blend, beans falling slowly around it."""
    rng = np.random.default_rng(23)
    size = round(width * 0.115)
    far, near = things.beans(4, round(size * 0.7), 2, 6), things.beans(3, round(size * 2.1), 4, 17)
    mid = things.beans(5, size, 7)
    falling = rng.uniform([0, 0, 0, 0.7, -60], [1, 1, 360, 1.3, 60], (34, 5))
    falling[28:, 0] = [0.02, 0.97, 0.06, 0.93, 0.0, 1.0]  # the nearest ones pass beside the label
    heap = sorted(
        ((float(x), float(y), float(a)) for x, y, a in rng.uniform([0.02, 0, 0], [0.98, 1, 360], (90, 3))),
        key=lambda spot: spot[1],
    )
    w = width * 0.56
    packed = p.picture(round(w * 1.4), round(w * 1.75), lambda canvas: things.bag(canvas, w * 0.7, w * 1.66, w))

    def rain(canvas: skia.Canvas, t: float, sprites: list[skia.Image], first: int, last: int, speed: float) -> None:
        for k in range(first, last):
            x, start, turn, pace, spin = falling[k]
            y = ((start + t * speed * pace) % 1.15) - 0.08
            p.place(
                canvas, sprites[k % len(sprites)], x * width + 12 * math.sin(t + k), y * height, turn=turn + spin * t
            )

    def draw(canvas: skia.Canvas, t: float) -> None:
        canvas.drawPaint(
            p.linear(
                (0, 0), (0, height), (0, "#e9a955", 1), (0.5, "#f0bd72", 1), (0.74, "#e4a253", 1), (1, "#9b5528", 1)
            )
        )
        p.glow(canvas, width * 0.5, height * 0.43, width * 0.85, "#fff0c8", 0.8)
        canvas.drawCircle(width * 0.5, height * 0.42, width * 0.4, p.fill("#fff3d6", 0.28))
        rain(canvas, t, far, 0, 14, 0.07)
        rain(canvas, t, mid, 14, 28, 0.11)
        floor = p.linear((0, height * 0.74), (0, height), (0, "#c98443", 1), (1, "#70381a", 1))
        p.oval(canvas, width * 0.5, height * 0.93, width * 1.1, height * 0.19, floor)
        lift = 5 * math.sin(t * 1.2)
        canvas.saveLayer()
        p.place(canvas, packed, width * 0.5, height * 0.545 + lift, scale=1.0 + 0.012 * t, turn=0.7 * math.sin(t * 0.8))
        _sheen(canvas, width, height, w, t)
        canvas.restore()
        for k, (x, y, turn) in enumerate(heap):
            arch = (x - 0.5) ** 2 * 0.2
            py = height * (0.815 - arch + 0.115 * y + 0.03 * abs(x - 0.5))
            p.oval(canvas, x * width + 5, py + 12, size * 0.42, size * 0.26, p.fill("#2a130a", 0.35, 8))
            p.place(canvas, mid[k % 5], x * width, py, turn=turn, scale=0.78 + 0.35 * y, squeeze=0.85)
        rain(canvas, t, near, 28, 34, 0.2)

    return draw


def _sheen(canvas: skia.Canvas, width: int, height: int, w: float, t: float) -> None:
    """Let a band of light wander over what the layer holds."""
    x = width * (0.1 + 0.24 * t)
    canvas.skew(-0.25, 0)
    band = p.linear((x, 0), (x + w * 0.5, 0), (0, "#ffffff", 0), (0.5, "#ffffff", 0.2), (1, "#ffffff", 0))
    band.setBlendMode(skia.BlendMode.kSrcATop)
    canvas.drawRect(skia.Rect.MakeLTRB(x, 0, x + w * 0.5, height), band)


def sign(width: int, height: int) -> p.Scene:
    """The brand's sign, with room below it for a last word."""
    wisps = p.wood(8, 8, p.CREAM, p.CREAM, 0)
    rng = np.random.default_rng(3)
    motes = rng.uniform([0, 0, 2, 0], [1, 1, 7, 6.28], (40, 4))
    side = min(width, height)

    def draw(canvas: skia.Canvas, t: float) -> None:
        canvas.drawImageRect(wisps, skia.Rect.MakeWH(width, height), skia.SamplingOptions())
        canvas.drawPaint(p.linear((0, 0), (0, height), (0, "#fdf3e0", 1), (0.55, "#f9e2b8", 1), (1, "#efb96b", 1)))
        cx, cy = width / 2, height * 0.458
        for k in range(18):
            angle = math.radians(k * 20 + 4 * t)
            ray = skia.Path()
            ray.moveTo(cx, cy)
            far = 1.3 * max(width, height)
            ray.lineTo(cx + far * math.cos(angle - 0.085), cy + far * math.sin(angle - 0.085))
            ray.lineTo(cx + far * math.cos(angle + 0.085), cy + far * math.sin(angle + 0.085))
            ray.close()
            canvas.drawPath(ray, p.radial((cx, cy), height * 0.75, (0, "#ffffff", 0.5), (1, "#ffffff", 0.0)))
        p.glow(canvas, cx, cy, side * 0.8, "#ffffff", 0.5)
        for k, (base, tone) in enumerate(((0.80, "#e3a154"), (0.86, "#c67b3e"), (0.925, "#8a4d2a"))):
            points = [
                (x - 16 * (k + 1) * t, y) for x, y in things.hills(width * 2, height * base, 60 + k, height * 0.018)
            ]
            path = p.curve(points)
            path.lineTo(width * 2, height)
            path.lineTo(-400, height)
            path.close()
            canvas.drawPath(path, p.fill(tone))
        for x, y, r, phase in motes:
            canvas.drawCircle(
                x * width, (y - 0.012 * t) * height, r, p.fill("#ffffff", 0.35 + 0.3 * math.sin(t * 1.3 + phase))
            )
        arrive = p.smooth(0.35 + t / 1.4)
        canvas.save()
        canvas.translate(cx, cy)
        canvas.scale(0.94 + 0.06 * arrive, 0.94 + 0.06 * arrive)
        p.oval(canvas, 0, side * 0.02, side * 0.21, side * 0.22, p.fill("#b4702f", 0.3, 40))
        things.mark(canvas, 0, -side * 0.03, side * 0.2, p.ESPRESSO, p.AMBER)
        things.wordmark(canvas, 0, side * 0.315, side * 0.082, p.ESPRESSO, p.TERRACOTTA)
        canvas.restore()

    return draw
