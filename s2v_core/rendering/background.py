"""What fills the part of the canvas that a picture leaves empty."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from s2v_core.rendering.fit import Place, fit
from s2v_core.rendering.values import Colour, colour, number
from s2v_core.timeline.model import Canvas, Effect

__all__ = ["Background", "background_of", "blurred", "plain"]

Pixels = NDArray[np.uint8]

Background = Callable[[Any], Pixels]
"""Makes a canvas of its own (H x W x 3 uint8 RGB) for a picture (H x W x 3)."""

_BLACK = (0, 0, 0)
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


def plain(canvas: Canvas, fill: Colour) -> Pixels:
    """Return a canvas of one colour."""
    pixels = np.empty((canvas.height, canvas.width, 3), np.uint8)
    pixels[:] = fill
    return pixels


def blurred(picture: Any, canvas: Canvas, radius: float) -> Pixels:
    """Return ``picture`` (H x W x 3 uint8 RGB) made to cover the canvas, blurred and a little darker.

    It is shrunk before the blur and enlarged after it: it looks alike and costs a thirtieth. ``radius`` is 0.01 to 1.
    """
    height, width = picture.shape[:2]
    region = fit((width, height), Place(0, 0, canvas.width, canvas.height), "Cover").region
    left, top = round(region.x * width), round(region.y * height)
    right = max(left + 1, round((region.x + region.width) * width))
    bottom = max(top + 1, round((region.y + region.height) * height))
    small_size = (max(1, canvas.width // _SHRINK), max(1, canvas.height // _SHRINK))
    small = cv2.resize(picture[top:bottom, left:right], small_size, interpolation=cv2.INTER_AREA)
    sigma = min(max(radius, 0.01), 1.0) * _SIGMA * min(small_size)
    soft = cv2.GaussianBlur(small, (0, 0), max(sigma, 0.5), borderType=cv2.BORDER_REPLICATE)
    darker = cv2.convertScaleAbs(soft, alpha=_DARKER)
    return np.asarray(cv2.resize(darker, (canvas.width, canvas.height), interpolation=cv2.INTER_LINEAR), np.uint8)
