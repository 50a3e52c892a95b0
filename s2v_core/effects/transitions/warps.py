"""The picture is bent like water, glass or cloth."""

from __future__ import annotations

import math
from collections.abc import Mapping

import cv2
import numpy as np

from s2v_core.effects.frames import Field, Frame
from s2v_core.effects.kernels.blur import soft
from s2v_core.effects.kernels.grid import Grid, smoothstep, triangle
from s2v_core.effects.kernels.light import apart
from s2v_core.effects.kernels.mask import FULL, blend, fade, weights
from s2v_core.effects.kernels.noise import random_field, smooth_noise
from s2v_core.effects.kernels.warp import displaced, looked_up
from s2v_core.effects.registry import Parameter
from s2v_core.effects.transitions.catalogue import transition

__all__: list[str] = []

_CATEGORY = "warp"
_TURN = 2 * math.pi


@transition(
    "swirl",
    category=_CATEGORY,
    look="the picture twists round the centre and untwists as B",
    turns=Parameter(1, 0.1, 4, "turns at the centre"),
)
def _swirl(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    grid = Grid.over(a)
    inside = np.clip(1 - grid.radius, 0, 1)
    angle = inside * inside * np.float32(_TURN * params["turns"] * triangle(p))
    cosine, sine = np.cos(angle) - 1, np.sin(angle)
    picture = fade(a, b, smoothstep(0.3, 0.7, p))
    return displaced(picture, grid, grid.cx * cosine - grid.cy * sine, grid.cx * sine + grid.cy * cosine)


@transition(
    "ripple",
    category=_CATEGORY,
    look="outward ripple waves with a cross-fade",
    strength=Parameter(0.03, 0.005, 0.1, "height of the waves as a part of the shorter side"),
    waves=Parameter(7, 2, 30, "number of waves"),
)
def _ripple(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    grid = Grid.over(a)
    height = np.sin(grid.radius * np.float32(_TURN * params["waves"]) - np.float32(p * _TURN * 3))
    return _pushed_outward(
        fade(a, b, smoothstep(0.2, 0.8, p)), grid, height * np.float32(params["strength"] * triangle(p))
    )


@transition(
    "waterdrop",
    category=_CATEGORY,
    look="a ring of water ripples runs from the centre and leaves B behind",
    strength=Parameter(0.05, 0.005, 0.2, "height of the waves as a part of the shorter side"),
)
def _water_drop(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    grid = Grid.over(a)
    behind = np.float32(p * 1.35) - grid.radius
    ring = np.exp(-((behind / np.float32(0.16)) ** 2)) * np.sin(behind * np.float32(_TURN * 8))
    picture = blend(a, b, weights(grid.enlarge(np.minimum(grid.radius, 1)), p, 0.35))
    calm = smoothstep(0, 0.15, p) * (1 - smoothstep(0.85, 1, p))
    return _pushed_outward(picture, grid, ring * np.float32(params["strength"] * calm))


@transition(
    "dreamy",
    category=_CATEGORY,
    look="both sway in a sine wave while cross-fading",
    strength=Parameter(0.05, 0.005, 0.2, "width of the sway as a part of the shorter side"),
)
def _dreamy(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    grid = Grid.over(a)
    sway = np.sin(grid.v * np.float32(_TURN * 1.5) + np.float32(p * _TURN)) * np.float32(
        params["strength"] * triangle(p)
    )
    return displaced(fade(a, b, smoothstep(0.1, 0.9, p)), grid, sway * np.float32(0.4), sway)


@transition(
    "directionalwarp",
    category=_CATEGORY,
    look="a warped diagonal wave pushes B over A",
    width=Parameter(0.7, 0.1, 1.5, "width of the wave"),
)
def _directional_warp(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    grid = Grid.over(a)
    width = params["width"]
    part = np.clip((np.float32(p * (1 + width)) - (grid.u + grid.v) / 2) / np.float32(width), 0, 1)
    wave = np.sin(part * np.float32(math.pi)) ** 2 * np.float32(-0.2)
    cover = np.rint(grid.enlarge(np.clip(part * 3 - 1, 0, 1)) * FULL).astype(np.uint8)
    picture = blend(a, b, cover)
    return looked_up(picture, grid, grid.x + wave * np.float32(a.shape[1]), grid.y + wave * np.float32(a.shape[0]))


@transition(
    "displacement",
    category=_CATEGORY,
    look="both pictures swirl into each other through a distortion field",
    strength=Parameter(0.2, 0.05, 1, "largest shift as a part of the shorter side"),
)
def _displacement(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    grid = Grid.over(a)
    angle = smooth_noise(grid, 2.5, seed, octaves=2) * np.float32(_TURN * 1.5)
    amount = np.float32(params["strength"] * triangle(p))
    return displaced(fade(a, b, smoothstep(0.3, 0.7, p)), grid, np.cos(angle) * amount, np.sin(angle) * amount)


@transition(
    "morph",
    category=_CATEGORY,
    look="pixels drift by what the picture holds while cross-fading",
    strength=Parameter(0.25, 0.01, 0.5, "largest drift as a part of the shorter side"),
)
def _morph(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    grid = Grid.over(a)
    picture = fade(a, b, p)
    size = (grid.x.size, grid.y.size)
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    drift = (soft(np.asarray(small, np.uint8), 1.5).astype(np.float32) - 128) * np.float32(
        params["strength"] * triangle(p) / 128
    )
    return displaced(picture, grid, (drift[..., 0] + drift[..., 1]) / 2, (drift[..., 1] + drift[..., 2]) / 2)


@transition(
    "crazyparametricfun",
    category=_CATEGORY,
    look="the picture ripples along a parametric curve",
    strength=Parameter(0.06, 0.005, 0.3, "largest shift as a part of the shorter side"),
)
def _parametric(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    grid = Grid.over(a)
    angle, reach = grid.angle, grid.reach
    wave = reach * np.float32(14) - np.float32(p * _TURN * 2)
    amount = np.float32(params["strength"] * triangle(p)) * np.clip(reach * 4, 0, 1)
    dx = amount * (3 * np.cos(angle + wave) - np.cos(3 * angle + wave)) / 3
    dy = amount * (3 * np.sin(angle + wave) - np.sin(3 * angle + wave)) / 3
    return displaced(fade(a, b, smoothstep(0.25, 0.75, p)), grid, dx, dy)


@transition(
    "kaleidoscope",
    category=_CATEGORY,
    look="kaleidoscopic mirrors at the middle",
    mirrors=Parameter(6, 3, 16, "number of mirrors"),
)
def _kaleidoscope(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    grid = Grid.over(a, step=4)
    sector = np.float32(_TURN / round(params["mirrors"]))
    angle = grid.angle + np.float32(p * math.pi / 2)
    folded = np.abs(np.mod(angle, sector) - sector / 2) + np.float32(p * math.pi / 2)
    reach = grid.reach
    unit = np.float32(min(a.shape[:2]))
    x = np.float32((a.shape[1] - 1) / 2) + reach * np.cos(folded) * unit
    y = np.float32((a.shape[0] - 1) / 2) + reach * np.sin(folded) * unit
    picture = fade(a, b, smoothstep(0.3, 0.7, p))
    mirrored = looked_up(picture, grid, x, y)
    return fade(picture, mirrored, smoothstep(0, 0.35, p) * (1 - smoothstep(0.65, 1, p)))


@transition(
    "flyeye",
    category=_CATEGORY,
    look="an insect's eye: small lenses with separated colours",
    size=Parameter(0.08, 0.02, 0.3, "size of a lens as a part of the shorter side"),
)
def _fly_eye(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    grid = Grid.over(a, step=4)
    wave = np.float32(_TURN / params["size"])
    amount = np.float32(params["size"] * 0.6 * triangle(p))
    dx = amount * np.cos(grid.cx * wave)
    dy = amount * np.sin(grid.cy * wave)
    picture = fade(a, b, smoothstep(0.2, 0.8, p))
    return apart(displaced(picture, grid, dx, dy), round(0.2 * float(amount) * min(a.shape[:2])))


@transition(
    "glitchdisplace",
    category=_CATEGORY,
    look="digital jitter: bands jump aside while both show through",
    strength=Parameter(0.25, 0.02, 1, "largest jump as a part of the width"),
)
def _glitch_displace(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    moment = int(p * 12)
    height, width = a.shape[:2]
    cuts = np.sort(random_field(1, 14, seed + moment)[0] * height).astype(int).tolist()
    jumps = (random_field(1, 15, seed + moment + 1000)[0] * 2 - 1) ** 3 * params["strength"] * triangle(p) * width
    chosen = random_field(1, 15, seed + moment + 2000)[0]
    result = np.empty_like(a)
    for index, (top, bottom) in enumerate(zip([0, *cuts], [*cuts, height], strict=True)):
        source = b if chosen[index] < p else a
        result[top:bottom] = np.roll(source[top:bottom], round(float(jumps[index])), axis=1)
    return result


def _pushed_outward(picture: Frame, grid: Grid, height: Field) -> Frame:
    """Return the picture displaced along the rays from the centre, by ``height`` times the shorter side."""
    reach = np.maximum(grid.reach, np.float32(0.02))
    return displaced(picture, grid, grid.cx / reach * height, grid.cy / reach * height)
