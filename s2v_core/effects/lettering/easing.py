"""Ways to get from 0 to 1: every one begins at 0 and ends at exactly 1."""

from __future__ import annotations

import math

__all__ = ["back", "bounce", "cubic", "elastic", "expo", "part", "smooth"]

_BOUNCE = 7.5625


def part(p: float, begin: float, end: float) -> float:
    """Return how much of the stretch from ``begin`` to ``end`` lies behind ``p``, 0 to 1."""
    if p >= end:
        return 1.0
    return 0.0 if p <= begin else (p - begin) / (end - begin)


def smooth(p: float) -> float:
    """Start and stop softly."""
    return p * p * (3 - 2 * p)


def cubic(p: float) -> float:
    """Come in fast and stop softly."""
    return 1 - (1 - p) ** 3


def expo(p: float) -> float:
    """Come in very fast and stop very softly."""
    return 1.0 if p >= 1 else (1 - 2 ** (-10 * p)) / (1 - 2**-10)


def back(p: float, beyond: float = 1.7) -> float:
    """Go a little too far (10 % at 1.7) and come back."""
    rest = 1 - p
    return 1 - rest * rest * ((beyond + 1) * rest - beyond)


def elastic(p: float, swings: float = 2.0) -> float:
    """Swing around 1 with less and less force."""
    if p >= 1:
        return 1.0
    return 1 - (1 - smooth(p)) * math.exp(-4.5 * p) * math.cos(2 * math.pi * swings * p)


def bounce(p: float) -> float:
    """Fall, and jump up again three times."""
    for begin, top in ((1 / 2.75, 0.0), (2 / 2.75, 0.75), (2.5 / 2.75, 0.9375)):
        if p < begin:
            middle = 0.0 if top == 0 else {0.75: 1.5 / 2.75, 0.9375: 2.25 / 2.75}[top]
            return _BOUNCE * (p - middle) ** 2 + top
    return 1.0 if p >= 1 else _BOUNCE * (p - 2.625 / 2.75) ** 2 + 0.984375
