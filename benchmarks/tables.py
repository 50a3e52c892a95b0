"""Markdown tables, and targets beside what was reached."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    """A figure that may be at most ``limit``."""

    what: str
    reached: float
    limit: float
    unit: str = "x"

    @property
    def met(self) -> bool:
        return self.reached <= self.limit


def targets(wanted: Iterable[Target]) -> str:
    """Return targets as a table."""
    rows = [
        (
            target.what,
            f"{number(target.reached)}{_unit(target)}",
            f"≤ {number(target.limit)}{_unit(target)}",
            _word(target),
        )
        for target in wanted
    ]
    return table(("", "reached", "target", ""), rows)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table; all columns but the first are aligned to the right."""
    lines = [head, ["---", *("--:" for _ in head[1:])], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def number(value: float) -> str:
    """Return ``value`` with as many decimals as are worth reading."""
    decimals = 0 if value == 0 else 3 if value < 0.1 else 2 if value < 10 else 1 if value < 1000 else 0
    return f"{value:.{decimals}f}"


def _unit(target: Target) -> str:
    return target.unit if target.unit in ("x", "") else f" {target.unit}"


def _word(target: Target) -> str:
    if target.met:
        return "met"
    beyond = target.reached / target.limit - 1 if target.limit else 0
    return f"missed by {beyond:.1%}" if beyond else "missed"
