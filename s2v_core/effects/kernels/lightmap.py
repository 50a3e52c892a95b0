"""Soft light on pictures: it is kept in a small map and enlarged, then meets the picture as light does.

A map costs a sixteenth of the picture or less to draw on; only where it is lit is the picture computed.
"""

from __future__ import annotations

import cv2
import numpy as np

from s2v_core.effects.frames import Field, Frame
from s2v_core.effects.kernels.grid import Grid
from s2v_core.effects.kernels.mask import boxes
from s2v_core.effects.kernels.sizes import enlarged

__all__ = ["Colour", "dimmed", "illuminated", "map_grid", "quantised", "shine", "veil"]

Colour = tuple[float, float, float]

_UNCHANGED = 128
"""What stands for "as bright as it was": nearly twice as bright still fits."""
_STRIP = 64


def map_grid(picture: Frame, nodes: int = 270) -> Grid:
    """Return the grid of a map for ``picture``: a node for each pixel of the map, about ``nodes`` across."""
    return Grid.coarse(picture.shape[0], picture.shape[1], nodes)


def quantised(cover: Field, colour: Colour | None = None) -> Frame:
    """Return ``cover`` (0 to 1; h x w, or h x w x 3) as a map, uint8: light of ``colour`` (RGB, 0 to 255) if given."""
    level = cover * np.float32(255) if colour is None else cover[..., None] * np.asarray(colour, np.float32)
    return np.asarray(np.clip(np.rint(level), 0, 255), np.uint8)


def shine(canvas: Frame, light: Frame) -> None:
    """Let a map (h x w x 3 uint8) shine on ``canvas`` (changed): it gets brighter, never more than white."""
    lit = cv2.max(cv2.max(light[..., 0], light[..., 1]), light[..., 2])
    if not cv2.hasNonZero(lit):
        return
    whole = enlarged(light, canvas)
    down, across = canvas.shape[0] / light.shape[0], canvas.shape[1] / light.shape[1]
    for rows, columns in boxes(np.asarray(cv2.dilate(lit, np.ones((3, 3), np.uint8)), np.uint8)):
        box = _scaled(rows, down), _scaled(columns, across)
        part, added = canvas[box], whole[box]
        canvas[box] = cv2.add(cv2.multiply(part, cv2.bitwise_not(added), scale=1 / 255), added)


def _scaled(part: slice, factor: float) -> slice:
    return slice(round(part.start * factor), round(part.stop * factor))


def veil(canvas: Frame, cover: Field, colour: Colour) -> None:
    """Lay mist of a colour (RGB, 0 to 255) over ``canvas`` (changed), as thick as ``cover`` (h x w, 0 to 1)."""
    thick = quantised(cover)
    kept = enlarged(np.asarray(cv2.bitwise_not(cv2.merge([thick, thick, thick])), np.uint8), canvas)
    mist = enlarged(quantised(cover, colour), canvas)
    for top in range(0, canvas.shape[0], _STRIP):
        rows = slice(top, top + _STRIP)
        canvas[rows] = cv2.add(cv2.multiply(canvas[rows], kept[rows], scale=1 / 255), mist[rows])


def illuminated(picture: Frame, gain: Field) -> Frame:
    """Return the picture as if lit by ``gain`` (h x w or h x w x 3): 0 is night, 1 as it is, up to 1.99 brighter."""
    level = np.asarray(np.clip(np.rint(gain * np.float32(_UNCHANGED)), 0, 255), np.uint8)
    whole = enlarged(level if level.ndim == 3 else np.asarray(cv2.merge([level, level, level]), np.uint8), picture)
    return np.asarray(cv2.multiply(picture, whole, scale=1 / _UNCHANGED), np.uint8)


def dimmed(picture: Frame, left: float, tint: Colour = (1.0, 1.0, 1.0)) -> Frame:
    """Return the picture with ``left`` (0 to 1) of its light, through glass of the colour ``tint`` (0 to 1)."""
    return np.asarray(cv2.transform(picture, left * np.diag(tint)), np.uint8)
