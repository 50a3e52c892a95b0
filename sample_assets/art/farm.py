"""Out in the valley: sunrise, the coffee tree, dusk."""

from __future__ import annotations

import math

import numpy as np
import skia

from art import paint as p
from art import things


def _ridge(canvas: skia.Canvas, points: list[tuple[float, float]], bottom: float, top: str, foot: str) -> None:
    path = p.curve(points)
    path.lineTo(points[-1][0], bottom)
    path.lineTo(points[0][0], bottom)
    path.close()
    highest = min(y for _, y in points)
    canvas.drawPath(path, p.linear((0, highest), (0, highest + 420), (0, top, 1), (1, foot, 1)))


def _layers(
    width: int, height: int, tones: list[tuple[str, str]], start: float, step: float, seed: int
) -> list[skia.Image]:
    images = []
    for k, (top, foot) in enumerate(tones):
        base = height * (start + step * k)

        def draw(canvas: skia.Canvas, base: float = base, k: int = k, top: str = top, foot: str = foot) -> None:
            points = things.hills(2 * width, base, seed + k, height * (0.026 + 0.006 * k))
            _ridge(canvas, points, height, top, foot)

        images.append(p.picture(2 * width, height, draw))
    return images


def _rows(width: int, height: int, seed: int) -> skia.Image:
    """Return rows of coffee shrubs that follow the near slope."""
    rng = np.random.default_rng(seed)

    def draw(canvas: skia.Canvas) -> None:
        for row in range(8):
            y0, size = height * (0.02 + 0.115 * row), 16 + 11 * row
            for x in np.arange(-40, width + 60, size * 1.15):
                y = y0 + 0.05 * height * math.sin(x / width * 3.2 + row * 0.15) + float(rng.uniform(-4, 4))
                tone = p.mix("#7d8a45", "#16291f", row / 7)
                p.oval(canvas, float(x), y + size * 0.3, size * 0.72, size * 0.55, p.fill(p.mix(tone, "#000000", 0.35)))
                p.oval(canvas, float(x), y, size * 0.66, size * 0.56, p.fill(tone))
                p.oval(
                    canvas,
                    float(x) - size * 0.15,
                    y - size * 0.2,
                    size * 0.4,
                    size * 0.25,
                    p.fill(p.GOLD, 0.24, size * 0.12),
                )

    return p.picture(width, height, draw)


def _trees(canvas: skia.Canvas, width: int, height: int, seed: int) -> None:
    """Draw cypresses and round trees along the foot of the picture."""
    rng = np.random.default_rng(seed)
    for _ in range(26):
        x, size = float(rng.uniform(-0.02, 1.02)) * width, float(rng.uniform(0.02, 0.045)) * width
        y = height * 0.845 + float(rng.uniform(0, 0.03)) * height
        if rng.random() < 0.45:
            tree = p.curve(
                [
                    (x - size * 0.26, y),
                    (x - size * 0.2, y - size * 1.4),
                    (x, y - size * 2.5),
                    (x + size * 0.2, y - size * 1.4),
                    (x + size * 0.26, y),
                ]
            )
            canvas.drawPath(
                tree, p.linear((x - size * 0.3, 0), (x + size * 0.3, 0), (0, "#3a3350", 1), (1, "#151b2e", 1))
            )
        else:
            p.oval(
                canvas,
                x,
                y - size * 0.45,
                size * 0.8,
                size * 0.62,
                p.radial((x - size * 0.3, y - size * 0.8), size * 1.2, (0, "#423a56", 1), (1, "#161d30", 1)),
            )
    canvas.drawRect(
        skia.Rect.MakeLTRB(0, height * 0.865, width, height),
        p.linear((0, height * 0.865), (0, height), (0, "#1b2238", 1), (1, "#0f1524", 1)),
    )


