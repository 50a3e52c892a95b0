"""Measure this product beside the documented MoviePy way, an ffmpeg graph and the encoder alone, in one run.

``python benchmarks/five_shots.py [--rounds N] [--out DIR]``: contestants take turns, each in a new process; the medians
and their ratios are printed and, with --out, written as JSON beside the finished videos.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import scene

HERE = Path(__file__).resolve().parent


def measure(name: str, folder: Path) -> dict[str, float]:
    """Run one contestant in a process of its own and return what it measured."""
    environment = dict(os.environ, S2V_FLOOR_SOURCE=str(folder / "studio.mp4"), PYTHONPATH=str(HERE.parent))
    command = [sys.executable, str(HERE / "contestants.py"), name, str(folder / f"{name}.mp4")]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True, cwd=HERE)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--out", type=Path, default=None)
    options = parser.parse_args()
    scene.media_folder()
    folder = options.out or Path(tempfile.mkdtemp(prefix="s2v-benchmark-"))
    folder.mkdir(parents=True, exist_ok=True)
    names = ("studio", "floor", "ffmpeg", "moviepy")
    runs: dict[str, list[dict[str, float]]] = {name: [] for name in names}
    for _ in range(options.rounds):
        for name in names:
            runs[name].append(measure(name, folder.resolve()))
    medians = {
        name: {key: statistics.median(run[key] for run in many) for key in ("wall", "cpu", "peak_mb", "open_files")}
        for name, many in runs.items()
    }
    print(f"{'':10}{'wall s':>9}{'CPU s':>9}{'peak MB':>9}{'files':>7}{'x realtime':>12}")
    for name, row in medians.items():
        realtime = scene.LENGTH / row["wall"]
        print(
            f"{name:10}{row['wall']:9.2f}{row['cpu']:9.2f}{row['peak_mb']:9.0f}{row['open_files']:7.0f}{realtime:12.2f}"
        )
    wall, cpu = ({name: row[key] for name, row in medians.items()} for key in ("wall", "cpu"))
    print(f"\n{wall['moviepy'] / wall['studio']:.1f}x faster than the documented MoviePy way")
    print(f"{wall['studio'] / wall['ffmpeg']:.2f}x the wall time of the tuned ffmpeg graph")
    print(
        f"{wall['studio'] / wall['floor']:.2f}x the wall and {cpu['studio'] / cpu['floor']:.2f}x the CPU of the encoder"
    )
    if options.out:
        (folder / "five_shots.json").write_text(json.dumps({"medians": medians, "runs": runs}, indent=2) + "\n")


if __name__ == "__main__":
    main()
