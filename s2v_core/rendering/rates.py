"""The one sample rate of everything that is mixed and encoded."""

from __future__ import annotations

__all__ = ["SAMPLE_RATE"]

SAMPLE_RATE = 48_000
"""Samples per second."""
