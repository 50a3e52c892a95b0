"""The ways to make the scene, and the encoder alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.apart import Footprint, Took, run_apart, timed
from benchmarks.scene import Encoding

__all__ = ["CONTESTANTS", "Contestant", "compete"]


@dataclass(frozen=True)
class Contestant:
    """One way, in ``module``: its ``prepare(encoding, target, source)`` returns the work that is measured.

    ``source`` is a film without loss of the frames that the studio encodes, for those who only encode.
    """

    module: str
    label: str
    external: bool = False
    """The work is done by another program; the process that starts it does nothing but wait."""


CONTESTANTS = {
    "studio": Contestant("studio", "this product"),
    "ffmpeg": Contestant("ffmpeg", "tuned ffmpeg graph", external=True),
    "ffmpeg_chroma": Contestant("ffmpeg_chroma", "ffmpeg graph without silent conversions", external=True),
    "ffmpeg_cut": Contestant("ffmpeg_cut", "expert ffmpeg graph, cut around each cross-fade", external=True),
    "moviepy": Contestant("moviepy", "MoviePy as documented"),
    "floor": Contestant("floor", "floor: x264 alone on finished frames, no sound"),
    "chunked_floor": Contestant("chunked_floor", "for information: the same by chunks, one encoder per core"),
}


def compete(name: str, encoding: Encoding, target: Path, source: Path | None = None) -> tuple[Took, Footprint]:
    """Let one contestant make ``target`` in a process of its own. What it imports is not counted.

    Everything from opening the first file to the finished MP4 is.
    """
    took, footprint = run_apart(_make, name, encoding, target, source, without_root=CONTESTANTS[name].external)
    return took, footprint


def _make(name: str, encoding: Encoding, target: Path, source: Path | None) -> Took:
    module: Any = import_module(f"benchmarks.contestants.{CONTESTANTS[name].module}")
    work: Callable[[], object] = module.prepare(encoding, target, source)
    return timed(work)
