"""Out on the street: the cargo bike."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import skia

from art import paint as p
from art import things


def ride(width: int, height: int) -> p.Scene:
    """The morning's coffee goes through the town by cargo bike."""
    rng = np.random.default_rng(6)
    far = _houses(width, height, rng, 0.62, 0.30, ["#e7b98a", "#d9a17c", "#e3c299", "#cf9a80"], 0.55)
    street = _houses(
        width, height, rng, 0.74, 0.42, ["#c2603d", "#e9d3ae", "#8fa084", "#d98f56", "#3f6b66", "#f3e3c6"], 1.0
    )
    trees = p.picture(2 * width, height, lambda canvas: _avenue(canvas, width, height))

    def draw(canvas: skia.Canvas, t: float) -> None:
        canvas.drawPaint(p.linear((0, 0), (0, height * 0.7), (0, "#8fb7c0", 1), (0.6, "#f6dcae", 1), (1, "#fbc989", 1)))
        p.glow(canvas, width * 0.74, height * 0.3, height * 0.75, "#fff0b8", 0.8)
        canvas.drawCircle(width * 0.74, height * 0.3, height * 0.075, p.fill("#fffbe8"))
        for image, speed in ((far, 70), (street, 190)):
            canvas.drawImage(image, -((t * speed) % width), 0)
        ground = p.linear(
            (0, height * 0.74),
            (0, height),
            (0, "#d8b48a", 1),
            (0.2, "#a98360", 1),
            (0.22, "#6e5a50", 1),
            (1, "#4a3d3a", 1),
        )
        canvas.drawRect(skia.Rect.MakeLTRB(0, height * 0.74, width, height), ground)
        canvas.drawImage(trees, -((t * 300) % width), 0)
        for k in range(8):
            x = ((k * width / 6 - t * 480) % (width * 1.33)) - width * 0.16
            p.box(canvas, x, height * 0.93, width * 0.085, height * 0.011, p.fill("#f3e3c6", 0.75), 6)
        _bicycle(canvas, width * 0.44 + 14 * math.sin(t * 0.9), height * 0.855 + 2.5 * math.sin(t * 9), height * 0.5, t)
        p.glow(canvas, width * 0.74, height * 0.3, height * 0.9, "#ffe0a0", 0.3)

    return draw


def _houses(
    width: int, height: int, rng: np.random.Generator, foot: float, tall: float, colours: list[str], detail: float
) -> skia.Image:
    """Return a row of houses that repeats after ``width``."""
    edges = [0.0]
    while edges[-1] < width - 150:
        edges.append(edges[-1] + float(rng.uniform(130, 230)))
    edges[-1] = width
    fronts = [
        (a, b, float(rng.uniform(0.6, 1.0)), str(rng.choice(colours)), int(rng.integers(0, 3)))
        for a, b in pairwise(edges)
    ]

    def draw(canvas: skia.Canvas) -> None:
        for start in (0, width):
            for a, b, rise, colour, roof in fronts:
                _house(canvas, start + a, start + b, height, foot, tall * rise, colour, roof, detail)

    return p.picture(2 * width, height, draw)


def _house(
    canvas: skia.Canvas,
    a: float,
    b: float,
    height: int,
    foot: float,
    tall: float,
    colour: str,
    roof: int,
    detail: float,
) -> None:
    top, bottom, w = height * (foot - tall), height * foot, b - a
    p.box(
        canvas,
        a,
        top,
        w + 1,
        bottom - top,
        p.linear((a, 0), (b, 0), (0, p.mix(colour, "#ffffff", 0.12), 1), (1, p.mix(colour, "#4b2a1c", 0.18), 1)),
    )
    gable = skia.Path()
    if roof == 0:
        gable.addPoly([skia.Point(a - 8, top), skia.Point((a + b) / 2, top - w * 0.42), skia.Point(b + 8, top)], True)
    else:
        gable.addPoly(
            [
                skia.Point(a - 6, top + 4),
                skia.Point(a + w * 0.12, top - w * 0.2),
                skia.Point(b - w * 0.12, top - w * 0.2),
                skia.Point(b + 6, top + 4),
            ],
            True,
        )
    canvas.drawPath(gable, p.fill(p.mix("#8a4a34", colour, 1 - detail * 0.8)))
    if detail < 1:
        return
    rows = int((bottom - top) / 92)
    for row in range(rows - 1):
        for column in range(2):
            x, y = a + w * (0.17 + 0.38 * column), top + 26 + row * 92
            p.box(canvas, x - 5, y - 5, w * 0.28 + 10, 66, p.fill("#fbf1dd", 0.9), 4)
            p.box(canvas, x, y, w * 0.28, 56, p.linear((0, y), (0, y + 56), (0, "#5f7f86", 1), (1, "#f8cf94", 1)), 3)
            canvas.drawLine(x + w * 0.14, y, x + w * 0.14, y + 56, p.stroke("#fbf1dd", 4))
    door = bottom - 96
    p.box(canvas, a + w * 0.12, door, w * 0.76, 96, p.fill("#4b2a1c", 0.85), 4)
    p.box(
        canvas,
        a + w * 0.17,
        door + 12,
        w * 0.4,
        62,
        p.linear((0, door), (0, door + 80), (0, "#f9d99a", 1), (1, "#d99a52", 1)),
        3,
    )
    for k in range(6):
        stripe = p.fill("#fdf3e0" if k % 2 else p.mix(colour, "#7a2b1c", 0.55))
        p.box(canvas, a + w * 0.08 + k * w * 0.14, door - 22, w * 0.141, 34, stripe, 5)


