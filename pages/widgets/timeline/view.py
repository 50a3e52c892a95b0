"""What somebody looks at on the page of the timeline: which video, which clip of it, which moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import streamlit as st

from pages.widgets.timeline.clips import Clip, clip_at

__all__ = ["View", "first_clip", "look_at", "on_page", "show_video", "view_of"]

_Item = TypeVar("_Item")

_VIEW = "_s2v_timeline"


@dataclass(frozen=True)
class View:
    """A look at a project. ``clip`` is an id, empty for none; ``moment`` is in seconds."""

    project: str
    output: int = 0
    clip: str | None = None
    moment: float | None = None


def view_of(project: str, count: int) -> View:
    """Return what is looked at in a project that makes ``count`` videos; at first the first one."""
    view = st.session_state.get(_VIEW)
    if not isinstance(view, View) or view.project != project or view.output >= count:
        view = View(project)
        st.session_state[_VIEW] = view
    return view


def show_video(project: str, output: int) -> None:
    """Look at another video; a callback."""
    st.session_state[_VIEW] = View(project, output)


def look_at(view: View, *, clip: str, moment: float | None) -> None:
    """Select a clip (empty: none), and go to a moment (None: stay); a callback."""
    st.session_state[_VIEW] = replace(view, clip=clip, moment=view.moment if moment is None else moment)


def on_page(items: Sequence[_Item], per_page: int, *, key: str) -> Sequence[_Item]:
    """Return those of many items that are on the page which is looked at, and show the choice of the page.

    Args:
        key: of the choice.
    """
    pages = -(-len(items) // per_page)
    if pages <= 1:
        return items
    if st.session_state.get(key, 1) > pages:
        st.session_state[key] = pages
    page = st.pagination(pages, key=key)
    return items[(page - 1) * per_page : page * per_page]


def first_clip(clips: Sequence[Clip], view: View) -> tuple[Clip | None, float]:
    """Return the clip that is selected, and the moment: at first the first shot, and what is gone is not selected."""
    if view.clip is None:
        clip = next((each for each in clips if each.track == "video"), None)
    else:
        clip = clip_at(clips, view.clip)
    moment = view.moment if view.moment is not None else clip.moment if clip is not None else 0.0
    last = max((each.end for each in clips), default=0.0)
    return clip, min(max(moment, 0.0), last)
