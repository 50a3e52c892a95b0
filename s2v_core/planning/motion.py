"""Slow pan and zoom on stills: where the window on the picture begins and where it ends."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from s2v_core.planning.draws import Draws
from s2v_core.timeline.model import Canvas, Effect

__all__ = ["ken_burns"]

_LEAST, _MOST = 0.08, 0.12
_PAN = 1.25
_FULL = (0.0, 0.0, 1.0, 1.0)

Window = tuple[float, float, float, float]


def ken_burns(draws: Draws, key: Sequence[object], size: tuple[int, int], canvas: Canvas, *, cover: bool) -> Effect:
    """Return the movement of a still of ``size`` (width, height), drawn by ``key``.

    The windows are fractions of the picture and have the aspect ratio of where it is shown: the canvas when it covers
    it, else the picture's own. A picture that is much wider (or higher) than a canvas it covers is panned along its
    longer side; any other is zoomed in or out by 8 to 12 per cent about a point near its middle.
    """
    way = draws.fraction(*key, "way") < Fraction(1, 2)
    width, height = _window(size, canvas) if cover else (1.0, 1.0)
    if max(1 / width, 1 / height) >= _PAN:
        wide, narrow = _panned(width, height)
    else:
        zoom = 1 - (_LEAST + (_MOST - _LEAST) * float(draws.fraction(*key, "zoom")))
        wide = _centred(width, height, 0.5, 0.5)
        narrow = _centred(
            width * zoom,
            height * zoom,
            *(0.5 + 0.1 * (float(draws.fraction(*key, axis)) - 0.5) for axis in ("x", "y")),
        )
    start, end = (wide, narrow) if way else (narrow, wide)
    return Effect(type="KenBurns", params={"Start": _text(start), "End": _text(end)})


def _window(size: tuple[int, int], canvas: Canvas) -> tuple[float, float]:
    """Return the largest window with the canvas's aspect ratio, as fractions of the picture's width and height."""
    ratio = (canvas.width / canvas.height) / (size[0] / size[1])
    return (ratio, 1.0) if ratio < 1 else (1.0, 1 / ratio)


def _panned(width: float, height: float) -> tuple[Window, Window]:
    """Return two windows, apart along the longer side by half the room there is."""
    width, height = width * (1 - _LEAST / 2), height * (1 - _LEAST / 2)
    room_x, room_y = 1 - width, 1 - height
    if room_x >= room_y:
        return (room_x / 4, room_y / 2, width, height), (room_x * 3 / 4, room_y / 2, width, height)
    return (room_x / 2, room_y / 4, width, height), (room_x / 2, room_y * 3 / 4, width, height)


def _centred(width: float, height: float, x: float, y: float) -> Window:
    return (
        min(max(x - width / 2, 0.0), 1 - width),
        min(max(y - height / 2, 0.0), 1 - height),
        width,
        height,
    )


def _text(window: Window) -> str:
    """Write a window; positions are rounded down so that it stays inside the picture."""
    x, y, width, height = window
    if window == _FULL:
        return "0,0,1,1"
    size = tuple(int(value * 1e5) / 1e5 for value in (width, height))
    return ",".join(f"{value:.5f}".rstrip("0").rstrip(".") for value in (int(x * 1e5) / 1e5, int(y * 1e5) / 1e5, *size))
