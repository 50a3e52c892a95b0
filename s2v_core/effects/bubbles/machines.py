"""BS0006: bubbles of screens and machines."""

from __future__ import annotations

from functools import partial

from s2v_core.effects.bubbles.catalogue import Part, add, cast, filled, stroked
from s2v_core.effects.bubbles.shapes import Path, circle, line, polygon, rectangle, rounded
from s2v_core.effects.looks.recipe import plain, slope

__all__: list[str] = []

_add = partial(add, category="technology")

_CYAN = "#2FE6FF"


def _shining(path: Path, colour: str, width: float, u: float) -> tuple[Part, ...]:
    """Return a line of light."""
    return (
        Part(path, plain(colour), stroke=3 * width, opacity=0.75, blur=0.1 * u),
        stroked(path, colour, width),
    )


@_add("BS0006-000001", "head-up display in cyan", inset=(0.85, 0.5, 0.85, 0.5), colour="#E6FCFF", least=(3.2, 0))
def _display(w: float, h: float, u: float) -> tuple[Part, ...]:
    cut, e = 0.42 * u, 0.06 * u
    frame = polygon(
        *((cut, e), (w - e, e), (w - e, h - cut), (w - cut, h - e), (e, h - e), (e, cut)),
    )
    heavy = (
        line((cut, e), (cut + 1.1 * u, e)),
        line((e, cut), (e, cut + 0.35 * u)),
        line((w - cut, h - e), (w - cut - 1.1 * u, h - e)),
        line((w - e, h - cut), (w - e, h - cut - 0.35 * u)),
    )
    ticks = [line((w - x * u, 0.17 * u), (w - (x + 0.07) * u, 0.3 * u)) for x in (0.25, 0.4, 0.55)]
    return (
        filled(frame, "#03131C", 0.8),
        *_shining(frame, _CYAN, 0.035 * u, u),
        *(stroked(part, _CYAN, 0.11 * u) for part in heavy),
        *(stroked(tick, _CYAN, 0.045 * u) for tick in ticks),
    )


@_add("BS0006-000002", "frosted glass", inset=(0.8, 0.48, 0.8, 0.48))
def _glass(w: float, h: float, u: float) -> tuple[Part, ...]:
    pane = rounded(0.03 * u, 0.03 * u, w - 0.03 * u, h - 0.03 * u, 0.42 * u)
    shine = rounded(0.09 * u, 0.09 * u, w - 0.09 * u, max(h * 0.5, 0.3 * u), 0.38 * u)
    return (
        cast(pane, u, opacity=0.3),
        filled(pane, slope(60, "#3B4B7A", "#1A2140"), 0.78),
        filled(shine, slope(90, "#FFFFFF", "#8C9BD0"), 0.13),
        stroked(pane, slope(60, "#FFFFFF", "#7F93D9", "#C9D4FF"), 0.045 * u, opacity=0.9),
    )


@_add("BS0006-000003", "chip with circuits", inset=(1.75, 0.5, 1.75, 0.5), colour="#E9FFF4", least=(5.2, 1.9))
def _chip(w: float, h: float, u: float) -> tuple[Part, ...]:
    side, green = 1.15 * u, "#3DF5A6"
    body = rounded(side, 0, w - side, h, 0.2 * u)
    traces, nodes = [], []
    count = max(3, min(7, round(h / (0.5 * u))))
    for number in range(count):
        y = h * (number + 0.5) / count
        away = (0.85, 0.5, 0.68)[number % 3] * u
        bend = y + (0.14 if y < h / 2 else -0.14) * u * (number % 2)
        for start, way in ((side, -1), (w - side, 1)):
            x = start + way * away
            traces.append(line((start, y), (start + way * 0.25 * u, y), (start + way * 0.4 * u, bend), (x, bend)))
            nodes.append((x, bend))
    return (
        *(stroked(trace, green, 0.05 * u) for trace in traces),
        *(filled(circle(x, y, 0.1 * u), green) for x, y in nodes),
        *(filled(circle(x, y, 0.045 * u), "#04261B") for x, y in nodes),
        cast(body, u),
        filled(body, slope(70, "#0B3B2D", "#06231B")),
        stroked(
            rounded(side + 0.1 * u, 0.1 * u, w - side - 0.1 * u, h - 0.1 * u, 0.12 * u), green, 0.03 * u, opacity=0.8
        ),
    )


@_add("BS0006-000004", "terminal window", inset=(1.35, 0.95, 0.7, 0.45), colour="#8CFFB8", across=0.0, least=(4.6, 2.4))
def _terminal(w: float, h: float, u: float) -> tuple[Part, ...]:
    window, bar = rounded(0, 0, w, h, 0.22 * u), 0.6 * u
    y = bar + 0.35 * u + 0.61 * u
    lights = zip((0.36, 0.68, 1.0), ("#FF5F57", "#FEBC2E", "#28C840"), strict=True)
    prompt = line((0.55 * u, y - 0.22 * u), (0.82 * u, y), (0.55 * u, y + 0.22 * u))
    return (
        cast(window, u, down=0.12, blur=0.16),
        filled(window, "#0C1018", 0.95),
        filled(_title_bar(w, bar, 0.22 * u), "#2A303D"),
        *(filled(circle(x * u, bar / 2, 0.12 * u), colour) for x, colour in lights),
        stroked(prompt, "#2FD6FF", 0.08 * u),
    )


def _title_bar(w: float, h: float, radius: float) -> Path:
    """Return a bar with round corners above."""
    return (
        ("M", 0.0, h),
        ("L", 0.0, radius),
        ("Q", 0.0, 0.0, radius, 0.0),
        ("L", w - radius, 0.0),
        ("Q", w, 0.0, w, radius),
        ("L", w, h),
        ("Z",),
    )


@_add("BS0006-000005", "plate with a border from cyan to magenta", inset=(1.25, 0.48, 1.25, 0.48))
def _plate(w: float, h: float, u: float) -> tuple[Part, ...]:
    e, point = 0.08 * u, min(0.7 * u, 0.5 * h)
    plate = polygon(
        *((e, h / 2), (point, e), (w - point, e), (w - e, h / 2), (w - point, h - e), (point, h - e)), radius=0.06 * u
    )
    border = slope(0, "#1FE9FF", "#7A6BFF", "#FF2FC8")
    inner = 0.62 * point
    marks = [
        polygon(
            (x, h / 2),
            (x + way * 0.16 * u, h / 2 - 0.16 * u),
            (x + way * 0.32 * u, h / 2),
            (x + way * 0.16 * u, h / 2 + 0.16 * u),
        )
        for x, way in ((inner, 1), (w - inner, -1))
    ]
    return (
        Part(plate, border, stroke=0.2 * u, opacity=0.7, blur=0.12 * u),
        filled(plate, "#0B0A1C", 0.93),
        stroked(plate, border, 0.08 * u),
        *(filled(mark, colour) for mark, colour in zip(marks, ("#1FE9FF", "#FF2FC8"), strict=True)),
        filled(rectangle(point + 0.2 * u, h - 0.2 * u, w - point - 0.2 * u, h - 0.17 * u), border, 0.6),
    )
