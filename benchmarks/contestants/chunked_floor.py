"""The encoder alone, on chunks of two seconds: as many encoders at a time as there are cores, not joined."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from benchmarks.contestants.frames import encode, in_memory
from benchmarks.scene import Encoding

_SECONDS = 2


def prepare(encoding: Encoding, target: Path, source: Path | None) -> Callable[[], object]:
    frames, size = in_memory(source), _SECONDS * encoding.fps
    chunks = [frames[start : start + size] for start in range(0, len(frames), size)]
    files = [target.with_name(f"{target.stem}_{number}{target.suffix}") for number in range(len(chunks))]

    def work() -> None:
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(partial(encode, encoding=encoding), chunks, files))

    return work