def _avenue(canvas: skia.Canvas, width: int, height: int) -> None:
    for start in (0, width):
        for k in range(4):
            x, y = start + width * (0.12 + 0.25 * k), height * 0.775
            p.box(
                canvas,
                x - 7,
                y - 190,
                14,
                190,
                p.linear((x - 7, 0), (x + 7, 0), (0, "#6e4a2f", 1), (1, "#3c2618", 1)),
                4,
            )
            for dx, dy, r in ((-42, -205, 62), (40, -215, 66), (0, -268, 76), (0, -190, 56)):
                p.oval(
                    canvas,
                    x + dx,
                    y + dy,
                    r,
                    r * 0.92,
                    p.radial(
                        (x + dx - r * 0.3, y + dy - r * 0.5),
                        r * 1.5,
                        (0, "#a9b45c", 1),
                        (0.6, "#6d8a4a", 1),
                        (1, "#3d5c3d", 1),
                    ),
                )
            p.oval(canvas, x, y + 2, 70, 9, p.fill("#3a2a20", 0.3, 6))


def _bicycle(canvas: skia.Canvas, x: float, y: float, size: float, t: float) -> None:
    """Draw the cargo bike and its rider; (x, y) is the ground between the wheels."""
    wheel = size * 0.21
    rear, front = (x - size * 0.52, y - wheel), (x + size * 0.78, y - wheel * 0.8)
    p.oval(canvas, x + size * 0.12, y + 6, size * 0.95, size * 0.035, p.fill("#1d1311", 0.45, 9))
    turn = t * 7.5
    for (cx, cy), r in ((rear, wheel), (front, wheel * 0.8)):
        canvas.drawCircle(cx, cy, r, p.stroke("#27211f", size * 0.03))
        canvas.drawCircle(cx, cy, r * 0.9, p.stroke("#cfc4b4", size * 0.008))
        for k in range(9):
            angle = turn + k * 2 * math.pi / 9
            canvas.drawLine(
                cx,
                cy,
                cx + r * 0.88 * math.cos(angle),
                cy + r * 0.88 * math.sin(angle),
                p.stroke("#e9dfd0", size * 0.005, 0.7),
            )
        canvas.drawCircle(cx, cy, r * 0.12, p.fill("#27211f"))
    crank = (x - size * 0.2, y - wheel * 0.95)
    saddle, head = (x - size * 0.36, y - size * 0.52), (x + size * 0.1, y - size * 0.5)
    tube = p.stroke(p.TERRACOTTA, size * 0.032)
    for a, b in (
        (rear, crank),
        (rear, saddle),
        (crank, saddle),
        (crank, head),
        (crank, (x + size * 0.3, y - wheel * 0.75)),
        ((x + size * 0.3, y - wheel * 0.75), front),
        (head, (x + size * 0.16, y - size * 0.3)),
    ):
        canvas.drawLine(*a, *b, tube)
    _cargo(canvas, x + size * 0.44, y - wheel * 0.62, size * 0.58)
    canvas.drawLine(*head, x + size * 0.04, y - size * 0.66, p.stroke("#27211f", size * 0.022))
    grip = (x - size * 0.0, y - size * 0.675)
    canvas.drawLine(x + size * 0.06, y - size * 0.655, *grip, p.stroke("#4b2a1c", size * 0.03))
    p.box(
        canvas,
        saddle[0] - size * 0.09,
        saddle[1] - size * 0.03,
        size * 0.17,
        size * 0.035,
        p.fill("#3c2618"),
        size * 0.02,
    )
    _rider(canvas, saddle, grip, crank, size, turn * 0.42)


