"""How motion gathers speed and comes to rest.

An easing takes how much of the time is gone, 0 to 1, and returns how much of the way is: 0 at first and 1 at last.
"""

from __future__ import annotations

import math
from collections.abc import Callable

__all__ = ["Easing", "between", "bounced", "ease_in", "ease_in_out", "ease_out", "elastic", "overshot"]

Easing = Callable[[float], float]

_BOUNCES = ((0.0, 0.4, 1.0), (0.4, 0.75, 0.22), (0.75, 1.0, 0.06))
"""Start, end and height of each fall and bounce."""


def between(start: float, end: float, p: float) -> float:
    """Return how far ``p`` is on its way from ``start`` (0) to ``end`` (1)."""
    return min(max((p - start) / (end - start), 0.0), 1.0)


def ease_in(p: float, power: float = 3.0) -> float:
    """Begin at rest and get faster and faster."""
    return math.pow(p, power)


def ease_out(p: float, power: float = 3.0) -> float:
    """Begin fast and come to rest."""
    return 1 - math.pow(1 - p, power)


def ease_in_out(p: float, power: float = 3.0) -> float:
    """Begin at rest, be fastest in the middle, come to rest."""
    return math.pow(2 * p, power) / 2 if p < 0.5 else 1 - math.pow(2 - 2 * p, power) / 2


def overshot(p: float, beyond: float = 1.7) -> float:
    """Go a little beyond the goal and come back; ``beyond`` 1.7 is a tenth of the way."""
    back = p - 1
    return 1 + (beyond + 1) * back**3 + beyond * back**2


def elastic(p: float, swings: float = 2.5) -> float:
    """Begin at rest, shoot beyond the goal and swing about it like a spring, less each time."""
    started = ease_in_out(between(0.0, 0.2, p), 2.0)
    return started * (1 - math.exp(-6 * p) * math.cos(2 * math.pi * swings * p) * (1 - p))


def bounced(p: float) -> float:
    """Fall to the goal and bounce off it, lower each time."""
    for start, end, height in _BOUNCES:
        if p < end:
            part = (p - start) / (end - start)
            return part * part if start == 0 else 1 - height * 4 * part * (1 - part)
    return 1.0
