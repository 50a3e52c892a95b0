"""The encoder alone: x264 on finished frames that are already in memory, its own threading, no sound."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.contestants.frames import encode, in_memory
from benchmarks.scene import Encoding


def prepare(encoding: Encoding, target: Path, source: Path | None) -> Callable[[], object]:
    return partial(encode, in_memory(source), target, encoding)
