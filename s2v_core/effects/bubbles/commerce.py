"""BS0001: bubbles for shops."""

from __future__ import annotations

from functools import partial

from s2v_core.effects.bubbles.catalogue import Part, add, cast, filled, stroked
from s2v_core.effects.bubbles.shapes import Path, burst, circle, line, polygon, rounded, shifted, star
from s2v_core.effects.looks.recipe import slope

__all__: list[str] = []

_add = partial(add, category="e-commerce")


@_add("BS0001-000001", "price tag in red", inset=(1.35, 0.4, 0.65, 0.4))
def _price_tag(w: float, h: float, u: float) -> tuple[Part, ...]:
    def tag(gap: float) -> Path:
        point = min(0.85 * u, 0.6 * h)
        return polygon(
            *((1.3 * gap, h / 2), (point + gap / 2, gap), (w - gap, gap), (w - gap, h - gap)),
            (point + gap / 2, h - gap),
            radius=max(0.22 * u - gap, 0.02 * u),
        )

    return (
        cast(tag(0), u),
        filled(tag(0), slope(20, "#FF7A45", "#F5222D", "#CF1322")),
        stroked(tag(0.13 * u), "#FFFFFF", 0.035 * u, opacity=0.85, dash=0.14 * u),
        filled(circle(0.74 * u, h / 2, 0.17 * u), "#7A0A12"),
        filled(circle(0.75 * u, h / 2 + 0.02 * u, 0.13 * u), "#FFF4EC"),
    )


@_add(
    "BS0001-000002",
    "seal with a jagged edge, in yellow and red",
    inset=(0.5, 0.45, 0.5, 0.45),
    share=(0.13, 0.17, 0.13, 0.17),
    colour="#C4001A",
    least=(3.4, 3.0),
)
def _seal(w: float, h: float, u: float) -> tuple[Part, ...]:
    spikes = max(14, round(2 * (w + h) / (0.95 * u)))
    whole = burst(0, 0, w, h, spikes=spikes, depth=0.26 * u)
    inner = burst(0.16 * u, 0.16 * u, w - 0.16 * u, h - 0.16 * u, spikes=spikes, depth=0.25 * u)
    return (
        cast(whole, u),
        filled(whole, "#D9001B"),
        filled(inner, slope(60, "#FFF06B", "#FFD21F", "#FFB300")),
    )


@_add("BS0001-000003", "folded ribbon in red", inset=(1.55, 0.3, 1.55, 0.62))
def _ribbon(w: float, h: float, u: float) -> tuple[Part, ...]:
    low, fold, notch = 0.3 * u, 0.42 * u, 0.4 * u
    side = 0.85 * u
    left = polygon(
        (0, low), (side + fold, low), (side + fold, h), (0, h), (min(notch, side), (h + low) / 2), radius=0.04 * u
    )
    right = _mirrored(left, w)
    band = polygon((side, 0), (w - side, 0), (w - side, h - low), (side, h - low), radius=0.06 * u)
    folds = [
        polygon((side, h - low), (side + fold, h - low), (side + fold, h)),
        polygon((w - side, h - low), (w - side - fold, h - low), (w - side - fold, h)),
    ]
    seams = [line((side, y), (w - side, y)) for y in (0.12 * u, h - low - 0.12 * u)]
    return (
        cast(left, u),
        cast(right, u),
        *(filled(tail, slope(0, *colours)) for tail, colours in ((left, _TAIL), (right, _TAIL[::-1]))),
        *(filled(fold, "#6B0713") for fold in folds),
        filled(band, slope(90, "#FF4458", "#E3162C", "#C40E22")),
        *(stroked(seam, "#FFD9A0", 0.035 * u, opacity=0.9) for seam in seams),
    )


_TAIL = ("#D9142A", "#A80B1C")


def _mirrored(path: Path, width: float) -> Path:
    return tuple(
        (name, *(value if place % 2 else width - value for place, value in enumerate(values))) for name, *values in path
    )


@_add("BS0001-000004", "coupon with a stub", inset=(0.85, 0.45, 2.35, 0.45), colour="#C8102E", least=(0, 2.0))
def _coupon(w: float, h: float, u: float) -> tuple[Part, ...]:
    ticket, tear = _ticket(w, h, u), w - 1.85 * u
    return (
        cast(ticket, u),
        filled(ticket, slope(0, "#FFF6E5", "#FFE8C7")),
        stroked(line((tear, 0.22 * u), (tear, h - 0.22 * u)), "#E0563F", 0.05 * u, dash=0.13 * u),
        filled(circle(w - 0.98 * u, h / 2, 0.52 * u), slope(60, "#FF6A4D", "#D4122E")),
        filled(star(w - 0.98 * u, h / 2 + 0.02 * u, 0.34 * u), "#FFF1C9"),
    )


def _ticket(w: float, h: float, u: float) -> Path:
    """Return a rectangle whose left and right edges are scalloped."""
    bites = max(2, round(h / (0.5 * u)))
    step = h / bites
    right = [("Q", w - 0.42 * u, (bite + 0.5) * step, w, (bite + 1) * step) for bite in range(bites)]
    left = [("Q", 0.42 * u, h - (bite + 0.5) * step, 0.0, h - (bite + 1) * step) for bite in range(bites)]
    return (("M", 0.0, 0.0), ("L", w, 0.0), *right, ("L", 0.0, h), *left, ("Z",))


@_add("BS0001-000005", "flash sale, with a bolt", inset=(2.2, 0.36, 0.85, 0.36), least=(0, 1.9))
def _flash(w: float, h: float, u: float) -> tuple[Part, ...]:
    bar = rounded(0.35 * u, 0.08 * u, w, h - 0.08 * u, 0.9 * u)
    x, y, size = 0.95 * u, h / 2, 0.95 * u
    bolt = ((0.16, -0.62), (-0.4, 0.1), (-0.05, 0.1), (-0.16, 0.62), (0.4, -0.12), (0.05, -0.12))
    zigzag = polygon(*((x + size * right * 0.9, y + size * down * 0.9) for right, down in bolt), radius=0.03 * u)
    return (
        cast(bar, u),
        filled(bar, slope(0, "#F0145E", "#F23A2C", "#F06A12")),
        stroked(rounded(0.45 * u, 0.18 * u, w - 0.1 * u, h - 0.18 * u, 0.8 * u), "#FFFFFF", 0.035 * u, opacity=0.55),
        cast(circle(x, y, size), u, down=0.05, opacity=0.3),
        filled(circle(x, y, size), slope(70, "#FFF58A", "#FFD000")),
        filled(shifted(zigzag, 0.02 * u, 0.03 * u), "#B3123F"),
        filled(zigzag, "#E5174F"),
    )
