"""Reading numbers and colours from the free fields of effects and styles, which may hold anything."""

from __future__ import annotations

import re
from typing import Any

__all__ = ["Colour", "colour", "number"]

Colour = tuple[int, int, int]
"""Red, green and blue, 0 to 255."""


def colour(text: Any) -> Colour | None:
    """Read ``#RRGGBB`` (or ``RRGGBB``, ``#RGB``); None if it is not a colour."""
    digits = str(text or "").strip().lstrip("#")
    if re.fullmatch(r"[0-9a-fA-F]{3}", digits):
        digits = "".join(digit * 2 for digit in digits)
    if not re.fullmatch(r"[0-9a-fA-F]{6}([0-9a-fA-F]{2})?", digits):
        return None
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def number(value: Any, low: float, high: float) -> float | None:
    """Return ``value`` as a number within ``low`` to ``high``; None if it is not one."""
    try:
        result = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return None if result != result else min(max(result, low), high)
