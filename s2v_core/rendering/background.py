"""What fills the part of the canvas that a picture leaves empty."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import cv2

from s2v_core.media.planes import Planes
from s2v_core.rendering.fit import Place, Region, fit
from s2v_core.rendering.values import Colour, colour, number
from s2v_core.timeline.model import Canvas, Effect

__all__ = ["Background", "background_of", "blurred", "plain"]

Background = Callable[[Planes], Planes]
"""Makes a canvas of its own for a picture."""

_BLACK = (0, 0, 0)
_BLACKS = (16, 128, 128)
"""The values of black in the three planes."""

_RADIUS = 0.1
"""Of the blur where none is given."""

_SHRINK = 8
_SIGMA = 0.4
"""Standard deviation of the blur at radius 1, in parts of the canvas's shorter side."""

_DARKER = 0.8
"""Brightness of a blurred background, so that the picture stands out from it."""


def background_of(effect: Effect | None, canvas: Canvas) -> Background | None:
    """Return what a ``Background`` effect asks for; None for no effect or an unknown kind."""
    if effect is None:
        return None
    if (effect.sub_type or "").lower() == "blur":
        radius = number(effect.params.get("Radius"), 0.01, 1)
        return lambda picture: blurred(picture, canvas, _RADIUS if radius is None else radius)
    if (effect.sub_type or "").lower() == "color":
        fill = colour(effect.params.get("Color")) or _BLACK
        return lambda _picture: plain(canvas, fill)
    return None


def plain(canvas: Canvas, fill: Colour) -> Planes:
    """Return a canvas of one colour."""
    return Planes.plain(canvas.width, canvas.height, fill)


def blurred(picture: Planes, canvas: Canvas, radius: float) -> Planes:
    """Return ``picture`` made to cover the canvas, blurred and a little darker.

    It is shrunk before the blur and enlarged after it: it looks alike and costs a thirtieth. ``radius`` is 0.01 to 1.
    """
    size = (picture.width, picture.height)
    region = fit(size, Place(0, 0, canvas.width, canvas.height), "Cover").region
    background = Planes.empty(canvas.width, canvas.height)
    for plane, target, black in zip(picture.all, background.all, _BLACKS, strict=True):
        small = _softened(_part(plane, region), target.shape[::-1], radius)
        darker = cv2.convertScaleAbs(small, alpha=_DARKER, beta=(1 - _DARKER) * black)
        cv2.resize(darker, target.shape[::-1], dst=target, interpolation=cv2.INTER_LINEAR)
    return background


def _part(plane: Any, region: Region) -> Any:
    height, width = plane.shape
    left, top = min(round(region.x * width), width - 1), min(round(region.y * height), height - 1)
    right = max(left + 1, round((region.x + region.width) * width))
    bottom = max(top + 1, round((region.y + region.height) * height))
    return plane[top:bottom, left:right]


def _softened(plane: Any, size: tuple[int, int], radius: float) -> Any:
    small_size = (max(1, size[0] // _SHRINK), max(1, size[1] // _SHRINK))
    small = cv2.resize(plane, small_size, interpolation=cv2.INTER_AREA)
    sigma = min(max(radius, 0.01), 1.0) * _SIGMA * min(small_size)
    return cv2.GaussianBlur(small, (0, 0), max(sigma, 0.5), borderType=cv2.BORDER_REPLICATE)
