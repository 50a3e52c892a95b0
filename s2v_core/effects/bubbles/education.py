"""BS0003: bubbles for lessons."""

from __future__ import annotations

from functools import partial

from s2v_core.effects.bubbles.catalogue import Part, add, cast, filled, stroked
from s2v_core.effects.bubbles.shapes import Path, circle, line, polygon, rectangle, rounded
from s2v_core.effects.looks.recipe import slope

__all__: list[str] = []

_add = partial(add, category="education")

_LINE = 1.22
"""Height of a line of text, in font sizes."""


@_add("BS0003-000001", "sticky note with tape", inset=(0.7, 0.75, 0.7, 0.6), colour="#4A3600", least=(3.2, 2.4))
def _note(w: float, h: float, u: float) -> tuple[Part, ...]:
    top, fold = 0.2 * u, 0.5 * u
    sheet = polygon((0, top), (w, top), (w, h - fold), (w - fold, h), (0, h))
    corner = polygon((w, h - fold), (w - fold, h), (w - 0.94 * fold, h - 0.9 * fold))
    tape = polygon(
        (w / 2 - 0.8 * u, 0.06 * u), (w / 2 + 0.75 * u, 0), (w / 2 + 0.8 * u, 0.42 * u), (w / 2 - 0.75 * u, 0.48 * u)
    )
    return (
        cast(sheet, u, down=0.12, blur=0.14),
        filled(sheet, slope(80, "#FFF3A3", "#FFE56B")),
        filled(corner, slope(45, "#FFF9CF", "#E0BE3C")),
        filled(tape, "#FFFFFF", 0.75),
        filled(tape, "#E3D3A0", 0.55),
    )


@_add("BS0003-000002", "blackboard in a wooden frame", inset=(0.85, 0.6, 0.85, 0.7), colour="#F4FFF6", least=(3.0, 2.2))
def _blackboard(w: float, h: float, u: float) -> tuple[Part, ...]:
    frame, board = rounded(0, 0, w, h, 0.16 * u), rounded(0.24 * u, 0.24 * u, w - 0.24 * u, h - 0.24 * u, 0.06 * u)
    return (
        cast(frame, u),
        filled(frame, slope(80, "#D9A066", "#B5763A", "#8F5524")),
        stroked(board, "#5E3511", 0.06 * u),
        filled(board, slope(60, "#2E5B47", "#234A39", "#1C3D2F")),
        filled(rounded(w - 1.75 * u, h - 0.3 * u, w - 1.15 * u, h - 0.17 * u, 0.05 * u), "#FFFFFF"),
        filled(rounded(w - 1.0 * u, h - 0.3 * u, w - 0.6 * u, h - 0.17 * u, 0.05 * u), "#FFD76B"),
    )


@_add("BS0003-000003", "page of an exercise book", inset=(1.55, 0.35, 0.7, 0.4), colour="#1F2E5A", across=0.0)
def _page(w: float, h: float, u: float) -> tuple[Part, ...]:
    sheet = rounded(0, 0, w, h, 0.1 * u)
    rows = [0.35 * u + (row + 0.93) * _LINE * u for row in range(int((h / u - 0.45) / _LINE))]
    holes = max(2, round(h / (1.1 * u)))
    return (
        cast(sheet, u, down=0.1, blur=0.14),
        filled(sheet, "#FFFEF7"),
        *(stroked(line((0, y), (w, y)), "#9CC4EE", 0.03 * u) for y in rows),
        stroked(line((1.15 * u, 0), (1.15 * u, h)), "#F28B9B", 0.04 * u),
        *(filled(circle(0.55 * u, h * (hole + 0.5) / holes, 0.15 * u), "#3A4152", 0.75) for hole in range(holes)),
    )


@_add("BS0003-000004", "stroke of a highlighter", inset=(0.75, 0.16, 0.75, 0.2), colour="#221C00")
def _highlighter(w: float, h: float, u: float) -> tuple[Part, ...]:
    return (
        filled(_brush(0, w, 0.03 * h, 0.94 * h, u), "#FFE94A", 0.94),
        filled(_brush(0.1 * u, w - 0.25 * u, 0.7 * h, h, u), "#FFD500", 0.55),
    )


def _brush(left: float, right: float, top: float, bottom: float, u: float) -> Path:
    """Return a stripe with frayed ends."""
    teeth = max(3, round((bottom - top) / (0.22 * u)))
    depths = (0.0, 0.22, 0.07, 0.3, 0.12, 0.02, 0.18)
    rows = [top + (bottom - top) * tooth / teeth for tooth in range(teeth + 1)]
    rights = [(right - depths[tooth % 7] * u, y) for tooth, y in enumerate(rows)]
    lefts = [(left + depths[(tooth + 3) % 7] * u, y) for tooth, y in enumerate(rows)]
    return polygon(*rights, *reversed(lefts), radius=0.05 * u)


@_add("BS0003-000005", "squared paper with a clip", inset=(0.75, 0.62, 0.75, 0.5), colour="#0F4A46", least=(3.0, 2.2))
def _squared(w: float, h: float, u: float) -> tuple[Part, ...]:
    sheet, top, step = rounded(0, 0.16 * u, w, h, 0.14 * u), 0.16 * u, 0.4 * u
    columns = [step * number for number in range(1, int(w / step) + 1) if step * number < w]
    rows = [top + step * number for number in range(1, int((h - top) / step) + 1) if top + step * number < h]
    clip = rounded(0.3 * u, -0.1 * u, 0.6 * u, 0.66 * u, 0.15 * u)
    return (
        cast(sheet, u, down=0.1, blur=0.14),
        filled(sheet, "#F3FFFB"),
        *(stroked(line((x, top), (x, h)), "#A9E3D6", 0.02 * u) for x in columns),
        *(stroked(line((0, y), (w, y)), "#A9E3D6", 0.02 * u) for y in rows),
        stroked(rectangle(0, h - 0.14 * u, w, h - 0.12 * u), "#2FB8A6", 0.04 * u),
        stroked(clip, "#6B7785", 0.07 * u),
        stroked(rounded(0.375 * u, 0.1 * u, 0.525 * u, 0.54 * u, 0.075 * u), "#6B7785", 0.06 * u),
    )
