"""A as a sheet of paper that is turned over."""

from __future__ import annotations

import math
from collections.abc import Mapping

import cv2
import numpy as np

from s2v_core.effects.frames import Field, Frame
from s2v_core.effects.kernels.easing import ease_in_out
from s2v_core.effects.kernels.grid import Grid
from s2v_core.effects.kernels.light import scaled
from s2v_core.effects.kernels.mask import blend, boxes, cover
from s2v_core.effects.registry import Parameter
from s2v_core.effects.transitions.advanced.naming import advanced

__all__: list[str] = []

_LEAN = math.radians(24)
"""How far the fold leans from upright."""
_PAPER = (236, 232, 224)
_SHOWS_THROUGH = 0.22
"""How much of A is seen on the back of its sheet."""


@advanced(
    "atom_turn_page",
    look="A is turned over like a page, from its lower right corner",
    radius=Parameter(0.16, 0.04, 0.4, "radius of the bent sheet as a part of the shorter side"),
)
def _turn_page(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    """The sheet lies flat up to the fold, goes round a cylinder standing on it, and comes back above itself."""
    grid = Grid.over(a, step=4)
    height, width = a.shape[:2]
    radius = params["radius"] * min(height, width)
    across, down = math.cos(_LEAN), math.sin(_LEAN)
    length = across * width + down * height
    fold = (length + 0.02 * length) * (1 - ease_in_out(p, 1.8)) - radius * ease_in_out(p, 1.8)
    beyond = grid.x * np.float32(across) + grid.y * np.float32(down) - np.float32(fold)
    round_it = np.arcsin(np.clip(beyond / np.float32(radius), 0, 1)) * np.float32(radius)

    def sheet(travelled: Field) -> tuple[Field, Field]:
        """Return the place on the sheet of what lies ``travelled`` pixels along it behind the fold."""
        extra = travelled - beyond
        return grid.x + extra * np.float32(across), grid.y + extra * np.float32(down)

    front = sheet(np.where(beyond > 0, round_it, beyond))
    back = sheet(np.where(beyond > 0, np.float32(math.pi * radius) - round_it, np.float32(math.pi * radius) - beyond))
    standing = np.float32(radius) - beyond
    inside = _inside(front, width, height)
    shown_front = np.minimum(inside, standing)
    shown_back = np.minimum(_inside(back, width, height), standing)
    steep = np.clip(beyond / np.float32(radius), 0, 1)
    canvas = _shadowed(b, grid, np.maximum(inside, shown_back), standing, radius)
    canvas = blend(canvas, a, cover(grid.enlarge(-beyond)))
    canvas = _laid(canvas, a, grid, front, np.minimum(shown_front, beyond), 1 - np.float32(0.45) * steep**2)
    near = np.clip(-beyond / np.float32(1.5 * radius), 0, 1)
    under = np.clip(1 + shown_back / np.float32(0.5 * radius), 0, 1) * np.float32(0.35)
    _shade(canvas, grid, 1 - np.where(shown_back < 0, under, 0) * np.clip(standing / np.float32(radius), 0, 1))
    light = np.float32(0.72) + np.float32(0.28) * np.sqrt(np.maximum(1 - steep**2, 0)) - np.float32(0.06) * near
    return _laid(canvas, a, grid, back, shown_back, light, paper=True)


def _inside(place: tuple[Field, Field], width: int, height: int) -> Field:
    """Return by how many pixels places are inside a picture (below 0: outside)."""
    x, y = place
    across = np.minimum(x + np.float32(0.5), np.float32(width - 0.5) - x)
    return np.asarray(np.minimum(across, np.minimum(y + np.float32(0.5), np.float32(height - 0.5) - y)), np.float32)


def _laid(
    canvas: Frame,
    picture: Frame,
    grid: Grid,
    place: tuple[Field, Field],
    inside: Field,
    light: Field,
    *,
    paper: bool = False,
) -> Frame:
    """Return ``canvas`` with a bent sheet on it where ``inside`` is above 0, its ``light`` 0 to 1.

    ``paper``: it is the back of the sheet, through which the picture shines a little.
    """
    covered = cover(grid.enlarge(inside))
    columns, rows = (grid.enlarge(axis) for axis in place)
    bright = _levels(grid, light)
    drawn = np.zeros_like(canvas)
    for box in boxes(covered):
        flat = cv2.remap(picture, columns[box], rows[box], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        lit = _as_paper(np.asarray(flat, np.uint8)) if paper else flat
        drawn[box] = cv2.multiply(lit, cv2.merge([bright[box]] * 3), scale=1 / 255)
    return blend(canvas, drawn, covered)


def _as_paper(picture: Frame) -> Frame:
    red, green, blue = (value * (1 - _SHOWS_THROUGH) for value in _PAPER)
    return scaled(picture, _SHOWS_THROUGH, (red, green, blue))


def _shadowed(b: Frame, grid: Grid, inside: Field, standing: Field, radius: float) -> Frame:
    """Return B with the soft shadow that the bent sheet casts ahead of it."""
    canvas = b.copy()
    near = np.clip(1 + standing / np.float32(1.3 * radius), 0, 1) * (standing < 0)
    beside = np.clip(1 + inside / np.float32(0.6 * radius), 0, 1)
    _shade(canvas, grid, 1 - np.float32(0.5) * near**2 * beside)
    return canvas


def _shade(canvas: Frame, grid: Grid, light: Field) -> None:
    """Darken ``canvas`` (changed) to ``light``, 0 to 1."""
    bright = _levels(grid, light)
    for box in boxes(np.asarray(cv2.inRange(bright, 0, 254), np.uint8)):
        canvas[box] = cv2.multiply(canvas[box], cv2.merge([bright[box]] * 3), scale=1 / 255)


def _levels(grid: Grid, light: Field) -> Frame:
    return np.asarray(cv2.convertScaleAbs(grid.enlarge(light), alpha=255), np.uint8)
