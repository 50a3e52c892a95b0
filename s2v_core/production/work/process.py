"""What a worker process does about the machine: its priority, its threads, and the death of its parent."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys

__all__ = ["CREATION_FLAGS", "SINGLE_THREADED", "ending_of", "lower_priority", "tie_to_parent", "usable_cores"]

CREATION_FLAGS = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)
"""How a worker is started on Windows: without a console, and with less priority than the studio."""

SINGLE_THREADED = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS", "NUMEXPR_NUM_THREADS"), "1"
)
"""Variables that keep numeric libraries from starting a thread for each core in every worker."""

_NICENESS = 10
_PR_SET_PDEATHSIG = 1
_MOST_WORKERS = 32


def usable_cores() -> int:
    """Return how many cores this process may use, 32 at most."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, _MOST_WORKERS)


def lower_priority() -> None:
    """Let the studio go first; on Windows the worker was started that way."""
    if hasattr(os, "nice"):
        os.nice(_NICENESS)


def tie_to_parent() -> None:
    """Have Linux kill this process when the thread that started it ends, whatever this process is doing then.

    Elsewhere the end of its standard input is what a worker notices.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL))


def ending_of(code: int | None) -> str:
    """Return in words how a process with the return code ``code`` ended."""
    if code is None or code >= 0:
        return f"exit code {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"
