"""One output from nothing: the same video by every contestant, in turns, each in a new process with an empty cache."""

from __future__ import annotations

from dataclasses import asdict
from statistics import median
from typing import Any

from benchmarks import scene
from benchmarks.contestants import CONTESTANTS, compete
from benchmarks.parts import Options
from benchmarks.scene import Encoding
from benchmarks.tables import Target, number, table, targets

_GRAPHS = ("ffmpeg", "ffmpeg_chroma", "ffmpeg_cut")
_ALL = ("studio", *_GRAPHS, "floor", "chunked_floor")
_VARIANTS = {
    "30 fps, veryfast": (Encoding(), (*_ALL, "moviepy")),
    "60 fps, veryfast": (Encoding(fps=60), _ALL),
    "30 fps, medium": (Encoding(preset="medium"), _ALL),
}
USUAL = "30 fps, veryfast"


def measure(options: Options) -> dict[str, Any]:
    results = {}
    for label, (encoding, names) in _VARIANTS.items():
        source = options.folder / f"lossless_{encoding.fps}.mp4"
        compete("studio", encoding.lossless(), source)
        runs: dict[str, list[dict[str, float]]] = {name: [] for name in names}
        for _ in range(options.rounds):
            for name in names:
                took, footprint = compete(name, encoding, options.folder / f"{name}.mp4", source)
                runs[name].append(asdict(took) | asdict(footprint))
        source.unlink()
        results[label] = runs
    return results


def describe(data: dict[str, Any]) -> str:
    middles = {label: {name: middle(many) for name, many in runs.items()} for label, runs in data.items()}
    rounds = len(next(iter(data[USUAL].values())))
    sections = [
        f"Five shots (four 720p, one 10-megapixel photo), cross-fades, title, logo, eight captions, music: "
        f"{scene.LENGTH:.0f} s at {scene.WIDTH}x{scene.HEIGHT}, x264, CRF 23. Every contestant in a new process with "
        f"an empty cache, in turns; medians of {rounds} rounds. Imports are not counted.",
        "The first ffmpeg graph is what its documentation leads to: stills scaled once and looped, footage scaled "
        "before its rate is raised, a chain of `xfade`. `xfade` works on full chroma only, so that ffmpeg silently "
        "converts every frame twice; the other two graphs avoid that, in part and wholly.",
    ]
    for label, rows in middles.items():
        sections += [f"### {label}", _standing(rows)]
    return "\n\n".join([*sections, "### Targets", targets(_targets(middles))])


def middle(runs: list[dict[str, float]]) -> dict[str, float]:
    return {key: median(run[key] for run in runs) for key in runs[0]}


def _standing(rows: dict[str, dict[str, float]]) -> str:
    head = ("", "wall s", "CPU s", "peak MB", "open files", "x realtime", "wall / floor", "CPU / floor")
    body = []
    for name, row in rows.items():
        alone = name.endswith("floor")
        body.append(
            (
                CONTESTANTS[name].label,
                number(row["wall"]),
                number(row["cpu"]),
                "" if alone else f"{row['peak_mb']:.0f}",
                "" if alone else f"{row['open_files']:.0f}",
                number(scene.LENGTH / row["wall"]),
                number(row["wall"] / rows["floor"]["wall"]),
                number(row["cpu"] / rows["floor"]["cpu"]),
            )
        )
    return table(head, body)


def _targets(middles: dict[str, dict[str, dict[str, float]]]) -> list[Target]:
    usual = middles[USUAL]
    studio, floor = usual["studio"], usual["floor"]
    wanted = [
        Target(f"wall, of {CONTESTANTS[name].label}", studio["wall"] / usual[name]["wall"], limit)
        for name, limit in (*((graph, 0.7) for graph in _GRAPHS), ("moviepy", 1 / 14))
    ]
    wanted.append(Target("CPU, of the floor", studio["cpu"] / floor["cpu"], 1.5))
    for label, rows in middles.items():
        if label != USUAL:
            ratio = rows["studio"]["wall"] / rows["floor"]["wall"]
            wanted.append(Target(f"wall, of the floor, at {label}", ratio, 1.25))
    return wanted
