"""Giving files away to the library: by a button or by dropping them, whole folders too, sent piece by piece.

No file is held in memory as a whole, neither in the browser nor on the server.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from pages.widgets.i18n import t
from pages.widgets.problems import callback, fragment, show_problems
from pages.widgets.services import services
from s2v_core.media.library import Arriving, Piece, Tally

__all__ = ["piece_of", "send_files"]

_FOLDER = Path(__file__).resolve().parent
_ARRIVING = "_s2v_arriving"
_COUNTS = ("number", "file", "files", "size", "start")
_WORDS = ("files", "folder", "drop", "sending", "stop")
_HTML = """
<section class="give">
  <p class="hint"></p>
  <div class="buttons">
    <button type="button" class="files"></button>
    <button type="button" class="folder"></button>
  </div>
  <input class="pick-files" type="file" multiple hidden>
  <input class="pick-folder" type="file" webkitdirectory multiple hidden>
  <div class="progress" hidden>
    <p class="told" role="status"></p>
    <progress max="1"></progress>
    <button type="button" class="stop"></button>
  </div>
</section>
"""


def _read(name: str) -> str:
    return (_FOLDER / name).read_text("utf-8")


_component = st.components.v2.component("s2v_give", html=_HTML, css=_read("give.css"), js=_read("give.js"))


def send_files(key: str) -> Tally | None:
    """Show where files are given away, and return what came of them when all have arrived, once.

    Args:
        key: of the place that this is shown in.
    """
    arriving = _arriving(key)
    tally = arriving.collect() if arriving.complete else Tally()
    fragment(_receive, key=f"{key}_receiving")(key)
    return tally if tally != Tally() else None


def piece_of(value: Any) -> Piece | None:
    """Return what a browser sent, None when that is no piece of a file."""
    if not isinstance(value, Mapping):
        return None
    counts = [count for name in _COUNTS if type(count := value.get(name)) is int and count >= 0]
    name, content = value.get("name"), value.get("content")
    if len(counts) < len(_COUNTS) or not isinstance(name, str) or not isinstance(content, str | None):
        return None
    try:
        received = None if content is None else b64decode(content, validate=True)
    except ValueError:  # not Base64
        return None
    number, file, files, size, start = counts
    return Piece(number, file, files, name, size, start, received)


def _receive(key: str) -> None:
    """Show the control; each piece that comes runs this part alone."""
    name = f"{key}_give"
    arriving = _arriving(key)

    def take() -> None:
        piece = piece_of(st.session_state[name].get("piece"))
        if piece is not None:
            _arriving(key).take(piece)

    def stop() -> None:
        _arriving(key).stop()

    reply = arriving.reply
    data = {
        "reply": None if reply is None else {"number": reply.number, "then": reply.then},
        "words": {word: t(f"assets.give.{word}") for word in _WORDS},
    }
    _component(key=name, data=data, on_piece_change=callback(take, at=name), on_stop_change=callback(stop, at=name))
    show_problems(name)
    if arriving.complete:
        st.rerun()


def _arriving(key: str) -> Arriving:
    known: dict[str, Arriving] = st.session_state.setdefault(_ARRIVING, {})
    if key not in known:
        here = services()
        known[key] = Arriving(here.library, here.settings.max_upload_mb * 1_000_000)
    return known[key]
