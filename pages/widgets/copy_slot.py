"""The place on a page where texts are generated from keywords."""

from __future__ import annotations

from typing import Literal

from s2v_core.projects import TextPool

__all__ = ["CopyKind", "copy_slot"]

CopyKind = Literal["title", "broadcast"]


def copy_slot(kind: CopyKind, pool: TextPool | None = None) -> None:
    """Show how texts are generated from keywords and added to a pool; nothing where that cannot be done.

    Args:
        kind: ``title`` for short texts on the picture, ``broadcast`` for voiceover scripts.
        pool: of the open project; None: that of the kind.
    """
