"""One ffmpeg filter graph with a chain of ``xfade``, as its documentation shows it, and nothing converted needlessly.

``xfade`` works on full chroma only, so the shots are scaled straight to that: in 4:2:0, ffmpeg would silently insert
one conversion per shot and another one behind the chain.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from benchmarks import scene
from benchmarks.contestants.filter_graph import ffmpeg_run, fitted
from benchmarks.scene import Encoding


def prepare(encoding: Encoding, target: Path, _source: Path | None) -> Callable[[], object]:
    return ffmpeg_run(encoding, target, _film(encoding.fps))


def _film(fps: int) -> list[str]:
    shots = scene.shots()
    film = [f"[{number}:v]{fitted(shot, fps, 'yuv444p')}[v{number}]" for number, shot in enumerate(shots)]
    last = "v0"
    for number in range(1, len(shots)):
        offset = number * (scene.SHOT - scene.FADE)
        film.append(f"[{last}][v{number}]xfade=transition=fade:duration={scene.FADE}:offset={offset:.3f}[x{number}]")
        last = f"x{number}"
    return [*film, f"[{last}]format=yuv420p[film]"]
