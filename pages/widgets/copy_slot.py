"""The place on a page where texts are generated from keywords."""

from __future__ import annotations

from typing import Literal

__all__ = ["CopyKind", "copy_slot"]

CopyKind = Literal["title", "broadcast"]


def copy_slot(kind: CopyKind) -> None:
    """Show how texts of a kind are generated from keywords and added to their pool; nothing where that cannot be done.

    Args:
        kind: ``title`` for titles and sub-headings, ``broadcast`` for voiceover scripts.
    """
