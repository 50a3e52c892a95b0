"""The shapes that sprites have: how much of each point of the square from -1 to 1 they cover (y downwards)."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from s2v_core.effects.frames import Field

__all__ = ["SHAPES"]

Shape = Callable[[Field, Field], Field]
"""``(x, y) -> cover`` for a row of x (1, n) and a column of y (m, 1): (m, n), 0 to 1, nothing at the border."""


def _disc(x: Field, y: Field) -> Field:
    return _within(np.hypot(x, y), 0.96, 0.04)


def _dot(x: Field, y: Field) -> Field:
    return _fall(np.hypot(x, y), 0.25, 1.0)


def _glow(x: Field, y: Field) -> Field:
    reach = np.hypot(x, y)
    return (0.75 * np.exp(-((reach / 0.42) ** 2)) + 0.25 * np.exp(-reach / 0.12)) * _fall(reach, 0.5, 1.0)


def _bokeh(x: Field, y: Field) -> Field:
    """A disc as a lens draws a light out of focus: even, with a brighter rim."""
    reach = np.hypot(x, y)
    return _within(reach, 0.92, 0.08) * (0.74 + 0.26 * _fall(np.abs(reach - 0.84), 0.0, 0.22))


def _ring(x: Field, y: Field) -> Field:
    return _within(np.abs(np.hypot(x, y) - 0.88), 0.05, 0.05)


def _bubble(x: Field, y: Field) -> Field:
    """A clear ball: a thin rim that brightens outward, a window of light above, its echo below."""
    reach = np.hypot(x, y)
    rim = 0.75 * np.clip(reach / 0.93, 0, 1) ** 7 + 0.1
    window = 0.9 * _spot(x + 0.36, y + 0.42, 0.26, 0.15, -0.75)
    echo = 0.45 * _spot(x - 0.42, y - 0.46, 0.3, 0.09, -0.78)
    return np.asarray(np.clip(rim + window + echo, 0, 1) * _within(reach, 0.94, 0.06))


def _star(x: Field, y: Field) -> Field:
    """A star of five points with straight edges."""
    return _within(_pointed(x, y + 0.06, 5, 0.46), 0.9, 0.02)


def _sparkle(x: Field, y: Field) -> Field:
    """A star of four points with hollow edges."""
    return _within(np.abs(x) ** 0.55 + np.abs(y) ** 0.55, 0.94, 0.05)


def _cross(x: Field, y: Field) -> Field:
    """A point of light with four thin rays and a halo."""
    reach = np.hypot(x, y)
    rays = _ray(np.abs(x), np.abs(y)) + _ray(np.abs(y), np.abs(x))
    halo = 0.9 * np.exp(-((reach / 0.1) ** 2)) + 0.3 * np.exp(-((reach / 0.32) ** 2))
    return np.clip(rays + halo, 0, 1) * _fall(reach, 0.6, 1.0)


def _flare(x: Field, y: Field) -> Field:
    """A cross with four shorter rays between its rays."""
    diagonal_x, diagonal_y = (x + y) * 1.25, (x - y) * 1.25
    return np.clip(_cross(x, y) + 0.6 * _cross(diagonal_x, diagonal_y), 0, 1)


def _heart(x: Field, y: Field) -> Field:
    return _within(_heart_level(x, y), 0.0, 0.03)


def _heart_shine(x: Field, y: Field) -> Field:
    """The light on a heart: a window on its left lobe and a bright upper side."""
    inside = _within(_heart_level(x, y), -0.06, 0.06)
    window = _spot(x + 0.47, y + 0.38, 0.26, 0.15, -0.8)
    return np.asarray(inside * np.clip(0.8 * window + 0.25 * np.clip(0.2 - y, 0, 1), 0, 1))


def _streak(x: Field, y: Field) -> Field:
    """A point of light that moves downwards, with the trail that it leaves above."""
    along = np.clip((y + 1) / 2, 0, 1)
    trail = along**1.5 * np.exp(-((x / (0.16 + 0.5 * along)) ** 2) * 3)
    return trail * _fall(y, 0.86, 1.0) * _fall(np.abs(x), 0.6, 1.0)


def _drop(x: Field, y: Field) -> Field:
    """A falling drop seen for a moment: a thin even line with soft ends, brighter below."""
    along = np.clip((y + 1) / 2, 0, 1)
    return (0.35 + 0.65 * along) * _fall(-y, 0.3, 1.0) * _fall(y, 0.8, 1.0) * _fall(np.abs(x), 0.1, 1.0)


def _flake(x: Field, y: Field) -> Field:
    """A snow crystal: six arms with two pairs of twigs each."""
    reach, angle = np.hypot(x, y), np.arctan2(y, x)
    folded = np.abs((angle + math.pi / 6) % (math.pi / 3) - math.pi / 6)
    along, aside = reach * np.cos(folded), reach * np.sin(folded)
    lines = [_line(along, aside, 0.0, 0.0, 0.92, 0.0)]
    for root, length in ((0.34, 0.26), (0.6, 0.2)):
        lines.append(_line(along, aside, root, 0.0, root + length * 0.6, length * 0.8))
    return _within(np.minimum.reduce(lines), 0.045, 0.03)


def _moon(x: Field, y: Field) -> Field:
    """A crescent, open to the right."""
    return np.minimum(_within(np.hypot(x, y), 0.94, 0.03), 1 - _within(np.hypot(x - 0.42, y + 0.1), 0.78, 0.03))


def _within(value: Field, limit: float, edge: float) -> Field:
    """Return 1 below ``limit`` - ``edge``, 0 above ``limit`` + ``edge``."""
    return _fall(value, limit - edge, limit + edge)


def _fall(value: Field, low: float, high: float) -> Field:
    """Return 1 below ``low``, 0 above ``high`` and a smooth fall between."""
    part = np.clip((high - value) / (high - low), 0, 1)
    return np.asarray(part * part * (3 - 2 * part))


def _spot(x: Field, y: Field, long: float, short: float, turn: float) -> Field:
    """Return a soft ellipse about the origin, turned by ``turn`` radians."""
    along, aside = x * math.cos(turn) + y * math.sin(turn), y * math.cos(turn) - x * math.sin(turn)
    return np.exp(-((along / long) ** 2) - (aside / short) ** 2)


def _ray(along: Field, aside: Field) -> Field:
    return np.clip(1 - along, 0, 1) ** 1.6 * np.exp(-aside / (0.012 + 0.05 * np.clip(1 - along, 0, 1) ** 2))


def _pointed(x: Field, y: Field, points: int, hollow: float) -> Field:
    """Return a distance that is 1 on the edge of a star whose inner corners lie at ``hollow``."""
    half = math.pi / points
    angle = np.abs((np.arctan2(x, -y) + half) % (2 * half) - half)
    reach = np.hypot(x, y)
    corner_x, corner_y = hollow * math.cos(half), hollow * math.sin(half)
    normal_x, normal_y = corner_y, 1 - corner_x
    return reach * (np.cos(angle) * normal_x + np.sin(angle) * normal_y) / normal_x


def _heart_level(x: Field, y: Field) -> Field:
    """Return below 0 inside a heart, above 0 outside, nearly a distance at its edge."""
    u, v = np.abs(x) * 1.08, 0.15 - y * 1.28
    curve = u * u + (v - 0.62 * np.sqrt(u + 1e-4)) ** 2
    return (np.sqrt(curve) - 1) * 0.7


def _line(x: Field, y: Field, from_x: float, from_y: float, to_x: float, to_y: float) -> Field:
    """Return the distance to a line between two points."""
    across, down = to_x - from_x, to_y - from_y
    part = np.clip(((x - from_x) * across + (y - from_y) * down) / (across**2 + down**2), 0, 1)
    return np.hypot(x - from_x - part * across, y - from_y - part * down)


SHAPES: Mapping[str, Shape] = MappingProxyType(
    {
        "disc": _disc,
        "dot": _dot,
        "glow": _glow,
        "bokeh": _bokeh,
        "ring": _ring,
        "bubble": _bubble,
        "star": _star,
        "sparkle": _sparkle,
        "cross": _cross,
        "flare": _flare,
        "heart": _heart,
        "heart shine": _heart_shine,
        "streak": _streak,
        "drop": _drop,
        "flake": _flake,
        "moon": _moon,
    }
)
"""Shapes by name. Sharp: disc, ring, bubble, star (five points), sparkle (four), heart, flake, moon, bokeh (a light
out of focus). Light: dot (soft), glow (wider), cross and flare (rays), streak and drop (moving down), heart shine."""
