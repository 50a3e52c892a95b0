"""Sizes and ages as people say them."""

from __future__ import annotations

import re

__all__ = ["age_text", "seconds_of", "size_text"]

_AGE = re.compile(r"([0-9]{1,6})\s*([mhdw])")
_SECONDS = {"m": 60, "h": 3600, "d": 86_400, "w": 7 * 86_400}


def size_text(size: int) -> str:
    """Return bytes in decimal units with one digit after the point: ``1.2 GB``."""
    if size < 1000:
        return f"{size} B"
    value = float(size)
    for unit in ("kB", "MB", "GB"):
        value /= 1000
        if value < 999.95:
            return f"{value:.1f} {unit}"
    return f"{value / 1000:.1f} TB"


def age_text(seconds: float) -> str:
    """Return how long ago something was, rounded down: ``5 min ago``."""
    if seconds < 60:
        return "now"
    if seconds < 3600:
        return f"{seconds // 60:.0f} min ago"
    if seconds < 2 * 86_400:
        return f"{seconds // 3600:.0f} h ago"
    return f"{seconds // 86_400:.0f} days ago"


def seconds_of(age: str) -> int | None:
    """Return the seconds of an age such as ``30m``, ``12h``, ``7d`` or ``2w``; None when it is none."""
    match = _AGE.fullmatch(age.strip().lower())
    return int(match[1]) * _SECONDS[match[2]] if match else None
