"""Counts what is asked and how long the answers take, and writes it as Prometheus reads it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["Metrics", "exposition"]

_ESCAPED = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n"})

_Labels = tuple[tuple[str, str], ...]


@dataclass
class Metrics:
    """Requests by what they asked for and the status that was answered. Used by the event loop's thread alone."""

    requests: defaultdict[_Labels, float] = field(default_factory=lambda: defaultdict(float))
    seconds: defaultdict[_Labels, float] = field(default_factory=lambda: defaultdict(float))

    def count(self, operation: str, status: int, seconds: float) -> None:
        """Note that a request was answered after so many seconds."""
        self.requests[("operation", operation), ("status", str(status))] += 1
        self.seconds[(("operation", operation),)] += seconds


def exposition(values: Mapping[str, tuple[str, str, Mapping[_Labels, float]]]) -> str:
    """Return metrics as text: by name their type, what they mean, and the values by their labels."""
    lines: list[str] = []
    for name, (kind, meaning, samples) in values.items():
        lines += [f"# HELP {name} {meaning}", f"# TYPE {name} {kind}"]
        for labels, value in samples.items():
            shown = ",".join(f'{label}="{text.translate(_ESCAPED)}"' for label, text in labels)
            lines.append(f"{name}{{{shown}}} {value:g}" if shown else f"{name} {value:g}")
    return "\n".join(lines) + "\n"
