"""At the roastery's bar: coffee is poured over."""

from __future__ import annotations

import math

import skia

from art import paint as p
from art import things


def _room(width: int, height: int, wall: tuple[str, str], horizon: float, seed: int) -> skia.Image:
    """Return a softly lit wall with the light of a window on it, and a wooden counter."""
    table = p.wood(width, round(height * (1 - horizon)), "#b57b4c", "#5d3520", seed)

    def draw(canvas: skia.Canvas) -> None:
        canvas.drawPaint(p.linear((0, 0), (width, height * horizon), (0, wall[0], 1), (1, wall[1], 1)))
        canvas.save()
        canvas.translate(width * 0.1, height * 0.06)
        canvas.skew(-0.28, 0.1)
        for column in range(2):
            for row in range(3):
                p.box(
                    canvas,
                    width * (0.2 + 0.3 * column),
                    height * 0.17 * row,
                    width * 0.26,
                    height * 0.15,
                    p.fill("#fff2cf", 0.42, 20),
                )
        canvas.restore()
        canvas.drawImage(table, 0, height * horizon)
        edge = p.linear(
            (0, height * horizon - 30),
            (0, height * horizon + 60),
            (0, "#3a1f12", 0),
            (0.33, "#3a1f12", 0.35),
            (1, "#3a1f12", 0),
        )
        canvas.drawRect(skia.Rect.MakeLTRB(0, height * horizon - 30, width, height * horizon + 60), edge)

    return p.picture(width, height, draw)


def pour(width: int, height: int) -> p.Scene:
    """Water draws a slow circle over the filter; coffee gathers in the carafe."""
    room = _room(width, height, ("#e9dcc3", "#b9ab8c"), 0.74, 2)
    plant = things.leaf(round(width * 0.5), hue=0.3, blur=10)
    far_bag = p.picture(600, 900, lambda canvas: things.bag(canvas, 300, 850, 420, body=p.TERRACOTTA), 9)
    x, foot = width * 0.47, height * 0.8
    w = width * 0.5

    def draw(canvas: skia.Canvas, t: float) -> None:
        zoom = 1.03 + 0.012 * t
        canvas.save()
        canvas.translate(width / 2, height / 2)
        canvas.scale(zoom, zoom)
        canvas.translate(-width / 2, -height / 2)
        canvas.drawImage(room, 0, 0)
        for k in range(5):
            p.place(
                canvas,
                plant,
                width * 0.03,
                height * (0.36 + 0.07 * k),
                turn=-75 + 32 * k + 2 * math.sin(t + k),
                scale=0.8,
            )
        p.place(canvas, far_bag, width * 0.86, height * 0.67, scale=0.85)
        stream = x + w * 0.08 * math.sin(t * 1.5)
        _carafe(canvas, x, foot, w, 0.3 + 0.09 * t, t)
        _kettle(canvas, stream, height * 0.245, width, t)
        _dripper(canvas, x, foot - w * 0.965, w, stream, height * 0.25, t)
        p.steam(canvas, x, foot - w * 1.62, t, height=height * 0.3, alpha=0.75, width=w * 0.26)
        canvas.restore()
        p.glow(canvas, width * 0.1, 0, height * 0.6, "#ffe3ab", 0.35)

    return draw


