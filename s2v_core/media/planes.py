"""Pictures in planar YUV 4:2:0, as decoders give and encoders take them: BT.709, limited range.

A pixel has a luma of its own and shares its two colour values with those of its block of 2 x 2; they stand for the
middle of the block. Sizes may be odd: then the last blocks are narrower.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from s2v_core.media.frame_pool import pool_for

__all__ = ["BT709", "LIMITED", "TO_YUV", "Planes", "from_rgb", "to_rgb"]

Plane = NDArray[np.uint8]

BT709 = 1
"""Number of BT.709 among the primaries, transfer functions and matrices of ITU-T H.273."""

LIMITED = 1
"""libav's number for luma from 16 to 235."""

_ROWS = 240
"""Rows converted at a time (an even number), so that what lies between the steps stays in the processor's cache."""

_RED, _BLUE = 0.2126, 0.0722
_NO_TYPE = 0
_OFFSET = (16, 128, 128)
_PARTS = 1024


def _matrix() -> NDArray[np.float64]:
    """Return the 3 x 3 matrix from RGB to limited-range Y, Cb, Cr without their offsets (ITU-R BT.709-6, section 3)."""
    luma = np.array([_RED, 1 - _RED - _BLUE, _BLUE])
    blue = (np.array([0, 0, 1]) - luma) / (2 * (1 - _BLUE))
    red = (np.array([1, 0, 0]) - luma) / (2 * (1 - _RED))
    return np.stack([luma * 219, blue * 224, red * 224]) / 255


def _affine(matrix: Any, origin: Any, image: Any) -> NDArray[np.float32]:
    """Return the 3 x 4 matrix for ``cv2.transform`` that takes ``origin`` to ``image``.

    For uint8 it counts in 1024ths. Rounding here, before the offsets are worked out, keeps greys exactly grey.
    """
    rounded = np.rint(matrix * _PARTS) / _PARTS
    return np.column_stack([rounded, image - rounded @ origin]).astype(np.float32)


TO_YUV = _affine(_matrix(), np.zeros(3), np.array(_OFFSET))
"""The 3 x 4 matrix from RGB to Y, Cb, Cr as ``cv2.transform`` takes it."""

_TO_RGB = _affine(np.linalg.inv(_matrix()), np.array(_OFFSET), np.zeros(3))


class Planes:
    """A picture in 4:2:0: ``y`` (H x W), ``u`` and ``v`` (half of that, rounded up), views on the memory of ``frame``.

    All are uint8; rows may be padded. ``frame`` is ready to be encoded.

    Args:
        frame: a yuv420p frame whose values are BT.709 in limited range. It is tagged as such, and what it was in the
            file it comes from (a key frame, for instance) is forgotten, so that encoders decide for themselves.
    """

    def __init__(self, frame: VideoFrame) -> None:
        frame.colorspace = frame.color_primaries = frame.color_trc = BT709
        frame.color_range = LIMITED
        frame.pict_type = _NO_TYPE
        self.frame = frame
        self.y, self.u, self.v = (_view(plane) for plane in frame.planes)

    @classmethod
    def empty(cls, width: int, height: int) -> Planes:
        """Return a picture whose values are yet to be set."""
        pool = pool_for(width, height)
        return cls(pool.blank() if pool else VideoFrame(width, height, "yuv420p"))

    @classmethod
    def plain(cls, width: int, height: int, colour: tuple[int, int, int]) -> Planes:
        """Return a picture of one colour, given in RGB."""
        picture = cls.empty(width, height)
        values = cv2.transform(np.array([[colour]], np.uint8), TO_YUV)[0, 0]
        for plane, value in zip(picture.all, values, strict=True):
            plane[:] = value
        return picture

    @property
    def all(self) -> tuple[Plane, Plane, Plane]:
        """Luma, blue difference, red difference."""
        return self.y, self.u, self.v

    @property
    def width(self) -> int:
        """Width in pixels."""
        return int(self.y.shape[1])

    @property
    def height(self) -> int:
        """Height in pixels."""
        return int(self.y.shape[0])

    def copy(self) -> Planes:
        """Return the same picture in memory of its own."""
        pool = pool_for(self.width, self.height)
        if pool is not None:
            return Planes(pool.copied(self.frame))
        twin = Planes.empty(self.width, self.height)
        for target, plane in zip(twin.all, self.all, strict=True):
            target[:] = plane
        return twin


def from_rgb(rgb: Any) -> Planes:
    """Return H x W x 3 uint8 RGB in 4:2:0.

    OpenCV's own conversion knows BT.601 only and takes the colour of one pixel in four; this one averages the four.
    """
    height, width = rgb.shape[:2]
    if height % 2 or width % 2:
        rgb = cv2.copyMakeBorder(rgb, 0, height % 2, 0, width % 2, cv2.BORDER_REPLICATE)
    planes = Planes.empty(width, height)
    columns = rgb.shape[1]
    mixed = np.empty((_ROWS, columns, 3), np.uint8)
    parts = [np.empty((_ROWS, columns), np.uint8) for _ in range(3)]
    for top in range(0, rgb.shape[0], _ROWS):
        rows = min(_ROWS, rgb.shape[0] - top)
        full: Any = [part[:rows] for part in parts]
        cv2.split(cv2.transform(rgb[top : top + rows], TO_YUV, mixed[:rows]), full)
        planes.y[top : top + rows] = full[0][: height - top, :width]
        for plane, values in zip((planes.u, planes.v), full[1:], strict=True):
            half: Any = plane[top // 2 : (top + rows) // 2]
            cv2.resize(values, (columns // 2, rows // 2), half, interpolation=cv2.INTER_AREA)
    return planes


def to_rgb(planes: Planes) -> NDArray[np.uint8]:
    """Return H x W x 3 uint8 RGB, contiguous.

    The four pixels of a block get the block's colour as it is: so ``from_rgb`` finds the same colours again.
    """
    rgb = np.empty((planes.height, planes.width, 3), np.uint8)
    for top in range(0, planes.height, _ROWS):
        luma = planes.y[top : top + _ROWS]
        part = slice(top // 2, (top + _ROWS) // 2)
        colours = (_doubled(plane[part], luma) for plane in (planes.u, planes.v))
        target: Any = rgb[top : top + _ROWS]
        cv2.transform(cv2.merge([luma, *colours]), _TO_RGB, target)
    return rgb


def _doubled(half: Plane, like: Plane) -> Any:
    """Return ``half`` with every value four times, cut to the size of ``like``."""
    height, width = half.shape
    return cv2.resize(half, (2 * width, 2 * height), interpolation=cv2.INTER_NEAREST)[: like.shape[0], : like.shape[1]]


def _view(plane: Any) -> Plane:
    shape = (plane.height, plane.width)
    return np.ndarray(shape, np.uint8, buffer=plane, strides=(plane.line_size, 1))
