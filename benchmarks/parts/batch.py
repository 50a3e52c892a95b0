"""What many outputs cost that share nodes: with all overlays shared, and with overlays drawn for every output."""

from __future__ import annotations

import tempfile
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks.apart import run_apart, timed
from benchmarks.jobs import story
from benchmarks.parts import Options
from benchmarks.studio import open_studio, understood
from benchmarks.tables import number, table
from s2v_core.planning import Plan
from s2v_core.production import BatchResult, Listener, produce

COUNTS = (1, 5, 10, 20, 50)
SIZE = (540, 960)
CURVES: dict[str, dict[str, Any]] = {
    "a": {},
    "b": {"titles": 50, "stickers": 3, "caption_fonts": "Inter,Noto Sans"},
}
LABELS = {
    "a": "title and sticker shared",
    "b": "title, sticker and captions drawn per output",
}


def measure(options: Options) -> dict[str, Any]:
    return {
        curve: [run_apart(_work, options.folder, count, drawn)[0] | {"outputs": count} for count in COUNTS]
        for curve, drawn in CURVES.items()
    }


class _Planned(Listener):
    """Notes when the planning was over."""

    at = 0.0

    def planned(self, plan: Plan) -> None:
        self.at = perf_counter()


def _work(folder: Path, count: int, drawn: dict[str, Any]) -> dict[str, Any]:
    job = understood(story(count=count, size=SIZE, **drawn))
    results: list[BatchResult] = []
    with tempfile.TemporaryDirectory(dir=folder) as home, open_studio(Path(home, "home")) as studio:
        listener, started = _Planned(), perf_counter()
        took = timed(
            lambda: results.append(
                produce(
                    job,
                    out=Path(home, "out"),
                    assets=studio.assets,
                    speaker=studio.speaker,
                    settings=studio.settings,
                    listener=listener,
                )
            )
        )
        cached = sum(found.stat().st_size for found in Path(home, "home").rglob("*") if found.is_file())
    outputs = results[0].outputs
    if results[0].failed:
        raise RuntimeError(f"an output failed: {results[0].failed[0].error}")
    return {
        "wall": took.wall,
        "cpu": took.cpu,
        "planning": listener.at - started,
        "seconds": sum(output.duration for output in outputs),
        "encoded": sum(output.chunks_encoded for output in outputs),
        "reused": sum(output.chunks_reused for output in outputs),
        "cache_mb": cached / 1e6,
    }


def describe(data: dict[str, Any]) -> str:
    sections = [
        "Outputs of one segmented job of five nodes, each with two sources and two spoken texts to draw from, produced "
        f"from nothing (planning and speaking included) in a new process at {SIZE[0]}x{SIZE[1]}, 30 fps, veryfast; "
        "one run each. The canvas is small so that all of it takes minutes. Stills stand still: a drawn pan or zoom "
        "would make each showing another picture. *Of single* is the wall time of rendering as a share of that many "
        "times the rendering of one output; planning, which loads the voices, is left out of it.",
        "![Cost against the number of outputs](plots/batch.png)",
    ]
    head = ("outputs", "video s", "wall s", "CPU s", "planning s", "chunks encoded", "reused", "of single", "cache MB")
    for curve, label in LABELS.items():
        single = rendering(data[curve][0])
        rows = [
            (
                str(row["outputs"]),
                f"{row['seconds']:.0f}",
                number(row["wall"]),
                number(row["cpu"]),
                number(row["planning"]),
                str(row["encoded"]),
                str(row["reused"]),
                f"{rendering(row) / (row['outputs'] * single):.0%}",
                f"{row['cache_mb']:.0f}",
            )
            for row in data[curve]
        ]
        sections += [f"### ({curve}) {label}", table(head, rows)]
    return "\n\n".join(sections)


def rendering(row: dict[str, Any]) -> float:
    """Return the wall seconds of everything but planning and speaking."""
    return float(row["wall"] - row["planning"])
