"""Keeping the memory of a long production compact."""

from __future__ import annotations

import ctypes
import sys

__all__ = ["share_one_heap"]

_M_ARENA_MAX = -8
"""Number of the option in glibc's malloc.h."""


def share_one_heap() -> None:
    """Make all threads allocate from one heap, where the C library is glibc; elsewhere do nothing.

    By default glibc gives every thread a heap of its own, and frames that one thread makes and another one frees
    leave holes in all of them: a batch in full HD then grows by half a gigabyte. Call it before threads are started.
    """
    if sys.platform != "linux":
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_M_ARENA_MAX, 1)
