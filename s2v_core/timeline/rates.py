"""Frame rates: exact fractions from what documents write."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from s2v_core.errors import TimelineError
from s2v_core.timeline.fields import number

__all__ = ["DEFAULT_RATE", "nominal_rate", "parse_rate"]

DEFAULT_RATE = Fraction(30)
"""Frames per second where a document names none."""


def parse_rate(value: Any, path: str = "") -> Fraction | None:
    """Return a frame rate written as a number or as ``"30000/1001"``; 29.97 and its kin mean the exact NTSC rates.

    Raises:
        TimelineError: it is no rate between 1 and 240.
    """
    if value is None:
        return None
    upper, slash, lower = value.partition("/") if isinstance(value, str) else (value, "", "")
    top = number(upper, path)
    exact = Fraction(top) / Fraction(number(lower, path, 1e-6)) if slash else nominal_rate(top)
    if not 1 <= exact <= 240:
        raise TimelineError(f"{value!r} is no frame rate.", where=path, hint="It must be between 1 and 240.")
    return exact


def nominal_rate(rate: float) -> Fraction:
    """Return the exact rate that a decimal number stands for: 29.97 is 30000/1001."""
    ntsc = Fraction(round(rate * 1.001) * 1000, 1001)
    if abs(rate - round(rate)) > 1e-6 and abs(float(ntsc) - rate) < 0.005:
        return ntsc
    return Fraction(rate).limit_denominator(1001)
