"""How long to wait before the next attempt."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["Backoff", "pause"]

_SLICE = 0.5


@dataclass(frozen=True, kw_only=True)
class Backoff:
    """Waits that double, in seconds, each shortened at random by up to a half so that many waiters do not meet again.

    ``attempts`` is how often something is tried before it is given up for now.
    """

    first: float
    longest: float
    attempts: int = 1
    chance: Callable[[], float] = random.SystemRandom().random

    def wait(self, attempts: int) -> float:
        """Return how long to wait after the given number of failed attempts (at least one)."""
        whole = min(self.longest, self.first * 2.0 ** min(attempts - 1, 64))
        return whole * (1 - self.chance() / 2)


def pause(seconds: float, *, sleep: Callable[[float], None], check: Callable[[], None]) -> None:
    """Sleep in short slices and call ``check`` before each, which raises when the waiting is to end."""
    while seconds > 0:
        check()
        sleep(min(seconds, _SLICE))
        seconds -= _SLICE
