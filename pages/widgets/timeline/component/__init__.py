"""The visual timeline: tracks of clips under a ruler, a playhead to scrub with, zoom; by mouse and by keyboard.

It shows what it is given and tells what was picked; nothing is kept in the browser but the zoom.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

__all__ = ["Lane", "Picked", "Shown", "show_timeline"]

_FOLDER = Path(__file__).resolve().parent
_HTML = """
<section class="timeline">
  <div class="bar"></div>
  <div class="scroll" tabindex="-1"><div class="canvas"></div></div>
</section>
"""


def _read(name: str) -> str:
    return (_FOLDER / name).read_text("utf-8")


_component = st.components.v2.component("s2v_timeline", html=_HTML, css=_read("tracks.css"), js=_read("tracks.js"))


@dataclass(frozen=True)
class Shown:
    """A clip to be drawn; times are seconds. ``label`` stands on it, ``title`` is what a reader of screens hears.

    ``picture`` is an address; ``lap`` are the seconds for which it flows into the next one; ``fixed`` marks a lock.
    """

    id: str
    start: float
    end: float
    label: str
    title: str
    picture: str = ""
    lap: float = 0.0
    fixed: bool = False


Lane = tuple[str, str, Sequence[Shown]]
"""A row of clips: the key of its track, its name, and the clips from left to right."""


@dataclass(frozen=True)
class Picked:
    """What somebody picked: a clip (empty: none), and the moment in seconds (None: as it was)."""

    clip: str
    moment: float | None


def show_timeline(
    key: str,
    lanes: Sequence[Lane],
    *,
    seconds: float,
    frame: float,
    selected: str,
    moment: float,
    words: Mapping[str, str],
    missing: int,
    on_pick: Callable[[Picked], None],
) -> None:
    """Show the timeline of a video.

    Args:
        key: of the component; the zoom is kept under it.
        lanes: from the top down.
        seconds: length of the video.
        frame: length of one frame in seconds.
        selected: id of the clip that is selected; empty: none.
        moment: where the playhead stands, in seconds.
        words: texts in the language of the session: ``zoom_in``, ``zoom_out``, ``fit``, ``playhead``, ``timeline``,
            ``fixed``.
        missing: how many pictures are still to be made; the component asks for them by running the page again.
        on_pick: called, before the page runs, with what was picked.
    """
    data = {
        "tracks": [
            {"key": name, "label": label, "clips": [_plain(clip) for clip in clips]} for name, label, clips in lanes
        ],
        "seconds": seconds,
        "frame": frame,
        "selected": selected,
        "moment": moment,
        "words": dict(words),
        "missing": missing,
    }

    def picked() -> None:
        told = _picked(st.session_state[key].get("pick"))
        if told is not None:
            on_pick(told)

    _component(key=key, data=data, on_pick_change=picked, on_more_change=lambda: None)


def _picked(value: Any) -> Picked | None:
    """Return what the browser told, as far as it can be understood."""
    if not isinstance(value, Mapping):
        return None
    clip, moment = value.get("clip"), value.get("moment")
    return Picked(clip if isinstance(clip, str) else "", float(moment) if isinstance(moment, int | float) else None)


def _plain(clip: Shown) -> dict[str, Any]:
    return {
        "id": clip.id,
        "start": clip.start,
        "end": clip.end,
        "label": clip.label,
        "title": clip.title,
        "picture": clip.picture,
        "lap": clip.lap,
        "fixed": clip.fixed,
    }
