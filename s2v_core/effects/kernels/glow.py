"""Light to lay over a picture: maps made of coloured fields or of lines, with halos round them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import ArrayLike, NDArray

from s2v_core.effects.frames import Field, Frame
from s2v_core.effects.kernels.blur import soft
from s2v_core.effects.kernels.lightmap import map_grid

__all__ = ["Line", "beam", "black", "coloured", "haloed", "hues", "ramped", "traced"]

_SHIFT = 4


@dataclass(frozen=True)
class Line:
    """A line of light through n points.

    ``x``, ``y``: the points, right of and below the centre in shorter sides. ``bright``: 0 to 1 at each of them.
    ``colour``: RGB, (3,) or (n, 3). ``width`` in shorter sides.
    """

    x: ArrayLike
    y: ArrayLike
    bright: ArrayLike
    colour: ArrayLike
    width: float = 0.004


def black(picture: Frame, nodes: int = 360) -> Frame:
    """Return a map for ``picture`` without light, at least ``nodes`` pixels along its shorter side, to draw on."""
    grid = map_grid(picture, nodes)
    return np.zeros((grid.height, grid.width, 3), np.uint8)


def beam(distance: Field, width: float | Field) -> Field:
    """Return the light of a line at a distance from it: 1 on it, a quarter at ``width``, a long soft foot."""
    relative = distance / np.float32(width)
    return np.asarray(1 / (1 + relative * relative) ** 2, np.float32)


def hues(where: ArrayLike, pale: float = 0.0) -> NDArray[np.float32]:
    """Return bright colours (..., 3) RGB, 0 to 255, once round the colour circle from 0 to 1."""
    turn = np.asarray(where, np.float32)[..., None] + np.array([0, -1 / 3, -2 / 3], np.float32)
    wave = np.clip(0.5 + 0.65 * np.cos(2 * np.pi * turn), 0, 1)
    return np.asarray(255 * (pale + (1 - pale) * wave), np.float32)


def coloured(parts: Iterable[tuple[Field, ArrayLike]]) -> Frame:
    """Return light (h, w, 3) made of fields (h, w), each in its colour, (3,) or (h, w, 3), RGB from 0 to 255."""
    total: Field | None = None
    for field, colour in parts:
        light = field[..., None] * np.asarray(colour, np.float32)
        total = light if total is None else total + light
    if total is None:
        raise ValueError("light needs at least one part")
    return np.asarray(np.clip(total, 0, 255), np.uint8)


def ramped(plane: Frame, colours: ArrayLike, gamma: float = 1.0) -> Frame:
    """Return ``plane`` (H, W) uint8 in colours (n, 3) that run from its darkest value to its brightest."""
    steps = np.asarray(colours, np.float64)
    along = np.linspace(0, 1, 256) ** gamma * (len(steps) - 1)
    table = np.stack([np.interp(along, np.arange(len(steps)), steps[:, channel]) for channel in range(3)], axis=1)
    return np.asarray(cv2.applyColorMap(plane, np.rint(table).astype(np.uint8).reshape(256, 1, 3)), np.uint8)


def haloed(light: Frame, size: float, amount: float = 1.0) -> Frame:
    """Return the light with a halo round it: itself, blurred by ``size`` shorter sides, added ``amount`` times."""
    spread = soft(light, size * min(light.shape[:2]))
    return np.asarray(cv2.addWeighted(light, 1, spread, amount, 0), np.uint8)


def traced(canvas: Frame, lines: Iterable[Line]) -> None:
    """Draw lines of light onto ``canvas`` (changed), the first one lowest."""
    height, width = canvas.shape[:2]
    short = min(height, width)
    for line in lines:
        x = (np.asarray(line.x, np.float64) * short + (width - 1) / 2) * 2**_SHIFT
        y = (np.asarray(line.y, np.float64) * short + (height - 1) / 2) * 2**_SHIFT
        points = np.rint(np.stack([x, y], axis=1)).astype(int).tolist()
        light = np.asarray(line.bright, np.float64)[:, None] * np.asarray(line.colour, np.float64)
        colours = np.clip((light[1:] + light[:-1]) / 2, 0, 255).tolist()
        thick = max(1, round(line.width * short))
        for i, colour in enumerate(colours):
            if max(colour) >= 1:
                cv2.line(canvas, points[i], points[i + 1], colour, thick, cv2.LINE_AA, _SHIFT)