def _carafe(canvas: skia.Canvas, x: float, y: float, w: float, level: float, t: float) -> None:
    h = w * 0.95
    p.oval(canvas, x + w * 0.08, y + w * 0.01, w * 0.62, w * 0.1, p.fill("#1c0e07", 0.5, 22))
    shape = skia.Path()
    shape.moveTo(x - w * 0.2, y - h)
    shape.cubicTo(x - w * 0.2, y - h * 0.82, x - w * 0.52, y - h * 0.55, x - w * 0.5, y - h * 0.14)
    shape.quadTo(x - w * 0.48, y + w * 0.03, x, y + w * 0.04)
    shape.quadTo(x + w * 0.48, y + w * 0.03, x + w * 0.5, y - h * 0.14)
    shape.cubicTo(x + w * 0.52, y - h * 0.55, x + w * 0.2, y - h * 0.82, x + w * 0.2, y - h)
    shape.close()
    handle = p.curve(
        [
            (x + w * 0.3, y - h * 0.78),
            (x + w * 0.72, y - h * 0.7),
            (x + w * 0.74, y - h * 0.3),
            (x + w * 0.48, y - h * 0.16),
        ]
    )
    canvas.drawPath(handle, p.stroke("#e8f0ee", w * 0.06, 0.55))
    canvas.drawPath(handle, p.stroke("#ffffff", w * 0.015, 0.8))
    canvas.drawPath(
        shape,
        p.linear((x - w / 2, 0), (x + w / 2, 0), (0, "#dce8e4", 0.55), (0.5, "#ffffff", 0.18), (1, "#cfdcd6", 0.55)),
    )
    canvas.save()
    canvas.clipPath(shape, True)
    top = y - h * min(level, 0.62)
    coffee = p.linear(
        (x - w / 2, 0),
        (x + w / 2, 0),
        (0, "#2c1009", 0.97),
        (0.3, "#6b3015", 0.95),
        (0.6, "#451b0c", 0.96),
        (1, "#200b06", 0.98),
    )
    canvas.drawRect(skia.Rect.MakeLTRB(x - w, top, x + w, y + w), coffee)
    p.oval(
        canvas,
        x,
        top,
        w * 0.5,
        w * 0.05,
        p.radial((x, top), w * 0.5, (0, "#b06a33", 1), (0.7, "#7c4420", 1), (1, "#4a2412", 1)),
    )
    for k in range(2):
        wave = (t * 1.4 + k * 0.5) % 1.0
        ripple = p.stroke("#e3a264", 3, 0.6 * (1 - wave))
        canvas.drawOval(
            skia.Rect.MakeLTRB(x - w * 0.3 * wave, top - w * 0.03 * wave, x + w * 0.3 * wave, top + w * 0.03 * wave),
            ripple,
        )
    drop = (t * 2.8) % 1.0
    p.oval(canvas, x, y - h * 1.0 + (top - y + h * 1.0) * drop**1.6, w * 0.012, w * 0.022, p.fill("#5b2a12"))
    canvas.restore()
    canvas.drawPath(shape, p.stroke("#ffffff", 3, 0.55))
    canvas.drawPath(
        p.curve([(x - w * 0.25, y - h * 0.72), (x - w * 0.42, y - h * 0.45), (x - w * 0.43, y - h * 0.15)]),
        p.stroke("#ffffff", w * 0.03, 0.55, 4),
    )
    p.box(
        canvas,
        x - w * 0.225,
        y - h * 1.0,
        w * 0.45,
        h * 0.13,
        p.linear((x - w * 0.22, 0), (x + w * 0.22, 0), (0, "#7a4a28", 1), (0.4, "#c58a55", 1), (1, "#5d3520", 1)),
        10,
    )
    canvas.drawLine(x - w * 0.17, y - h * 0.935, x + w * 0.17, y - h * 0.935, p.stroke("#3a1f12", 4, 0.6))


