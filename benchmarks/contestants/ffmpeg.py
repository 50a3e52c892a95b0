"""One ffmpeg filter graph, well tuned: a chain of ``xfade`` as its documentation shows it, stills scaled once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from benchmarks import scene
from benchmarks.contestants.filter_graph import ffmpeg_run, fitted
from benchmarks.scene import Encoding


def prepare(encoding: Encoding, target: Path, _source: Path | None) -> Callable[[], object]:
    return ffmpeg_run(encoding, target, chained(encoding.fps, "yuv420p"))


def chained(fps: int, pixels: str) -> list[str]:
    """Return the filters that join the shots by a chain of ``xfade``, scaled to the pixel format ``pixels``."""
    shots = scene.shots()
    film = [f"[{number}:v]{fitted(shot, fps, pixels)}[v{number}]" for number, shot in enumerate(shots)]
    last = "v0"
    for number in range(1, len(shots)):
        offset = number * (scene.SHOT - scene.FADE)
        film.append(f"[{last}][v{number}]xfade=transition=fade:duration={scene.FADE}:offset={offset:.3f}[x{number}]")
        last = f"x{number}"
    return [*film, f"[{last}]format=yuv420p[film]"]
