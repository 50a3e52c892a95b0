"""BS0002: bubbles for companies."""

from __future__ import annotations

from functools import partial

from s2v_core.effects.bubbles.catalogue import Part, add, cast, filled, stroked
from s2v_core.effects.bubbles.shapes import circle, polygon, rectangle, rounded
from s2v_core.effects.looks.recipe import slope

__all__: list[str] = []

_add = partial(add, category="corporate")


@_add("BS0002-000001", "white card with a blue bar", inset=(0.75, 0.36, 0.7, 0.36), colour="#14213D", across=0.0)
def _card(w: float, h: float, u: float) -> tuple[Part, ...]:
    card = rounded(0, 0, w, h, 0.16 * u)
    bar = rounded(0.22 * u, 0.26 * u, 0.36 * u, h - 0.26 * u, 0.07 * u)
    return (cast(card, u, down=0.1, blur=0.16), filled(card, "#FFFFFF"), filled(bar, slope(90, "#3D8BFF", "#1453D9")))


@_add("BS0002-000002", "navy lower third", inset=(0.7, 0.34, 1.5, 0.52), across=0.0)
def _lower_third(w: float, h: float, u: float) -> tuple[Part, ...]:
    low, lean = h - 0.18 * u, 0.7 * u
    slab = polygon((0, 0), (w - 0.35 * u, 0), (w - 0.35 * u - lean, low), (0, low))
    tip = polygon((w - 0.2 * u, 0), (w, 0), (w - lean, low), (w - lean - 0.2 * u, low))
    return (
        cast(slab, u),
        filled(slab, slope(0, "#0E1B3D", "#1D3573"), 0.96),
        filled(tip, "#2FB5FF"),
        filled(rectangle(0, low, w - 0.35 * u - lean - 0.25 * u, h), "#2FB5FF"),
    )


@_add("BS0002-000003", "double frame on a dark ground", inset=(0.85, 0.5, 0.85, 0.5))
def _frame(w: float, h: float, u: float) -> tuple[Part, ...]:
    edge = 0.03 * u
    return (
        filled(rectangle(0, 0, w, h), "#0A0D14", 0.66),
        stroked(rectangle(edge, edge, w - edge, h - edge), "#F4E7C8", 0.06 * u),
        stroked(rectangle(0.17 * u, 0.17 * u, w - 0.17 * u, h - 0.17 * u), "#F4E7C8", 0.025 * u, opacity=0.85),
    )


@_add("BS0002-000004", "white pill with a blue dot", inset=(1.35, 0.26, 0.8, 0.26), colour="#172033")
def _pill(w: float, h: float, u: float) -> tuple[Part, ...]:
    pill = rounded(0, 0, w, h, 0.95 * u)
    return (
        cast(pill, u, down=0.07, blur=0.14, opacity=0.35),
        filled(pill, "#FFFFFF"),
        filled(circle(0.85 * u, h / 2, 0.32 * u), "#CFE4FF"),
        filled(circle(0.85 * u, h / 2, 0.19 * u), "#1668F0"),
    )


@_add("BS0002-000005", "two leaning blue blocks", inset=(1.15, 0.36, 1.15, 0.5))
def _leaning(w: float, h: float, u: float) -> tuple[Part, ...]:
    lean, back, low = 0.55 * u, 0.16 * u, h - 0.16 * u
    behind = polygon((lean + 2 * back, back), (w, back), (w - lean, h), (2 * back, h))
    front = polygon((lean, 0), (w - 2 * back, 0), (w - lean - 2 * back, low), (0, low))
    return (cast(front, u), filled(behind, "#7CC4FF"), filled(front, slope(0, "#0B3FBF", "#1E74FF")))
