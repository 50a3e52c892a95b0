"""Small projects that can be planned and drawn at once, for the tests of the timeline."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from s2v_core.projects import Project, ProjectStore
from s2v_core.settings import Settings
from tests.planning.fakes import FakeSpeaker
from tests.support.media import moving, write_image, write_video

__all__ = ["SCRIPT", "QuickSpeaker", "small_project"]

SCRIPT = "Baked this mornng, gone by noon"


class QuickSpeaker(FakeSpeaker):
    """A speaker in place of the studio's."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings

    def voices(self) -> tuple[()]:
        """There are none to choose from."""
        return ()

    def close(self) -> None:
        """There is nothing to close."""


def small_project(store: ProjectStore, folder: Path, *, spoken: bool = False, count: int = 3, **output: Any) -> Project:
    """Make a project of three nodes, two seconds long or (``spoken``) as long as its script."""
    folder.mkdir(parents=True, exist_ok=True)
    groups = []
    for node in ("Opening", "Product", "Closing"):
        video = write_video(folder / f"{node}.mp4", frames=96, colour=moving())
        pictures = [write_image(folder / f"{node}_{number}.png") for number in range(3)]
        groups.append({"GroupName": node, "MediaArray": [str(path) for path in (video, *pictures)]})
    titles = [f"Title {number}" for number in range(4)]
    texts = {"SpeechTextArray": [SCRIPT]} if spoken else {}
    document = {
        "InputConfig": {"MediaGroupArray": groups, "TitleArray": titles, **texts},
        "EditingConfig": {
            "BackgroundMusicConfig": {"Volume": 0},
            "ProcessConfig": {"SingleShotDuration": 1, "AllowTransition": True, "TransitionDuration": 0.4},
        },
        "OutputConfig": {
            "MediaURL": "bread_{index}.mp4",
            "Count": count,
            "Width": 128,
            "Height": 128,
            **({} if spoken else {"FixedDuration": 3}),
            **output,
        },
    }
    return store.import_text(json.dumps(document), "Bakery").project
