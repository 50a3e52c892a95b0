"""Functions of time that effects move by: smooth, and the same at any frame rate."""

from __future__ import annotations

import math

from s2v_core.effects.kernels.grid import smoothstep
from s2v_core.effects.kernels.noise import random_field

__all__ = ["closing", "opening", "pulse", "wobble"]

_LONGEST_PART = 0.6
"""Of a clip, that opening and closing take at most."""

_TONES = ((1.0, 0.5), (1.618, 0.3), (2.414, 0.2))
"""Frequencies that never meet again, and how much each counts."""


def opening(t: float, duration: float, seconds: float) -> float:
    """Return how far something that begins with a clip and takes ``seconds`` has come: 0 to 1, smoothly."""
    return smoothstep(0, min(seconds, _LONGEST_PART * duration), t)


def closing(t: float, duration: float, seconds: float) -> float:
    """Return the same for something that ends with the clip."""
    return 1 - opening(duration - t, duration, seconds)


def pulse(t: float, period: float, attack: float, decay: float) -> float:
    """Return a value that rises smoothly from 0 to 1 within ``attack`` seconds and falls back within ``decay``.

    That happens every ``period`` seconds, which is longer than both together.
    """
    since = t % period
    if since < attack:
        return smoothstep(0, attack, since)
    return 1 - smoothstep(attack, attack + decay, since)


def wobble(t: float, rate: float, seed: int) -> float:
    """Return an irregular swing between -1 and 1, about ``rate`` times a second."""
    phases = random_field(1, len(_TONES), seed)[0]
    swings = zip(_TONES, phases.tolist(), strict=True)
    return sum(weight * math.sin(2 * math.pi * (rate * tone * t + phase)) for (tone, weight), phase in swings)
