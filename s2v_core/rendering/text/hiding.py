"""How much of a text is visible where, while it is revealed bit by bit."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

import cv2
import numpy as np

from s2v_core.effects.kernels.mask import FULL, weights
from s2v_core.effects.kernels.noise import random_field
from s2v_core.effects.lettering import Reveal
from s2v_core.rendering.text.sprites import Area

__all__ = ["visible"]

_GRAINS = 256
_GRAIN = 0.032
"""Size of a grain in em, at least a pixel."""

_SEED = 11


def visible(reveal: Reveal, area: Area, room: Area, size: float, angle: float) -> Any:
    """Return how much of each pixel of ``area`` is visible: 0 to ``FULL``, uint8, H x W or what broadcasts to it.

    Args:
        area: whole pixels of the screen, from the middle of the text.
        room: what is being revealed, along the lines.
        size: font size in pixels.
        angle: degrees by which the lines are turned counter-clockwise.
    """
    right = np.arange(area.left, area.right, dtype=np.float32)[None, :] + np.float32(0.5)
    down = np.arange(area.top, area.bottom, dtype=np.float32)[:, None] + np.float32(0.5)
    if angle:
        cos, sin = np.float32(math.cos(math.radians(angle))), np.float32(math.sin(math.radians(angle)))
        right, down = right * cos - down * sin, right * sin + down * cos
    order, extent = _order(reveal, right, down, room, size)
    softness = max(reveal.softness * size, 1.2) / max(extent, 1.0)
    clipped = np.ascontiguousarray(np.clip(order, 0, 1), np.float32)
    return np.minimum(weights(clipped, reveal.amount, softness), np.uint8(FULL))


def _order(reveal: Reveal, right: Any, down: Any, room: Area, size: float) -> tuple[Any, float]:
    """Return when each pixel is revealed, 0 to 1, and how many pixels the edge has to go."""
    # Signs that only change their neighbours have no room of their own.
    width, height = max(room.right - room.left, 1.0), max(room.bottom - room.top, 1.0)
    if reveal.kind == "right":
        return (right - room.left) / width, width
    if reveal.kind == "left":
        return (room.right - right) / width, width
    if reveal.kind == "down":
        return (down - room.top) / height, height
    if reveal.kind == "up":
        return (room.bottom - down) / height, height
    middle_x, middle_y = (room.left + room.right) / 2, (room.top + room.bottom) / 2
    if reveal.kind == "open":
        return np.abs(right - middle_x) / (width / 2), width / 2
    if reveal.kind == "horizon":
        return 0.5 + (down - room.bottom) / size, size
    if reveal.kind == "clock":
        across, up = np.broadcast_arrays(right - np.float32(middle_x), np.float32(middle_y) - down)
        turned = cv2.phase(np.ascontiguousarray(up), np.ascontiguousarray(across))
        return turned * np.float32(1 / (2 * math.pi)), math.pi * width / 2
    grain = max(_GRAIN * size, 1.0)
    columns = np.floor(right / grain).astype(np.int64) % _GRAINS
    rows = np.floor(down / grain).astype(np.int64) % _GRAINS
    return _grains()[rows, columns], 2 * size


@lru_cache(1)
def _grains() -> Any:
    return random_field(_GRAINS, _GRAINS, _SEED)
