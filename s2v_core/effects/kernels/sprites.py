"""Many small antialiased pictures (dots, stars, hearts, flakes...) drawn into a picture, each at its exact place.

A sprite costs as much as the pixels it covers. Its picture is made once for each size class and then scaled, turned and
moved by fractions of a pixel in one step, so that nothing jumps from pixel to pixel while it moves or grows.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Literal

import cv2
import numpy as np
from numpy.typing import ArrayLike, NDArray

from s2v_core.effects.frames import Frame
from s2v_core.effects.kernels.shapes import SHAPES

__all__ = ["Blending", "draw", "heading"]

Blending = Literal["screen", "add", "normal"]
"""``screen``: light that never clips; ``add``: light that does; ``normal``: paint that covers."""

_LEAST = 1.5
"""Pixels that a sprite is wide at least; a smaller one is drawn fainter instead."""
_SMALLEST, _LARGEST = 4, 512
"""Pixels of the smallest and the largest picture of a shape."""
_CLASSES = 4
"""Pictures of a shape for each doubling of its size."""
_SOFT_STEPS = 6
_LOOKED_UP = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP

Numbers = NDArray[np.float64]


def draw(
    canvas: Frame,
    shape: str,
    x: ArrayLike,
    y: ArrayLike,
    size: ArrayLike,
    *,
    colour: ArrayLike = (255.0, 255.0, 255.0),
    alpha: ArrayLike = 1.0,
    angle: ArrayLike = 0.0,
    stretch: ArrayLike = 1.0,
    softness: ArrayLike = 0.0,
    blending: Blending = "screen",
) -> None:
    """Draw one sprite, or n of them, onto ``canvas`` (H x W x 3 uint8, changed), the first one lowest.

    Everything but ``colour`` is one number or n of them; what lies outside the canvas costs nothing.

    Args:
        canvas: may be a part of a larger picture.
        shape: a name of :data:`s2v_core.effects.kernels.shapes.SHAPES`.
        x: pixels from the left border of the canvas to the middle of the sprite.
        y: pixels from the top border.
        size: width in pixels.
        colour: RGB from 0 to 255, (3,) or (n, 3).
        alpha: 0 (not there) to 1.
        angle: radians, clockwise.
        stretch: height as a multiple of the width.
        softness: 0 (sharp) to 1 (far out of focus).
        blending: how it meets what is there.

    Raises:
        KeyError: there is no such shape.
    """
    given = [np.asarray(value, np.float64).reshape(-1) for value in (x, y, size, alpha, angle, stretch, softness)]
    place_x, place_y, wide, opacity, turn, longer, soft = np.broadcast_arrays(*given)
    tall = wide * longer
    width, height = np.maximum(wide, _LEAST), np.maximum(tall, _LEAST)
    opacity = np.clip(opacity, 0, 1) * np.maximum(wide * tall, 0) / (width * height)
    steps = np.rint(np.clip(soft, 0, 1) * _SOFT_STEPS).astype(int)
    placed = _Placed(canvas, place_x, place_y, width, height, turn, steps)
    tints = np.zeros((len(opacity), 3, 3))
    tints[:, range(3), range(3)] = np.asarray(colour, np.float64) * (opacity[:, None] / 255)
    for i in np.flatnonzero(placed.visible & (opacity >= 1 / 255)):
        left, top, right, bottom = placed.boxes[i]
        picture = _picture(shape, *placed.pictures[i])
        cover = cv2.warpAffine(picture, placed.maps[i], (right - left, bottom - top), flags=_LOOKED_UP)
        _blend(canvas[top:bottom, left:right], np.asarray(cover, np.uint8), tints[i], float(opacity[i]), blending)


def heading(vx: ArrayLike, vy: ArrayLike) -> Numbers:
    """Return the angle that turns a sprite's lower end to where it moves, for velocities to the right and down."""
    return np.asarray(np.arctan2(-np.asarray(vx, np.float64), np.asarray(vy, np.float64)))


