"""Waiting for what others do."""

from __future__ import annotations

import time
from collections.abc import Callable

__all__ = ["until"]

_PAUSE = 0.02


def until(true: Callable[[], bool], what: str, *, seconds: float = 300.0) -> None:
    """Wait until ``true`` answers True; fail when it does not."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        time.sleep(_PAUSE)
