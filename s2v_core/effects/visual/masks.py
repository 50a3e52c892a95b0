"""A shape of the picture is seen; the rest is gone, or as faint as one likes.

Places and lengths are parts of the picture: ``x`` and ``width`` of its width, ``y`` and ``height`` of its height,
``radius`` and ``size`` of its shorter side.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

import cv2
import numpy as np

from s2v_core.effects.frames import Field, Frame, FrameAt
from s2v_core.effects.kernels.distance import band, covered, disc, half_plane, rectangle
from s2v_core.effects.kernels.grid import Grid
from s2v_core.effects.kernels.light import scaled
from s2v_core.effects.kernels.mask import FULL, blend
from s2v_core.effects.registry import MASK, Parameter, held
from s2v_core.effects.visual.catalogue import visual_effect, visual_effects

__all__ = ["mask_alpha"]

Outline = Callable[[Grid, float, float, Mapping[str, float]], Field]
"""``(grid, x, y, params) -> distance``: how far each node is from a shape about the pixel coordinates (x, y)."""

_OUTLINES: dict[str, Outline] = {}
_FEATHER = 0.3
"""Width of the softest edge, of the shorter side."""
_KEPT = 4

_SHARED: Mapping[str, Parameter] = {
    "x": Parameter(0.5, 0, 1, "centre of the shape, from the left"),
    "y": Parameter(0.5, 0, 1, "centre of the shape, from the top"),
    "antialias": Parameter(1, 0, 1, "0: the edge is hard"),
    "blur_intensity": Parameter(0, 0, 1, "how soft the edge is"),
    "outer_alpha": Parameter(0, 0, 1, "how much of the picture is seen outside of the shape"),
}
_ANGLE = Parameter(0, -360, 360, "degrees by which the shape is turned clockwise")


def mask_alpha(name: str, height: int, width: int, params: Mapping[str, float]) -> Frame:
    """Return how much is seen of each pixel through a mask: H x W uint8, 255 for all of it. Not to be changed."""
    parameters = visual_effects[name].parameters
    return _alpha(visual_effects[name].name, height, width, tuple(held(parameters, params).items()))


def _mask(name: str, look: str, **own: Parameter) -> Callable[[Outline], Outline]:
    """Return a decorator that registers an outline as a mask on black."""

    def register(outline: Outline) -> Outline:
        def draw(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
            picture = frame_at(0)
            outside = scaled(picture, params["outer_alpha"])
            return blend(outside, picture, _cover(name, picture.shape[0], picture.shape[1], params))

        _OUTLINES[name] = outline
        visual_effect(name, category=MASK, look=look, reach=0.0, **own, **_SHARED)(draw)
        return outline

    return register


@_mask("mask_circle", "only a circle of the picture is seen", radius=Parameter(0.4, 0.01, 1, "radius of the circle"))
def _circle(grid: Grid, x: float, y: float, params: Mapping[str, float]) -> Field:
    return disc(grid, x, y, params["radius"] * _unit(grid))


@_mask(
    "mask_rec",
    "only a rectangle of the picture is seen",
    width=Parameter(0.7, 0.01, 1, "width of the rectangle"),
    height=Parameter(0.7, 0.01, 1, "height of the rectangle"),
    radius=Parameter(0, 0, 0.5, "radius of its corners"),
    angle=_ANGLE,
)
def _rectangle(grid: Grid, x: float, y: float, params: Mapping[str, float]) -> Field:
    size = (params["width"] * grid.width, params["height"] * grid.height)
    return rectangle(grid, x, y, *size, corner=params["radius"] * _unit(grid), angle=params["angle"])


@_mask("mask_linear", "only what lies above a line is seen", angle=_ANGLE)
def _linear(grid: Grid, x: float, y: float, params: Mapping[str, float]) -> Field:
    return half_plane(grid, x, y, params["angle"])


@_mask(
    "mask_minor",
    "only a band across the picture is seen",
    size=Parameter(0.45, 0.01, 2, "width of the band"),
    angle=_ANGLE,
)
def _band(grid: Grid, x: float, y: float, params: Mapping[str, float]) -> Field:
    return band(grid, x, y, params["size"] * _unit(grid), params["angle"])


def _unit(grid: Grid) -> int:
    return min(grid.height, grid.width)


def _cover(name: str, height: int, width: int, params: Mapping[str, float]) -> Frame:
    grid = Grid(height, width, 4)
    outline = _OUTLINES[name](grid, params["x"] * width - 0.5, params["y"] * height - 0.5, params)
    softness = max(1.5 * params["antialias"], params["blur_intensity"] * _FEATHER * _unit(grid))
    return covered(grid.enlarge(outline), softness)


@lru_cache(_KEPT)
def _alpha(name: str, height: int, width: int, values: tuple[tuple[str, float], ...]) -> Frame:
    params = dict(values)
    outer = params["outer_alpha"]
    cover = _cover(name, height, width, params)
    alpha = np.asarray(cv2.convertScaleAbs(cover, alpha=255 * (1 - outer) / FULL, beta=255 * outer), np.uint8)
    alpha.setflags(write=False)
    return alpha
