"""Cells of a grid change one by one, or get coarse and fine again."""

from __future__ import annotations

import math
from collections.abc import Mapping

import cv2
import numpy as np

from s2v_core.effects.frames import Field, Frame
from s2v_core.effects.kernels.grid import Grid, smoothstep, triangle
from s2v_core.effects.kernels.light import apart
from s2v_core.effects.kernels.mask import blend, fade, reveal, switch, weights
from s2v_core.effects.kernels.noise import random_field
from s2v_core.effects.registry import Parameter
from s2v_core.effects.transitions.catalogue import transition

__all__: list[str] = []

_CATEGORY = "grid"


@transition(
    "pixelize",
    category=_CATEGORY,
    look="pixels get coarse, then fine as B",
    size=Parameter(0.06, 0.01, 0.3, "largest pixel as a part of the shorter side"),
)
def _pixelize(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    height, width = a.shape[:2]
    cell = 1 + (params["size"] * min(height, width) - 1) * triangle(p)
    picture = fade(a, b, smoothstep(0.25, 0.75, p))
    columns, rows = max(1, round(width / cell)), max(1, round(height / cell))
    if columns >= width or rows >= height:
        return picture
    small = cv2.resize(picture, (columns, rows), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_NEAREST), np.uint8)


@transition(
    "randomsquares",
    category=_CATEGORY,
    look="squares change in random order",
    count=Parameter(9, 2, 60, "squares along the shorter side"),
    softness=Parameter(0.25, 0.01, 1, "how gently one square changes"),
)
def _random_squares(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    height, width = a.shape[:2]
    cell = min(height, width) / round(params["count"])
    columns, rows = max(1, round(width / cell)), max(1, round(height / cell))
    ranks = np.argsort(np.argsort(random_field(rows, columns, seed), axis=None)).reshape(rows, columns)
    mask = weights((ranks / max(ranks.size - 1, 1)).astype(np.float32), p, params["softness"])
    return blend(a, b, np.asarray(cv2.resize(mask, (width, height), interpolation=cv2.INTER_NEAREST), np.uint8))


@transition(
    "squareswire",
    category=_CATEGORY,
    look="squares grow along a diagonal",
    count=Parameter(9, 2, 60, "squares along the shorter side"),
    softness=Parameter(0.6, 0.05, 2, "how many squares grow at once"),
)
def _squares_wire(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    height, width = a.shape[:2]
    grid = Grid(height, width, step=1)
    cell = min(height, width) / round(params["count"])
    columns, rows = max(1, round(width / cell)), max(1, round(height / cell))
    dx = np.abs(np.modf(grid.u * columns)[0] * 2 - 1)
    dy = np.abs(np.modf(grid.v * rows)[0] * 2 - 1)
    share = np.float32(params["softness"])
    delay = (np.floor(grid.u * columns) / columns + np.floor(grid.v * rows) / rows) / 2
    order = (np.maximum(dx, dy) * share + delay / max(float(delay.max()), 1e-6)) / (1 + share)
    return reveal(a, b, np.minimum(order, 1), p, float(3 * share / (1 + share) / cell))


@transition(
    "crosshatch",
    category=_CATEGORY,
    look="noisy lines dissolve A from the centre outward",
    lines=Parameter(400, 40, 2000, "lines along the longer side"),
)
def _cross_hatch(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    height, width = a.shape[:2]
    grid = Grid(height, width)
    thickness = max(1.0, max(height, width) / params["lines"])
    across = _stretched(random_field(1, math.ceil(width / thickness), seed), (width, 1))
    down = _stretched(random_field(math.ceil(height / thickness), 1, seed + 1), (1, height))
    order = np.minimum(across, down)
    order *= np.float32(0.45)
    order += grid.enlarge(grid.radius) * np.float32(0.7)
    return reveal(a, b, np.minimum(order, 1, out=order), p, 0.06)


@transition(
    "hexagonalize",
    category=_CATEGORY,
    look="hexagons get coarser, then finer as B",
    size=Parameter(0.08, 0.02, 0.3, "largest hexagon as a part of the shorter side"),
)
def _hexagonalize(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    height, width = a.shape[:2]
    cell = params["size"] * min(height, width) * triangle(p)
    picture = fade(a, b, smoothstep(0.25, 0.75, p))
    if cell < 2:
        return picture
    tall = cell * math.sqrt(3)
    smooth = np.asarray(cv2.blur(picture, (max(1, round(cell / 2)), max(1, round(cell / 2)))), np.uint8)
    first, second = (_tiled(smooth, cell, tall, offset) for offset in (0.0, 0.5))
    nearer = _off_centre(height, tall) < -_off_centre(width, cell).T
    return switch(first, second, nearer.view(np.uint8))


@transition(
    "glitchmemories",
    category=_CATEGORY,
    look="blocky glitches with shifted colour channels during the change",
    strength=Parameter(0.08, 0.01, 0.3, "largest shift as a part of the width"),
)
def _glitch_memories(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    height, width = a.shape[:2]
    moment = int(p * 12)
    amount = triangle(p)
    picture = fade(a, b, smoothstep(0.3, 0.7, p))
    cell = max(2, min(height, width) // 10)
    columns, rows = -(-width // cell), -(-height // cell)
    shift = max(1, round(params["strength"] * width * amount))
    for number, source in enumerate((a, b)):
        chance = random_field(rows, columns, seed + 2 * moment + number)
        chosen = (chance < 0.5 * amount).astype(np.uint8)
        blocks = cv2.resize(chosen, (columns * cell, rows * cell), interpolation=cv2.INTER_NEAREST)
        cv2.copyTo(apart(source, shift), blocks[:height, :width], picture)
    return picture


def _stretched(line: Field, size: tuple[int, int]) -> Field:
    return np.asarray(cv2.resize(line, size, interpolation=cv2.INTER_NEAREST), np.float32)


def _tiled(picture: Frame, cell: float, tall: float, offset: float) -> Frame:
    """Return the picture as plain rectangles of ``cell`` x ``tall`` pixels, moved by ``offset`` of a rectangle."""
    height, width = picture.shape[:2]
    columns, rows = math.ceil(width / cell) + 2, math.ceil(height / tall) + 2
    corner = (width / 2 - (columns // 2 + offset) * cell, height / 2 - (rows // 2 + offset) * tall)
    shrink = np.array([[cell, 0, corner[0] + (cell - 1) / 2], [0, tall, corner[1] + (tall - 1) / 2]], np.float32)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    small = cv2.warpAffine(picture, shrink, (columns, rows), flags=flags, borderMode=cv2.BORDER_REPLICATE)
    across = np.clip((np.arange(width) + 0.5 - corner[0]) // cell, 0, columns - 1).astype(np.intp)
    down = np.clip((np.arange(height) + 0.5 - corner[1]) // tall, 0, rows - 1).astype(np.intp)
    return np.asarray(np.take(np.take(small, across, axis=1), down, axis=0), np.uint8)


def _off_centre(length: int, size: float) -> Field:
    """Return, per pixel (n, 1), by how much the second lattice's nearest centre is farther than the first one's.

    The first lattice has its rectangles' corners at the middle of the axis, the second is moved by half a rectangle;
    compared are squared distances along this axis.
    """
    place = (np.arange(length, dtype=np.float32) + np.float32(0.5 - length / 2)) / np.float32(size)
    first = place - np.floor(place) - np.float32(0.5)
    second = place - np.rint(place)
    return np.asarray(((second**2 - first**2) * np.float32(size) ** 2).reshape(-1, 1), np.float32)
