"""What every transition, visual effect and filter of the catalogue costs, on one core."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import median
from time import process_time
from typing import Any

import cv2
import numpy as np

from benchmarks import scene
from benchmarks.apart import run_apart
from benchmarks.parts import Options
from benchmarks.tables import Target, number, table, targets
from s2v_core.effects import Entry, filters, transitions, visual_effects
from s2v_core.rendering.gallery import Scene, open_scene

_PHOTOS = ("Wine_by_Jakkub_Mede.jpg", "umang_by_Abhishek_Mudgal.jpg")
_MOMENTS = (0.07, 0.21, 0.36, 0.48, 0.62, 0.77, 0.93)
"""Of a transition, or parts of the time that an effect lasts."""
_LASTING = 2.4
"""Seconds that an effect lasts."""
_SEED = 3
_SLOWEST = 10
_LIMITS = {"median": 10, "95 %": 25, "slowest": 40}
"""Milliseconds of an entry's median frame."""

Draw = Callable[[float], object]


def measure(options: Options) -> dict[str, Any]:
    """Return CPU milliseconds of the median and of the slowest frame of every entry, by kind and name."""
    return dict(run_apart(_work)[0])


def _work() -> dict[str, dict[str, dict[str, float]]]:
    cv2.setNumThreads(1)
    media = scene.media_folder()
    photos = [media / "photos" / name for name in _PHOTOS]
    shots = open_scene([*photos, scene.shots()[0].path], (scene.WIDTH, scene.HEIGHT))
    return {
        "transition": {entry.name: _cost(_transition(entry, shots)) for entry in transitions},
        "effect": {entry.name: _cost(_effect(entry, shots)) for entry in visual_effects},
        "filter": {entry.name: _cost(_filter(entry, shots)) for entry in filters},
    }


def _transition(entry: Entry[Any], shots: Scene) -> Draw:
    return lambda part: entry.function(shots.first, shots.second, part, _SEED, {})


def _effect(entry: Entry[Any], shots: Scene) -> Draw:
    def draw(part: float) -> object:
        t = part * _LASTING
        return entry.function(lambda dt: shots.frame_at(t + dt), t, _LASTING, _SEED, {})

    return draw


def _filter(entry: Entry[Any], shots: Scene) -> Draw:
    return lambda part: entry.function(shots.frame_at(part), {})


def _cost(draw: Draw) -> dict[str, float]:
    """Return the CPU milliseconds of frames over the whole length, each after a first time that is not counted."""
    took = []
    for part in _MOMENTS:
        draw(part)
    for part in _MOMENTS:
        start = process_time()
        draw(part)
        took.append(1000 * (process_time() - start))
    return {"median": round(median(took), 2), "slowest": round(max(took), 2)}


def describe(data: dict[str, Any]) -> str:
    intro = (
        f"CPU milliseconds on one core for frames of {scene.WIDTH}x{scene.HEIGHT}, with default parameters: "
        f"{len(_MOMENTS)} frames spread over each entry, over photos and footage. An entry's cost is its median frame; "
        "what it computes once for a size is not counted."
    )
    rows = sorted(
        ((kind, name, cost) for kind, entries in data.items() for name, cost in entries.items()),
        key=lambda row: -row[2]["median"],
    )
    kinds = [(kind, *_summary([cost["median"] for cost in entries.values()])) for kind, entries in data.items()]
    everything = [cost["median"] for _, _, cost in rows]
    reached = dict(zip(_LIMITS, _figures(everything), strict=True))
    wanted = [Target(f"{what} of all entries", reached[what], limit, "ms") for what, limit in _LIMITS.items()]
    head = ("", "entries", *_LIMITS)
    return "\n\n".join(
        [
            intro,
            table(head, [*kinds, ("all", *_summary(everything))]),
            "### Targets",
            targets(wanted),
            "### The slowest",
            _entries(rows[:_SLOWEST]),
            f"<details><summary>All {len(rows)} entries</summary>",
            _entries(rows),
            "</details>",
        ]
    )


def _entries(rows: Sequence[tuple[str, str, dict[str, float]]]) -> str:
    cells = [(f"`{name}`", kind, number(cost["median"]), number(cost["slowest"])) for kind, name, cost in rows]
    return table(("", "kind", "median frame", "slowest frame"), cells)


def _summary(costs: Sequence[float]) -> tuple[str, ...]:
    return (str(len(costs)), *(number(each) for each in _figures(costs)))


def _figures(costs: Sequence[float]) -> tuple[float, float, float]:
    if not costs:
        return 0.0, 0.0, 0.0
    return median(costs), float(np.percentile(costs, 95)), max(costs)
