"""A thousand queued outputs: how fast they go through, what the runner weighs, and how fast the store answers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import cv2
import numpy as np
import psutil

from benchmarks.parts import Options
from benchmarks.tables import Target, table, targets
from s2v_core.production.runner import submit_document
from s2v_core.production.store import JobFilter, JobsStore
from s2v_core.settings import Settings, load_settings

_JOBS, _OUTPUTS = 10, 100
_SIZE, _RATE = 128, 30
"""The smallest canvas that a job may ask for."""
_SETTLED = 0.05
"""Share of the outputs after which the runner's memory counts as settled."""

_PAUSE = 0.1


@dataclass
class _Seen:
    """What was seen from outside, look by look."""

    done: list[int] = field(default_factory=list)
    runner_mb: list[float] = field(default_factory=list)
    all_mb: list[float] = field(default_factory=list)
    reads: dict[str, list[float]] = field(default_factory=dict)


def measure(options: Options) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        settings = load_settings(home=Path(folder, "home"))
        with JobsStore(settings.jobs_file) as store:
            jobs = [_submit(store, settings, Path(folder), number) for number in range(_JOBS)]
            return _watched(store, settings, jobs)


def _submit(store: JobsStore, settings: Settings, folder: Path, number: int) -> str:
    media = [_picture(folder / f"{number}-{part}.png", hue=number * 40 + part * 20) for part in range(4)]
    document = {
        "InputConfig": {
            "MediaGroupArray": [
                {"GroupName": "first", "MediaArray": media[:2], "Duration": 0.5},
                {"GroupName": "second", "MediaArray": media[2:], "Duration": 0.5},
            ],
            "TitleArray": [f"Title {title}" for title in range(50)],
        },
        "EditingConfig": {"S2V": {"Fit": "cover"}},
        "OutputConfig": {
            "MediaURL": "film_{index}.mp4",
            "Count": _OUTPUTS,
            "Width": _SIZE,
            "Height": _SIZE,
            "Video": {"Fps": _RATE},
        },
    }
    out = str(folder / "out" / str(number))
    return submit_document(store, json.dumps(document), settings=settings, trusted=True, out=out).job


def _picture(path: Path, *, hue: int) -> str:
    picture = np.full((_SIZE, _SIZE, 3), (hue % 180, 200, 200), np.uint8)
    cv2.imwrite(str(path), cv2.cvtColor(picture, cv2.COLOR_HSV2BGR))
    return str(path)


def _watched(store: JobsStore, settings: Settings, jobs: list[str]) -> dict[str, Any]:
    seen, begun = _Seen(), time.perf_counter()
    command = [sys.executable, "-m", "s2v_core", "work"]
    runner = subprocess.Popen(command, env={**os.environ, "S2V_HOME": str(settings.home)}, stderr=subprocess.DEVNULL)
    try:
        while store.open_jobs():
            _look(store, jobs, psutil.Process(runner.pid), seen)
            time.sleep(_PAUSE)
        seconds = time.perf_counter() - begun
    finally:
        runner.terminate()
        runner.wait(30)
    made = sum(store.job(job).outputs.get("Success", 0) for job in jobs)
    if made != _JOBS * _OUTPUTS:
        raise RuntimeError(f"only {made} outputs were made")
    settled = next(place for place, done in enumerate(seen.done) if done >= made * _SETTLED)
    return {
        "outputs": made,
        "seconds": seconds,
        "runner_mb": seen.runner_mb,
        "settled_mb": seen.runner_mb[settled],
        "all_mb": max(seen.all_mb),
        "store_mb": sum(file.stat().st_size for file in settings.home.glob("jobs.sqlite3*")) / 1e6,
        "reads": {name: _summary(times) for name, times in seen.reads.items()},
    }


def _look(store: JobsStore, jobs: list[str], runner: psutil.Process, seen: _Seen) -> None:
    revision = store.revision()
    reads: dict[str, Callable[[], object]] = {
        "list of 20 jobs": lambda: store.jobs(JobFilter(), limit=20),
        "one job": lambda: store.job(jobs[-1]),
        "the 100 outputs of a job": lambda: store.outputs(jobs[-1]),
        "what changed since the last look": lambda: store.changes_since(revision - 10),
    }
    for name, read in reads.items():
        started = time.perf_counter()
        read()
        seen.reads.setdefault(name, []).append((time.perf_counter() - started) * 1000)
    seen.done.append(sum(store.job(job).outputs.get("Success", 0) for job in jobs))
    own = runner.memory_info().rss
    seen.runner_mb.append(own / 1e6)
    seen.all_mb.append((own + sum(_resident(child) for child in runner.children(recursive=True))) / 1e6)


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.NoSuchProcess:
        return 0


def _summary(times: list[float]) -> dict[str, float]:
    return {"median_ms": median(times), "p99_ms": quantiles(times, n=100)[98], "max_ms": max(times)}


def describe(data: dict[str, Any]) -> str:
    late = data["runner_mb"][-1]
    intro = (
        f"{data['outputs']} outputs of {_SIZE}x{_SIZE} and one second in {_JOBS} jobs went through one runner in "
        f"{data['seconds']:.0f} s ({data['outputs'] / data['seconds']:.1f} a second). Meanwhile another process read "
        f"the store, which was {data['store_mb']:.1f} MB large in the end."
    )
    reads = [
        (name, *(f"{times[key]:.1f}" for key in ("median_ms", "p99_ms", "max_ms")))
        for name, times in data["reads"].items()
    ]
    memory = [
        (f"the runner after {_SETTLED:.0%} of the outputs", f"{data['settled_mb']:.0f}"),
        ("the runner in the end", f"{late:.0f}"),
        ("the highest of the runner and its workers together", f"{data['all_mb']:.0f}"),
    ]
    wanted = [
        Target("runner in the end, of what it was when settled", late / data["settled_mb"], 1.1),
        Target("slowest kind of read, 99th percentile", max(t["p99_ms"] for t in data["reads"].values()), 50, "ms"),
    ]
    parts = [
        intro,
        table(("read", "median ms", "99 % ms", "highest ms"), reads),
        table(("resident", "MB"), memory),
        "### Targets",
        targets(wanted),
    ]
    return "\n\n".join(parts)
