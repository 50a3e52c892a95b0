"""Keeping what rendering needs again at hand, and its memory compact, where the C library is glibc.

An encoder of full HD takes 180 MB, with slow presets more than twice as much, and every chunk has one of its own. By
default that memory comes from the system, which clears it, and goes back to it each time.
"""

from __future__ import annotations

import ctypes
import mmap
import sys
from pathlib import Path
from typing import Any

__all__ = ["bound_free_memory", "give_memory_back", "keep_memory_compact"]

_M_TRIM_THRESHOLD, _M_TOP_PAD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -2, -3, -8
"""Numbers of the options in glibc's malloc.h."""

_PR_SET_THP_DISABLE = 41
"""Number of the option in Linux's prctl.h."""

_LARGE = 16 << 20
"""Bytes from which something lies outside the heaps, and goes back to the system when it is freed: the pictures that an
encoder of full HD holds are smaller, large photos are not."""

_HEAPS = 2
"""In one heap the pictures of two encoders would lie among each other and leave holes in which no others fit; each heap
more has holes of its own."""

_STEP = 64 << 20
"""Bytes by which a heap grows, or stays larger than it need be."""

_KEPT = 384 << 20
"""Free bytes that the end of a heap may have."""

_IDLE = 448 << 20
"""Bytes that may be resident besides what is in use: libraries, and what encoders of the usual preset leave; those of
slow presets leave more."""


def keep_memory_compact() -> None:
    """Have what encoders free be used again by those that come after them. Call it before threads are started.

    By default glibc gives every thread a heap of its own. What one thread makes and another one frees then leaves holes
    in all heaps, and a batch in full HD grows by more than a hundred megabytes. x264 asks for huge pages, for which the
    system has to move others about; ordinary ones are as fast to work with, and there at once.

    Where the C library is not glibc it does nothing.
    """
    mallopt, prctl = _of_glibc("mallopt"), _of_glibc("prctl")
    if mallopt is not None and prctl is not None:
        mallopt(_M_ARENA_MAX, _HEAPS)
        mallopt(_M_MMAP_THRESHOLD, _LARGE)
        mallopt(_M_TRIM_THRESHOLD, _KEPT)
        mallopt(_M_TOP_PAD, _STEP)
        prctl(_PR_SET_THP_DISABLE, 1, 0, 0, 0)


def give_memory_back() -> None:
    """Return what is free in the heaps to the system, also between what is in use.

    While an output is made its encoders fill each other's holes; the next one would leave new holes beside them.
    """
    trim = _of_glibc("malloc_trim")
    if trim is not None:
        trim(0)


def bound_free_memory() -> None:
    """Give memory back if more of it is free than encoders of the usual preset leave; call it when one is closed."""
    info = _of_glibc("mallinfo2")
    if info is not None:
        info.restype = _MallInfo
        known = info()
        if _resident() - known.uordblks - known.hblkhd > _IDLE:
            give_memory_back()


class _MallInfo(ctypes.Structure):
    """glibc's ``struct mallinfo2``: ``uordblks`` are the bytes in use in all heaps, ``hblkhd`` those outside them."""

    _names = ("arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost")
    _fields_ = tuple((name, ctypes.c_size_t) for name in _names)


def _resident() -> int:
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * mmap.PAGESIZE


def _of_glibc(name: str) -> Any:
    return getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None
