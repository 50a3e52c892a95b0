"""Both pictures whirl about the middle, as a whole or in parts."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache

import cv2
import numpy as np

from s2v_core.effects.frames import Field, Frame
from s2v_core.effects.kernels.camera import Pose, filmed_change
from s2v_core.effects.kernels.easing import ease_in_out
from s2v_core.effects.kernels.grid import Grid, smoothstep, triangle
from s2v_core.effects.kernels.light import bloomed
from s2v_core.effects.kernels.mask import FULL, blend
from s2v_core.effects.registry import Parameter
from s2v_core.effects.transitions.advanced.moves import flown
from s2v_core.effects.transitions.advanced.naming import advanced

__all__: list[str] = []


@advanced(
    "spin_glow",
    look="a slow half turn whose bright places glow while A becomes B",
    glow=Parameter(0.7, 0.1, 2, "strength of the glow"),
)
def _spin_glow(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    def turning(q: float) -> Pose:
        return Pose(scale=1 + 0.35 * triangle(q), turn=90 * ease_in_out(q, 2.5))

    drawn = flown(a, b, p, turning, lambda q: Pose(scale=turning(q).scale, turn=turning(q).turn - 90), 0.12)
    return bloomed(drawn, params["glow"] * triangle(p), threshold=120, size=0.09)


@advanced(
    "spin_stretch",
    look="A is stretched wide as it turns away, B turns in and is drawn together again",
    stretch=Parameter(2.6, 1.2, 6, "how many times wider both get"),
)
def _spin_stretch(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    widest = math.log(params["stretch"])

    def drawn_out(amount: float, turn: float) -> Pose:
        return Pose(scale=1 + 0.2 * amount, turn=turn, stretch=math.exp(widest * amount))

    return flown(
        a,
        b,
        p,
        lambda q: drawn_out(2 * ease_in_out(q), -100 * ease_in_out(q)),
        lambda q: drawn_out(2 - 2 * ease_in_out(q), 100 - 100 * ease_in_out(q)),
    )


@advanced(
    "mixed_spin",
    look="rings about the middle turn in opposite ways and meet again as B",
    rings=Parameter(5, 2, 12, "number of rings"),
)
def _mixed_spin(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    height, width = a.shape[:2]
    return _both_ways(a, b, p, _ring_mask(height, width, round(params["rings"])), 150)


@advanced(
    "spin_slice",
    look="slices of a cake turn apart and close again as B",
    slices=Parameter(6, 2, 16, "pairs of slices"),
)
def _spin_slice(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    height, width = a.shape[:2]
    return _both_ways(a, b, p, _slice_mask(height, width, round(params["slices"])), 75)


def _both_ways(a: Frame, b: Frame, p: float, mask: Frame, turn: float) -> Frame:
    """Turn what ``mask`` covers with the clock and the rest against it, from A to B."""

    def way(sense: float) -> Frame:
        def pose(q: float) -> Pose:
            return Pose(scale=1 + 0.25 * triangle(q), turn=sense * turn * ease_in_out(q, 2.5))

        def back(q: float) -> Pose:
            return Pose(scale=1 + 0.25 * triangle(q), turn=sense * turn * (ease_in_out(q, 2.5) - 1))

        return filmed_change(a, b, p, pose, back, smoothstep(0.45, 0.55, p))

    return blend(way(1), way(-1), mask)


@lru_cache(maxsize=2)
def _ring_mask(height: int, width: int, rings: int) -> Frame:
    """Return weights (H, W) that are full on every second ring; the rings are equally wide and reach the corners."""
    grid = Grid(height, width, step=4 if min(height, width) >= 128 else 1)
    radius = grid.enlarge(grid.radius) * np.float32(rings)
    edge = np.float32(rings * 2 / math.hypot(height, width) * 1.5)
    return _alternating(radius, edge)


@lru_cache(maxsize=2)
def _slice_mask(height: int, width: int, pairs: int) -> Frame:
    """Return weights (H, W) that are full on every second sector about the middle."""
    grid = Grid(height, width, step=1)
    x, y = grid.enlarge(grid.cx), grid.enlarge(grid.cy)
    sectors = np.asarray(cv2.phase(x, y), np.float32) * np.float32(pairs / math.pi)
    reach = np.maximum(grid.reach * np.float32(min(height, width)), 1)
    return _alternating(sectors, np.float32(2 * pairs / math.pi) / reach)


def _alternating(number: Field, edge: Field | np.float32) -> Frame:
    """Return weights that are full where ``number`` is 1 to 2, 3 to 4...; each border is ``edge`` wide."""
    nearest = np.abs(np.mod(number, 2) - 1)
    mask = np.clip((np.float32(0.5) - nearest) / edge + np.float32(0.5), 0, 1)
    whole = np.asarray(np.rint(mask * FULL), np.uint8)
    whole.setflags(write=False)
    return whole
