"""``RESULTS.md`` and its plots, from the last results of every part."""

from __future__ import annotations

from typing import Any

from benchmarks.parts import PARTS, part
from benchmarks.plots import draw_plots
from benchmarks.results import HERE, load

_TITLES = {
    "cold": "One output, from nothing",
    "quality": "Picture quality",
    "encoders": "Other encoders",
    "reuse": "What reuse buys",
    "batch": "Many outputs",
    "base": "Would keeping the pictures below the overlays pay?",
    "memory": "Memory",
    "preview": "Looking while working",
    "load": "A thousand queued outputs",
    "studio": "The studio in the browser",
    "catalogue": "What the catalogue costs",
    "api": "Polling over HTTP while a batch renders",
}

_BUSY = 0.1
"""Share of the processor that other work may take without a remark."""

_HEAD = """# Benchmark results

Written by `python -m benchmarks`; with `--report` it writes it again from `results/`. Seconds depend on the machine and
on what else it does; ratios taken side by side hold.
"""


def write_report() -> None:
    """Write ``RESULTS.md`` and the plots of all parts that were measured."""
    measured = {name: found for name in PARTS if (found := load(name)) is not None}
    draw_plots({name: found["data"] for name, found in measured.items()}, HERE / "plots")
    (HERE / "RESULTS.md").write_text(report(measured), encoding="utf-8")


def report(measured: dict[str, dict[str, Any]]) -> str:
    """Return the report as Markdown. Machine and date stand once where all parts share them."""
    sections = [_HEAD]
    origins = {name: _origin(found) for name, found in measured.items()}
    shared = len(set(origins.values())) == 1
    if shared:
        sections.append(next(iter(origins.values())))
    for name, found in measured.items():
        sections.append(f"## {_TITLES[name]}\n")
        if not shared:
            sections.append(origins[name])
        if found["busy"] > _BUSY:
            sections.append(f"*Other work took {found['busy']:.0%} of the processor when this began.*\n")
        sections.append(part(name).describe(found["data"]) + "\n")
    return "\n".join(sections).rstrip() + "\n"


def _origin(found: dict[str, Any]) -> str:
    machine = found["machine"]
    versions = ", ".join(f"{name} {version}" for name, version in machine["versions"].items())
    return f"{found['date']}; {machine['processor']}, {machine['memory']}; {machine['system']}; {versions}.\n"