class _Placed:
    """Where n sprites lie on a canvas and which pictures they have.

    ``boxes``: (left, top, right, bottom) of the pixels that each covers; ``maps``: the affine map from its box to its
    picture (n, 2, 3); ``pictures``: what :func:`_picture` makes it of.
    """

    def __init__(
        self,
        canvas: Frame,
        x: Numbers,
        y: Numbers,
        width: Numbers,
        height: Numbers,
        angle: Numbers,
        soft_steps: NDArray[np.int_],
    ) -> None:
        cosine, sine = np.cos(angle), np.sin(angle)
        beyond = 1 + 2 * _margin(soft_steps)
        half_width = (np.abs(cosine) * width + np.abs(sine) * height) * beyond / 2 + 1
        half_height = (np.abs(sine) * width + np.abs(cosine) * height) * beyond / 2 + 1
        left, right = np.floor(x - half_width), np.ceil(x + half_width)
        top, bottom = np.floor(y - half_height), np.ceil(y + half_height)
        left, right = np.maximum(left, 0), np.minimum(right, canvas.shape[1])
        top, bottom = np.maximum(top, 0), np.minimum(bottom, canvas.shape[0])
        self.visible = (left < right) & (top < bottom)
        self.boxes: list[list[int]] = np.stack([left, top, right, bottom], axis=1).astype(int).tolist()
        columns, rows = _size_class(width), _size_class(height)
        self.pictures: list[list[int]] = np.stack([columns, rows, soft_steps], axis=1).tolist()
        turned = np.array([[cosine, sine], [-sine, cosine]]).transpose(2, 0, 1)
        scaled = turned * np.stack([columns / width, rows / height], axis=1)[:, :, None]
        corner = np.stack([left + 0.5 - x, top + 0.5 - y], axis=1)[:, :, None]
        middle = np.stack([length / 2 + _margin_pixels(soft_steps, length) - 0.5 for length in (columns, rows)], axis=1)
        self.maps = np.concatenate([scaled, scaled @ corner + middle[:, :, None]], axis=2)


def _blend(part: Frame, cover: Frame, tint: Numbers, opacity: float, blending: Blending) -> None:
    """Draw what ``cover`` (h x w) covers onto ``part`` (changed); ``tint`` (3, 3) makes grey cover coloured light."""
    light = cv2.transform(cv2.merge([cover, cover, cover]), tint)
    if blending == "add":
        cv2.add(part, light, dst=part)
        return
    kept = cv2.bitwise_not(light)
    if blending == "normal":
        left = cv2.convertScaleAbs(cover, alpha=-opacity, beta=255)
        kept = cv2.merge([left, left, left])
    cv2.add(cv2.multiply(part, kept, scale=1 / 255), light, dst=part)


def _size_class(pixels: Numbers) -> NDArray[np.int_]:
    """Return the next larger size that pictures are made in."""
    steps = np.ceil(np.log2(np.clip(pixels, _SMALLEST, _LARGEST)) * _CLASSES - 1e-9)
    return np.rint(2 ** (steps / _CLASSES)).astype(int)


def _margin(steps: Any) -> Any:
    """Return how far softness reaches beyond a shape, in parts of its size."""
    return 0.6 * steps / _SOFT_STEPS


def _margin_pixels(steps: NDArray[np.int_] | int, length: NDArray[np.int_] | int) -> NDArray[np.int_]:
    return np.asarray(np.ceil(_margin(steps) * length), np.int_)


@lru_cache(384)
def _picture(shape: str, columns: int, rows: int, soft_steps: int) -> Frame:
    """Return how much of each pixel a shape covers (uint8), ``columns`` x ``rows`` pixels and the margin around."""
    finer = min(max(1024 // max(columns, rows), 3), 8)
    x = ((np.arange(columns * finer) + 0.5) / (columns * finer) * 2 - 1).astype(np.float32)
    y = ((np.arange(rows * finer) + 0.5) / (rows * finer) * 2 - 1).astype(np.float32)
    fine = np.broadcast_to(np.asarray(SHAPES[shape](x[None, :], y[:, None]), np.float32), (len(y), len(x)))
    cover = cv2.resize(np.ascontiguousarray(fine), (columns, rows), interpolation=cv2.INTER_AREA)
    if soft_steps:
        across, down = (int(_margin_pixels(soft_steps, length)) for length in (columns, rows))
        blur = max(across / 2.5, 0.3), max(down / 2.5, 0.3)
        cover = cv2.copyMakeBorder(cover, down, down, across, across, cv2.BORDER_CONSTANT, value=[0])
        cover = cv2.GaussianBlur(cover, (0, 0), blur[0], sigmaY=blur[1])
    picture = np.asarray(np.rint(np.clip(cover, 0, 1) * 255), np.uint8)
    picture.setflags(write=False)
    return picture