def sunrise(width: int, height: int) -> p.Scene:
    """The sun comes up over misty hills."""
    tones = [
        ("#f3b98a", "#f8cf9c"),
        ("#dc9773", "#f0b98a"),
        ("#b87a68", "#dba47f"),
        ("#85635c", "#bb8e74"),
        ("#54524a", "#8f7a60"),
    ]
    layers = _layers(width, height, tones, 0.47, 0.058, 5)
    near = _rows(round(width * 1.3), round(height * 0.42), 3)
    sky = p.picture(
        width,
        height,
        lambda canvas: canvas.drawPaint(
            p.linear(
                (0, 0),
                (0, height * 0.62),
                (0, "#466c8c", 1),
                (0.35, "#8fa3ab", 1),
                (0.62, "#f0bf94", 1),
                (0.85, "#fbd79a", 1),
                (1, "#ffe9bd", 1),
            )
        ),
    )
    rng = np.random.default_rng(11)
    clouds = [
        (float(rng.uniform(-0.1, 1.1)), float(rng.uniform(0.08, 0.33)), float(rng.uniform(120, 300))) for _ in range(9)
    ]

    def draw(canvas: skia.Canvas, t: float) -> None:
        canvas.drawImage(sky, 0, 0)
        for x, y, size in clouds:
            p.oval(canvas, x * width + 9 * t, y * height, size, size * 0.1, p.fill("#ffd9b0", 0.3, size * 0.09))
        x, y = width * 0.6, height * (0.475 - 0.02 * t)
        p.glow(canvas, x, y, height * 0.42, "#ffb45e", 0.75)
        canvas.drawCircle(
            x,
            y,
            width * 0.105,
            p.radial((x, y), width * 0.105, (0, "#fffdf0", 1), (0.8, "#fff0c4", 1), (1, "#ffdf9c", 1)),
        )
        for k, layer in enumerate(layers):
            canvas.drawImage(layer, -width * 0.35 - (4 + 7 * k) * t, -2.5 * k * t)
            band = height * (0.525 + 0.058 * k)
            for drift in (0.2, 0.75):
                p.oval(
                    canvas,
                    width * drift + (16 + 9 * k) * t * (1 if drift < 0.5 else -1),
                    band,
                    width * 0.55,
                    height * 0.014,
                    p.fill("#ffe7c4", 0.34, 34),
                )
        canvas.drawImage(near, -width * 0.1 - 34 * t, height * 0.745 - 14 * t)
        p.glow(canvas, x, y, height * 0.3, "#ffcf87", 0.35)
        _birds(canvas, width, height, t)

    return draw


def _birds(canvas: skia.Canvas, width: int, height: int, t: float) -> None:
    for k in range(5):
        x = width * (0.16 + 0.07 * k) + 38 * t + 12 * (k % 2)
        y = height * (0.235 + 0.018 * ((k * 3) % 5)) - 9 * t
        size = 17 - 2 * (k % 3)
        lift = size * (0.12 + 0.5 * math.sin(t * 6.5 + k * 1.3))
        dip = size * 0.22
        wings = skia.Path()
        wings.moveTo(x - size, y - lift)
        wings.quadTo(x - size * 0.45, y - dip - max(lift, 0) * 0.35, x, y + dip * 0.5)
        wings.quadTo(x + size * 0.45, y - dip - max(lift, 0) * 0.35, x + size, y - lift)
        canvas.drawPath(wings, p.stroke("#3c3a3f", 3.2, 0.75))


def cherries(width: int, height: int) -> p.Scene:
    """Ripe cherries sway on their branch in the morning light."""
    rng = np.random.default_rng(21)

    def backdrop(canvas: skia.Canvas) -> None:
        canvas.drawPaint(p.linear((0, 0), (width, height), (0, "#d9d29a", 1), (0.4, "#8ba368", 1), (1, "#23473a", 1)))
        for _ in range(60):
            x, y, r = float(rng.uniform(0, width)), float(rng.uniform(0, height)), float(rng.uniform(60, 210))
            canvas.drawCircle(
                x, y, r, p.fill(str(rng.choice(["#a9c07a", "#3e6b4a", "#e6dfa0", "#2b5140", "#c6c98a"])), 0.22, 26)
            )

    ground = p.picture(width, height, backdrop, 18)
    far = [things.leaf(round(width * 0.42), hue=0.35, blur=22), things.leaf(round(width * 0.5), hue=0.1, blur=26)]
    leaves = [things.leaf(round(width * size), hue=hue) for size, hue in ((0.46, 0.15), (0.40, 0.4), (0.36, 0.0))]
    near = things.leaf(round(width * 0.95), hue=0.0, blur=34)
    fruit = [things.cherry(round(width * 0.125), ripe=ripe) for ripe in (1.0, 0.93, 0.82, 0.55)]
    lights = rng.uniform([0, 0, 14, 0], [1, 1, 60, 1], (26, 4))
    knots = [(0.12, 0.2), (0.34, 0.37), (0.55, 0.535), (0.76, 0.69), (0.98, 0.83)]

    def draw(canvas: skia.Canvas, t: float) -> None:
        canvas.drawImage(ground, 0, 0)
        p.bokeh(canvas, lights, "#fff3c0", t, (width, height))
        for k, (x, y) in enumerate(((0.78, 0.16), (0.2, 0.72), (0.92, 0.42))):
            p.place(canvas, far[k % 2], width * x, height * y, turn=30 + 70 * k + 3 * math.sin(t * 0.9 + k), alpha=0.9)
        p.glow(canvas, width * 0.92, height * 0.02, height * 0.62, "#fff0b8", 0.65)
        canvas.save()
        canvas.rotate(0.9 * math.sin(t * 1.1), 0, height * 0.1)
        canvas.translate(0, 6 * math.sin(t * 0.8))
        _branch(canvas, width, height, knots, leaves, fruit, t)
        canvas.restore()
        p.place(canvas, near, width * 0.1, height * 0.985, turn=-24 + 2.5 * math.sin(t * 0.7), alpha=0.96)

    return draw


