"""The frame is cut into panels, each of which brings its part of B in its own way."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from s2v_core.effects.frames import Field, Frame
from s2v_core.effects.kernels.blur import soft
from s2v_core.effects.kernels.camera import Pose, posed, row_of
from s2v_core.effects.kernels.easing import between, ease_in_out, ease_out
from s2v_core.effects.kernels.grid import Grid, smoothstep, triangle
from s2v_core.effects.kernels.light import faded_memory
from s2v_core.effects.kernels.mask import FULL, blend, pixel_softness, reveal
from s2v_core.effects.registry import Parameter
from s2v_core.effects.transitions.advanced.naming import advanced
from s2v_core.effects.transitions.advanced.pans import pulled_row
from s2v_core.effects.transitions.shapes import closed_and_opened

__all__: list[str] = []

_COLOURS = ((255, 94, 98), (255, 176, 59), (38, 166, 154))
"""Panels that rise one after the other: coral, amber, teal."""
_SLANT = 0.18
"""How much higher a rising panel stands at its right end, as a part of the height."""
_OPENING = 0.5
"""Part of the time that one blade of a fan takes to open."""
_NIGHT = (8, 8, 10)


@advanced("atom_memoirs_pull_screen1", look="A fades to a memory while three bands of B are pulled across it in turn")
def _pulled_bands(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    canvas = _memory(a, p)
    edges = _cuts(a.shape[0], 3)
    for number, rows in enumerate(edges):
        moved = _arrival(p, 0.17 * number)
        gap = round(a.shape[1] * (1 - moved))
        if gap < a.shape[1]:
            canvas[rows, gap:] = b[rows, : a.shape[1] - gap]
    return canvas


@advanced(
    "atom_memoirs_pull_screen2",
    look="A fades to a memory while columns of B are pulled up and down over it",
    count=Parameter(4, 2, 12, "number of columns"),
)
def _pulled_columns(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    height = a.shape[0]
    canvas = _memory(a, p)
    edges = _cuts(a.shape[1], round(params["count"]))
    for number, columns in enumerate(edges):
        gap = round(height * (1 - _arrival(p, 0.45 * number / max(len(edges) - 1, 1))))
        if gap >= height:
            continue
        if number % 2:
            canvas[gap:, columns] = b[: height - gap, columns]
        else:
            canvas[: height - gap, columns] = b[gap:, columns]
    return canvas


@advanced("atom_memoirs_pull_screen3", look="A fades to a memory and is pulled apart like a curtain, B comes nearer")
def _pulled_apart(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    width = a.shape[1]
    half = width // 2
    gap = round(half * ease_in_out(p, 2.6))
    if gap == 0:
        return _memory(a, p)
    canvas = posed(b, Pose(scale=1 + 0.25 * (1 - ease_out(p, 2))))
    memory = _memory(a, p)
    canvas[:, : half - gap] = _narrowed(memory[:, :half], half - gap)
    canvas[:, half + gap :] = _narrowed(memory[:, half:], width - half - gap)
    return canvas


@advanced("atom_side_segmentation", look="A is cut upright: its left side leaves upwards, its right side downwards")
def _side_segmentation(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    half = max(1, a.shape[1] // 2)
    parts = []
    for columns, back in ((slice(0, half), False), (slice(half, None), True)):
        first, second = (np.ascontiguousarray(each[:, columns]) for each in (a, b))
        parts.append(pulled_row(first, second, p, lambda q: ease_in_out(q, 3.2), 0, back=back))
    return np.concatenate(parts, axis=1)


@advanced(
    "horizontal_slice",
    look="slices slide out to the left and to the right in turn, with B behind each",
    count=Parameter(8, 2, 24, "number of slices"),
)
def _horizontal_slice(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    count = min(round(params["count"]), a.shape[0])
    parts = []
    for number, rows in enumerate(_cuts(a.shape[0], count)):
        start = 0.35 * number / max(count - 1, 1)

        def eased(q: float, start: float = start) -> float:
            return ease_in_out(between(start, start + 0.65, q))

        parts.append(pulled_row(a[rows], b[rows], p, eased, 1, back=number % 2 == 1, blur=0.6))
    return np.concatenate(parts, axis=0)


@advanced("compression", look="A is pressed together against the left border by B, which unfolds")
def _compression(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    width = a.shape[1]
    swing = 0.05 * math.sin(math.pi * 3 * p) * 4 * p * (1 - p)
    seam = round(width * min(max(1 - ease_in_out(p, 2.4) + swing, 0.0), 1.0))
    parts = [_narrowed(picture, wide) for picture, wide in ((a, seam), (b, width - seam)) if wide > 0]
    return np.concatenate(parts, axis=1)


@advanced("color_up", look="slanted panels of colour rise one after another and lift B into the picture")
def _colour_up(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    height, width = a.shape[:2]
    canvas = row_of((a, a[::-1]), 0.35 * ease_in_out(p, 2), 0)
    for number, colour in enumerate(_COLOURS):
        corners = _risen(height, width, p, 0.12 * number)
        cv2.fillConvexPoly(canvas, corners, colour, lineType=cv2.LINE_AA, shift=4)
    cover = np.zeros((height, width), np.uint8)
    corners = _risen(height, width, p, 0.12 * len(_COLOURS))
    cv2.fillConvexPoly(cover, corners, FULL, lineType=cv2.LINE_AA, shift=4)
    rise = round(0.3 * height * (1 - ease_out(between(0.36, 1, p), 3)))
    return blend(canvas, row_of((b[::-1], b), 1 - rise / height, 0), cover)


@advanced(
    "atom_sector_shape",
    look="a fan of blades opens from below, blade by blade, and shows B",
    blades=Parameter(5, 1, 12, "number of blades"),
)
def _sector(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    height, width = a.shape[:2]
    order = _fan(height, width, round(params["blades"]))
    return reveal(a, b, order, p, pixel_softness(a, 4))


@advanced("blink", look="eyelids close over A as it blurs, and open on B")
def _blink(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    grid = Grid.over(a)
    lid = 1 - np.float32(0.5) * (grid.u * 2 - 1) ** 2
    opened = np.abs(grid.v * 2 - 1) / lid
    order = opened / np.float32(2.0)
    sigma = 0.02 * min(a.shape[:2]) * triangle(p)
    first, second = (soft(each, sigma) if show else each for each, show in ((a, p < 0.5), (b, p >= 0.5)))
    return closed_and_opened(first, second, _closing(p), order, grid, 0.18, _NIGHT)


def _closing(p: float) -> float:
    """Close quickly, stay shut for a moment, open more slowly."""
    return 0.5 * smoothstep(0, 0.48, p) + 0.5 * smoothstep(0.52, 1, p)


def _memory(a: Frame, p: float) -> Frame:
    return faded_memory(a, smoothstep(0, 0.35, p))


def _arrival(p: float, delay: float) -> float:
    return ease_in_out(between(delay, delay + 0.55, p), 2.6)


def _cuts(length: int, count: int) -> list[slice]:
    """Return ``count`` slices, as even as possible, that together are ``length`` long."""
    edges = np.linspace(0, length, min(count, length) + 1).round().astype(int).tolist()
    return [slice(start, end) for start, end in pairwise(edges)]


def _narrowed(picture: Frame, width: int) -> Frame:
    """Return the picture pressed together to ``width``; may be 0."""
    if width == 0:
        return np.empty((picture.shape[0], 0, 3), np.uint8)
    drawn = cv2.resize(picture, (width, picture.shape[0]), interpolation=cv2.INTER_AREA)
    return np.asarray(drawn, np.uint8)


def _risen(height: int, width: int, p: float, delay: float) -> NDArray[np.int32]:
    """Return the corners of a panel that fills the frame from below when it has risen, in sixteenths of a pixel."""
    top = height * (1 - (1 + _SLANT) * ease_in_out(between(delay, delay + 0.62, p), 2.6)) - 0.5
    corners = [[-1.0, top + _SLANT * height], [width + 1.0, top], [width + 1.0, height + 1.0], [-1.0, height + 1.0]]
    return np.asarray(np.round(np.array(corners) * 16), np.int32)


@lru_cache(maxsize=2)
def _fan(height: int, width: int, blades: int) -> Field:
    """Return when a fan that is held below the frame shows each pixel (H, W), 0 to 1."""
    grid = Grid(height, width, step=4 if min(height, width) >= 128 else 1)
    held = np.float32(height / 2 / min(height, width) * 1.16)
    angle = np.arctan2(held - grid.cy, -grid.cx)
    low, high = float(angle.min()), float(angle.max())
    part = grid.enlarge((angle - np.float32(low)) / np.float32(high - low)) * np.float32(blades)
    blade = np.minimum(np.floor(part), blades - 1)
    order = (part - blade) * np.float32(_OPENING) + blade * np.float32((1 - _OPENING) / max(blades - 1, 1))
    order = np.asarray(np.clip(order / order.max(), 0, 1), np.float32)
    order.setflags(write=False)
    return order
