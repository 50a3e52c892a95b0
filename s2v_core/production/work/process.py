"""What a worker process does about the machine: its priority, its threads, and the death of its parent."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys

from s2v_core.processes import NO_WINDOW

__all__ = ["CREATION_FLAGS", "SINGLE_THREADED", "lower_priority", "tie_to_parent"]

CREATION_FLAGS = NO_WINDOW | getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)
"""How a worker is started on Windows: without a console, and with less priority than the studio."""

SINGLE_THREADED = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS", "NUMEXPR_NUM_THREADS"), "1"
)
"""Variables that keep numeric libraries from starting a thread for each core in every worker."""

_NICENESS = 10
_PR_SET_PDEATHSIG = 1


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
