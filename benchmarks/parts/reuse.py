"""What reuse buys: the same again, and after small changes, in a process that is warm."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import scene
from benchmarks.apart import run_apart, timed
from benchmarks.contestants.studio import encoder_options, scene_timeline
from benchmarks.jobs import told_once
from benchmarks.parts import Options
from benchmarks.scene import Encoding
from benchmarks.studio import Studio, open_studio, understood
from benchmarks.tables import Target, number, table, targets
from s2v_core.planning import plan
from s2v_core.timeline import Timeline

_LABELS = {
    "scene": "five shots, new",
    "scene_again": "five shots again",
    "scene_caption": "five shots, one caption changed",
    "story": "story of five nodes, new",
    "story_again": "story again",
    "story_voice": "story, one node's voiceover changed",
}
_LIMITS = {"scene_again": 3, "scene_caption": 25, "story_again": 3, "story_voice": 35}
"""Percent of the time of the new one."""

_CHANGED = 2
"""The caption and the node that are changed."""


def measure(options: Options) -> dict[str, Any]:
    runs = [run_apart(_work, options.folder)[0] for _ in range(options.rounds)]
    return {name: {key: median(run[name][key] for run in runs) for key in runs[0][name]} for name in runs[0]}


def _work(folder: Path) -> dict[str, dict[str, float]]:
    with tempfile.TemporaryDirectory(dir=folder) as warming, open_studio(Path(warming)) as studio:
        studio.write(scene_timeline(5), Path(warming, "warm.mp4"), encoder_options(Encoding(fps=5)))
    with tempfile.TemporaryDirectory(dir=folder) as home, open_studio(Path(home)) as studio:
        bench = _Bench(studio, Path(home, "film.mp4"))
        _scene(bench)
        _story(bench)
        return bench.results


@dataclass
class _Bench:
    """Renders one timeline after the other with the same cache and keeps what each one took."""

    studio: Studio
    target: Path
    results: dict[str, dict[str, float]] = field(default_factory=dict)

    def take(self, name: str, make: Callable[[], Timeline]) -> None:
        made: list[Timeline] = []
        planned = timed(lambda: made.append(make()))
        written: list[Any] = []
        took = timed(lambda: written.append(self.studio.write(made[0], self.target, encoder_options(Encoding()))))
        self.results[name] = {
            "plan": planned.wall,
            "wall": took.wall,
            "cpu": took.cpu,
            "encoded": written[0].chunks_encoded,
            "reused": written[0].chunks_reused,
        }


def _scene(bench: _Bench) -> None:
    captions = list(scene.captions())
    bench.take("scene", lambda: scene_timeline(30))
    bench.take("scene_again", lambda: scene_timeline(30))
    captions[_CHANGED] = ("This line says something else", *captions[_CHANGED][1:])
    bench.take("scene_caption", lambda: scene_timeline(30, tuple(captions)))


def _story(bench: _Bench) -> None:
    def planned(retold: dict[int, str]) -> Timeline:
        job = understood(told_once((scene.WIDTH, scene.HEIGHT), retold=retold))
        made = plan(job, assets=bench.studio.assets, speaker=bench.studio.speaker)
        return made.outputs[0].required_timeline()

    bench.take("story", lambda: planned({}))
    bench.take("story_again", lambda: planned({}))
    bench.take("story_voice", lambda: planned({_CHANGED: "A yawn, and the forest is up again."}))


def describe(data: dict[str, Any]) -> str:
    intro = (
        f"One process that has rendered before, {scene.WIDTH}x{scene.HEIGHT}, 30 fps, veryfast. Times are those of "
        "rendering, sound included; planning and speaking (a voice model is loaded for the first words) stands apart."
    )
    rows = [
        (
            label,
            number(row["wall"]),
            number(row["cpu"]),
            f"{row['encoded']:.0f}",
            f"{row['reused']:.0f}",
            f"{_percent(data, name):.1f} %",
            number(row["plan"]),
        )
        for name, label in _LABELS.items()
        for row in (data[name],)
    ]
    head = ("", "wall s", "CPU s", "chunks encoded", "reused", "of the new one's wall", "planned in s")
    wanted = [Target(_LABELS[name], _percent(data, name), limit, "%") for name, limit in _LIMITS.items()]
    again = [Target(f"{_LABELS[name]}: chunks encoded", data[name]["encoded"], 0, "") for name in ("scene_again",)]
    return "\n\n".join([intro, table(head, rows), "### Targets", targets([*wanted, *again])])


def _percent(data: dict[str, Any], name: str) -> float:
    return float(100 * data[name]["wall"] / data[name.split("_")[0]]["wall"])
