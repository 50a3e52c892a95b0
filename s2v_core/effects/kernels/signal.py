"""What befalls a television signal: rows slip, snow and scan lines lie over it, and a tube bends it."""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import ArrayLike

from s2v_core.effects.frames import Field, Frame
from s2v_core.effects.kernels.glow import ramped
from s2v_core.effects.kernels.grid import Grid
from s2v_core.effects.kernels.maps import Maps, fixed, mapped
from s2v_core.effects.kernels.noise import generator
from s2v_core.effects.kernels.sizes import enlarged

__all__ = [
    "grey",
    "noisy",
    "rolled",
    "rows_shifted",
    "scan_lines",
    "seed_at",
    "shaded",
    "tinted",
    "tube",
    "vignette",
]

_FAR = 7919
"""What the seeds of neighbouring moments lie apart."""


def seed_at(seed: int, t: float, rate: float) -> int:
    """Return a seed that changes ``rate`` times a second, for what is another at every moment."""
    return seed + _FAR * math.floor(t * rate)


def rows_shifted(picture: Frame, moves: ArrayLike) -> Frame:
    """Return the picture with each row moved right by its own number of pixels (H,), rounded to whole ones.

    What leaves it on one side comes in again on the other.
    """
    height, width = picture.shape[:2]
    whole = np.clip(np.rint(np.asarray(moves)), -width, width).astype(int)
    reach = int(np.abs(whole).max())
    wider = cv2.copyMakeBorder(picture, 0, 0, reach, reach, cv2.BORDER_WRAP)
    result = np.empty_like(picture)
    for top, bottom in pairwise([0, *(np.flatnonzero(np.diff(whole)) + 1).tolist(), height]):
        first = reach - int(whole[top])
        result[top:bottom] = wider[top:bottom, first : first + width]
    return result


def rolled(picture: Frame, part: float) -> Frame:
    """Return the picture moved down by a part of its height; what leaves at the bottom comes in at the top."""
    return np.roll(picture, round(part * picture.shape[0]), axis=0)


def noisy(picture: Frame, seed: int, amount: float, *, fineness: int = 400, colour: bool = False) -> Frame:
    """Return the picture with snow over it, as strong as ``amount`` (0 to 1).

    ``fineness`` grains lie along the shorter side; they are grey or have colours.
    """
    height, width = picture.shape[:2]
    grain = max(1.0, min(height, width) / fineness)
    rows, columns = max(1, round(height / grain)), max(1, round(width / grain))
    depth = 3 if colour else 1
    chance = generator(rows, columns, seed).bytes(rows * columns * depth)
    snow = np.frombuffer(chance, np.uint8).reshape(rows, columns, depth)
    if not colour:
        snow = np.asarray(cv2.cvtColor(snow, cv2.COLOR_GRAY2RGB), np.uint8)
    return np.asarray(cv2.addWeighted(picture, 1, enlarged(snow, picture), amount, -127.5 * amount), np.uint8)


def grey(picture: Frame) -> Frame:
    """Return the picture without its colours."""
    return np.asarray(cv2.cvtColor(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB), np.uint8)


def tinted(picture: Frame, dark: ArrayLike, light: ArrayLike, gamma: float = 1.0) -> Frame:
    """Return the picture's brightness in colours from ``dark`` to ``light`` (RGB, 0 to 255)."""
    plane = np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.uint8)
    return ramped(plane, np.stack([np.asarray(dark), np.asarray(light)]), gamma)


def scan_lines(height: int, width: int, lines: float, depth: float, offset: float = 0.0) -> Field:
    """Return shade (H, 1) from 1 - ``depth`` to 1: that many dark ``lines`` along the shorter side, moved by a part."""
    count = min(lines, min(height, width) / 3)
    phase = (np.arange(height, dtype=np.float32) + 0.5) * np.float32(count / min(height, width)) + np.float32(offset)
    wave = (1 + np.cos(2 * np.pi * phase)) / 2
    return np.asarray((1 - depth * wave).reshape(-1, 1), np.float32)


def vignette(height: int, width: int, first: float, last: float, depth: float) -> Field:
    """Return a map of shade that falls from 1 to 1 - ``depth`` between two distances (1: the corners)."""
    grid = Grid.coarse(height, width, 90)
    part = np.clip((grid.radius - np.float32(first)) / np.float32(last - first), 0, 1)
    return np.asarray(1 - np.float32(depth) * part * part * (3 - 2 * part), np.float32)


def shaded(picture: Frame, *shades: Field, light: float = 1.0) -> Frame:
    """Return the picture times ``light`` times shades from 0 to 1: one for each row (H, 1), or maps of any size."""
    height, width = picture.shape[:2]
    total: Frame | None = None
    for shade in shades:
        plane = np.rint(shade * 255).astype(np.uint8)
        way = cv2.INTER_NEAREST if plane.shape[1] == 1 else cv2.INTER_LINEAR
        whole = plane if plane.shape == (height, width) else cv2.resize(plane, (width, height), interpolation=way)
        total = np.asarray(whole if total is None else cv2.multiply(total, whole, scale=1 / 255), np.uint8)
    if total is None:
        return np.asarray(cv2.convertScaleAbs(picture, alpha=light), np.uint8)
    return np.asarray(cv2.multiply(picture, cv2.merge([total, total, total]), scale=light / 255), np.uint8)


def tube(picture: Frame, bulge: float, corner: float = 0.06) -> Frame:
    """Return the picture on a bulging tube with round corners, black outside.

    Args:
        bulge: how far corners are drawn in, as a part of half the picture.
        corner: radius of its corners as a part of the shorter side.
    """
    maps, glass = _tube(picture.shape[0], picture.shape[1], bulge, corner)
    return np.asarray(cv2.multiply(mapped(picture, maps), glass, scale=1 / 255), np.uint8)


@lru_cache(maxsize=2)
def _tube(height: int, width: int, bulge: float, corner: float) -> tuple[Maps, Frame]:
    """Return the maps of a tube and the part of each pixel (H, W, 3) that is glass."""
    grid = Grid(height, width, step=1)
    x, y = grid.u * 2 - 1, grid.v * 2 - 1
    bent_x, bent_y = x * (1 + np.float32(bulge) * y * y), y * (1 + np.float32(bulge) * x * x)
    maps = fixed((bent_x + 1) * np.float32(width / 2) - 0.5, (bent_y + 1) * np.float32(height / 2) - 0.5)
    radius = np.float32(corner * min(height, width))
    over_x = np.maximum(np.abs(bent_x) * np.float32(width / 2) - np.float32(width / 2) + radius, 0)
    over_y = np.maximum(np.abs(bent_y) * np.float32(height / 2) - np.float32(height / 2) + radius, 0)
    cover = np.clip(radius - np.hypot(over_x, over_y) + np.float32(0.5), 0, 1)
    plane = np.rint(cover * 255).astype(np.uint8)
    return maps, np.asarray(cv2.merge([plane, plane, plane]), np.uint8)
