"""The camera moves into or out of the picture."""

from __future__ import annotations

from collections.abc import Mapping

import cv2
import numpy as np

from s2v_core.effects.frames import Field, Frame
from s2v_core.effects.kernels.grid import Grid, smoothstep, triangle
from s2v_core.effects.kernels.mask import FULL, blend, fade, weights
from s2v_core.effects.kernels.noise import random_field
from s2v_core.effects.kernels.warp import blended_lookups, looked_up, zoomed
from s2v_core.effects.registry import Parameter
from s2v_core.effects.transitions.catalogue import transition

__all__: list[str] = []

_CATEGORY = "zoom"


@transition(
    "simplezoom",
    category=_CATEGORY,
    look="A zooms in strongly while cross-fading to B",
    scale=Parameter(5, 1.2, 20, "how far A is enlarged"),
)
def _simple_zoom(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    scale = params["scale"] ** smoothstep(0, 0.85, p)
    return fade(zoomed(a, scale), b, smoothstep(0.35, 0.95, p))


@transition(
    "dreamyzoom",
    category=_CATEGORY,
    look="A turns and zooms in, cross-fades, and B zooms out and turns back",
    scale=Parameter(1.6, 1.05, 5, "how far both are enlarged at the middle"),
    turn=Parameter(8, 0, 90, "how far both are turned at the middle, in degrees"),
)
def _dreamy_zoom(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    amount = triangle(p)
    picture = fade(a, b, smoothstep(0.35, 0.65, p))
    return zoomed(picture, params["scale"] ** amount, turn=params["turn"] * amount)


@transition(
    "rotatescalefade",
    category=_CATEGORY,
    look="A rotates and shrinks, B grows back",
    scale=Parameter(0.35, 0.05, 1, "how small both get at the middle"),
    rotations=Parameter(1, -4, 4, "whole turns"),
)
def _rotate_scale_fade(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    amount = triangle(p)
    turn = -360 * params["rotations"] * smoothstep(0, 1, p)
    picture = fade(a, b, smoothstep(0.35, 0.65, p))
    return zoomed(picture, params["scale"] ** amount, turn=turn, border=cv2.BORDER_CONSTANT)


@transition(
    "zoomincircles",
    category=_CATEGORY,
    look="concentric rings zoom at different rates to B",
    rings=Parameter(6, 2, 20, "number of rings"),
)
def _zoom_in_circles(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    grid = Grid.over(a, step=4)
    radius = np.minimum(grid.radius, 1)
    rates = _ring_rates(radius, round(params["rings"]), seed)
    scale = 1 - np.float32(0.6 * triangle(p)) * rates
    middle_x, middle_y = np.float32((a.shape[1] - 1) / 2), np.float32((a.shape[0] - 1) / 2)
    picture = blend(a, b, weights(grid.enlarge(radius), p, 0.5))
    return looked_up(picture, grid, middle_x + (grid.x - middle_x) * scale, middle_y + (grid.y - middle_y) * scale)


@transition("crosswarp", category=_CATEGORY, look="both stretch sideways, like travelling through a tunnel")
def _cross_warp(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    grid = Grid.over(a)
    amount = _tunnelled(grid.u, p)
    middle_x, middle_y = np.float32((a.shape[1] - 1) / 2), np.float32((a.shape[0] - 1) / 2)
    lookups = [
        (middle_x + (grid.x - middle_x) * scale, middle_y + (grid.y - middle_y) * scale)
        for scale in (1 - amount, amount)
    ]
    columns = np.rint(_tunnelled(Grid.over(a, step=1).u, p) * FULL).astype(np.uint8)
    cover = np.asarray(cv2.resize(columns, a.shape[1::-1], interpolation=cv2.INTER_NEAREST), np.uint8)
    return blended_lookups(grid, a, lookups[0], b, lookups[1], cover)


def _tunnelled(u: Field, p: float) -> Field:
    """Return how far the change is at each column."""
    part = np.clip(u + np.float32(2 * p - 1), 0, 1)
    return np.asarray(part * part * (3 - 2 * part), np.float32)


def _ring_rates(radius: Field, count: int, seed: int) -> Field:
    """Return how fast each node zooms: one rate per ring, with a narrow bevel between rings like ground glass."""
    rates = random_field(1, count, seed)[0] * np.float32(0.7) + np.float32(0.3)
    edges = np.arange(1, count) / count
    places = np.stack([edges - 0.02, edges + 0.02], axis=1).ravel()
    values = np.stack([rates[:-1], rates[1:]], axis=1).ravel()
    return np.asarray(np.interp(radius, places, values), np.float32)
