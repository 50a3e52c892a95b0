"""B comes over A from a side, in strips, in sectors or in columns."""

from __future__ import annotations

import math
from collections.abc import Mapping

import cv2
import numpy as np

from s2v_core.effects.frames import Field, Frame
from s2v_core.effects.kernels.blur import streaked
from s2v_core.effects.kernels.grid import Grid, smoothstep
from s2v_core.effects.kernels.mask import FULL, blend, pixel_softness, reveal, weights
from s2v_core.effects.kernels.noise import random_field
from s2v_core.effects.kernels.warp import shifted
from s2v_core.effects.registry import Parameter
from s2v_core.effects.transitions.catalogue import transition

__all__: list[str] = []

_CATEGORY = "wipe"
_STREAK = 0.12
"""Length of the streaks that a diagonal push draws at its fastest, as a share of its way."""


@transition("wiperight", category=_CATEGORY, look="a straight hard edge moving right")
def _wipe_right(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    return _wiped(a, b, Grid.over(a, step=1).u, p)


@transition("wipeleft", category=_CATEGORY, look="a straight hard edge moving left")
def _wipe_left(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    return _wiped(a, b, 1 - Grid.over(a, step=1).u, p)


@transition("wipedown", category=_CATEGORY, look="a straight hard edge moving down")
def _wipe_down(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    return _wiped(a, b, Grid.over(a, step=1).v, p)


@transition("wipeup", category=_CATEGORY, look="a straight hard edge moving up")
def _wipe_up(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    return _wiped(a, b, 1 - Grid.over(a, step=1).v, p)


@transition(
    "directionalwipe",
    category=_CATEGORY,
    look="a soft edge moving along a diagonal",
    angle=Parameter(45, -360, 360, "direction in degrees, 0 to the right, 90 down"),
    softness=Parameter(0.3, 0.01, 1, "width of the edge"),
)
def _directional_wipe(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    grid = Grid.over(a)
    return reveal(a, b, _ramp(grid, params["angle"]), p, params["softness"], grid)


@transition("directional", category=_CATEGORY, look="B pushes A out along a diagonal")
def _directional(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    height, width = a.shape[:2]
    travel = smoothstep(0, 1, p)
    x, y = round(width * travel), round(height * travel)
    grid = Grid(height, width)
    edge = weights(grid.enlarge((grid.u + grid.v) / 2), travel, pixel_softness(a))
    pushed = blend(shifted(a, x, y), shifted(b, x - width, y - height), edge)
    streak = _STREAK * (4 * p * (1 - p)) ** 2
    return streaked(pushed, width * streak, height * streak)


@transition(
    "windowslice",
    category=_CATEGORY,
    look="vertical slats: B appears strip by strip behind a soft moving edge",
    count=Parameter(10, 2, 50, "number of slats"),
    softness=Parameter(0.5, 0.05, 1, "how many slats move at once"),
)
def _window_slice(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    x = Grid.over(a, step=1).u
    within = np.modf(x * round(params["count"]))[0]
    return _wiped(a, b, (x + within * params["softness"]) / (1 + params["softness"]), p)


@transition(
    "windowblinds",
    category=_CATEGORY,
    look="venetian blinds flicker between both",
    count=Parameter(14, 2, 60, "number of blinds"),
)
def _window_blinds(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    count = round(params["count"])
    y = Grid.over(a, step=1).v * count
    slat = np.minimum(np.floor(y), count - 1)
    flicker = np.sin((slat * 2.4 + p * 4) * math.pi).astype(np.float32) * np.float32(0.22 * math.sin(p * math.pi))
    level = np.clip(p + flicker, 0, 1)
    edge = np.float32(1.5 * count / a.shape[0])
    opened = np.clip((level * (1 + edge) - (y - slat)) / edge, 0, 1)
    return _by_line(a, b, opened)


@transition(
    "radial",
    category=_CATEGORY,
    look="a clock hand with a soft edge sweeps B over A",
    softness=Parameter(0.12, 0.01, 0.5, "width of the edge"),
)
def _radial(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    return reveal(a, b, _angles(a, quarter=1), p, params["softness"])


@transition("angular", category=_CATEGORY, look="a sector with a hard edge opens round the centre, from the right")
def _angular(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    return reveal(a, b, 1 - _angles(a, quarter=0), p, pixel_softness(a, 1.0))


@transition(
    "pinwheel",
    category=_CATEGORY,
    look="the sectors of a turning pinwheel reveal B",
    count=Parameter(8, 2, 24, "number of sectors"),
)
def _pinwheel(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    count = round(params["count"])
    turns = _angles(a, quarter=1)
    turns *= np.float32(count)
    turns += np.float32(count * p * 0.25)
    turns -= np.rint(turns)
    np.abs(turns, out=turns)
    turns *= 2
    return reveal(a, b, turns, p, pixel_softness(a, 4 * count / math.pi))


@transition(
    "wind",
    category=_CATEGORY,
    look="horizontal streaks blow A away",
    size=Parameter(0.25, 0.05, 0.8, "length of the streaks"),
)
def _wind(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    height, width = a.shape[:2]
    size = params["size"]
    lines = max(1, round(height / max(1, height / 480)))
    gusts = cv2.resize(random_field(lines, 1, seed), (1, height), interpolation=cv2.INTER_LINEAR).reshape(-1, 1)
    order = Grid(height, width, step=1).u * np.float32(1 - size) + gusts * np.float32(size)
    return reveal(a, b, order, p, size)


@transition("doomscreentransition_up", category=_CATEGORY, look="A melts upwards in columns of different speed")
def _melt_up(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    return _melted(a, b, p, seed, -1)


@transition("doomscreentransition_down", category=_CATEGORY, look="A melts downwards in columns of different speed")
def _melt_down(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    return _melted(a, b, p, seed, 1)


@transition("bounce_up", category=_CATEGORY, look="B rises in from below and bounces")
def _bounce_up(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    gap = _bounce_gap(a, p)
    return np.concatenate([a[:gap], b[: len(b) - gap]])


@transition("bounce_down", category=_CATEGORY, look="B drops in from above and bounces")
def _bounce_down(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    gap = _bounce_gap(a, p)
    return np.concatenate([b[gap:], a[len(a) - gap :]])


@transition("squeeze", category=_CATEGORY, look="A is squeezed to a horizontal line")
def _squeeze(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    height, width = a.shape[:2]
    half = height / 2 * (1 - smoothstep(0, 1, p))
    top, bottom = math.floor(height / 2 - half), math.ceil(height / 2 + half)
    drawn = a.copy()
    drawn[top:bottom] = cv2.resize(a, (width, bottom - top), interpolation=cv2.INTER_LINEAR)
    distance = np.abs(Grid.over(a, step=1).y - np.float32((height - 1) / 2))
    return _by_line(drawn, b, np.clip(distance + np.float32(0.5 - half), 0, 1))


def _wiped(a: Frame, b: Frame, order: Field, p: float) -> Frame:
    """Reveal by an order that is one row (1, W) or one column (H, 1), with an edge one pixel wide."""
    edge = np.float32(1 / max(order.size, 2))
    return _by_line(a, b, np.clip((np.float32(p) * (1 + edge) - order) / edge, 0, 1))


def _by_line(a: Frame, b: Frame, cover: Field) -> Frame:
    """Blend by weights 0 to 1 given for one row (1, W) or one column (H, 1)."""
    mask = cv2.resize(np.rint(cover * FULL).astype(np.uint8), a.shape[1::-1], interpolation=cv2.INTER_NEAREST)
    return blend(a, b, np.asarray(mask, np.uint8))


def _ramp(grid: Grid, angle: float) -> Field:
    """Return 0 at one corner rising to 1 at the opposite one along ``angle`` degrees."""
    x, y = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    rise = (grid.u - 0.5) * np.float32(x) + (grid.v - 0.5) * np.float32(y)
    return np.clip(rise / np.float32(abs(x) + abs(y)) + np.float32(0.5), 0, 1)


def _angles(picture: Frame, *, quarter: int) -> Field:
    """Return the clockwise angle round the centre, 0 to 1; it begins at the right, or ``quarter`` turns before."""
    grid = Grid.over(picture, step=1)
    x, y = grid.enlarge(grid.cx), grid.enlarge(grid.cy)
    turned = cv2.phase(-y, x) if quarter else cv2.phase(x, y)
    return np.asarray(turned, np.float32) * np.float32(0.5 / math.pi)


def _melted(a: Frame, b: Frame, p: float, seed: int, direction: int) -> Frame:
    """Draw the columns of A, each moved by its own distance, over B."""
    height, width = a.shape[:2]
    count = min(width, 40)
    chance = random_field(2, count, seed)
    delays = np.convolve(np.pad(chance[0], 2, mode="edge"), np.full(5, 0.2), mode="valid") * 0.6 + chance[1] * 0.4
    delays = (delays - delays.min()) / max(float(np.ptp(delays)), 1e-6) * 0.4
    result = b.copy()
    edges = np.linspace(0, width, count + 1).round().astype(int)
    for column in range(count):
        fallen = min(max((p - float(delays[column]) * min(1.0, p * 4)) / (1 - float(delays[column])), 0.0), 1.0)
        offset = round(fallen**1.6 * height)
        columns = slice(int(edges[column]), int(edges[column + 1]))
        if direction > 0:
            result[offset:, columns] = a[: height - offset, columns]
        else:
            result[: height - offset, columns] = a[offset:, columns]
    return result


def _bounce_gap(picture: Frame, p: float) -> int:
    """Return how many rows B is away from its place: it falls, then bounces twice, lower each time."""
    height = picture.shape[0]
    if p < 0.5:
        return round((1 - 4 * p * p) * float(height))
    start, end, share = (0.5, 0.8, 0.25) if p < 0.8 else (0.8, 1.0, 0.08)
    part = (p - start) / (end - start)
    return round(4 * part * (1 - part) * share * float(height))
