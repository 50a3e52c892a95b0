"""Small job documents over synthetic media, quick to plan and to render."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.support.media import write_image, write_tone, write_video

__all__ = ["small_job", "write_job"]


def small_job(folder: Path, *, count: int = 2, seconds: float = 0.5) -> dict[str, Any]:
    """Return a segmented job of two silent groups over media written to ``folder``: 128x128, 10 frames a second."""
    red = write_video(folder / "red.mp4", frames=48, colour=(200, 30, 30))
    blue = write_video(folder / "blue.mp4", frames=48, colour=(30, 30, 200))
    green = write_image(folder / "green.png", colour=(30, 160, 30))
    music = write_tone(folder / "music.wav", seconds=2)
    return {
        "InputConfig": {
            "MediaGroupArray": [
                {"GroupName": "first", "MediaArray": [str(red), str(blue)], "Duration": seconds},
                {"GroupName": "second", "MediaArray": [str(green)], "Duration": seconds},
            ],
            "TitleArray": ["One", "Two"],
            "BackgroundMusicArray": [str(music)],
        },
        "EditingConfig": {"ProcessConfig": {"SingleShotDuration": 0.5}, "S2V": {"Fit": "cover"}},
        "OutputConfig": {
            "MediaURL": "film_{index}.mp4",
            "Count": count,
            "Width": 128,
            "Height": 128,
            "Video": {"Fps": 10, "Preset": "ultrafast"},
        },
    }


def write_job(path: Path, document: dict[str, Any]) -> Path:
    """Write ``document`` as JSON and return its path."""
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return path
