"""A library in a temporary data folder, and files to put into it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from s2v_core.media.library import Library
from s2v_core.settings import Settings
from tests.support import media


@pytest.fixture
def library(settings: Settings) -> Iterator[Library]:
    """An empty library of this machine's user."""
    with Library(settings, trusted=True) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of the user's with a film, two pictures (one in a folder in it), a sound and a text."""
    top = tmp_path / "shoot"
    media.write_video(top / "clip.mp4", frames=6, tone=None)
    media.write_image(top / "red.png", colour=(255, 0, 0))
    media.write_image(top / "close" / "blue.png", colour=(0, 0, 255))
    media.write_tone(top / "song.wav", seconds=0.2)
    (top / "notes.txt").write_text("no media", encoding="utf-8")
    (top / ".hidden.png").write_bytes((top / "red.png").read_bytes())
    return top
