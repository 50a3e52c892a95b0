"""Keeping the memory of a long production compact."""

from __future__ import annotations

import ctypes
import sys

__all__ = ["keep_memory_compact"]

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8
"""Numbers of the options in glibc's malloc.h."""

_LARGE = 8 << 20
"""Bytes from which something lies outside the heap, and goes back to the system when it is freed."""

_KEPT = 256 << 20
"""Free bytes that the end of the heap may have: encoders use them again instead of asking for, and clearing, others."""


def keep_memory_compact() -> None:
    """Make all threads allocate from one heap, and large things outside it, where the C library is glibc.

    By default glibc gives every thread a heap of its own, and puts large things into it, too, once one has been freed.
    What one thread makes and another one frees then leaves holes in all heaps, and a batch in full HD grows by more
    than a hundred megabytes. Call it before threads are started. Elsewhere it does nothing.
    """
    if sys.platform != "linux":
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_M_ARENA_MAX, 1)
        mallopt(_M_MMAP_THRESHOLD, _LARGE)
        mallopt(_M_TRIM_THRESHOLD, _KEPT)
