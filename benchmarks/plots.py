"""The plots of the report."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

from benchmarks.contestants import CONTESTANTS
from benchmarks.parts.batch import LABELS, rendering

_LOOK: Any = {
    "font.size": 12,
    "axes.titlesize": 13,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.color": "#e3e3e3",
    "axes.axisbelow": True,
    "legend.frameon": False,
    "lines.linewidth": 2.4,
    "lines.markersize": 7,
}
_WALL, _CPU, _LINEAR, _ENCODED, _REUSED = "#0b6e99", "#d9730d", "#9a9a9a", "#7a4fa3", "#b8a1d1"
_SIZE = (11, 7.4)
_DOTS = 110


def draw_plots(measured: dict[str, Any], folder: Path) -> None:
    """Draw what there are results for: ``batch.png``, ``memory.png``, ``cold.png``."""
    folder.mkdir(exist_ok=True)
    drawings = {"batch": _batch, "memory": _memory, "cold": _cold}
    with plt.rc_context(_LOOK):
        for name, draw in drawings.items():
            if name in measured:
                draw(measured[name]).savefig(folder / f"{name}.png", dpi=_DOTS, bbox_inches="tight")
                plt.close()


def _batch(data: dict[str, Any]) -> Any:
    figure, rows = plt.subplots(2, 2, figsize=_SIZE, sharex=True, sharey="row", height_ratios=(2, 1))
    for column, (curve, label) in enumerate(LABELS.items()):
        points = data[curve]
        outputs = [point["outputs"] for point in points]
        _costs(rows[0][column], outputs, points)
        rows[0][column].set_title(f"({curve}) {label}")
        _chunks(rows[1][column], outputs, points)
        rows[1][column].set_xlabel("outputs")
        rows[1][column].set_xticks(outputs)
    rows[0][0].set_ylabel("seconds")
    rows[1][0].set_ylabel("chunks")
    for row in rows:
        row[0].legend(loc="upper left")
        row[0].set_ylim(bottom=0)
    figure.tight_layout()
    return figure


def _costs(axes: Axes, outputs: Sequence[int], points: list[dict[str, Any]]) -> None:
    linear = [points[0]["planning"] + n * rendering(points[0]) for n in outputs]
    axes.plot(outputs, linear, "--", color=_LINEAR, label="planning + outputs × rendering of one")
    axes.plot(outputs, [point["cpu"] for point in points], "o-", color=_CPU, label="CPU")
    axes.plot(outputs, [point["wall"] for point in points], "o-", color=_WALL, label="wall")


def _chunks(axes: Axes, outputs: Sequence[int], points: list[dict[str, Any]]) -> None:
    encoded = [point["encoded"] for point in points]
    both = [point["encoded"] + point["reused"] for point in points]
    axes.fill_between(outputs, encoded, both, color=_REUSED, label="reused", linewidth=0)
    axes.fill_between(outputs, 0, encoded, color=_ENCODED, label="encoded", linewidth=0)


def _memory(data: dict[str, Any]) -> Any:
    resident = data["resident_mb"]
    figure, axes = plt.subplots(figsize=(11, 3.6))
    axes.plot(range(1, len(resident) + 1), resident, color=_WALL, label="resident after each output")
    axes.axhline(data["peak_mb"], color=_CPU, linestyle="--", label="highest seen at any time")
    axes.axhline(700, color=_LINEAR, linestyle=":", label="target")
    axes.set(xlabel="outputs", ylabel="MB", ylim=(0, None), xlim=(1, len(resident)))
    axes.legend(loc="lower right")
    figure.tight_layout()
    return figure


def _cold(data: dict[str, Any]) -> Any:
    from benchmarks.parts.cold import USUAL, middle

    rows = {name: middle(runs) for name, runs in data[USUAL].items() if name != "chunked_floor"}
    names = sorted(rows, key=lambda name: rows[name]["wall"], reverse=True)
    figure, axes = plt.subplots(figsize=(11, 3.6))
    places = range(len(names))
    for shift, key, colour, label in ((0.2, "wall", _WALL, "wall"), (-0.2, "cpu", _CPU, "CPU")):
        bars = axes.barh([place + shift for place in places], [rows[name][key] for name in names], 0.36, color=colour)
        bars.set_label(label)
        axes.bar_label(bars, fmt="%.1f", padding=4)
    axes.set_yticks(places, [CONTESTANTS[name].label.replace("`", "") for name in names])
    axes.set_xlabel(f"seconds for 15 s of video ({USUAL})")
    axes.grid(axis="y", visible=False)
    axes.legend(loc="upper right")
    figure.tight_layout()
    return figure
