"""A small picture that parts of a text are drawn on, moved, turned, faded: only as large as what they cover."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from s2v_core.rendering.text.sprites import Area

__all__ = ["Board", "Matrix", "Print", "around", "blurred", "tinted"]

Pixels = NDArray[np.uint8]


class Matrix(NamedTuple):
    """Takes (x, y) to (``xx`` x + ``xy`` y + ``x``, ``yx`` x + ``yy`` y + ``y``).

    Points of a picture are so counted that its pixel (0, 0) covers those from (0, 0) to (1, 1).
    """

    xx: float = 1.0
    xy: float = 0.0
    x: float = 0.0
    yx: float = 0.0
    yy: float = 1.0
    y: float = 0.0

    def after(self, first: Matrix) -> Matrix:
        """Return what ``first`` and then this one do."""
        return Matrix(
            self.xx * first.xx + self.xy * first.yx,
            self.xx * first.xy + self.xy * first.yy,
            self.xx * first.x + self.xy * first.y + self.x,
            self.yx * first.xx + self.yy * first.yx,
            self.yx * first.xy + self.yy * first.yy,
            self.yx * first.x + self.yy * first.y + self.y,
        )

    def moved(self, right: float, down: float) -> Matrix:
        """Return what this one does, and then a move."""
        return self._replace(x=self.x + right, y=self.y + down)


_SMALL = 0.6
"""Pictures that come out smaller than this are first halved, so that they do not flicker."""

_MASK = 128
"""What "wholly visible" is in masks."""


@dataclass(frozen=True, eq=False)
class Print:
    """A picture (H x W x 4 uint8, colours times alpha) on its way to a board.

    ``mask``: how much of each pixel is visible, 0 to 128, for the pixels of ``area`` (None: all of it).
    """

    picture: Pixels
    matrix: Matrix
    area: Area
    alpha: float = 1.0
    mask: Any = None


def around(picture: Pixels, matrix: Matrix, window: Area) -> Area | None:
    """Return the whole pixels within ``window`` that a picture comes to cover; None if there are none."""
    height, width = picture.shape[:2]
    right, down = sorted((0.0, matrix.xx * width)), sorted((0.0, matrix.yy * height))
    aside, below = sorted((0.0, matrix.xy * height)), sorted((0.0, matrix.yx * width))
    left = max(math.floor(matrix.x + right[0] + aside[0] - 0.51), window.left)
    top = max(math.floor(matrix.y + down[0] + below[0] - 0.51), window.top)
    end = min(math.ceil(matrix.x + right[1] + aside[1] + 0.51), window.right)
    bottom = min(math.ceil(matrix.y + down[1] + below[1] + 0.51), window.bottom)
    return Area(left, top, end, bottom) if left < end and top < bottom else None


def blurred(picture: Pixels, sigma: float) -> tuple[Pixels, Matrix]:
    """Return ``picture`` blurred with a standard deviation of ``sigma`` pixels, made small, and the way back."""
    margin = math.ceil(3 * sigma)
    shrink = 1
    while sigma / shrink >= 4:
        shrink *= 2
    height, width = (-(-(side + 2 * margin) // shrink) * shrink for side in picture.shape[:2])
    below, beyond = height - picture.shape[0] - margin, width - picture.shape[1] - margin
    wide: Any = cv2.copyMakeBorder(picture, margin, below, margin, beyond, cv2.BORDER_CONSTANT, value=(0, 0, 0, 0))
    if shrink > 1:
        wide = cv2.resize(wide, (width // shrink, height // shrink), interpolation=cv2.INTER_AREA)
    soft = cv2.GaussianBlur(wide, (0, 0), max(sigma / shrink, 0.1), borderType=cv2.BORDER_CONSTANT)
    return np.asarray(soft, np.uint8), Matrix(xx=shrink, x=-margin, yy=shrink, y=-margin)


def tinted(picture: Pixels, colour: tuple[int, int, int], strength: float) -> Pixels:
    """Return ``picture`` in another colour, ``strength`` (0 to 1) of it."""
    alpha: Any = cv2.extractChannel(picture, 3)
    plain = cv2.merge([*(cv2.convertScaleAbs(alpha, alpha=part / 255) for part in colour), alpha])
    return np.asarray(cv2.addWeighted(picture, 1 - strength, plain, strength, 0), np.uint8)


class Board:
    """An empty picture that covers all ``areas``, which are made of whole pixels."""

    def __init__(self, areas: Sequence[Area]) -> None:
        area = Area(
            min(one.left for one in areas),
            min(one.top for one in areas),
            max(one.right for one in areas),
            max(one.bottom for one in areas),
        )
        self.area = area
        size = (int(area.bottom - area.top), int(area.right - area.left))
        self.pixels: Pixels = np.zeros((*size, 4), np.uint8)

    def put(self, prints: Sequence[Print]) -> None:
        """Draw one print over the other."""
        for one in prints:
            self._put(one)

    def mix(self, still: Pixels, weights: Any) -> None:
        """Let ``still``, a picture whose corner is the point (0, 0), take the place of what is drawn there, as much as
        ``weights`` (H x W uint8, 255: wholly) say."""
        left, top = -int(self.area.left), -int(self.area.top)
        part: Any = self.pixels[top : top + still.shape[0], left : left + still.shape[1]]
        four = cv2.merge([weights] * 4)
        kept = cv2.multiply(part, cv2.bitwise_not(four), scale=1 / 255)
        cv2.add(kept, cv2.multiply(still, four, scale=1 / 255), dst=part)

    def _put(self, one: Print) -> None:
        area = one.area
        drawn = _warped(one.picture, one.matrix, area)
        if one.mask is not None:
            four = cv2.merge([np.ascontiguousarray(np.broadcast_to(one.mask, drawn.shape[:2]))] * 4)
            drawn = cv2.multiply(drawn, four, scale=1 / _MASK)
        if one.alpha < 1:
            drawn = cv2.convertScaleAbs(drawn, alpha=max(one.alpha, 0.0))
        left, top = int(area.left - self.area.left), int(area.top - self.area.top)
        below: Any = self.pixels[top : top + drawn.shape[0], left : left + drawn.shape[1]]
        remaining = cv2.bitwise_not(cv2.extractChannel(drawn, 3))
        cv2.add(drawn, cv2.multiply(below, cv2.merge([remaining] * 4), scale=1 / 255), dst=below)


def _warped(picture: Any, matrix: Matrix, area: Area) -> Any:
    size = (int(area.right - area.left), int(area.bottom - area.top))
    while _largest_scale(matrix) < _SMALL and min(picture.shape[:2]) > 2:
        picture = _halved(picture)
        matrix = matrix.after(Matrix(xx=2.0, yy=2.0))
    here = matrix.moved(-area.left, -area.top)
    # From the index of a pixel to its middle, and back.
    x = here.x + (here.xx + here.xy - 1) / 2
    y = here.y + (here.yx + here.yy - 1) / 2
    if here.xx == here.yy == 1 and here.xy == here.yx == 0 and x == round(x) and y == round(y):
        return _shifted(picture, round(x), round(y), size)
    return cv2.warpAffine(picture, np.array([[here.xx, here.xy, x], [here.yx, here.yy, y]]), size)


def _largest_scale(matrix: Matrix) -> float:
    return max(math.hypot(matrix.xx, matrix.yx), math.hypot(matrix.xy, matrix.yy))


def _halved(picture: Any) -> Any:
    height, width = (side + side % 2 for side in picture.shape[:2])
    beyond = (0, height - picture.shape[0], 0, width - picture.shape[1])
    even = cv2.copyMakeBorder(picture, *beyond, cv2.BORDER_CONSTANT, value=(0, 0, 0, 0)) if any(beyond) else picture
    return cv2.resize(even, (width // 2, height // 2), interpolation=cv2.INTER_AREA)


def _shifted(picture: Any, x: int, y: int, size: tuple[int, int]) -> Any:
    """Return ``picture`` moved by whole pixels, which must leave every value as it is."""
    result = np.zeros((size[1], size[0], 4), np.uint8)
    height, width = picture.shape[:2]
    seen = picture[max(0, -y) : min(height, size[1] - y), max(0, -x) : min(width, size[0] - x)]
    result[max(0, y) : max(0, y) + seen.shape[0], max(0, x) : max(0, x) + seen.shape[1]] = seen
    return result
