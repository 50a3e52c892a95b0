"""What a process has to know of its machine, and of the Python processes that it starts."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

__all__ = ["NO_WINDOW", "child_environment", "ending_of", "usable_cores"]

NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)
"""Creation flag that keeps Windows from opening a console for a child."""

_ROOT = Path(__file__).resolve().parents[1]


def usable_cores(most: int) -> int:
    """Return how many cores this process may use, ``most`` at most."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, most)


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
