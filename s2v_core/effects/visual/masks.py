"""A shape of the picture is seen; the rest is black, or as faint as one likes.

Places and lengths are parts of the picture: ``x`` and ``width`` of its width, ``y`` and ``height`` of its height,
``radius`` and ``size`` of its shorter side.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypedDict

from s2v_core.effects.frames import Field, Frame, FrameAt
from s2v_core.effects.kernels.distance import band, covered, disc, half_plane, rectangle
from s2v_core.effects.kernels.grid import Grid
from s2v_core.effects.kernels.light import scaled
from s2v_core.effects.kernels.mask import blend
from s2v_core.effects.registry import Parameter
from s2v_core.effects.visual.catalogue import visual_effect

__all__: list[str] = []

_CATEGORY = "mask"
_FEATHER = 0.3
"""Width of the softest edge, of the shorter side."""


class _Shared(TypedDict):
    x: Parameter
    y: Parameter
    antialias: Parameter
    blur_intensity: Parameter
    outer_alpha: Parameter


_SHARED: _Shared = {
    "x": Parameter(0.5, 0, 1, "centre of the shape, from the left"),
    "y": Parameter(0.5, 0, 1, "centre of the shape, from the top"),
    "antialias": Parameter(1, 0, 1, "0: the edge is hard"),
    "blur_intensity": Parameter(0, 0, 1, "how soft the edge is"),
    "outer_alpha": Parameter(0, 0, 1, "how much of the picture is seen outside of the shape"),
}
_ANGLE = Parameter(0, -360, 360, "degrees by which the shape is turned clockwise")


@visual_effect(
    "mask_circle",
    category=_CATEGORY,
    look="only a circle of the picture is seen",
    radius=Parameter(0.4, 0.01, 1, "radius of the circle"),
    **_SHARED,
)
def _circle(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    grid, x, y, unit = _placed(picture, params)
    return _masked(picture, grid, disc(grid, x, y, params["radius"] * unit), params)


@visual_effect(
    "mask_rec",
    category=_CATEGORY,
    look="only a rectangle of the picture is seen",
    width=Parameter(0.7, 0.01, 1, "width of the rectangle"),
    height=Parameter(0.7, 0.01, 1, "height of the rectangle"),
    radius=Parameter(0, 0, 0.5, "radius of its corners"),
    angle=_ANGLE,
    **_SHARED,
)
def _rectangle(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    grid, x, y, unit = _placed(picture, params)
    size = (params["width"] * grid.width, params["height"] * grid.height)
    outline = rectangle(grid, x, y, *size, corner=params["radius"] * unit, angle=params["angle"])
    return _masked(picture, grid, outline, params)


@visual_effect(
    "mask_linear",
    category=_CATEGORY,
    look="only what lies above a line is seen",
    angle=_ANGLE,
    **_SHARED,
)
def _linear(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    grid, x, y, _ = _placed(picture, params)
    return _masked(picture, grid, half_plane(grid, x, y, params["angle"]), params)


@visual_effect(
    "mask_minor",
    category=_CATEGORY,
    look="only a band across the picture is seen",
    size=Parameter(0.45, 0.01, 2, "width of the band"),
    angle=_ANGLE,
    **_SHARED,
)
def _band(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    grid, x, y, unit = _placed(picture, params)
    return _masked(picture, grid, band(grid, x, y, params["size"] * unit, params["angle"]), params)


def _placed(picture: Frame, params: Mapping[str, float]) -> tuple[Grid, float, float, int]:
    """Return a grid, the centre of the shape in pixel coordinates, and the shorter side."""
    height, width = picture.shape[:2]
    x, y = params["x"] * width - 0.5, params["y"] * height - 0.5
    return Grid.over(picture, step=4), x, y, min(height, width)


def _masked(picture: Frame, grid: Grid, outline: Field, params: Mapping[str, float]) -> Frame:
    unit = min(grid.height, grid.width)
    softness = max(1.5 * params["antialias"], params["blur_intensity"] * _FEATHER * unit)
    outside = scaled(picture, params["outer_alpha"])
    return blend(outside, picture, covered(grid.enlarge(outline), softness))