def _branch(
    canvas: skia.Canvas,
    width: int,
    height: int,
    knots: list[tuple[float, float]],
    leaves: list[skia.Image],
    fruit: list[skia.Image],
    t: float,
) -> None:
    points = [
        (-0.08 * width, 0.03 * height),
        *((x * width, y * height) for x, y in knots),
        (1.15 * width, 0.9 * height),
    ]
    for k, (x, y) in enumerate(points[1:-1]):
        image = leaves[k % 3]
        for side, turn in ((-1, -30), (1, 128)):
            swing = turn + 4 * math.sin(t * 1.3 + k * 0.8 + side)
            reach = image.width() * 0.46
            angle = math.radians(swing)
            p.place(canvas, image, x + reach * math.cos(angle), y + reach * math.sin(angle), turn=swing)
    canvas.drawPath(p.curve(points), p.stroke("#4d3a24", width * 0.021))
    canvas.translate(-3, -4)
    canvas.drawPath(p.curve(points), p.stroke("#8b6b42", width * 0.009, 0.8))
    canvas.translate(3, 4)
    size = width * 0.105
    for k, (x, y) in enumerate(points[1:-1]):
        places = [(-0.75, 0.15), (0.3, -0.6), (0.95, 0.2), (-0.1, 0.62), (0.62, 0.98), (-0.85, 1.0)]
        for n, (dx, dy) in enumerate(places[: 6 - (k % 2)]):
            sway = 3.5 * math.sin(t * 1.7 + n + k)
            p.oval(canvas, x + dx * size + 8, y + dy * size + 14, size * 0.5, size * 0.5, p.fill("#10200f", 0.28, 12))
            p.place(canvas, fruit[(n + 2 * k) % 4], x + dx * size + sway, y + dy * size, turn=sway * 2)


def dusk(width: int, height: int) -> p.Scene:
    """The valley after sunset, lamps lit at the roastery."""
    tones = [
        ("#a8788a", "#c58f92"),
        ("#7d6382", "#a37a8b"),
        ("#574f72", "#7d6580"),
        ("#3a3f5e", "#574f6e"),
        ("#232d46", "#343a56"),
    ]
    layers = _layers(width, height, tones, 0.5, 0.07, 31)
    rng = np.random.default_rng(4)
    stars = rng.uniform([0, 0, 0.8], [1, 0.34, 2.4], (90, 3))

    def draw(canvas: skia.Canvas, t: float) -> None:
        canvas.drawPaint(
            p.linear(
                (0, 0),
                (0, height * 0.62),
                (0, "#16233f", 1),
                (0.4, "#4b5580", 1),
                (0.75, "#c98690", 1),
                (1, "#f7bd8d", 1),
            )
        )
        for x, y, r in stars:
            canvas.drawCircle(float(x) * width, float(y) * height, float(r), p.fill("#fff6dc", 0.7))
        p.glow(canvas, width * 0.3, height * 0.56, height * 0.7, "#ff9d6b", 0.6)
        for k, layer in enumerate(layers):
            canvas.drawImage(layer, -width * 0.2 - 4 * k * t, 0)
            p.oval(
                canvas, width * 0.5, height * (0.56 + 0.07 * k), width * 0.6, height * 0.016, p.fill("#f3b7a2", 0.2, 30)
            )
        _trees(canvas, width, height, 8)
        _roastery(canvas, width * 0.53, height * 0.865, width * 0.12, t)

    return draw


def _roastery(canvas: skia.Canvas, x: float, y: float, w: float, t: float) -> None:
    p.glow(canvas, x, y, w * 1.9, "#ffb45e", 0.55)
    wall = p.linear((0, y - w * 0.6), (0, y + w * 0.1), (0, "#3b2b32", 1), (1, "#221c28", 1))
    p.box(canvas, x - w * 0.6, y - w * 0.5, w * 1.2, w * 0.62, wall)
    roof = skia.Path()
    roof.addPoly(
        [
            skia.Point(x - w * 0.7, y - w * 0.5),
            skia.Point(x - w * 0.1, y - w * 0.92),
            skia.Point(x + w * 0.7, y - w * 0.5),
        ],
        True,
    )
    canvas.drawPath(roof, p.fill("#191722"))
    p.box(canvas, x + w * 0.28, y - w * 1.08, w * 0.12, w * 0.5, p.fill("#191722"))
    p.steam(canvas, x + w * 0.34, y - w * 1.1, t, height=w * 0.9, alpha=0.6, width=w * 0.16)
    for k in range(4):
        p.box(
            canvas,
            x - w * 0.48 + k * w * 0.26,
            y - w * 0.36,
            w * 0.17,
            w * 0.24,
            p.linear((0, y - w * 0.36), (0, y - w * 0.1), (0, "#ffe7a8", 1), (1, "#f5a94e", 1)),
            w * 0.015,
        )
    p.oval(canvas, x, y + w * 0.13, w * 1.3, w * 0.08, p.fill("#ffb45e", 0.25, w * 0.06))
