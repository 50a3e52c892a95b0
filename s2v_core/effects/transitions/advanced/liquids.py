"""A melts, shimmers or is broken by drops and lenses of water."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from s2v_core.effects.frames import Field, Frame
from s2v_core.effects.kernels.easing import ease_in_out
from s2v_core.effects.kernels.grid import Grid, smoothstep, triangle
from s2v_core.effects.kernels.mask import FULL, blend, cover, fade, weights
from s2v_core.effects.kernels.noise import random_field, smooth_noise
from s2v_core.effects.kernels.warp import displaced, looked_up
from s2v_core.effects.registry import Parameter
from s2v_core.effects.transitions.advanced.naming import advanced

__all__: list[str] = []

_TURN = 2 * math.pi
_DROPS = 16


@advanced(
    "atom_melt_down",
    look="A melts like wax and runs down in drips, which uncovers B from above",
    drips=Parameter(5, 1, 16, "drips along the shorter side"),
)
def _melt_down(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    grid = Grid.over(a)
    clouds = smooth_noise(grid, params["drips"], seed, octaves=2)
    thick = clouds[len(clouds) // 2][None]
    late = np.float32(0.55) * thick
    part = np.clip((np.float32(p * 1.02) - late * np.float32(0.75)) / (1 - late * np.float32(0.75)), 0, 1)
    fallen = part**2 * np.float32(1.02)
    sway = np.float32(0.02 * triangle(p)) * np.sin(grid.v * np.float32(_TURN * 1.3) + thick * np.float32(9))
    run = fallen * (1 - np.float32(0.35) * grid.v * np.float32(1 - p))
    melted = looked_up(a, grid, grid.x + sway * np.float32(a.shape[1]), grid.y - run * np.float32(a.shape[0]))
    edge = (fallen - grid.v) * np.float32(a.shape[0])
    return blend(melted, b, cover(grid.enlarge(edge)))


@advanced(
    "heat_wave",
    look="hot air rises and makes both shimmer while A becomes B",
    strength=Parameter(0.045, 0.005, 0.15, "largest shift as a part of the shorter side"),
)
def _heat_wave(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    grid = Grid.over(a)
    amount = np.float32(params["strength"] * triangle(p))
    rise = np.float32(p * _TURN * 2.2)
    bend = np.sin(grid.cx * np.float32(_TURN * 1.1) + grid.cy * np.float32(_TURN * 1.7) + rise)
    across = np.sin(grid.cy * np.float32(_TURN * 5) + bend * np.float32(2.2) + rise * 2)
    down = np.sin(grid.cx * np.float32(_TURN * 4) + grid.cy * np.float32(_TURN * 3) + bend * 2 + rise)
    hot = np.float32(0.35) + np.float32(0.65) * grid.v
    picture = fade(a, b, smoothstep(0.3, 0.7, p))
    return displaced(picture, grid, amount * hot * across, amount * np.float32(0.5) * hot * down)


@advanced(
    "water_drop",
    look="drops of water fall on the picture and spread, each a lens that leaves B behind",
    strength=Parameter(0.16, 0.02, 0.4, "how strongly the drops bend light"),
)
def _water_drop(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    grid = Grid.over(a)
    reach, x, y, size = _nearest_drop(grid, p, seed)
    rim = np.exp(-(((reach - np.float32(0.82)) / np.float32(0.3)) ** 2)) * (reach < 1.6)
    bent = rim * np.float32(params["strength"]) * np.minimum(size, np.float32(0.6))
    picture = blend(a, b, cover(grid.enlarge(1 - np.minimum(reach, 2)), edge=0.11))
    calm = np.float32(1 - smoothstep(0.75, 1, p))
    return displaced(picture, grid, -x * bent * calm, -y * bent * calm)


@advanced("distortion_mask", look="B comes in behind a wavy pane of thick glass that moves across")
def _distortion_mask(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    grid = Grid.over(a)
    wave = smooth_noise(grid, 2.2, seed, octaves=2) - np.float32(0.5)
    ahead = grid.u * np.float32(0.8) + grid.v * np.float32(0.2) + wave * np.float32(0.3)
    front = np.float32(-0.4 + 1.8 * p)
    within = (ahead - front) / np.float32(0.2)
    glass = np.exp(-(within**2))
    ridge = np.cos(within * np.float32(3) + wave * np.float32(6)) * glass
    picture = blend(a, b, weights(grid.enlarge(np.clip((ahead + 0.4) / 1.8, 0, 1)), p, 0.02))
    amount = np.float32(0.16 * smoothstep(0, 0.12, p) * (1 - smoothstep(0.88, 1, p)))
    return displaced(picture, grid, within * glass * amount, ridge * amount * np.float32(0.6))


@advanced(
    "distortion_dissolve",
    look="the picture is torn along turbulent currents as it dissolves into B",
    strength=Parameter(0.28, 0.05, 1, "largest shift as a part of the shorter side"),
)
def _distortion_dissolve(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    grid = Grid.over(a)
    field = smooth_noise(grid, 3.5, seed, octaves=3)
    other = smooth_noise(grid, 3.5, seed + 77, octaves=3)
    flow = np.float32(params["strength"])
    leaving, coming = np.float32(ease_in_out(p, 2)) * flow, np.float32(1 - ease_in_out(p, 2)) * flow
    dx, dy = (field - np.float32(0.5)) * 2, (other - np.float32(0.5)) * 2
    torn = weights(grid.enlarge(field * np.float32(0.6) + other * np.float32(0.4)), smoothstep(0.1, 0.9, p), 0.35)
    if not torn.any():
        return displaced(a, grid, dx * leaving, dy * leaving)
    if torn.min() == FULL:
        return displaced(b, grid, -dx * coming, -dy * coming)
    return blend(displaced(a, grid, dx * leaving, dy * leaving), displaced(b, grid, -dx * coming, -dy * coming), torn)


def _nearest_drop(grid: Grid, p: float, seed: int) -> tuple[Field, Field, Field, Field]:
    """Return for each node the drop that reaches it best.

    That is the distance from its middle in its radii, that middle's direction (across, down), and the radius, in
    shorter sides. At the end the drops cover everything.
    """
    chance = random_field(4, _DROPS, seed)
    wide, tall = (length / min(grid.height, grid.width) for length in (grid.width, grid.height))
    shape = (grid.y.size, grid.x.size)
    best = np.full(shape, np.float32(1e6))
    across, down, size = (np.zeros(shape, np.float32) for _ in range(3))
    largest = 0.4 * math.hypot(wide, tall)
    for number in range(_DROPS):
        turn, away = (number + 0.7 * float(chance[0, number])) * 2.4, math.sqrt((number + 0.5) / _DROPS) / 2
        x, y = math.cos(turn) * away * wide, math.sin(turn) * away * tall
        start = 0.35 * float(chance[2, number])
        radius = largest * smoothstep(start, 1.05, p) * (0.6 + 0.4 * float(chance[3, number])) + 1e-4
        dx, dy = grid.cx - np.float32(x), grid.cy - np.float32(y)
        reach = np.sqrt(dx**2 + dy**2) / np.float32(radius)
        nearer = reach < best
        best = np.where(nearer, reach, best)
        across, down = np.where(nearer, dx / radius, across), np.where(nearer, dy / radius, down)
        size = np.where(nearer, np.float32(radius), size)
    return best, across, down, size
