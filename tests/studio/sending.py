"""Uploads without a browser."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from s2v_core.media.library import Arriving, Library, Piece

__all__ = ["send"]


def send(studio: AppTest, library: Library, key: str, files: list[Path]) -> AppTest:
    """Have files arrive that somebody gives away on a page, and run that.

    Args:
        studio: with a control for uploads on its page.
        library: where they go.
        key: of the place that the control is in.
        files: on this machine.
    """
    arriving = Arriving(library, 10**9)
    for place, file in enumerate(files, 1):
        content = file.read_bytes()
        arriving.take(Piece(place, place, len(files), file.name, len(content), 0, content))
    studio.session_state["_s2v_arriving"] = {key: arriving}
    return studio.run()
