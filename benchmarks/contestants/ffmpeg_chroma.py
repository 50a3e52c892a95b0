"""The ffmpeg graph of somebody who has looked into its log: the shots are scaled straight to full chroma.

``xfade`` knows nothing else. Given 4:2:0, ffmpeg silently inserts one more conversion per shot.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from benchmarks.contestants.ffmpeg import chained
from benchmarks.contestants.filter_graph import ffmpeg_run
from benchmarks.scene import Encoding


def prepare(encoding: Encoding, target: Path, _source: Path | None) -> Callable[[], object]:
    return ffmpeg_run(encoding, target, chained(encoding.fps, "yuv444p"))
