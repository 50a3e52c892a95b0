"""The video that every contestant makes: five shots, cross-fades, title, logo, captions and music, 15 seconds.

Four 720p shots and one 10-megapixel photo, each 3.4 s with 0.5 s of cross-fade, at 1080x1920. The media are real and
not part of the project; ``S2V_TEST_MEDIA`` names their folder.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace
from pathlib import Path

WIDTH, HEIGHT = 1080, 1920
SHOT, FADE = 3.4, 0.5
LENGTH = 5 * SHOT - 4 * FADE
TITLE, TITLE_SIZE, TITLE_Y = "Grand opening sale!", 80, 200
CAPTION_SIZE, CAPTION_Y, CAPTION_SECONDS = 56, 1500, 2.0
OUTLINE = 4
LOGO_SIZE, LOGO_X, LOGO_Y, LOGO_OPACITY = 160, 880, 40, 0.7
MUSIC_GAIN, SOUND_BITRATE = 0.2, 160_000


@dataclass(frozen=True)
class Encoding:
    """How the scene is encoded by x264."""

    fps: int = 30
    preset: str = "veryfast"
    crf: int = 23

    @property
    def frames(self) -> int:
        """Frames of the whole scene."""
        return round(LENGTH * self.fps)

    def lossless(self) -> Encoding:
        """Return the same without loss: x264 keeps every bit of 4:2:0 pictures at quality 0."""
        return replace(self, preset="ultrafast", crf=0)


@dataclass(frozen=True)
class Shot:
    """A source and the second at which it begins."""

    path: Path
    start: float = 0.0

    @property
    def is_still(self) -> bool:
        return self.path.suffix == ".jpg"


def media_folder() -> Path:
    """Return the folder of real media, or end with a sentence that says what is missing."""
    folder = Path(os.environ.get("S2V_TEST_MEDIA", ""))
    if not (folder / "footage").is_dir():
        sys.exit("Set S2V_TEST_MEDIA to a folder with footage/, photos/ and music/; nothing was measured.")
    return folder.resolve()


def shots() -> tuple[Shot, ...]:
    """Return the five shots in order."""
    media = media_folder()
    return (
        Shot(media / "footage/sky-pan.mp4"),
        Shot(media / "footage/burrow.mp4", 1.0),
        Shot(media / "photos/Wine_by_Jakkub_Mede.jpg"),
        Shot(media / "footage/stretch.mp4", 2.0),
        Shot(media / "footage/angry.mp4"),
    )


def logo() -> Path:
    """Return the picture used as a logo."""
    return media_folder() / "photos/umang_by_Abhishek_Mudgal.jpg"


def music() -> Path:
    """Return the music track."""
    return media_folder() / "music/happy_acoustic_1.opus"


def captions() -> tuple[tuple[str, float, float], ...]:
    """Return the eight captions as (text, start, end) in seconds."""
    return tuple(
        (f"Subtitle line number {i}", i * CAPTION_SECONDS, min((i + 1) * CAPTION_SECONDS, LENGTH)) for i in range(8)
    )
