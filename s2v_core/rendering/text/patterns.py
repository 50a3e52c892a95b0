"""The colours that paints of ready-made looks have at each point of a text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from s2v_core.effects.kernels.noise import random_field
from s2v_core.effects.looks.recipe import Paint, Pattern, Stops, rgb

__all__ = ["Ground", "coloured"]

Field = NDArray[np.float32]

_STEPS = 1024
_BODY = 0.86
"""How much of a line's height letters take up, in font sizes."""
_LATTICE = 64
"""Noise repeats after this many of its cells."""


@dataclass(frozen=True)
class Ground:
    """Where each pixel lies, in font sizes: ``right`` and ``down`` from the corner of the text (float32, each one row,
    one column or all of the picture), whose block is ``width`` x ``height`` with lines of height ``line``."""

    right: Field
    down: Field
    width: float
    height: float
    line: float

    @property
    def shape(self) -> tuple[int, ...]:
        """Height and width of the picture in pixels."""
        return np.broadcast_shapes(self.right.shape, self.down.shape)


def coloured(paint: Paint, ground: Ground) -> NDArray[np.uint8]:
    """Return what a ``paint`` that is not plain gives at every pixel: H x W x 3 uint8 RGB."""
    table = _table(paint.stops)
    numbers = _PATTERNS[paint.pattern](ground, paint)
    picture = table[(np.clip(numbers, 0, 1) * (_STEPS - 1)).astype(np.intp)]
    whole = np.ascontiguousarray(np.broadcast_to(picture, (*ground.shape, 3)))
    # Edges between discs are the only ones that no ramp of numbers makes smooth.
    return np.asarray(cv2.GaussianBlur(whole, (3, 3), 0), np.uint8) if paint.pattern == "discs" else whole


@lru_cache(256)
def _table(stops: Stops) -> NDArray[np.uint8]:
    places = np.linspace(0, 1, _STEPS)
    given = [place for place, _ in stops]
    parts = zip(*(rgb(colour) for _, colour in stops), strict=True)
    table = np.rint(np.stack([np.interp(places, given, part) for part in parts], axis=1)).astype(np.uint8)
    table.setflags(write=False)
    return np.asarray(table, np.uint8)


def _rows(ground: Ground, _: Paint) -> Field:
    line = np.clip(np.floor(ground.down / ground.line), 0, max(round(ground.height / ground.line) - 1, 0))
    return np.asarray((ground.down - (line + 0.5) * ground.line) / _BODY + 0.5, np.float32)


def _slope(ground: Ground, paint: Paint) -> Field:
    across, down = _direction(paint.angle)
    extent = abs(across) * ground.width + abs(down) * ground.height
    right, below = _from_middle(ground)
    return np.asarray((right * across + below * down) / extent + 0.5, np.float32)


def _disc(ground: Ground, _: Paint) -> Field:
    right, down = _from_middle(ground)
    return np.asarray(np.hypot(2 * right / ground.width, 1.1 * down / ground.height), np.float32)


def _turn(ground: Ground, _: Paint) -> Field:
    return np.asarray(_angle(ground) / (2 * np.pi) + 0.5, np.float32)


def _rays(ground: Ground, paint: Paint) -> Field:
    angle, away = _angle(ground), _disc(ground, paint)
    beams = 0.5 + 0.35 * np.sin(26 * angle) + 0.15 * np.sin(41 * angle + 1.3)
    return np.asarray(1 - np.clip(1.15 * away + 0.05, 0, 1) * (0.2 + 0.8 * (1 - beams)), np.float32)


def _stripes(ground: Ground, paint: Paint) -> Field:
    across, down = _direction(paint.angle)
    way = (ground.right * across + ground.down * down) / (0.3 * paint.scale)
    return np.asarray(0.5 + 0.5 * np.sin(2 * np.pi * way), np.float32)


def _dots(ground: Ground, paint: Paint) -> Field:
    cell = 0.115 * paint.scale
    across, down = _direction(45)
    one = (ground.right * across + ground.down * down) / cell
    other = (ground.right * -down + ground.down * across) / cell
    away = np.hypot(one - np.rint(one), other - np.rint(other))
    radius = 0.1 + 0.55 * np.clip(_rows(ground, paint), 0, 1)
    return np.asarray((radius - away) / 0.12 + 0.5, np.float32)


def _checks(ground: Ground, paint: Paint) -> Field:
    cell = np.pi / (0.2 * paint.scale)
    return np.asarray(0.5 + 0.5 * np.sin(ground.right * cell) * np.sin(ground.down * cell), np.float32)


