"""From the RGB of composed frames to what the encoder takes."""

from __future__ import annotations

from typing import Any

import av
import cv2
import numpy as np
from av.video.frame import VideoFrame
from numpy.typing import NDArray

__all__ = ["BT709", "LIMITED", "to_yuv"]

BT709 = 1
"""Number of BT.709 among the primaries, transfer functions and matrices of ITU-T H.273."""

LIMITED = 1
"""libav's number for luma from 16 to 235."""

_ROWS = 240
"""Rows converted at a time, so that what lies between the steps stays in the processor's cache."""

_RED, _BLUE = 0.2126, 0.0722


def _matrix() -> NDArray[np.float32]:
    """Return the 3 x 4 matrix from RGB to limited-range Y, Cb, Cr (ITU-R BT.709-6, section 3)."""
    luma = np.array([_RED, 1 - _RED - _BLUE, _BLUE])
    blue = (np.array([0, 0, 1]) - luma) / (2 * (1 - _BLUE))
    red = (np.array([1, 0, 0]) - luma) / (2 * (1 - _RED))
    scaled = np.stack([luma * 219, blue * 224, red * 224]) / 255
    return np.hstack([scaled, [[16], [128], [128]]]).astype(np.float32)


_TO_YUV = _matrix()


def to_yuv(rgb: Any) -> VideoFrame:
    """Return H x W x 3 uint8 RGB (both sizes even) as a BT.709 limited-range yuv420p frame.

    OpenCV's own conversion knows BT.601 only and takes the colour of one pixel in four; this one averages the four.
    """
    height, width = rgb.shape[:2]
    frame = av.VideoFrame(width, height, "yuv420p")
    frame.colorspace, frame.color_range = BT709, LIMITED
    frame.color_primaries = frame.color_trc = BT709
    luma, blue, red = (_plane(plane) for plane in frame.planes)
    mixed = np.empty((_ROWS, width, 3), np.uint8)
    parts = [np.empty((_ROWS, width), np.uint8) for _ in range(3)]
    for top in range(0, height, _ROWS):
        rows = min(_ROWS, height - top)
        full: Any = [part[:rows] for part in parts]
        cv2.split(cv2.transform(rgb[top : top + rows], _TO_YUV, mixed[:rows]), full)
        luma[top : top + rows] = full[0]
        for plane, values in ((blue, full[1]), (red, full[2])):
            half: Any = plane[top // 2 : (top + rows) // 2]
            cv2.resize(values, (width // 2, rows // 2), half, interpolation=cv2.INTER_AREA)
    return frame


def _plane(plane: Any) -> NDArray[np.uint8]:
    shape = (plane.height, plane.width)
    return np.ndarray(shape, np.uint8, buffer=plane, strides=(plane.line_size, 1))
