"""The scene by every software encoder: what its picture costs, and how large it comes out."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.apart import run_apart, timed
from benchmarks.contestants.studio import encoder_options, scene_timeline
from benchmarks.parts import Options
from benchmarks.scene import Encoding
from benchmarks.studio import open_studio
from benchmarks.tables import number, table

_FORMATS = {"libx264": "H.264", "libx265": "HEVC", "libsvtav1": "AV1"}
_WAYS = tuple((codec, preset) for codec in _FORMATS for preset in ("veryfast", "medium", "slow"))
_USUAL = "libx264 veryfast"


def measure(options: Options) -> dict[str, Any]:
    return {f"{codec} {preset}": _measured(options, codec, preset) for codec, preset in _WAYS}


def _measured(options: Options, codec: str, preset: str) -> dict[str, float]:
    runs = [run_apart(_work, options.folder, codec, preset)[0] for _ in range(options.rounds)]
    return {name: median(run[name] for run in runs) for name in runs[0]}


def _work(folder: Path, codec: str, preset: str) -> dict[str, float]:
    encoder = replace(encoder_options(Encoding(preset=preset)), codec=codec)
    with tempfile.TemporaryDirectory(dir=folder) as home, open_studio(Path(home)) as studio:
        film = Path(home, "film.mp4")
        took = timed(lambda: studio.write(scene_timeline(30), film, encoder))
        return {"wall": took.wall, "cpu": took.cpu, "bytes": film.stat().st_size}


def describe(data: dict[str, Any]) -> str:
    intro = (
        "The scene of the first section in a new process each time, quality 23 on x264's scale. CPU and size are also "
        "given as shares of what H.264 takes at veryfast."
    )
    usual = data[_USUAL]
    rows = [
        (
            f"{_FORMATS[name.split()[0]]}, {name.split()[1]}",
            number(found["wall"]),
            number(found["cpu"]),
            f"{found['cpu'] / usual['cpu']:.1f}x",
            f"{found['bytes'] / 1e6:.2f}",
            f"{found['bytes'] / usual['bytes']:.0%}",
        )
        for name, found in data.items()
    ]
    return "\n\n".join([intro, table(("", "wall s", "CPU s", "of CPU", "MB", "of size"), rows)])
