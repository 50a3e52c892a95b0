"""Coffee in the cup: by the window, and from above."""

from __future__ import annotations

import math

import numpy as np
import skia

from art import paint as p
from art import things


def steaming(width: int, height: int) -> p.Scene:
    """A cup by the window, steam curling up, the hills outside."""
    rng = np.random.default_rng(9)
    horizon = 0.72
    table = p.wood(width, round(height * (1 - horizon)), "#c48a57", "#6b3d23", 6)
    lights = rng.uniform([0.05, 0.1, 20, 0], [0.95, 0.62, 64, 1], (22, 4))
    beans = things.beans(4, round(width * 0.075), 3)
    spots = rng.uniform([0.05, 0.8, 0], [0.95, 0.955, 360], (13, 3))

    def outside(canvas: skia.Canvas) -> None:
        canvas.drawPaint(
            p.linear((0, 0), (0, height * 0.6), (0, "#a9c4c8", 1), (0.55, "#f3dcae", 1), (1, "#f6c47e", 1))
        )
        for k, colour in enumerate(("#cdb08a", "#a3a076", "#72835c", "#4c684c")):
            points = things.hills(width, height * (0.44 + 0.065 * k), 40 + k, height * 0.02)
            path = p.curve(points)
            path.lineTo(width + 60, height)
            path.lineTo(-60, height)
            path.close()
            canvas.drawPath(path, p.fill(colour))

    view = p.picture(width, height, outside, 14)

    def draw(canvas: skia.Canvas, t: float) -> None:
        canvas.save()
        canvas.translate(width * 0.5, height * 0.7)
        canvas.scale(1.02 + 0.011 * t, 1.02 + 0.011 * t)
        canvas.translate(-width * 0.5, -height * 0.7)
        canvas.drawImage(view, -6 * t, 0)
        canvas.drawImage(view, width - 6 * t - 2, 0)
        p.bokeh(canvas, lights, "#fff0c2", t, (width, height))
        p.glow(canvas, width * 0.24, height * 0.27, height * 0.42, "#ffdf9e", 0.7)
        for x, w in ((0.5, 26), (0.02, 52), (0.98, 52)):
            p.box(
                canvas,
                width * x - w / 2,
                0,
                w,
                height * horizon,
                p.linear(
                    (width * x - w / 2, 0),
                    (width * x + w / 2, 0),
                    (0, "#5f4531", 1),
                    (0.5, "#8a6748", 1),
                    (1, "#4a3424", 1),
                ),
            )
        p.box(canvas, 0, height * 0.24, width, 22, p.fill("#6b4e37"))
        canvas.drawImage(table, 0, height * horizon)
        p.box(
            canvas,
            0,
            height * horizon - 22,
            width,
            44,
            p.linear((0, height * horizon - 22), (0, height * horizon + 22), (0, "#7a5538", 1), (1, "#c48a57", 1)),
        )
        p.oval(canvas, width * 0.3, height * 0.82, width * 0.5, height * 0.05, p.fill("#ffe0a3", 0.3, 40))
        for k, (x, y, turn) in enumerate(spots):
            size = 0.75 + (y - 0.8) * 2.4
            p.oval(canvas, x * width + 10, y * height + 16 * size, 34 * size, 15 * size, p.fill("#2a130a", 0.45, 9))
            p.place(canvas, beans[k % 4], x * width, y * height, turn=turn, scale=size, squeeze=0.8)
        things.cup(canvas, width * 0.52, height * 0.635, width * 0.46)
        p.steam(canvas, width * 0.52, height * 0.645, t, height=height * 0.36, alpha=1.0, width=width * 0.12)
        canvas.restore()
        p.glow(canvas, width * 0.1, height * 0.1, height * 0.5, "#fff0c8", 0.28)

    return draw


def latte(width: int, height: int) -> p.Scene:
    """Seen from above: a leaf of milk grows in the cup."""
    table = p.wood(width, height, "#9c6740", "#6e4226", 14)
    beans = things.beans(4, round(width * 0.085), 5)
    rng = np.random.default_rng(15)
    spots = [(float(a), float(d), float(turn)) for a, d, turn in rng.uniform([0, 0.47, 0], [6.28, 0.7, 360], (38, 3))]
    cx, cy, r = width / 2, height / 2, min(width, height) * 0.262

    def draw(canvas: skia.Canvas, t: float) -> None:
        canvas.drawImage(table, 0, 0)
        p.glow(canvas, width * 0.15, height * 0.1, width * 0.9, "#ffe0ad", 0.5)
        for k, (angle, distance, turn) in enumerate(spots):
            x, y = cx + width * distance * math.cos(angle), cy + width * distance * math.sin(angle)
            p.oval(canvas, x + 10, y + 14, 40, 32, p.fill("#1d0d06", 0.5, 9))
            p.place(canvas, beans[k % 4], x, y, turn=turn)
        canvas.save()
        canvas.translate(cx, cy)
        canvas.rotate(-12 + 5 * t)
        canvas.scale(0.97 + 0.012 * t, 0.97 + 0.012 * t)
        _from_above(canvas, r, p.smooth((t - 0.1) / 3.0), t)
        canvas.restore()
        p.glow(canvas, width * 0.2, height * 0.15, width * 0.6, "#fff2d6", 0.25)

    return draw


