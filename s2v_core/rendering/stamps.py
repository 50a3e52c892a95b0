"""Drawing on planes: pictures with alpha, and opaque ones that cover a part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from s2v_core.media.planes import TO_YUV, Planes

__all__ = ["Stamp", "lay", "premultiplied_stamp", "stamp_of"]

Plane = NDArray[np.uint8]

_OPAQUE = 255
_PREMULTIPLIED = np.column_stack([TO_YUV[:, :3], TO_YUV[:, 3] / _OPAQUE]).astype(np.float32)
"""The 3 x 4 matrix from RGB times alpha, and alpha, to Y, Cb, Cr times alpha."""

_STEPS = (1, 2, 2)
"""Pixels that a value of each plane stands for, across as well as down."""


@dataclass(frozen=True, eq=False)
class Stamp:
    """A picture with alpha, worked out for one place: for each plane its values times alpha, and what remains of those
    below (255 - alpha). ``x`` and ``y`` are even, so that blocks of colour lie on blocks; it may stick out anywhere.
    """

    x: int
    y: int
    parts: tuple[tuple[Plane, Plane], ...]

    def draw(self, planes: Planes) -> None:
        """Draw onto ``planes``, changed in place within the stamp's box.

        Where alpha is 0 values stay as they are, where it is 255 they are replaced; between them the result is within
        1 of the exact mean, and a value on its like stays what it is.
        """
        for below, (values, remaining), step in zip(planes.all, self.parts, _STEPS, strict=True):
            _stamped(below, values, remaining, self.x // step, self.y // step)


def stamp_of(rgba: Any, x: int, y: int, opacity: float = 1.0) -> Stamp:
    """Return H x W x 4 uint8 RGB with straight alpha as a stamp whose top left pixel lies at (``x``, ``y``).

    A block's colour is the mean of its pixels weighted by their alpha: what is not seen lends no colour.
    ``opacity`` (0 to 1) fades all of it.
    """
    height, width = rgba.shape[:2]
    margins = (y % 2, (y + height) % 2, x % 2, (x + width) % 2)
    padded: Any = cv2.copyMakeBorder(rgba, *margins, cv2.BORDER_CONSTANT, value=(0, 0, 0, 0))
    alpha: Any = cv2.extractChannel(padded, 3)
    if opacity < 1:
        alpha = cv2.convertScaleAbs(alpha, alpha=opacity)
    luma, *colours = cv2.split(cv2.transform(cv2.cvtColor(padded, cv2.COLOR_RGBA2RGB), TO_YUV))
    size = (padded.shape[1] // 2, padded.shape[0] // 2)
    half: Any = cv2.resize(alpha, size, interpolation=cv2.INTER_AREA)
    weights = alpha.astype(np.float32)
    total: Any = np.maximum(cv2.resize(weights, size, interpolation=cv2.INTER_AREA), 1e-6)
    parts = [_part(luma, alpha)]
    for colour in colours:
        weighted = cv2.multiply(colour, weights, dtype=cv2.CV_32F)
        mean = cv2.resize(weighted, size, interpolation=cv2.INTER_AREA) / total
        parts.append(_part(mean, half))
    return Stamp(x - x % 2, y - y % 2, tuple(parts))


def premultiplied_stamp(rgba: Plane, x: int, y: int) -> Stamp:
    """Return H x W x 4 uint8 RGB with colours times alpha as a stamp whose top left pixel lies at (``x``, ``y``).

    The same as ``stamp_of`` of the same picture within rounding, and several times as fast.
    """
    height, width = rgba.shape[:2]
    margins = (y % 2, (y + height) % 2, x % 2, (x + width) % 2)
    padded: Any = cv2.copyMakeBorder(rgba, *margins, cv2.BORDER_CONSTANT, value=(0, 0, 0, 0)) if any(margins) else rgba
    alpha: Any = cv2.extractChannel(padded, 3)
    luma, *colours = cv2.split(cv2.transform(padded, _PREMULTIPLIED))
    size = (padded.shape[1] // 2, padded.shape[0] // 2)
    remaining = np.asarray(cv2.bitwise_not(alpha), np.uint8)
    half = np.asarray(cv2.bitwise_not(cv2.resize(alpha, size, interpolation=cv2.INTER_AREA)), np.uint8)
    parts = [(np.asarray(luma, np.uint8), remaining)]
    for colour in colours:
        parts.append((np.asarray(cv2.resize(colour, size, interpolation=cv2.INTER_AREA), np.uint8), half))
    return Stamp(x - x % 2, y - y % 2, tuple(parts))


def lay(canvas: Planes, picture: Planes, left: int, top: int, opacity: float = 1.0) -> None:
    """Draw ``picture``, which does not stick out, onto ``canvas`` with its top left pixel at (``left``, ``top``).

    Blocks of colour that it covers in part get a part of its colour.
    """
    height, width = picture.y.shape
    luma: Any = canvas.y[top : top + height, left : left + width]
    across, down = _cover(left, width, canvas.width), _cover(top, height, canvas.height)
    aligned = left % 2 == top % 2 == 0 and across[-1] == down[-1] == 1
    _mixed_in(luma, picture.y, opacity)
    share = np.outer(down, across) * np.float32(opacity)
    for plane, values in ((canvas.u, picture.u), (canvas.v, picture.v)):
        below: Any = plane[top // 2 : top // 2 + len(down), left // 2 : left // 2 + len(across)]
        if aligned:
            _mixed_in(below, values, opacity)
        else:
            below[:] = cv2.blendLinear(_shifted(values, left, top, width, height), below, share, 1 - share)


def _part(values: Any, alpha: Plane) -> tuple[Plane, Plane]:
    product = cv2.multiply(values, alpha, scale=1 / _OPAQUE, dtype=cv2.CV_8U)
    return np.asarray(product, np.uint8), np.asarray(cv2.bitwise_not(alpha), np.uint8)


def _stamped(plane: Plane, values: Plane, remaining: Plane, x: int, y: int) -> None:
    height, width = plane.shape
    left, top = max(0, x), max(0, y)
    right, bottom = min(width, x + values.shape[1]), min(height, y + values.shape[0])
    if left >= right or top >= bottom:
        return
    part = np.s_[top - y : bottom - y, left - x : right - x]
    below: Any = plane[top:bottom, left:right]
    cv2.add(cv2.multiply(below, remaining[part], scale=1 / _OPAQUE), values[part], dst=below)


def _mixed_in(below: Any, values: Plane, opacity: float) -> None:
    if opacity >= 1:
        below[:] = values
    else:
        cv2.addWeighted(values, opacity, below, 1 - opacity, 0, dst=below)


def _cover(start: int, length: int, whole: int) -> NDArray[np.float32]:
    """Return how much of each block that it touches a run of pixels covers; at ``whole`` the last block may end."""
    cover = np.ones((start + length + 1) // 2 - start // 2, np.float32)
    if start % 2:
        cover[0] -= 0.5
    if (start + length) % 2 and start + length < whole:
        cover[-1] -= 0.5
    return cover


def _shifted(colours: Plane, left: int, top: int, width: int, height: int) -> Any:
    """Return the colours of a picture of that size for the blocks of the canvas it is laid on."""
    if left % 2 == top % 2 == 0:
        return colours
    rows, columns = colours.shape
    full = cv2.resize(colours, (2 * columns, 2 * rows), interpolation=cv2.INTER_NEAREST)[:height, :width]
    margins = (top % 2, (top + height) % 2, left % 2, (left + width) % 2)
    padded = cv2.copyMakeBorder(full, *margins, cv2.BORDER_REPLICATE)
    size = (padded.shape[1] // 2, padded.shape[0] // 2)
    return cv2.resize(padded, size, interpolation=cv2.INTER_AREA)
