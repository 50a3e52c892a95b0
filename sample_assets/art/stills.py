"""Photographs that were never taken: the shelf, the tasting table."""

from __future__ import annotations

import math

import numpy as np
import skia

from art import paint as p
from art import things


def shelf(width: int, height: int) -> p.Scene:
    """Bags, cups and plants on the shop's shelves."""
    plant = [things.leaf(round(width * 0.13), hue=hue) for hue in (0.1, 0.35, 0.6)]
    board = p.wood(width, round(height * 0.035), "#b57b4c", "#7a4a2d", 5)

    def draw(canvas: skia.Canvas, t: float) -> None:
        canvas.drawPaint(p.linear((0, 0), (width, height), (0, "#35584f", 1), (0.5, "#2a473f", 1), (1, "#1a2f2a", 1)))
        for row in range(40):
            for column in range(14):
                x, y = (column + 0.5 * (row % 2)) * width / 13, row * height / 40
                p.box(canvas, x - width / 13 + 5, y + 5, width / 13 - 8, height / 40 - 8, p.fill("#ffffff", 0.035), 5)
        for x in (0.22, 0.78):
            p.glow(canvas, width * x, 0, height * 0.62, "#ffd79a", 0.55)
        rows = (0.31, 0.635, 0.955)
        for k, level in enumerate(rows):
            y = height * level
            canvas.drawRect(
                skia.Rect.MakeLTRB(0, y, width, y + height * 0.09),
                p.linear((0, y), (0, y + height * 0.09), (0, "#000000", 0.5), (1, "#000000", 0)),
            )
            _row(canvas, width, y, k, plant)
            canvas.drawImage(board, 0, y)
            p.box(canvas, 0, y + height * 0.03, width, height * 0.005, p.fill("#3a1f12", 0.6))
        for x in (0.22, 0.78):
            canvas.drawLine(width * x, 0, width * x, height * 0.035, p.stroke("#1a1310", 6))
            p.oval(canvas, width * x, height * 0.045, width * 0.075, height * 0.018, p.fill("#c58a55"))
            p.oval(canvas, width * x, height * 0.053, width * 0.05, height * 0.009, p.fill("#fff0c8"))
        p.glow(canvas, width * 0.5, height * 0.25, width * 0.8, "#ffe0a8", 0.18)

    return draw


def _row(canvas: skia.Canvas, width: int, y: float, row: int, plant: list[skia.Image]) -> None:
    w = width * 0.185
    if row == 0:
        for k, (body, name) in enumerate(
            ((p.TERRACOTTA, "EMBER ROAST"), (p.FOREST, "VALLEY BLEND"), ("#c58b2f", "SUNNY SIDE"))
        ):
            things.bag(canvas, width * (0.17 + 0.22 * k), y, w, body=body, name=name, accent=p.GOLD)
        _pot(canvas, width * 0.86, y, width * 0.13, plant)
    if row == 1:
        for k in range(3):
            canvas.save()
            canvas.translate(0, -k * width * 0.075)
            things.cup(canvas, width * 0.16, y - width * 0.145, width * 0.17, band=(p.TERRACOTTA, p.LEAF, p.AMBER)[k])
            canvas.restore()
        _jar(canvas, width * 0.43, y, width * 0.2)
        for k in range(2):
            body, name = ((p.FOREST, "VALLEY BLEND"), (p.NIGHT, "NIGHT TRAIN"))[k]
            things.bag(canvas, width * (0.685 + 0.215 * k), y, w, body=body, name=name)
    if row == 2:
        _pot(canvas, width * 0.12, y, width * 0.12, plant)
        for k, (body, name) in enumerate((("#7a2b3a", "FIRST SNOW"), (p.TERRACOTTA, "EMBER ROAST"))):
            things.bag(canvas, width * (0.34 + 0.21 * k), y, w, body=body, name=name)
        _jar(canvas, width * 0.81, y, width * 0.22)


