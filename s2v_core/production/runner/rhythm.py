"""What a loop does now and then: each thing after a pause of its own."""

from __future__ import annotations

import time

__all__ = ["Rhythm"]


class Rhythm:
    """Knows when things were last due. Not thread-safe."""

    def __init__(self) -> None:
        self._next: dict[str, float] = {}

    def is_time(self, what: str, pause: float) -> bool:
        """Tell whether ``what`` is due; it is due again after ``pause`` seconds then."""
        now = time.monotonic()
        if now < self._next.get(what, 0.0):
            return False
        self._next[what] = now + pause
        return True