def _dripper(canvas: skia.Canvas, x: float, y: float, w: float, stream: float, spout: float, t: float) -> None:
    h, r = w * 0.55, w * 0.52
    rim = y - h
    p.box(
        canvas,
        x - w * 0.34,
        y - w * 0.035,
        w * 0.68,
        w * 0.075,
        p.linear((x - w * 0.34, 0), (x + w * 0.34, 0), (0, "#b9ac98", 1), (0.35, "#fffaf0", 1), (1, "#8d7f6b", 1)),
        16,
    )
    p.oval(canvas, x, rim, r, r * 0.2, p.fill("#d8cbb6"))
    p.oval(canvas, x, rim - 4, r * 0.97, r * 0.185, p.fill("#fffaf0"))
    p.oval(
        canvas,
        x,
        rim + w * 0.015,
        r * 0.86,
        r * 0.155,
        p.radial((stream, rim), r, (0, "#8d5a33", 1), (0.4, "#5b3019", 1), (1, "#3a1c0f", 1)),
    )
    for k in range(3):
        wave = (t * 0.9 + k / 3) % 1.0
        bloom = p.stroke("#d29a63", 4, 0.55 * (1 - wave))
        canvas.drawOval(
            skia.Rect.MakeLTRB(
                stream - r * 0.4 * wave,
                rim + w * 0.012 - r * 0.07 * wave,
                stream + r * 0.4 * wave,
                rim + w * 0.012 + r * 0.07 * wave,
            ),
            bloom,
        )
    waver = 1.6 * math.sin(t * 9)
    water = p.curve([(stream + 6, spout), (stream + waver, (spout + rim) / 2), (stream - waver, rim + w * 0.02)])
    canvas.drawPath(water, p.stroke("#ffffff", 13, 0.55))
    canvas.drawPath(water, p.stroke("#cfe3e6", 6, 0.95))
    cone = skia.Path()
    cone.moveTo(x - r, rim)
    cone.cubicTo(x - r * 0.86, rim + h * 0.5, x - r * 0.34, y - w * 0.06, x - r * 0.24, y - w * 0.03)
    cone.lineTo(x + r * 0.24, y - w * 0.03)
    cone.cubicTo(x + r * 0.34, y - w * 0.06, x + r * 0.86, rim + h * 0.5, x + r, rim)
    cone.arcTo(skia.Rect.MakeLTRB(x - r, rim - r * 0.2, x + r, rim + r * 0.2), 0, 180, False)
    cone.close()
    canvas.drawPath(
        cone,
        p.linear(
            (x - r, 0),
            (x + r, 0),
            (0, "#a6987f", 1),
            (0.16, "#e9ddc8", 1),
            (0.36, "#fffdf6", 1),
            (0.62, "#e6d9c2", 1),
            (1, "#8d7f6b", 1),
        ),
    )
    for k in range(-3, 4):
        rib = p.curve(
            [
                (x + k * r * 0.27, rim + r * (0.22 - 0.012 * k * k)),
                (x + k * r * 0.17, rim + h * 0.55),
                (x + k * r * 0.07, y - w * 0.06),
            ]
        )
        canvas.drawPath(rib, p.stroke("#9c8c72", 3, 0.35, 1.5))
    things.mark(canvas, x, rim + h * 0.5, w * 0.075, p.TERRACOTTA, p.CREAM)


def _kettle(canvas: skia.Canvas, x: float, y: float, width: int, t: float) -> None:
    canvas.save()
    canvas.translate(x, y)
    canvas.rotate(-2 + 1.2 * math.sin(t * 1.5))
    w = width * 0.42
    spout = p.curve([(0, 6), (w * 0.05, -w * 0.14), (w * 0.28, -w * 0.2), (w * 0.42, w * 0.02), (w * 0.62, w * 0.1)])
    canvas.drawPath(spout, p.stroke("#2a3733", w * 0.085))
    canvas.translate(-2, -5)
    canvas.drawPath(spout, p.stroke("#5f7670", w * 0.03, 0.9, 3))
    canvas.translate(2, 5)
    body = skia.Path()
    body.moveTo(w * 0.5, -w * 0.36)
    body.lineTo(w * 1.26, -w * 0.36)
    body.cubicTo(w * 1.4, w * 0.05, w * 1.48, w * 0.2, w * 1.44, w * 0.26)
    body.lineTo(w * 0.42, w * 0.26)
    body.cubicTo(w * 0.4, w * 0.1, w * 0.46, -w * 0.2, w * 0.5, -w * 0.36)
    body.close()
    canvas.drawPath(
        body,
        p.linear(
            (w * 0.4, 0),
            (w * 1.45, 0),
            (0, "#26332f", 1),
            (0.25, "#6e867f", 1),
            (0.4, "#43564f", 1),
            (0.75, "#2b3a35", 1),
            (1, "#16201d", 1),
        ),
    )
    p.oval(canvas, w * 0.88, -w * 0.36, w * 0.38, w * 0.05, p.fill("#55695f"))
    p.oval(canvas, w * 0.88, -w * 0.41, w * 0.07, w * 0.045, p.fill("#a4663a"))
    canvas.restore()