def _pot(canvas: skia.Canvas, x: float, y: float, w: float, plant: list[skia.Image]) -> None:
    for k in range(11):
        turn = -165 + 15 * k
        reach = w * (0.75 + 0.12 * (k % 3))
        angle = math.radians(turn)
        p.place(
            canvas,
            plant[k % 3],
            x + reach * 0.62 * math.cos(angle),
            y - w * 0.8 + reach * math.sin(angle) * 0.8,
            turn=turn,
            scale=0.9,
        )
    pot = skia.Path()
    pot.addPoly(
        [
            skia.Point(x - w * 0.5, y - w * 0.85),
            skia.Point(x + w * 0.5, y - w * 0.85),
            skia.Point(x + w * 0.38, y),
            skia.Point(x - w * 0.38, y),
        ],
        True,
    )
    canvas.drawPath(
        pot, p.linear((x - w / 2, 0), (x + w / 2, 0), (0, "#8a4428", 1), (0.35, "#d9805a", 1), (1, "#6e331d", 1))
    )
    p.box(
        canvas,
        x - w * 0.56,
        y - w * 0.95,
        w * 1.12,
        w * 0.2,
        p.linear((x - w / 2, 0), (x + w / 2, 0), (0, "#9a4f30", 1), (0.35, "#e59470", 1), (1, "#7a3a22", 1)),
        w * 0.04,
    )


def _jar(canvas: skia.Canvas, x: float, y: float, w: float) -> None:
    h = w * 1.25
    rng = np.random.default_rng(round(w))
    inside = skia.Path()
    inside.addRoundRect(skia.Rect.MakeLTRB(x - w * 0.46, y - h * 0.97, x + w * 0.46, y - h * 0.02), w * 0.1, w * 0.1)
    sprites = things.beans(4, round(w * 0.17), 12)
    canvas.save()
    canvas.clipPath(inside, True)
    canvas.drawRect(skia.Rect.MakeLTRB(x - w, y - h * 0.78, x + w, y), p.fill("#2a130a"))
    for k in range(150):
        px, py = float(rng.uniform(x - w * 0.48, x + w * 0.48)), float(rng.uniform(y - h * 0.8, y))
        p.place(canvas, sprites[k % 4], px, py, turn=float(rng.uniform(0, 360)))
    canvas.restore()
    canvas.drawPath(
        inside,
        p.linear(
            (x - w / 2, 0),
            (x + w / 2, 0),
            (0, "#0a1512", 0.45),
            (0.2, "#ffffff", 0.22),
            (0.5, "#ffffff", 0.02),
            (0.85, "#ffffff", 0.08),
            (1, "#0a1512", 0.5),
        ),
    )
    canvas.drawPath(inside, p.stroke("#e8f2ee", 4, 0.6))
    canvas.drawLine(x - w * 0.34, y - h * 0.85, x - w * 0.34, y - h * 0.18, p.stroke("#ffffff", w * 0.035, 0.5, 5))
    p.box(
        canvas,
        x - w * 0.4,
        y - h * 1.08,
        w * 0.8,
        h * 0.13,
        p.linear((x - w * 0.4, 0), (x + w * 0.4, 0), (0, "#7a4a28", 1), (0.4, "#c58a55", 1), (1, "#5d3520", 1)),
        w * 0.04,
    )
    p.box(canvas, x - w * 0.25, y - h * 0.58, w * 0.5, w * 0.34, p.fill(p.CREAM), w * 0.03)
    things.mark(canvas, x, y - h * 0.58 + w * 0.17, w * 0.12, p.ESPRESSO, p.AMBER)


def tasting(width: int, height: int) -> p.Scene:
    """A tasting from above: three cups, beans, a card."""
    rng = np.random.default_rng(77)
    table = p.wood(width, height, "#a9714a", "#7a4a2d", 41)
    sprites = things.beans(6, round(height * 0.052), 13)
    heap = rng.normal(0, 1, (240, 2))
    turns = rng.uniform(0, 360, 240)
    leaf = [things.leaf(round(height * 0.26), hue=hue) for hue in (0.1, 0.4)]

    def draw(canvas: skia.Canvas, t: float) -> None:
        canvas.drawImage(table, 0, 0)
        p.glow(canvas, width * 0.1, 0, width * 0.75, "#ffe6b8", 0.55)
        _linen(canvas, width, height)
        for k, (x, y) in enumerate(heap):
            px, py = width * (0.24 + 0.072 * x), height * (0.3 + 0.095 * y)
            p.oval(canvas, px + 7, py + 10, height * 0.026, height * 0.02, p.fill("#1d0d06", 0.42, 6))
            p.place(canvas, sprites[k % 6], px, py, turn=float(turns[k]))
        for k, (x, y, milk) in enumerate(((0.43, 0.7, 0.0), (0.62, 0.38, 0.45), (0.815, 0.68, 0.9))):
            _cup_above(canvas, width * x, height * y, height * 0.118, milk, k)
        for k, (x, y, turn) in enumerate(((0.94, 0.12, 150), (0.86, 0.07, 100), (0.06, 0.88, -40), (0.14, 0.96, -10))):
            p.oval(canvas, width * x + 12, height * y + 16, height * 0.1, height * 0.06, p.fill("#1d0d06", 0.3, 18))
            p.place(canvas, leaf[k % 2], width * x, height * y, turn=turn)
        _card(canvas, width * 0.155, height * 0.7, height * 0.32)
        p.glow(canvas, width * 0.15, height * 0.1, width * 0.6, "#fff2d6", 0.2)

    return draw