def _veins(ground: Ground, paint: Paint) -> Field:
    right, down = ground.right / paint.scale, ground.down / paint.scale
    bend = _noise(right * 1.1, down * 1.1, 3) + 0.5 * _noise(right * 2.6, down * 2.6, 4)
    return np.asarray(0.5 + 0.5 * np.sin(2 * np.pi * (1.1 * bend + 0.35 * right)), np.float32)


def _wood(ground: Ground, paint: Paint) -> Field:
    right, down = ground.right / paint.scale, ground.down / paint.scale
    way = 5.6 * down + 0.35 * right + 2.6 * _noise(right * 0.35, down * 1.3, 5)
    rings = (way - np.floor(way)) ** 2
    soft = 1 - np.clip((way - np.floor(way) - 0.88) / 0.12, 0, 1)
    return np.asarray(0.85 * rings * soft + 0.3 * (_noise(right * 2.5, down * 34, 6) - 0.35), np.float32)


def _brushed(ground: Ground, paint: Paint) -> Field:
    right, down = ground.right / paint.scale, ground.down / paint.scale
    light = 0.5 + 0.26 * np.sin(1.7 * right + 0.9 * down + 0.4)
    scratches = _noise(right * 1.4, down * 30, 7) + 0.6 * _noise(right * 3, down * 62, 8) - 0.8
    return np.asarray(light + 0.3 * scratches, np.float32)


def _water(ground: Ground, paint: Paint) -> Field:
    right, down = ground.right / paint.scale, ground.down / paint.scale
    bend = 0.6 * _noise(right * 2.2, down * 2.2, 9)
    ridges = np.abs(_noise(right * 4.2 + bend, down * 5.0, 10) - _noise(right * 4.2, down * 5.0 + bend, 11))
    return np.asarray(np.clip(1 - 3.4 * ridges, 0, 1) ** 1.6 * 0.75 + 0.25 * (1 - _rows(ground, paint)), np.float32)


def _fire(ground: Ground, paint: Paint) -> Field:
    right, down = ground.right / paint.scale, ground.down / paint.scale
    tongues = _noise(right * 2.6, down * 1.6, 12) + 0.5 * _noise(right * 6.5, down * 5, 13) - 0.75
    return np.asarray(_rows(ground, paint) + 0.34 * tongues, np.float32)


def _discs(ground: Ground, paint: Paint) -> Field:
    """Discs of four sizes lie on a jittered grid, later ones on top; each kind has its fifth of the numbers."""
    number = np.full(ground.shape, 0.1, np.float32)
    for kind, (cell, radius) in enumerate(((1.3, 0.62), (1.0, 0.42), (0.8, 0.28), (0.66, 0.15)), start=1):
        columns = ground.right / (cell * paint.scale) + 0.37 * kind
        rows = ground.down / (cell * paint.scale) + 0.53 * kind + 0.5 * (np.floor(columns) % 2)
        away = np.hypot(columns - np.floor(columns) - 0.5, rows - np.floor(rows) - 0.5) * cell
        number = np.where(away < radius * 0.8, np.float32(0.1 + 0.2 * kind), number)
    return number


_PATTERNS: Mapping[Pattern, Callable[[Ground, Paint], Field]] = MappingProxyType(
    {
        "rows": _rows,
        "slope": _slope,
        "disc": _disc,
        "turn": _turn,
        "rays": _rays,
        "stripes": _stripes,
        "dots": _dots,
        "checks": _checks,
        "veins": _veins,
        "wood": _wood,
        "brushed": _brushed,
        "water": _water,
        "fire": _fire,
        "discs": _discs,
    }
)


def _direction(angle: float) -> tuple[float, float]:
    return float(np.cos(np.radians(angle))), float(np.sin(np.radians(angle)))


def _from_middle(ground: Ground) -> tuple[Field, Field]:
    return ground.right - np.float32(ground.width / 2), ground.down - np.float32(ground.height / 2)


def _angle(ground: Ground) -> Field:
    """Return the angle of each point seen from the middle, as if the text were no more than twice as wide as high."""
    right, down = _from_middle(ground)
    return np.asarray(np.arctan2(down * max(1.0, ground.width / ground.height / 2), right), np.float32)


def _noise(columns: Field, rows: Field, seed: int) -> Field:
    """Return smooth noise, about 0 to 1, at these places of a lattice."""
    across, down = np.broadcast_arrays(columns % _LATTICE, rows % _LATTICE)
    found: Any = cv2.remap(
        random_field(_LATTICE, _LATTICE, seed),
        np.ascontiguousarray(across, np.float32),
        np.ascontiguousarray(down, np.float32),
        cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_WRAP,
    )
    return np.asarray(found, np.float32)
