"""A small picture that parts of a text are drawn on, moved, turned, faded: only as large as what they cover."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from s2v_core.rendering.text.sprites import Area

__all__ = ["Board", "Matrix", "Print", "around", "blurred", "chained", "tinted"]

Pixels = NDArray[np.uint8]

Matrix = NDArray[np.float64]
"""2 x 3: takes points of a picture to points of the screen; pixel (0, 0) covers the points from (0, 0) to (1, 1)."""

_HALF = np.array([[1.0, 0.0, 0.5], [0.0, 1.0, 0.5], [0.0, 0.0, 1.0]])
_TO_INDEX = np.array([[1.0, 0.0, -0.5], [0.0, 1.0, -0.5], [0.0, 0.0, 1.0]])
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
    corners = matrix @ np.array([[0, width, 0, width], [0, 0, height, height], [1, 1, 1, 1]])
    (left, top), (right, bottom) = corners.min(axis=1), corners.max(axis=1)
    left, top = max(math.floor(left - 0.51), window.left), max(math.floor(top - 0.51), window.top)
    right, bottom = min(math.ceil(right + 0.51), window.right), min(math.ceil(bottom + 0.51), window.bottom)
    return Area(left, top, right, bottom) if left < right and top < bottom else None


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
    return np.asarray(soft, np.uint8), np.array([[shrink, 0.0, -margin], [0.0, shrink, -margin]], np.float64)


def tinted(picture: Pixels, colour: tuple[int, int, int], strength: float) -> Pixels:
    """Return ``picture`` in another colour, ``strength`` (0 to 1) of it."""
    alpha: Any = cv2.extractChannel(picture, 3)
    plain = cv2.merge([*(cv2.convertScaleAbs(alpha, alpha=part / 255) for part in colour), alpha])
    return np.asarray(cv2.addWeighted(picture, 1 - strength, plain, strength, 0), np.uint8)


def chained(second: Matrix, first: Matrix) -> Matrix:
    """Return what ``first`` and then ``second`` do."""
    return np.asarray(second @ np.vstack([first, [0.0, 0.0, 1.0]]), np.float64)


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
    while max(np.hypot(*matrix[:, 0]), np.hypot(*matrix[:, 1])) < _SMALL and min(picture.shape[:2]) > 2:
        height, width = (side + side % 2 for side in picture.shape[:2])
        even = cv2.copyMakeBorder(
            picture, 0, height - picture.shape[0], 0, width - picture.shape[1], cv2.BORDER_CONSTANT, value=(0, 0, 0, 0)
        )
        picture = cv2.resize(even, (width // 2, height // 2), interpolation=cv2.INTER_AREA)
        matrix = matrix * np.array([2.0, 2.0, 1.0])
    here = matrix - np.array([[0.0, 0.0, area.left], [0.0, 0.0, area.top]])
    by_index = (_TO_INDEX @ np.vstack([here, [0.0, 0.0, 1.0]]) @ _HALF)[:2]
    shift = by_index[:, 2]
    if np.array_equal(by_index[:, :2], np.eye(2)) and np.array_equal(shift, np.rint(shift)):
        return _shifted(picture, int(shift[0]), int(shift[1]), size)
    return cv2.warpAffine(picture, by_index, size, flags=cv2.INTER_LINEAR)


def _shifted(picture: Any, x: int, y: int, size: tuple[int, int]) -> Any:
    """Return ``picture`` moved by whole pixels, which must leave every value as it is."""
    result = np.zeros((size[1], size[0], 4), np.uint8)
    height, width = picture.shape[:2]
    seen = picture[max(0, -y) : min(height, size[1] - y), max(0, -x) : min(width, size[0] - x)]
    result[max(0, y) : max(0, y) + seen.shape[0], max(0, x) : max(0, x) + seen.shape[1]] = seen
    return result
