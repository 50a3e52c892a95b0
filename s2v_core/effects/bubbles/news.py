"""BS0007: bubbles for news."""

from __future__ import annotations

from functools import partial

from s2v_core.effects.bubbles.catalogue import Part, add, cast, filled, stroked
from s2v_core.effects.bubbles.shapes import Path, circle, ellipse, line, polygon, rectangle
from s2v_core.effects.looks.recipe import slope

__all__: list[str] = []

_add = partial(add, category="news")


@_add(
    "BS0007-000001",
    "breaking news, red and white",
    inset=(2.35, 0.36, 0.7, 0.44),
    colour="#14151A",
    across=0.0,
    least=(6.0, 0),
)
def _breaking(w: float, h: float, u: float) -> tuple[Part, ...]:
    low, stub, lean = h - 0.1 * u, 2.0 * u, 0.4 * u
    red = polygon((0, 0), (stub, 0), (stub - lean, low), (0, low))
    x, y = 0.8 * u, low / 2
    waves = [_arc(x, y, radius * u, way) for radius in (0.32, 0.54) for way in (1, -1)]
    return (
        cast(rectangle(0, 0, w, h), u),
        filled(rectangle(0, 0, w, low), slope(90, "#FFFFFF", "#E9ECF1")),
        filled(red, slope(90, "#F0203A", "#B8081F")),
        filled(polygon((stub, 0), (stub + 0.12 * u, 0), (stub + 0.12 * u - lean, low), (stub - lean, low)), "#7A0413"),
        filled(rectangle(0, low, w, h), "#B8081F"),
        filled(circle(x, y, 0.14 * u), "#FFFFFF"),
        *(stroked(wave, "#FFFFFF", 0.08 * u) for wave in waves),
    )


def _arc(x: float, y: float, radius: float, way: int) -> Path:
    """Return an arc of 90 degrees that opens to the middle (``way`` 1: on the right)."""
    end = radius * 0.7071
    return (("M", x + way * end, y - end), ("Q", x + way * 1.414 * radius, y, x + way * end, y + end))


@_add("BS0007-000002", "evening news, blue and gold", inset=(1.15, 0.5, 1.0, 0.4), across=0.0, least=(4.5, 0))
def _evening(w: float, h: float, u: float) -> tuple[Part, ...]:
    top = 0.12 * u
    gold = slope(0, "#F7D67A", "#C8912B", "#FFE9A8")
    return (
        cast(rectangle(0, 0, w, h), u),
        filled(rectangle(0, top, w, h), slope(0, "#061A4A", "#0F3F9E", "#0A2A73")),
        filled(polygon((w - 1.6 * u, top), (w - 0.9 * u, top), (w - 1.5 * u, h), (w - 2.2 * u, h)), "#FFFFFF", 0.08),
        filled(polygon((w - 0.7 * u, top), (w - 0.3 * u, top), (w - 0.9 * u, h), (w - 1.3 * u, h)), "#FFFFFF", 0.08),
        filled(rectangle(0, 0, w, top), gold),
        filled(rectangle(0, top, 0.32 * u, h), slope(90, "#FFFFFF", "#C9D6F0")),
        filled(
            polygon((0.55 * u, h / 2 - 0.2 * u), (0.82 * u, h / 2 + 0.06 * u), (0.55 * u, h / 2 + 0.32 * u)), "#F7D67A"
        ),
    )


@_add("BS0007-000003", "ticker with a globe", inset=(2.35, 0.34, 0.8, 0.34), across=0.0, least=(6.0, 1.7))
def _ticker(w: float, h: float, u: float) -> tuple[Part, ...]:
    label = polygon((0, 0), (1.7 * u, 0), (2.05 * u, h / 2), (1.7 * u, h), (0, h))
    x, y, radius = 0.88 * u, h / 2, 0.52 * u
    globe = (
        circle(x, y, radius),
        ellipse(x, y, 0.45 * radius, radius),
        line((x - radius, y), (x + radius, y)),
        line((x, y - radius), (x, y + radius)),
    )
    return (
        cast(rectangle(0, 0, w, h), u),
        filled(rectangle(0, 0, w, h), "#101319", 0.94),
        filled(rectangle(0, 0, w, 0.07 * u), "#E5132B"),
        filled(rectangle(0, h - 0.07 * u, w, h), "#E5132B"),
        filled(label, slope(0, "#E5132B", "#B80B20")),
        *(stroked(part, "#FFFFFF", 0.06 * u) for part in globe),
    )
