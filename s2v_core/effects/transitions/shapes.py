"""A shape grows and shows B, or closes over A and opens on B."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from s2v_core.effects.frames import Field, Frame
from s2v_core.effects.kernels.grid import Grid, smoothstep
from s2v_core.effects.kernels.mask import blend, pixel_softness, reveal, weights
from s2v_core.effects.kernels.noise import random_field
from s2v_core.effects.registry import Parameter
from s2v_core.effects.transitions.catalogue import colour, colour_parameters, transition

__all__ = ["closed_and_opened"]

_CATEGORY = "shape"
_FINE = 4


@transition(
    "circleopen",
    category=_CATEGORY,
    look="a soft circle opens to B",
    softness=Parameter(0.25, 0.01, 1, "width of the edge"),
)
def _circle_open(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    grid = Grid.over(a)
    return reveal(a, b, np.minimum(grid.radius, 1), p, params["softness"], grid)


@transition(
    "circle",
    category=_CATEGORY,
    look="a soft ellipse closes on a colour, then opens on B",
    **colour_parameters(26, 26, 26),
)
def _ellipse(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    grid = Grid.over(a)
    radius = np.sqrt((grid.u * 2 - 1) ** 2 + (grid.v * 2 - 1) ** 2) / np.float32(math.sqrt(2))
    return closed_and_opened(a, b, p, radius, grid, 0.08, colour(params))


@transition(
    "circlecrop",
    category=_CATEGORY,
    look="A shrinks into a circle on black, then B opens from one",
    **colour_parameters(0, 0, 0),
)
def _circle_crop(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    grid = Grid.over(a, step=_FINE)
    return closed_and_opened(a, b, p, grid.radius, grid, 2 * pixel_softness(a), colour(params))


@transition("bowTieVertical", category=_CATEGORY, look="two triangles grow from top and bottom until they meet")
def _bow_tie_vertical(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    grid = Grid.over(a, step=_FINE)
    order = (np.abs(grid.u * 2 - 1) + 1 - np.abs(grid.v * 2 - 1)) / 2
    return reveal(a, b, np.clip(order, 0, 1), p, pixel_softness(a, 2), grid)


@transition("bowTieHorizontal", category=_CATEGORY, look="two triangles grow from left and right until they meet")
def _bow_tie_horizontal(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    grid = Grid.over(a, step=_FINE)
    order = (np.abs(grid.v * 2 - 1) + 1 - np.abs(grid.u * 2 - 1)) / 2
    return reveal(a, b, np.clip(order, 0, 1), p, pixel_softness(a, 2), grid)


@transition("heart", category=_CATEGORY, look="a heart-shaped hole grows")
def _heart(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    grid = Grid.over(a, step=_FINE)
    return _grown(a, b, p, grid, _polar(grid, _heart_outline()))


@transition(
    "polarfunction",
    category=_CATEGORY,
    look="a flower-shaped hole grows",
    petals=Parameter(5, 2, 12, "number of petals"),
)
def _flower(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    grid = Grid.over(a, step=_FINE)
    angles = np.linspace(-math.pi, math.pi, 721) + p * 0.6
    return _grown(a, b, p, grid, _polar(grid, 1 + 0.35 * np.cos(round(params["petals"]) * angles)))


@transition("undulatingburnout", category=_CATEGORY, look="a hole with a wavy, charred edge burns open from the centre")
def _burnout(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    grid = Grid.over(a, step=_FINE)
    angles = np.linspace(-math.pi, math.pi, 721)
    phases = random_field(1, 3, seed)[0] * 2 * math.pi
    outline = 1 + sum(
        height * np.sin(count * angles + phase + p * turn)
        for (count, height, turn), phase in zip(((5, 0.1, 3), (9, 0.06, -5), (14, 0.04, 4)), phases, strict=True)
    )
    order = _normalised(_polar(grid, np.asarray(outline)))
    hole = weights(grid.enlarge(order), _grown_progress(p), pixel_softness(a, 3))
    charred = weights(grid.enlarge(order), min(1.0, _grown_progress(p) + 0.12 * math.sin(p * math.pi)), 0.1)
    burnt = np.asarray(cv2.convertScaleAbs(a, alpha=0.12), np.uint8)
    return blend(blend(a, burnt, charred), b, hole)


@transition(
    "polka",
    category=_CATEGORY,
    look="growing dots, each a window to B",
    count=Parameter(8, 2, 40, "dots along the shorter side"),
)
def _polka(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    grid = Grid.over(a, step=1 if min(a.shape[:2]) < 256 else 2)
    count = np.float32(round(params["count"]))
    dx = np.modf(grid.cx * count + 1000)[0] - np.float32(0.5)
    dy = np.modf(grid.cy * count + 1000)[0] - np.float32(0.5)
    order = np.minimum(np.sqrt(dx**2 + dy**2) * np.float32(math.sqrt(2)), 1)
    return reveal(a, b, order, smoothstep(0, 1, p) * 0.5 + p * 0.5, 3 * float(count) / min(a.shape[:2]), grid)


def closed_and_opened(
    a: Frame, b: Frame, p: float, radius: Field, grid: Grid, softness: float, ground: tuple[int, int, int]
) -> Frame:
    """Return A as a plain ``ground`` (RGB) closes over it, from ``radius`` 1 to 0, then B as it opens again."""
    plain = np.empty_like(a)
    plain[0] = ground
    plain[1:] = plain[0]
    outside = 1 - np.clip(radius, 0, 1)
    if p < 0.5:
        return reveal(a, plain, outside, 2 * p, softness, grid)
    return reveal(plain, b, 1 - outside, 2 * p - 1, softness, grid)


def _grown(a: Frame, b: Frame, p: float, grid: Grid, size: Field) -> Frame:
    """Reveal by how large the shape must be to reach a pixel; it grows slowly at first."""
    return reveal(a, b, _normalised(size), _grown_progress(p), pixel_softness(a, 2), grid)


def _grown_progress(p: float) -> float:
    return math.pow(p, 1.5)


def _normalised(size: Field) -> Field:
    return np.asarray(np.minimum(size / size.max(), 1), np.float32)


def _polar(grid: Grid, outline: NDArray[np.float64]) -> Field:
    """Return by what factor the closed ``outline`` must grow to reach each node.

    ``outline`` holds its distance from the centre at evenly spaced angles from -pi to pi, clockwise from the right.
    """
    angles = np.linspace(-math.pi, math.pi, len(outline))
    return np.asarray(grid.reach / np.interp(grid.angle, angles, outline), np.float32)


@lru_cache(maxsize=1)
def _heart_outline() -> NDArray[np.float64]:
    """Return the curve (x^2 + y^2 - 1)^3 = x^2 y^3, y upwards, as distances from its centre."""
    angles = np.linspace(-math.pi, math.pi, 1441)
    bend = np.cos(angles) ** 2 * np.sin(-angles) ** 3
    low, high = np.zeros_like(angles), np.full_like(angles, 2.0)
    for _ in range(50):
        middle = (low + high) / 2
        inside = (middle**2 - 1) ** 3 < middle**5 * bend
        low, high = np.where(inside, middle, low), np.where(inside, high, middle)
    return np.asarray(low)
