"""The last results of every part, one JSON file each."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.machine import machine

HERE = Path(__file__).resolve().parent
FOLDER = HERE / "results"


def save(part: str, data: Any, busy: float) -> None:
    """Keep what a part measured now, here, while other work took the share ``busy`` of the processor."""
    FOLDER.mkdir(exist_ok=True)
    content = {"date": datetime.now(UTC).date().isoformat(), "machine": machine(), "busy": busy, "data": data}
    (FOLDER / f"{part}.json").write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def load(part: str) -> dict[str, Any] | None:
    """Return ``date``, ``machine``, ``busy`` and ``data`` of a part as last measured; None when it never was."""
    path = FOLDER / f"{part}.json"
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else None
