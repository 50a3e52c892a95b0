"""A plan as a table for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from s2v_core.speech import display_text

if TYPE_CHECKING:
    from s2v_core.planning.plan import PlannedOutput

__all__ = ["row_of"]


def row_of(output: PlannedOutput) -> dict[str, object]:
    """Return one line about an output; empty cells where something does not apply."""
    draws, timeline = output.draws, output.timeline
    speech = draws.get("speech", ())
    main = timeline.main_track if timeline else None
    return {
        "Output": output.index,
        "Name": output.name,
        "Seconds": round(float(timeline.duration), 2) if timeline else "",
        "Shots": len(main.clips) if main else "",
        "Script": " / ".join(display_text(str(said["Text"])) for said in speech),
        "Title": draws.get("title", ""),
        "Voice": ", ".join(dict.fromkeys(str(said["Voice"]) for said in speech)),
        "Music": _last_part(draws),
        "Problem": str(output.error) if output.error else "",
    }


def _last_part(draws: Mapping[str, Any]) -> str:
    music = str(draws.get("music", ""))
    return music if music.startswith("pool:") else music.replace("\\", "/").rpartition("/")[2]
