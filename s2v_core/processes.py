"""What a process has to know of its machine, and of the Python processes that it starts."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType

__all__ = ["NO_WINDOW", "child_environment", "ending_of", "take_turns", "usable_cores"]

NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)
"""Creation flag that keeps Windows from opening a console for a child."""

_ROOT = Path(__file__).resolve().parents[1]


def usable_cores(most: int) -> int:
    """Return how many cores this process may use, ``most`` at most."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, most)


def take_turns() -> None:
    """Let every thread of this process take turns with all others of the machine, where one has made itself real-time.

    SVT-AV1 does that to its own threads, and to the one that opens it, when root runs it, as in a container; whatever
    such a thread starts later would go before everything else, too.
    """
    if sys.platform != "linux":
        return
    for thread in (int(entry.name) for entry in Path("/proc/self/task").iterdir()):
        with suppress(ProcessLookupError):  # it has ended meanwhile
            if os.sched_getscheduler(thread) in (os.SCHED_FIFO, os.SCHED_RR):
                os.sched_setscheduler(thread, os.SCHED_OTHER, os.sched_param(0))


def child_environment(variables: Mapping[str, str] = MappingProxyType({})) -> dict[str, str]:
    """Return the environment of a Python child: this one's with ``variables``, where it finds this very package.

    What it prints is UTF-8, whatever the machine's encoding is.
    """
    path = os.pathsep.join(part for part in (str(_ROOT), os.environ.get("PYTHONPATH", "")) if part)
    return {**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8", **variables}


def ending_of(code: int | None) -> str:
    """Return in words how a process with the return code ``code`` ended: the signal's name, or the exit code."""
    if code is None or code >= 0:
        return f"exit code {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"
