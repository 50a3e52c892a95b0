"""The files that a style names: its font, the pictures of its boxes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from s2v_core.media.locate import path_of_url
from s2v_core.timeline.style import SubtitleStyle

__all__ = ["FontPath", "local_path", "localized"]

FontPath = Callable[[str], Path]
"""Gives the local file that a reference names."""


def localized(style: SubtitleStyle, find: FontPath) -> SubtitleStyle:
    """Return ``style`` with the local paths of its files."""
    return style.with_references({reference: str(find(reference)) for reference in style.references()})


def local_path(reference: str) -> Path:
    """Return the path that a local reference means, ``file:`` or plain.

    Raises:
        MediaNotFound: it names a file on another machine.
    """
    return Path(path_of_url(reference) if reference.lower().startswith("file:") else reference)
