"""The small pictures that some animations of texts bring along: hearts, notes, the caret of a typewriter."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from s2v_core.effects.lettering.poses import Shape

__all__ = ["ornament"]

_FINE = 4
"""Shapes are drawn this many times as large, and made small: so their edges are smooth."""
_KEPT = 64
_CARET = (0.09, 0.98)
"""Width and height of the caret, in its size."""


@lru_cache(_KEPT)
def ornament(shape: Shape, size: int, colour: tuple[int, int, int]) -> NDArray[np.uint8]:
    """Return a shape of ``size`` pixels as H x W x 4 uint8, its colour times alpha, on a soft dark rim."""
    side = size * _FINE
    rim = max(1, round(0.06 * side))
    whole = side + 4 * rim
    cover = np.zeros((whole, whole), np.uint8)
    for outline in _outlines(shape):
        points = np.rint(outline * side + whole / 2).astype(np.int32)
        cv2.fillPoly(cover, [points], 255, cv2.LINE_AA)
    edge: Any = cv2.GaussianBlur(cover, (0, 0), rim)
    edge = cv2.convertScaleAbs(edge, alpha=0.55)
    small = (max(1, whole // _FINE), max(1, whole // _FINE))
    top: Any = cv2.resize(cover, small, interpolation=cv2.INTER_AREA)
    rest: Any = cv2.multiply(cv2.resize(edge, small, interpolation=cv2.INTER_AREA), 255 - top, scale=1 / 255)
    parts = [cv2.convertScaleAbs(top, alpha=part / 255) for part in colour]
    return np.asarray(cv2.merge([*parts, cv2.add(top, rest)]), np.uint8)


def _outlines(shape: Shape) -> list[NDArray[np.float64]]:
    """Return the polygons of a shape in the square from -0.5 to 0.5."""
    if shape == "heart":
        return [_heart()]
    if shape == "note":
        return _note()
    width, height = _CARET[0] / 2, _CARET[1] / 2
    return [np.array([(-width, -height), (width, -height), (width, height), (-width, height)])]


def _heart() -> NDArray[np.float64]:
    turn = np.linspace(0, 2 * math.pi, 96)
    x = 16 * np.sin(turn) ** 3
    y = 13 * np.cos(turn) - 5 * np.cos(2 * turn) - 2 * np.cos(3 * turn) - np.cos(4 * turn)
    return np.stack([x / 34, -(y + 2.5) / 34], axis=1)


def _note() -> list[NDArray[np.float64]]:
    """Two quavers under one beam."""
    turn = np.linspace(0, 2 * math.pi, 48)
    tilt = -0.35
    across, down = 0.15 * np.cos(turn), 0.105 * np.sin(turn)
    head = np.stack(
        [across * math.cos(tilt) - down * math.sin(tilt), across * math.sin(tilt) + down * math.cos(tilt)], axis=1
    )
    stems = [
        np.array([(x, top), (x + 0.055, top), (x + 0.055, bottom), (x, bottom)])
        for x, top, bottom in ((-0.155, -0.3, 0.34), (0.3, -0.4, 0.24))
    ]
    beam = np.array([(-0.155, -0.32), (0.355, -0.44), (0.355, -0.29), (-0.155, -0.17)])
    return [head + np.array([-0.24, 0.35]), head + np.array([0.215, 0.25]), *stems, beam]
