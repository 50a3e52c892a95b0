"""Looking at a timeline while working on it: single frames and a draft."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import scene
from benchmarks.apart import run_apart, timed
from benchmarks.contestants.studio import scene_timeline
from benchmarks.parts import Options
from benchmarks.studio import open_studio
from benchmarks.tables import Target, number, table, targets
from s2v_core.rendering import FramePreview, draft, draft_options

_FRAMES = 60
_APART = 7.37
"""Seconds between two moments that are asked for, round and round, so that no two are near each other."""

_PATIENCE = 120
"""Seconds to wait for the others to be composed."""

_FRAME_LIMIT, _DRAFT_LIMIT = 100, 5
"""Milliseconds and seconds."""


def measure(options: Options) -> dict[str, Any]:
    runs = [run_apart(_work, options.folder)[0] for _ in range(options.rounds)]
    return {
        "first": median(run["first"] for run in runs),
        "later": median(median(run["later"]) for run in runs),
        "highest": max(max(run["later"]) for run in runs),
        "draft": median(run["draft"] for run in runs),
    }


def _work(folder: Path) -> dict[str, Any]:
    timeline = scene_timeline(30)
    with tempfile.TemporaryDirectory(dir=folder) as home, open_studio(Path(home)) as studio:
        with FramePreview(timeline, studio.assets) as preview:
            first = timed(lambda: preview.frame(0.5)).wall
            _wait_for_the_others(preview)
            moments = [number * _APART % scene.LENGTH for number in range(_FRAMES)]
            later = [timed(lambda moment=moment: preview.frame(moment)).wall for moment in moments]
        film = Path(home, "draft.mp4")
        drafted = timed(lambda: studio.write(draft(timeline), film, draft_options())).wall
    return {"first": first * 1000, "later": [wall * 1000 for wall in later], "draft": drafted}


def _wait_for_the_others(preview: FramePreview) -> None:
    begun = time.monotonic()
    while preview.warmed < 1 and time.monotonic() - begun < _PATIENCE:
        time.sleep(0.2)


def describe(data: dict[str, Any]) -> str:
    intro = (
        f"`FramePreview` of the scene of the first section at {scene.WIDTH}x{scene.HEIGHT}, in a new process: the "
        f"first frame that is asked for, then {_FRAMES} all over the scene when the others have been composed in the "
        f"background; and a draft of it, 360 pixels wide."
    )
    rows = [
        ("first frame, ms", number(data["first"])),
        ("later ones, median, ms", number(data["later"])),
        ("later ones, highest, ms", number(data["highest"])),
        ("draft, s", number(data["draft"])),
    ]
    wanted = [
        Target("a frame, warm, highest", data["highest"], _FRAME_LIMIT, "ms"),
        Target("draft", data["draft"], _DRAFT_LIMIT, "s"),
    ]
    return "\n\n".join([intro, table(("", ""), rows), "### Targets", targets(wanted)])