def _from_above(canvas: skia.Canvas, r: float, grown: float, t: float) -> None:
    p.oval(canvas, r * 0.1, r * 0.14, r * 1.5, r * 1.5, p.fill("#1d0d06", 0.55, 26))
    p.oval(
        canvas,
        0,
        0,
        r * 1.5,
        r * 1.5,
        p.radial((-r * 0.5, -r * 0.6), r * 2.6, (0, "#fffaf0", 1), (0.6, "#e6d6bc", 1), (1, "#b79f7f", 1)),
    )
    p.oval(canvas, 0, 0, r * 1.15, r * 1.15, p.fill("#5b3a22", 0.3, 16))
    handle = p.curve([(r * 0.95, -r * 0.1), (r * 1.36, -r * 0.16), (r * 1.36, r * 0.16), (r * 0.95, r * 0.1)])
    canvas.drawPath(handle, p.stroke("#6b4a30", r * 0.16, 0.35, 10))
    canvas.drawPath(handle, p.stroke("#f3e6cf", r * 0.13))
    p.oval(
        canvas,
        0,
        0,
        r * 1.07,
        r * 1.07,
        p.radial((-r * 0.4, -r * 0.5), r * 1.9, (0, "#ffffff", 1), (0.6, "#efe2cb", 1), (1, "#c3ad8c", 1)),
    )
    p.oval(
        canvas,
        0,
        0,
        r * 0.96,
        r * 0.96,
        p.radial((0, 0), r * 0.96, (0, "#c98a4b", 1), (0.6, "#b06f36", 1), (0.9, "#87501f", 1), (1, "#5d3414", 1)),
    )
    cream = skia.Path()
    cream.addOval(skia.Rect.MakeLTRB(-r * 0.94, -r * 0.94, r * 0.94, r * 0.94))
    canvas.save()
    canvas.clipPath(cream, True)
    for k in range(5):
        angle = t * 0.25 + k * 1.26
        p.oval(
            canvas,
            r * 0.72 * math.cos(angle),
            r * 0.72 * math.sin(angle),
            r * 0.26,
            r * 0.16,
            p.fill("#d79b5a", 0.25, 18),
        )
    _rosetta(canvas, r, grown)
    p.oval(canvas, -r * 0.35, -r * 0.5, r * 0.45, r * 0.2, p.fill("#ffffff", 0.2, 26))
    canvas.restore()


def _rosetta(canvas: skia.Canvas, r: float, grown: float) -> None:
    """Draw leaf over leaf from the foot to the tip, as far as it has grown."""
    count = 7
    for k in range(count):
        part = p.smooth(grown * (count + 1.5) - k)
        if part <= 0:
            continue
        w = r * (0.64 - 0.062 * k) * (0.35 + 0.65 * part)
        y = r * (0.5 - 0.155 * k) + r * 0.1 * (1 - part)
        lobe = skia.Path()
        lobe.moveTo(0, y + w * 0.62)
        lobe.cubicTo(-w * 0.75, y + w * 0.5, -w * 1.25, y - w * 0.1, -w * 0.95, y - w * 0.52)
        lobe.cubicTo(-w * 0.55, y - w * 0.62, -w * 0.15, y - w * 0.2, 0, y - w * 0.02)
        lobe.cubicTo(w * 0.15, y - w * 0.2, w * 0.55, y - w * 0.62, w * 0.95, y - w * 0.52)
        lobe.cubicTo(w * 1.25, y - w * 0.1, w * 0.75, y + w * 0.5, 0, y + w * 0.62)
        lobe.close()
        canvas.drawPath(lobe, p.fill("#a5652e" if k % 2 else "#fdf3e0", 0.96 * part, 1.5))
    tip = p.smooth(grown * 4 - 3)
    if tip > 0:
        canvas.drawPath(
            p.curve([(0, r * 0.78), (0, r * 0.1), (0, -r * 0.62 * tip + r * 0.2 * (1 - tip))]),
            p.stroke("#fdf3e0", r * 0.035, 0.95, 1.2),
        )
