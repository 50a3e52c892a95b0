"""Pictures as planes in space: cube, swap, doors, tiles."""

from __future__ import annotations

import math
from collections.abc import Mapping

import cv2
import numpy as np
from numpy.typing import NDArray

from s2v_core.effects.frames import Frame
from s2v_core.effects.kernels.grid import Grid, smoothstep, triangle
from s2v_core.effects.kernels.noise import random_field
from s2v_core.effects.kernels.warp import looked_up, projected
from s2v_core.effects.registry import Parameter
from s2v_core.effects.transitions.catalogue import transition

__all__ = ["draw_plane"]

_CATEGORY = "solid"
_EYE = 2.0
"""Distance of the eye from the picture's plane, in widths."""


@transition("cube", category=_CATEGORY, look="the pictures are two faces of a turning cube")
def _cube(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    angle = smoothstep(0, 1, p) * math.pi / 2
    back = 0.35 * triangle(p)
    canvas = np.zeros_like(a)
    faces = [(a, -angle), (b, math.pi / 2 - angle)]
    for picture, turn in sorted(faces, key=lambda face: -abs(face[1])):
        if abs(turn) < math.pi / 2:
            _draw_face(canvas, picture, turn, back)
    return canvas


@transition("swap", category=_CATEGORY, look="A slides back and aside, B comes forward in perspective")
def _swap(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    canvas = np.zeros_like(a)
    ease = smoothstep(0, 1, p)
    aside = 0.62 * math.sin(ease * math.pi)
    planes = [(a, -aside, 1.4 * ease), (b, aside, 1.4 * (1 - ease))]
    for picture, x, depth in sorted(planes, key=lambda plane: -plane[2]):
        draw_plane(canvas, picture, (x - 0.5, x + 0.5), (depth, depth), 1 - 0.35 * depth / 1.4)
    return canvas


@transition("doorway", category=_CATEGORY, look="A opens like a double door, B comes from the depth")
def _doorway(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    canvas = np.zeros_like(a)
    ease = smoothstep(0, 1, p)
    depth = 1.2 * (1 - ease)
    draw_plane(canvas, b, (-0.5, 0.5), (depth, depth), 0.4 + 0.6 * ease)
    half = a.shape[1] // 2
    share = half / a.shape[1]
    open_x, swing = 0.5 * ease, 0.8 * ease
    draw_plane(canvas, a[:, :half], (-0.5 - open_x, -0.5 + share - open_x), (0.0, -swing * 0.5), 1.0)
    draw_plane(canvas, a[:, half:], (-0.5 + share + open_x, 0.5 + open_x), (-swing * 0.5, 0.0), 1.0)
    return canvas


@transition(
    "gridflip",
    category=_CATEGORY,
    look="tiles of a grid flip over one after another",
    count=Parameter(4, 1, 12, "tiles along the shorter side"),
)
def _grid_flip(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    height, width = a.shape[:2]
    cell = min(height, width) / min(round(params["count"]), min(height, width) // 4)
    columns, rows = max(1, round(width / cell)), max(1, round(height / cell))
    chance = random_field(rows, columns, seed)
    xs = np.linspace(0, width, columns + 1).round().astype(int)
    ys = np.linspace(0, height, rows + 1).round().astype(int)
    result = np.zeros_like(a)
    for row in range(rows):
        for column in range(columns):
            delay = 0.6 * ((column + row) / max(columns + rows - 2, 1) * 0.7 + float(chance[row, column]) * 0.3)
            box = (slice(int(ys[row]), int(ys[row + 1])), slice(int(xs[column]), int(xs[column + 1])))
            _flip_tile(result[box], a[box], b[box], smoothstep(delay, delay + 0.4, p))
    return result


@transition(
    "mosaic",
    category=_CATEGORY,
    look="the camera travels over a wall of tiles of A to a tile of B",
    across=Parameter(2, -5, 5, "tiles to the right"),
    down=Parameter(1, -5, 5, "tiles down"),
)
def _mosaic(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    height, width = a.shape[:2]
    goal = (round(params["across"]), round(params["down"]))
    if goal == (0, 0):
        goal = (1, 0)
    travelled = smoothstep(0.1, 0.9, p)
    scale = 1 / (1 + 1.6 * triangle(p))
    left, top = (
        length / 2 - (0.5 + tiles * travelled) * length * scale
        for tiles, length in zip(goal, (width, height), strict=True)
    )
    grid = Grid.over(a, step=1)
    across = np.mod((grid.x + np.float32(0.5 - left)) / np.float32(scale), np.float32(width)) - np.float32(0.5)
    down = np.mod((grid.y + np.float32(0.5 - top)) / np.float32(scale), np.float32(height)) - np.float32(0.5)
    result = looked_up(a, grid, across, down, border=cv2.BORDER_REPLICATE)
    x, y = left + goal[0] * width * scale, top + goal[1] * height * scale
    right, bottom = x + width * scale, y + height * scale
    projected(b, np.array([[x, y], [right, y], [right, bottom], [x, bottom]]), result)
    return result


def _flip_tile(target: Frame, a: Frame, b: Frame, part: float) -> None:
    """Draw one tile, turned about its upright axis by ``part`` of a half turn."""
    if part <= 0 or part >= 1:
        target[:] = a if part <= 0 else b
        return
    width = math.cos(part * math.pi) / 2
    picture = a if width > 0 else b
    lean = math.sin(part * math.pi) * 0.25 * (1 if part < 0.5 else -1)
    draw_plane(target, picture, (-abs(width), abs(width)), (lean, -lean), 1 - 0.4 * math.sin(part * math.pi))


def _draw_face(canvas: Frame, picture: Frame, turn: float, back: float) -> None:
    """Draw one face of a cube as wide as the picture, whose axis stands half a width behind the picture's plane."""
    ends = []
    for side in (-0.5, 0.5):
        x = side * math.cos(turn) + 0.5 * math.sin(turn)
        depth = 0.5 + side * math.sin(turn) - 0.5 * math.cos(turn)
        ends.append((x, depth + back))
    (x0, z0), (x1, z1) = ends
    draw_plane(canvas, picture, (x0, x1), (z0, z1), 0.35 + 0.65 * math.cos(turn))


def draw_plane(canvas: Frame, picture: Frame, x: tuple[float, float], depth: tuple[float, float], shade: float) -> None:
    """Draw an upright plane as tall as the canvas from ``x[0]``, ``depth[0]`` to ``x[1]``, ``depth[1]`` (widths)."""
    height, width = canvas.shape[:2]
    scales = [_EYE / (_EYE + z) for z in depth]
    left, right = (width / 2 + position * width * scale for position, scale in zip(x, scales, strict=True))
    halves = [height / 2 * scale for scale in scales]
    middle = height / 2
    corners: NDArray[np.float64] = np.array(
        [
            [left, middle - halves[0]],
            [right, middle - halves[1]],
            [right, middle + halves[1]],
            [left, middle + halves[0]],
        ]
    )
    projected(picture, corners, canvas, shade=shade)
