"""What is measured, part by part. Each part measures on its own and describes its results on its own."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

__all__ = ["PARTS", "Options", "part"]

PARTS = (
    *("cold", "quality", "encoders", "reuse", "batch", "base", "memory", "preview"),
    *("load", "studio", "catalogue", "api"),
)


@dataclass(frozen=True)
class Options:
    """How to measure: turns taken by everybody, and the folder for the films."""

    rounds: int
    folder: Path


def part(name: str) -> Any:
    """Return the module of a part: ``measure(options) -> JSON values`` and ``describe(those) -> Markdown``."""
    return import_module(f"benchmarks.parts.{name}")
