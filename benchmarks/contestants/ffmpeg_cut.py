"""The ffmpeg graph of an expert: ``xfade``, which knows full chroma only, sees nothing but the cross-fades.

Every shot is split into what fades in, what stands alone and what fades out. What stands alone stays in 4:2:0 and is
never touched; ``concat`` joins it all.
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
    last = len(shots) - 1
    film, order = [], []
    for number, shot in enumerate(shots):
        parts = _parts(first=number == 0, last=number == last)
        outs = "".join(f"[{name}{number}whole]" for name in parts)
        film.append(f"[{number}:v]{fitted(shot, fps, 'yuv420p')},split={len(parts)}{outs}")
        for name, (start, end) in parts.items():
            film.append(f"[{name}{number}whole]trim={start}:{end},setpts=PTS-STARTPTS[{name}{number}]")
        if number > 0:
            fade = f"xfade=transition=fade:duration={scene.FADE}:offset=0,format=yuv420p"
            film.append(f"[out{number - 1}][in{number}]{fade}[fade{number}]")
            order.append(f"[fade{number}]")
        order.append(f"[alone{number}]")
    return [*film, f"{''.join(order)}concat=n={len(order)}[film]"]


def _parts(*, first: bool, last: bool) -> dict[str, tuple[float, float]]:
    """Return what a shot is split into: name -> seconds of the shot."""
    begin = 0 if first else scene.FADE
    end = scene.SHOT if last else scene.SHOT - scene.FADE
    parts = {"alone": (begin, end)}
    if not first:
        parts["in"] = (0, scene.FADE)
    if not last:
        parts["out"] = (end, scene.SHOT)
    return parts
