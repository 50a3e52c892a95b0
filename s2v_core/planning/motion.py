"""Slow pan and zoom on stills: where the window on the picture begins and where it ends."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from s2v_core.planning.draws import Chooser
from s2v_core.timeline.model import Canvas, Effect

__all__ = ["Part", "ken_burns"]

_LEAST, _MOST = 0.08, 0.12
_PAN = 1.25
_FARTHEST = 0.3
"""How far a pan goes, as a share of what is seen at once."""
_FASTEST = 0.1
"""How far it goes in a second."""
_WORDS = 2.0**64
_FULL = (0.0, 0.0, 1.0, 1.0)

Window = tuple[float, float, float, float]


@dataclass(frozen=True)
class Part:
    """The frames ``first`` up to ``last`` (exclusive) of the ``whole`` that a still is seen, drawn by ``slot``."""

    slot: str
    first: int
    last: int
    whole: int


def ken_burns(
    chooser: Chooser, part: Part, size: tuple[int, int], canvas: Canvas, *, cover: bool, rate: Fraction
) -> Effect:
    """Return the movement of a still of ``size`` (width, height) in the ``part`` of it that is one shot.

    The windows are fractions of the picture and have the aspect ratio of where it is shown: the canvas when it covers
    it, else the picture's own. A picture that is much wider (or higher) than a canvas it covers is panned along its
    longer side; any other is zoomed in or out by 8 to 12 per cent about a point near its middle.
    """
    width, height = _window(size, canvas) if cover else (1.0, 1.0)
    if max(1 / width, 1 / height) >= _PAN:
        way = chooser.choose("motion", ("pan forth", "pan back"), slot=part.slot)
        wide, narrow = _panned(width, height, min(_FARTHEST, _FASTEST * float(part.whole / rate)))
    else:
        way = chooser.choose("motion", ("zoom in", "zoom out"), slot=part.slot)
        amount, right, down = (word / _WORDS for word in chooser.draws.words(3, "motion", part.slot, chooser.output))
        zoom = 1 - (_LEAST + (_MOST - _LEAST) * amount)
        wide = _centred(width, height, 0.5, 0.5)
        narrow = _centred(
            width * zoom,
            height * zoom,
            0.5 + 0.1 * (right - 0.5),
            0.5 + 0.1 * (down - 0.5),
        )
    start, end = (wide, narrow) if way in ("pan forth", "zoom in") else (narrow, wide)
    first, last = (_between(start, end, frame / max(1, part.whole - 1)) for frame in (part.first, part.last - 1))
    return Effect(type="KenBurns", params={"Start": _text(first), "End": _text(last if part.whole > 1 else end)})


def _window(size: tuple[int, int], canvas: Canvas) -> tuple[float, float]:
    """Return the largest window with the canvas's aspect ratio, as fractions of the picture's width and height."""
    ratio = (canvas.width / canvas.height) / (size[0] / size[1])
    return (ratio, 1.0) if ratio < 1 else (1.0, 1 / ratio)


def _panned(width: float, height: float, farthest: float) -> tuple[Window, Window]:
    """Return two windows apart along the longer side, around the middle: by half the room there is, at most by
    ``farthest`` of the window itself."""
    width, height = width * (1 - _LEAST / 2), height * (1 - _LEAST / 2)
    room_x, room_y = 1 - width, 1 - height
    x, y = room_x / 2, room_y / 2
    if room_x >= room_y:
        step = min(room_x / 2, width * farthest) / 2
        return (x - step, y, width, height), (x + step, y, width, height)
    step = min(room_y / 2, height * farthest) / 2
    return (x, y - step, width, height), (x, y + step, width, height)


def _centred(width: float, height: float, x: float, y: float) -> Window:
    return (
        min(max(x - width / 2, 0.0), 1 - width),
        min(max(y - height / 2, 0.0), 1 - height),
        width,
        height,
    )


def _between(start: Window, end: Window, progress: float) -> Window:
    x, y, width, height = (one + (other - one) * progress for one, other in zip(start, end, strict=True))
    return x, y, width, height


def _text(window: Window) -> str:
    """Write a window; positions are rounded down so that it stays inside the picture."""
    x, y, width, height = window
    if window == _FULL:
        return "0,0,1,1"
    size = tuple(int(value * 1e5) / 1e5 for value in (width, height))
    return ",".join(f"{value:.5f}".rstrip("0").rstrip(".") for value in (int(x * 1e5) / 1e5, int(y * 1e5) / 1e5, *size))
