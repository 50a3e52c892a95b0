"""Copies of the picture side by side."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import cv2
import numpy as np

from s2v_core.effects.frames import Frame, FrameAt
from s2v_core.effects.kernels.blur import soft
from s2v_core.effects.kernels.grid import smoothstep
from s2v_core.effects.kernels.signal import grey
from s2v_core.effects.kernels.tiles import Cell, cropped, fill, paste, slid, tiled
from s2v_core.effects.registry import Parameter
from s2v_core.effects.visual.catalogue import visual_effect

__all__: list[str] = []

_CATEGORY = "split"
_WHITE = 255
_BEAT, _MOVE = 1.0, 0.45
"""Seconds that an arrangement of the animated split lasts, and how much of them the next one takes to arrive."""
_ALONG = ((0, 1 / 2, 1, 1), (0, 1 / 3, 2 / 3, 1), (0, 1 / 4, 3 / 4, 1), (0, 0, 1 / 2, 1))
"""Where the three strips of the animated split begin and end, one arrangement after the other."""
_ACROSS = (1.0, 0.5, 1.0, 0.5)
"""How much of the middle strip's breadth its first half takes."""
_CLOSER = (1.0, 1.35, 1.0, 1.6)
"""How much larger each of its four copies shows the picture."""

_GAP = Parameter(0, 0, 0.05, "white line between the copies as a part of the shorter side")
_LINE = Parameter(0.008, 0, 0.05, "white line between the copies as a part of the shorter side")


def _still(copies: int, columns: int, rows: int) -> None:
    """Register the split of an upright picture into ``columns`` x ``rows`` copies; a wide one has them crosswise."""

    @visual_effect(
        f"splitstill{copies}",
        category=_CATEGORY,
        look=f"the picture {copies} times side by side, unstretched",
        gap=_GAP,
    )
    def _split(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
        picture = frame_at(0)
        wide = picture.shape[1] > picture.shape[0]
        across, down = (rows, columns) if wide else (columns, rows)
        return tiled(picture, across, down, gap=params["gap"] * min(picture.shape[:2]), line=_WHITE)


for _copies, _columns, _rows in ((2, 1, 2), (3, 1, 3), (4, 2, 2), (6, 2, 3), (9, 3, 3)):
    _still(_copies, _columns, _rows)


@visual_effect(
    "blackwhitesplit",
    category=_CATEGORY,
    look="three strips: the middle one in colour, the outer ones black and white",
    gap=_LINE,
)
def _black_white(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    return _three_strips(frame_at(0), params["gap"], 1 / 3, grey)


@visual_effect(
    "blurthreesplit",
    category=_CATEGORY,
    look="three strips: the middle one sharp, the outer ones blurred",
    gap=_GAP,
)
def _blurred(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    return _three_strips(frame_at(0), params["gap"], 0.44, lambda strip: soft(strip, 0.022 * max(strip.shape[:2])))


def _three_strips(picture: Frame, gap: float, middle: float, outer: Callable[[Frame], Frame]) -> Frame:
    """Return three copies along the longer side: the middle one takes ``middle`` of it, ``outer`` draws the others."""
    edges = (0, (1 - middle) / 2, (1 + middle) / 2, 1)
    canvas = np.full_like(picture, _WHITE)
    side: Frame | None = None
    for index in (1, 0, 2):
        left, top, wide, tall = _strip(picture, edges[index], edges[index + 1], gap).pixels
        if wide and tall:
            strip = side if side is not None and side.shape[:2] == (tall, wide) else cropped(picture, wide, tall)
            if index != 1 and strip is not side:
                strip = side = outer(strip)
            paste(canvas, strip, left, top)
    return canvas


def _strip(picture: Frame, low: float, high: float, gap: float, across: tuple[float, float] = (0, 1)) -> Cell:
    """Return the part of the picture's longer side from ``low`` to ``high``; ``gap`` in shorter sides."""
    height, width = picture.shape[:2]
    along, other = ((low, high), across) if width > height else (across, (low, high))
    return Cell.within(picture, along, other, gap=gap * min(height, width))


@visual_effect(
    "livesplit",
    category=_CATEGORY,
    look="the picture splits into two, three and four copies that push each other about",
    gap=_LINE,
    speed=Parameter(1, 0.2, 4, "how fast the arrangement changes"),
)
def _live(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    beat = t * params["speed"] / _BEAT
    step, part = int(beat), smoothstep(1 - _MOVE / _BEAT, 1, beat - int(beat))
    now, following = step % len(_ALONG), (step + 1) % len(_ALONG)
    a, b, c, d = (x + (y - x) * part for x, y in zip(_ALONG[now], _ALONG[following], strict=True))
    half = _ACROSS[now] + (_ACROSS[following] - _ACROSS[now]) * part
    canvas = np.full_like(picture, _WHITE)
    strips = ((a, b, (0, 1)), (b, c, (0, half)), (b, c, (half, 1)), (c, d, (0, 1)))
    for (low, high, across), zoom in zip(strips, _CLOSER, strict=True):
        fill(canvas, _strip(picture, low, high, params["gap"], across), picture, zoom=zoom)
    return canvas


@visual_effect(
    "marquee",
    category=_CATEGORY,
    look="rows of small copies run past each other like a ticker",
    gap=_LINE,
    speed=Parameter(0.25, 0.02, 2, "copies that pass in a second"),
)
def _marquee(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    height, width = picture.shape[:2]
    rows = 3
    gap = round(params["gap"] * min(height, width))
    tall = max(1, (height - (rows - 1) * gap) // rows)
    broad = max(1, round(tall * width / height))
    small = cropped(picture, broad, tall)
    period = np.asarray(cv2.copyMakeBorder(small, 0, 0, 0, gap, cv2.BORDER_CONSTANT, value=(_WHITE,) * 3), np.uint8)
    canvas = np.full_like(picture, _WHITE)
    for row in range(rows):
        towards = 1 if row % 2 else -1
        place = (t * params["speed"] * towards + row / 2) % 1 * (broad + gap)
        whole = math.floor(place)
        tile = slid(period, place - whole)
        top = row * (height - tall) // (rows - 1)
        for left in range(whole - broad - gap, width, broad + gap):
            paste(canvas, tile, left, top)
    return canvas
