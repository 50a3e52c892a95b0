"""BS0004: bubbles for shows."""

from __future__ import annotations

from functools import partial

from s2v_core.effects.bubbles.catalogue import Part, add, cast, filled, stroked
from s2v_core.effects.bubbles.shapes import Path, burst, circle, cloud, polygon, ring_of, rounded, shifted, star
from s2v_core.effects.looks.recipe import slope

__all__: list[str] = []

_add = partial(add, category="variety show")

_INK = "#15121C"


@_add("BS0004-000001", "comic speech bubble", inset=(0.7, 0.42, 0.7, 1.0), colour="#15121C", least=(2.6, 0))
def _speech(w: float, h: float, u: float) -> tuple[Part, ...]:
    low = h - 0.6 * u
    body = _with_tail(rounded(0.06 * u, 0.06 * u, w - 0.06 * u, low, 0.75 * u), low, w, u)
    dots = [
        circle(w - (0.36 + 0.17 * column) * u, low - (0.24 + 0.17 * row) * u, (0.07 - 0.014 * (row + column)) * u)
        for row in range(3)
        for column in range(4)
        if row + column < 4 and not row == column == 0
    ]
    return (
        *(stroked(shifted(part, 0.07 * u, 0.08 * u), _INK, 0.13 * u) for part in body),
        *(filled(shifted(part, 0.07 * u, 0.08 * u), _INK) for part in body),
        *(stroked(part, _INK, 0.13 * u) for part in body),
        *(filled(part, "#FFFFFF") for part in body),
        *(filled(dot, "#FFB52E") for dot in dots),
    )


def _with_tail(body: Path, low: float, w: float, u: float) -> tuple[Path, Path]:
    x = min(1.0 * u, 0.3 * w)
    tail = (("M", x, low - 0.2 * u), ("Q", x + 0.1 * u, low + 0.3 * u, x - 0.3 * u, low + 0.52 * u))
    return body, (*tail, ("Q", x + 0.55 * u, low + 0.4 * u, x + 0.7 * u, low - 0.2 * u), ("Z",))


@_add(
    "BS0004-000002",
    "shout with jagged edges",
    inset=(0.55, 0.5, 0.55, 0.5),
    share=(0.13, 0.17, 0.13, 0.17),
    colour="#15121C",
    least=(3.4, 2.8),
)
def _shout(w: float, h: float, u: float) -> tuple[Part, ...]:
    spikes = max(11, round((w + h) / (0.85 * u)))
    edge = 0.12 * u
    jagged = burst(edge, edge, w - edge, h - edge, spikes=spikes, depth=0.48 * u, uneven=0.45)
    back = shifted(jagged, 0.1 * u, 0.12 * u)
    return (
        stroked(back, "#E3122D", 0.1 * u),
        filled(back, "#E3122D"),
        stroked(jagged, _INK, 0.16 * u),
        filled(jagged, slope(70, "#FFF585", "#FFDB1F")),
    )


@_add("BS0004-000003", "thought in a cloud", inset=(0.95, 0.75, 0.95, 1.25), colour="#2A3350", least=(3.2, 3.0))
def _thought(w: float, h: float, u: float) -> tuple[Part, ...]:
    puff = cloud(0.05 * u, 0.05 * u, w - 0.05 * u, h - 0.6 * u, 0.5 * u)
    drops = (circle(0.95 * u, h - 0.42 * u, 0.2 * u), circle(0.5 * u, h - 0.13 * u, 0.11 * u))
    parts = (puff, *drops)
    return (
        *(cast(part, u, down=0.1) for part in parts),
        *(stroked(part, "#7FB3F5", 0.1 * u) for part in parts),
        *(filled(part, "#FFFFFF") for part in parts),
    )


@_add("BS0004-000004", "loud blocks in pink and cyan", inset=(0.9, 0.45, 0.9, 0.55))
def _blocks(w: float, h: float, u: float) -> tuple[Part, ...]:
    low, side = h - 0.16 * u, w - 0.16 * u
    front = polygon((0.12 * u, 0.1 * u), (side, 0), (side - 0.12 * u, low), (0, low - 0.06 * u))
    stripes = [
        polygon((x, 0.09 * u), (x + 0.11 * u, 0.09 * u), (x - 0.04 * u, 0.33 * u), (x - 0.15 * u, 0.33 * u))
        for x in (side - 0.85 * u, side - 0.62 * u, side - 0.39 * u)
    ]
    return (
        filled(shifted(front, 0.16 * u, 0.16 * u), _INK),
        filled(shifted(front, 0.07 * u, 0.07 * u), "#19E3F2"),
        filled(front, slope(15, "#FF2E93", "#E3127A", "#B80F9C")),
        *(filled(stripe, "#FFE94A") for stripe in stripes),
    )


@_add("BS0004-000005", "candy with stars", inset=(1.0, 0.56, 1.0, 0.56))
def _candy(w: float, h: float, u: float) -> tuple[Part, ...]:
    edge = 0.1 * u
    pill = rounded(edge, edge, w - edge, h - edge, 1.1 * u)
    colours = ("#FFE94A", "#7CF5E6", "#FFFFFF", "#FFC1E6")
    inner = (0.46 * u, 0.4 * u, w - 0.46 * u, h - 0.4 * u)
    sweets = [
        filled(star(x, y, 0.17 * u) if number % 3 == 0 else circle(x, y, 0.075 * u), colours[number % 4])
        for number, (x, y) in enumerate(ring_of(*inner, 0.62 * u))
        if u < x < w - u or u < y < h - u
    ]
    return (
        cast(pill, u),
        stroked(pill, "#FFFFFF", 0.2 * u),
        filled(pill, slope(20, "#A855F7", "#EC4899", "#FB7185")),
        stroked(rounded(0.2 * u, 0.2 * u, w - 0.2 * u, h - 0.2 * u, 1.0 * u), "#6B1FA8", 0.03 * u, opacity=0.5),
        *sweets,
    )
