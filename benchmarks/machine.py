"""What was measured on: the machine and the versions."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from importlib.metadata import version
from pathlib import Path
from typing import Any

import imageio_ffmpeg
import psutil

_PACKAGES = ("moviepy", "av", "opencv-python-headless", "numpy")

_LOOKING = 3.0
"""Seconds."""


def machine() -> dict[str, Any]:
    """Return the processor, memory, system and versions, as text."""
    return {
        "processor": f"{_processor()}, {os.cpu_count()} cores",
        "memory": f"{psutil.virtual_memory().total / 1e9:.0f} GB",
        "system": f"{platform.system()} {platform.release().split('-')[0]}, Python {platform.python_version()}",
        "versions": {
            "this product": _product(),
            "ffmpeg": imageio_ffmpeg.get_ffmpeg_version().split("-")[0],
            **{name: version(name) for name in _PACKAGES},
        },
    }


def busy() -> float:
    """Return which share of the processor, 0 to 1, other work takes; looks for some seconds."""
    return float(psutil.cpu_percent(_LOOKING)) / 100


def _processor() -> str:
    facts = Path("/proc/cpuinfo")
    if facts.is_file():
        found = re.search(r"^model name\s*:\s*(.+)$", facts.read_text(encoding="utf-8"), flags=re.MULTILINE)
        if found:
            return found[1]
    return platform.processor() or platform.machine()


def _product() -> str:
    """Return the version of this product and, in a checkout, its commit."""
    from s2v_core import __version__

    root = Path(__file__).resolve().parent.parent
    command = ["git", "-C", str(root), "rev-parse", "--short", "HEAD"]
    try:
        commit = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return __version__
    return f"{__version__} ({commit})"
