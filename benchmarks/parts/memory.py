"""Memory: over a long batch of short outputs in one process, and of one worker at a long output."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import psutil

from benchmarks import scene
from benchmarks.apart import run_apart
from benchmarks.contestants.studio import encoder_options, scene_timeline
from benchmarks.jobs import series
from benchmarks.parts import Options
from benchmarks.scene import Encoding
from benchmarks.studio import open_studio, understood
from benchmarks.tables import Target, table, targets
from s2v_core.production import Listener, OutputResult, produce

_COUNT, _SETTLED = 100, 5
_PRESETS = ("veryfast", "medium", "slow")


def measure(options: Options) -> dict[str, Any]:
    result, footprint = run_apart(_work, options.folder)
    alone = {preset: run_apart(_one_by_one, options.folder, preset)[1].peak_mb for preset in _PRESETS}
    return {**result, "peak_mb": footprint.peak_mb, "open_files": footprint.open_files, "worker_mb": alone}


class _Scales(Listener):
    """Weighs the process after every output."""

    def __init__(self) -> None:
        self.resident: list[float] = []
        self.encoded = 0

    def ended(self, result: OutputResult) -> None:
        if result.error is not None:
            raise RuntimeError(f"an output failed: {result.error}")
        self.resident.append(psutil.Process().memory_info().rss / 1e6)
        self.encoded += result.chunks_encoded


def _work(folder: Path) -> dict[str, Any]:
    job, scales = understood(series(count=_COUNT, size=(scene.WIDTH, scene.HEIGHT))), _Scales()
    with tempfile.TemporaryDirectory(dir=folder) as home, open_studio(Path(home, "home")) as studio:
        result = produce(
            job,
            out=Path(home, "out"),
            assets=studio.assets,
            speaker=studio.speaker,
            settings=studio.settings,
            listener=scales,
        )
    seconds = sum(output.duration for output in result.outputs)
    return {"resident_mb": scales.resident, "encoded": scales.encoded, "seconds": seconds}


def _one_by_one(folder: Path, preset: str) -> None:
    """Render the scene one chunk after the other, as a worker does where every core has one."""
    with tempfile.TemporaryDirectory(dir=folder) as home, open_studio(Path(home)) as studio:
        studio.write(scene_timeline(30), Path(home, "out.mp4"), encoder_options(Encoding(preset=preset)), workers=1)


def describe(data: dict[str, Any]) -> str:
    resident = data["resident_mb"]
    early, late = resident[_SETTLED - 1], resident[-1]
    intro = (
        f"{len(resident)} short outputs ({data['seconds'] / len(resident):.1f} s on average, no two alike, "
        f"{data['encoded']} chunks encoded) at {scene.WIDTH}x{scene.HEIGHT}, produced in one process, voices included, "
        f"a chunk for every core at a time. Below it the scene of {scene.LENGTH:.0f} s in a process that renders one "
        f"chunk at a time, as the workers of the runner do while every core has one."
    )
    rows = [
        (f"resident after output {_SETTLED}", f"{early:.0f}"),
        (f"resident after output {len(resident)}", f"{late:.0f}"),
        ("highest seen at any time, with all processes that it starts", f"{data['peak_mb']:.0f}"),
        *((f"highest of one worker, {preset}", f"{peak:.0f}") for preset, peak in data["worker_mb"].items()),
    ]
    wanted = [
        Target(f"resident after the last, of that after output {_SETTLED}", late / early, 1.1),
        Target("highest", data["peak_mb"], 700, "MB"),
        *(Target(f"highest of one worker, {preset}", peak, 700, "MB") for preset, peak in data["worker_mb"].items()),
    ]
    plot = "![Resident memory over the batch](plots/memory.png)"
    return "\n\n".join([intro, plot, table(("", "MB"), rows), "### Targets", targets(wanted)])
