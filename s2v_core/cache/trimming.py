"""Letting go of what was used longest ago."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from s2v_core.cache.layout import files_below

__all__ = ["trim"]


def trim(root: Path, limit: int, *, now: float, spare: float) -> int:
    """Delete what was used longest ago until at most ``limit`` bytes are left; return the bytes freed."""
    files = sorted(files_below(root))
    excess = sum(file.size for file in files) - limit
    freed = 0
    for file in files:
        if freed >= excess or file.used > now - spare:
            break
        with suppress(OSError):  # in use (Windows), or gone
            Path(file.path).unlink()
            freed += file.size
    return freed