def _cargo(canvas: skia.Canvas, x: float, y: float, w: float) -> None:
    for k, colour in enumerate((p.FOREST, p.TERRACOTTA, p.FOREST)):
        bag = p.picture(300, 460, lambda c, colour=colour: things.bag(c, 150, 430, 240, body=colour))
        p.place(canvas, bag, x - w * 0.26 + k * w * 0.26, y - w * 0.52, scale=w * 0.0011, turn=-4 + 4 * k)
    crate = p.linear((0, y - w * 0.42), (0, y), (0, "#c58a55", 1), (1, "#8a5733", 1))
    p.box(canvas, x - w * 0.45, y - w * 0.42, w * 0.9, w * 0.42, crate, w * 0.02)
    for k in (1, 2):
        canvas.drawLine(
            x - w * 0.45, y - w * 0.14 * k, x + w * 0.45, y - w * 0.14 * k, p.stroke("#5d3520", w * 0.012, 0.7)
        )
    p.oval(canvas, x, y - w * 0.21, w * 0.15, w * 0.15, p.fill(p.CREAM))
    things.mark(canvas, x, y - w * 0.21, w * 0.11, p.ESPRESSO, p.AMBER)


def _rider(
    canvas: skia.Canvas,
    saddle: tuple[float, float],
    grip: tuple[float, float],
    crank: tuple[float, float],
    size: float,
    turn: float,
) -> None:
    hip = (saddle[0] + size * 0.02, saddle[1] - size * 0.07)
    shoulder = (hip[0] + size * 0.16, hip[1] - size * 0.34)
    for k, colour in ((1, "#2b3a4a"), (0, "#3d5a73")):
        angle = turn + math.pi * k
        foot = (crank[0] + size * 0.1 * math.cos(angle), crank[1] + size * 0.1 * math.sin(angle))
        dx, dy = foot[0] - hip[0], foot[1] - hip[1]
        reach = math.hypot(dx, dy)
        bend = math.sqrt(max(0.0, (size * 0.27) ** 2 - (reach / 2) ** 2))
        knee = (hip[0] + dx / 2 + bend * dy / reach, hip[1] + dy / 2 - bend * dx / reach)
        limb = skia.Path()
        limb.moveTo(*hip)
        limb.lineTo(*knee)
        limb.lineTo(*foot)
        canvas.drawPath(limb, p.stroke(colour, size * 0.08))
        canvas.drawLine(
            foot[0] - size * 0.02,
            foot[1] + size * 0.02,
            foot[0] + size * 0.07,
            foot[1] + size * 0.02,
            p.stroke("#f3e3c6", size * 0.045),
        )
        if k == 1:
            canvas.drawPath(
                p.curve([hip, ((hip[0] + shoulder[0]) / 2 - size * 0.03, (hip[1] + shoulder[1]) / 2), shoulder]),
                p.stroke(p.GOLD, size * 0.17),
            )
    arm = p.curve(
        [shoulder, ((shoulder[0] + grip[0]) / 2 + size * 0.02, (shoulder[1] + grip[1]) / 2 + size * 0.06), grip]
    )
    canvas.drawPath(arm, p.stroke(p.AMBER, size * 0.065))
    canvas.drawCircle(*grip, size * 0.035, p.fill("#e0a982"))
    head = (shoulder[0] + size * 0.07, shoulder[1] - size * 0.16)
    canvas.drawLine(shoulder[0] + size * 0.04, shoulder[1] - size * 0.09, *head, p.stroke("#d49a74", size * 0.06))
    canvas.drawCircle(*head, size * 0.088, p.fill("#e0a982"))
    p.oval(canvas, head[0] + size * 0.088, head[1] + size * 0.012, size * 0.018, size * 0.022, p.fill("#e0a982"))
    p.oval(canvas, head[0] + size * 0.052, head[1] - size * 0.002, size * 0.0075, size * 0.011, p.fill("#3c2618"))
    smile = p.curve(
        [
            (head[0] + size * 0.03, head[1] + size * 0.04),
            (head[0] + size * 0.05, head[1] + size * 0.05),
            (head[0] + size * 0.072, head[1] + size * 0.042),
        ]
    )
    canvas.drawPath(smile, p.stroke("#9a5a3c", size * 0.007))
    hair = skia.Rect.MakeLTRB(
        head[0] - size * 0.094, head[1] - size * 0.06, head[0] - size * 0.035, head[1] + size * 0.055
    )
    canvas.drawOval(hair, p.fill("#3c2618"))
    p.oval(canvas, head[0] - size * 0.03, head[1] + size * 0.008, size * 0.015, size * 0.021, p.fill("#d49a74"))
    helmet = skia.Path()
    helmet.addArc(
        skia.Rect.MakeLTRB(head[0] - size * 0.105, head[1] - size * 0.115, head[0] + size * 0.1, head[1] + size * 0.08),
        176,
        188,
    )
    helmet.close()
    canvas.drawPath(helmet, p.fill(p.TERRACOTTA))
