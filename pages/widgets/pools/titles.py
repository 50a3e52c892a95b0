"""Titles and sub-headings: which text is shown in the preview, and how texts come out on the canvas."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

import streamlit as st

from pages.widgets.i18n import t
from s2v_core.errors import S2VError
from s2v_core.job.limits import SIDE
from s2v_core.projects import Project, TextPool, set_texts, style_of, texts_of, value_of
from s2v_core.timeline.model import Canvas
from s2v_core.timeline.style import SubtitleStyle
from s2v_core.timeline.style_defaults import Role

if TYPE_CHECKING:
    from s2v_core.rendering.text import TextSize

__all__ = ["fitting", "show_text", "shown_text", "with_shown"]

_SHOWN = "_s2v_titles_shown"
_SMALLER = 0.97
"""Texts that come out at less than this share of their size are called smaller."""


def show_text(pool: TextPool, text: str) -> None:
    """Have the preview show a text of a pool; in a callback."""
    st.session_state.setdefault(_SHOWN, {})[pool] = text.strip()


def shown_text(project: Project, pool: TextPool) -> str:
    """Return the text of a pool that the preview shows; empty where it has none."""
    texts = texts_of(project, pool)
    wanted = st.session_state.get(_SHOWN, {}).get(pool)
    return wanted if wanted in texts else next(iter(texts), "")


def with_shown(project: Project) -> Project:
    """Return the project as it would be if every pool had only the text that is shown."""
    pools: tuple[TextPool, ...] = ("title", "1", "2", "3", "4", "5")
    for pool in pools:
        if len(texts_of(project, pool)) > 1:
            project = set_texts(project, pool, [shown_text(project, pool)])
    return project


def fitting(project: Project, pool: TextPool) -> Callable[[str], str]:
    """Return what tells how a text of a pool comes out on the canvas of a project."""
    fields = style_of(project, pool)
    for name in ("Font", "TimelineIn", "TimelineOut", "FontUrl"):
        value = fields.pop(name, None)
        if name == "Font" and value:
            fields[name] = str(value).partition(",")[0].strip()  # one of several is drawn
    style = SubtitleStyle.model_validate(fields).model_dump_json(by_alias=True, exclude_none=True)
    width, height = value_of(project, "OutputConfig.Width"), value_of(project, "OutputConfig.Height")
    role: Role = "title" if pool == "title" else "subheading"

    def tell(text: str) -> str:
        if not SIDE[0] <= min(width, height) <= max(width, height) <= SIDE[1]:
            return ""
        try:
            size = _size(text, style, int(width), int(height), role)
        except S2VError:  # the preview says what is wrong
            return ""
        return t("titles.smaller") if size.scale < _SMALLER else t("titles.lines", count=size.lines)

    return tell


@lru_cache(maxsize=512)
def _size(text: str, style: str, width: int, height: int, role: Role) -> TextSize:
    from s2v_core.rendering.text import measure_text

    return measure_text(text, SubtitleStyle.model_validate_json(style), Canvas(width=width, height=height), role=role)
