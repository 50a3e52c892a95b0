"""BS0005: bubbles of players and messages."""

from __future__ import annotations

from functools import partial

from s2v_core.effects.bubbles.catalogue import Part, add, cast, filled, stroked
from s2v_core.effects.bubbles.shapes import Path, circle, line, polygon, rectangle, rounded
from s2v_core.effects.looks.recipe import slope

__all__: list[str] = []

_add = partial(add, category="video")


@_add("BS0005-000001", "chat message in blue", inset=(0.65, 0.36, 0.65, 0.58), across=0.0, least=(2.2, 0))
def _message(w: float, h: float, u: float) -> tuple[Part, ...]:
    low = h - 0.22 * u
    body = rounded(0, 0, w - 0.12 * u, low, 0.62 * u)
    tail: Path = (
        ("M", w - 0.75 * u, low - 0.02 * u),
        ("Q", w - 0.45 * u, h + 0.02 * u, w, h),
        ("Q", w - 0.2 * u, low - 0.05 * u, w - 0.13 * u, low - 0.55 * u),
        ("Z",),
    )
    return (cast(body, u, opacity=0.3), filled(tail, "#0A66E8"), filled(body, slope(70, "#4AA8FF", "#0A66E8")))


@_add("BS0005-000002", "player with a time bar", inset=(1.9, 0.42, 0.75, 0.85), across=0.0, least=(5.0, 0))
def _player(w: float, h: float, u: float) -> tuple[Part, ...]:
    body, y = rounded(0, 0, w, h, 0.28 * u), h - 0.4 * u
    start, end = 0.5 * u, w - 0.5 * u
    at = start + 0.62 * (end - start)
    x, middle = 0.95 * u, (h - 0.45 * u) / 2
    play = polygon(
        (x - 0.16 * u, middle - 0.27 * u), (x + 0.3 * u, middle), (x - 0.16 * u, middle + 0.27 * u), radius=0.05 * u
    )
    return (
        cast(body, u),
        filled(body, "#12141C", 0.9),
        filled(circle(x, middle, 0.55 * u), "#FF2D46"),
        filled(play, "#FFFFFF"),
        filled(rounded(start, y - 0.05 * u, end, y + 0.05 * u, 0.05 * u), "#5B6070"),
        filled(rounded(start, y - 0.05 * u, at, y + 0.05 * u, 0.05 * u), "#FF2D46"),
        filled(circle(at, y, 0.13 * u), "#FFFFFF"),
    )


@_add("BS0005-000003", "strip of film", inset=(0.7, 0.75, 0.7, 0.75))
def _film(w: float, h: float, u: float) -> tuple[Part, ...]:
    strip, count = rectangle(0, 0, w, h), max(3, round(w / (0.62 * u)))
    step = w / count
    holes = [
        rounded((hole + 0.5) * step - 0.15 * u, y - 0.11 * u, (hole + 0.5) * step + 0.15 * u, y + 0.11 * u, 0.05 * u)
        for hole in range(count)
        for y in (0.25 * u, h - 0.25 * u)
    ]
    picture = rounded(0.16 * u, 0.5 * u, w - 0.16 * u, h - 0.5 * u, 0.08 * u)
    return (
        cast(strip, u),
        filled(strip, "#0D0D11"),
        filled(picture, slope(70, "#3A3F52", "#262A38")),
        *(filled(hole, "#F3F0E6") for hole in holes),
    )


@_add("BS0005-000004", "viewfinder that records", inset=(0.85, 0.68, 0.85, 0.6), least=(3.2, 2.2))
def _viewfinder(w: float, h: float, u: float) -> tuple[Part, ...]:
    edge, arm = 0.05 * u, min(0.55 * u, w / 3, h / 3)
    corners = [
        line((x + right * arm, y), (x, y), (x, y + down * arm))
        for x, right in ((edge, 1), (w - edge, -1))
        for y, down in ((edge, 1), (h - edge, -1))
    ]
    return (
        filled(rectangle(0, 0, w, h), "#000000", 0.52),
        *(stroked(corner, "#FFFFFF", 0.09 * u) for corner in corners),
        filled(circle(0.42 * u, 0.42 * u, 0.16 * u), "#FF2A3C"),
        filled(rounded(w - 1.0 * u, 0.27 * u, w - 0.42 * u, 0.55 * u, 0.05 * u), "#FFFFFF", 0.9),
        filled(rectangle(w - 0.42 * u, 0.35 * u, w - 0.35 * u, 0.47 * u), "#FFFFFF", 0.9),
        filled(rectangle(w - 0.96 * u, 0.31 * u, w - 0.6 * u, 0.51 * u), "#2FD15C"),
    )


@_add(
    "BS0005-000005",
    "notification with a bell",
    inset=(1.95, 0.4, 0.75, 0.4),
    colour="#1A1F2B",
    across=0.0,
    least=(0, 1.8),
)
def _notification(w: float, h: float, u: float) -> tuple[Part, ...]:
    card, x, y = rounded(0, 0, w, h, 0.45 * u), 1.05 * u, h / 2
    bell: Path = (
        ("M", x - 0.34 * u, y + 0.2 * u),
        ("C", x - 0.2 * u, y + 0.05 * u, x - 0.3 * u, y - 0.34 * u, x, y - 0.36 * u),
        ("C", x + 0.3 * u, y - 0.34 * u, x + 0.2 * u, y + 0.05 * u, x + 0.34 * u, y + 0.2 * u),
        ("Z",),
    )
    return (
        cast(card, u, down=0.1, blur=0.16),
        filled(card, "#FFFFFF", 0.96),
        filled(
            rounded(x - 0.62 * u, y - 0.62 * u, x + 0.62 * u, y + 0.62 * u, 0.3 * u), slope(60, "#FF6B8A", "#F5225C")
        ),
        filled(bell, "#FFFFFF"),
        filled(circle(x, y - 0.38 * u, 0.06 * u), "#FFFFFF"),
        filled(circle(x, y + 0.29 * u, 0.1 * u), "#FFFFFF"),
    )