def _linen(canvas: skia.Canvas, width: int, height: int) -> None:
    canvas.save()
    canvas.translate(width * 0.62, height * 0.54)
    canvas.rotate(-7)
    w, h = width * 0.58, height * 0.66
    p.box(canvas, -w / 2 + 14, -h / 2 + 20, w, h, p.fill("#1d0d06", 0.4, 24), 12)
    p.box(
        canvas,
        -w / 2,
        -h / 2,
        w,
        h,
        p.linear((-w / 2, -h / 2), (w / 2, h / 2), (0, "#fbf4e6", 1), (1, "#d9cbb0", 1)),
        12,
    )
    for k in range(3):
        p.box(canvas, -w / 2, h * (0.30 + 0.055 * k), w, h * 0.025, p.fill(p.SAGE, 0.7))
        p.box(canvas, -w / 2, -h * (0.325 + 0.055 * k), w, h * 0.025, p.fill(p.SAGE, 0.7))
    canvas.restore()


def _cup_above(canvas: skia.Canvas, x: float, y: float, r: float, milk: float, k: int) -> None:
    canvas.save()
    canvas.translate(x, y)
    canvas.rotate(-30 + 45 * k)
    p.oval(canvas, r * 0.1, r * 0.15, r * 1.42, r * 1.42, p.fill("#1d0d06", 0.45, 18))
    glaze = ("#f6ead4", "#a9bba0", "#d98a66")[k]
    p.oval(
        canvas,
        0,
        0,
        r * 1.42,
        r * 1.42,
        p.radial(
            (-r * 0.5, -r * 0.6),
            r * 2.5,
            (0, p.mix(glaze, "#ffffff", 0.4), 1),
            (0.6, glaze, 1),
            (1, p.mix(glaze, "#4b2a1c", 0.4), 1),
        ),
    )
    canvas.drawLine(r * 0.9, 0, r * 1.3, 0, p.stroke(p.mix(glaze, "#ffffff", 0.25), r * 0.24))
    p.oval(
        canvas,
        0,
        0,
        r,
        r,
        p.radial(
            (-r * 0.4, -r * 0.5), r * 1.8, (0, "#ffffff", 1), (0.6, p.mix(glaze, "#ffffff", 0.5), 1), (1, glaze, 1)
        ),
    )
    rim, middle = p.mix("#5d3414", "#b98a5a", milk), p.mix("#8a5330", "#e9cda3", milk)
    p.oval(
        canvas,
        0,
        0,
        r * 0.88,
        r * 0.88,
        p.radial((0, 0), r * 0.88, (0, middle, 1), (0.75, p.mix(middle, rim, 0.4), 1), (1, rim, 1)),
    )
    p.oval(canvas, -r * 0.3, -r * 0.4, r * 0.36, r * 0.16, p.fill("#ffffff", 0.22, r * 0.1))
    canvas.restore()


def _card(canvas: skia.Canvas, x: float, y: float, h: float) -> None:
    w = h * 0.72
    canvas.save()
    canvas.translate(x, y)
    canvas.rotate(9)
    p.box(canvas, -w / 2 + 8, -h / 2 + 12, w, h, p.fill("#1d0d06", 0.45, 12), 8)
    p.box(canvas, -w / 2, -h / 2, w, h, p.fill("#fdf8ee"), 8)
    things.mark(canvas, 0, -h * 0.22, h * 0.13, p.ESPRESSO, p.AMBER)
    p.write(canvas, "AMBERVALE", 0, h * 0.06, p.letters(700, h * 0.062), p.fill(p.ESPRESSO), h * 0.01)
    for k, line in enumerate(("sweet", "round", "unhurried")):
        p.write(canvas, line, 0, h * (0.19 + 0.085 * k), p.letters(400, h * 0.055, italic=True), p.fill(p.CARAMEL), 1)
    canvas.restore()
