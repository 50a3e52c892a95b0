"""What particles do: pure functions of a seed, the number of a particle and the moment.

A particle lives again and again. Each life draws new numbers, and no two particles live equally long, so that nothing
seen comes back in time with anything else.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["Lives", "Numbers", "breath", "chances", "drift", "lives", "ramp"]

Numbers = NDArray[np.float64]

_MIX = (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 0xD6E8FEB86659FD93)
_BITS = 0xFFFFFFFFFFFFFFFF


@dataclass(frozen=True)
class Lives:
    """The present lives of n particles."""

    part: Numbers
    """How much of its life each has lived, 0 to 1 (n,)."""
    age: Numbers
    """Seconds since its birth (n,)."""
    span: Numbers
    """Seconds that it lives (n,)."""
    chance: Numbers
    """Numbers from 0 to 1 that stay for this life (k, n); the next life has others."""


def lives(count: int, t: float, seed: int, shortest: float, longest: float, numbers: int = 6) -> Lives:
    """Return the lives at ``t`` seconds of ``count`` particles that each live ``shortest`` to ``longest`` seconds.

    At any moment the particles are spread evenly over all parts of their lives.
    """
    which = np.arange(count)
    pace, phase = chances(seed, which, np.full(count, -1), 2)
    span = shortest + (longest - shortest) * pace
    lived = t / span + phase
    number = np.floor(lived)
    part = lived - number
    return Lives(part, part * span, span, chances(seed, which, number.astype(np.int64), numbers))


def chances(seed: int, which: ArrayLike, life: ArrayLike, numbers: int) -> Numbers:
    """Return ``numbers`` independent numbers from 0 to 1 for each particle in each life: (numbers, n)."""
    particle, turn = np.broadcast_arrays(np.asarray(which, np.int64), np.asarray(life, np.int64))
    channel = np.arange(numbers, dtype=np.uint64)[:, None]
    start = _mixed(np.full((1, 1), (seed * _MIX[0] + _MIX[3]) & _BITS, np.uint64))
    state = _mixed(start ^ particle.astype(np.uint64) * np.uint64(_MIX[0]))
    state = _mixed(state ^ (turn.astype(np.uint64) * np.uint64(_MIX[3])))
    state = _mixed(state + channel * np.uint64(_MIX[0]))
    return (state >> np.uint64(11)).astype(np.float64) * 2.0**-53


def _mixed(state: NDArray[np.uint64]) -> NDArray[np.uint64]:
    state = (state ^ (state >> np.uint64(30))) * np.uint64(_MIX[1])
    state = (state ^ (state >> np.uint64(27))) * np.uint64(_MIX[2])
    return state ^ (state >> np.uint64(31))


def breath(part: ArrayLike, rise: float, fall: float) -> Numbers:
    """Return 0 at birth and death and 1 between; ``rise`` and ``fall`` are the parts of life that the change takes."""
    lived = np.asarray(part, np.float64)
    return ramp(0, rise, lived) * ramp(0, fall, 1 - lived)


def ramp(low: float, high: float, values: ArrayLike) -> Numbers:
    """Return 0 below ``low``, 1 above ``high`` and a smooth rise between."""
    part = np.clip((np.asarray(values, np.float64) - low) / (high - low), 0, 1)
    return np.asarray(part * part * (3 - 2 * part))


def drift(count: int, t: float, seed: int, pace: float) -> Numbers:
    """Return how far each of ``count`` particles has wandered to the right and down: (2, count), about -1 to 1.

    Each wanders on its own smooth way that does not come back; ``pace`` is about how often it turns in a second.
    """
    speed, first, second = chances(seed, np.arange(count * 2), -2, 3)
    turned = 2 * np.pi * pace * t * (0.6 + 0.8 * speed)
    way = 0.6 * np.sin(turned + 2 * np.pi * first) + 0.4 * np.sin(turned * 1.6180339887 + 2 * np.pi * second)
    return np.asarray(way.reshape(2, count))
