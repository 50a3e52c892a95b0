"""What is to be written: keywords, how many and how long, and what else a writer should know."""

from __future__ import annotations

import re
from typing import Any

import streamlit as st

from pages.widgets.copy_slot.board import Board
from pages.widgets.copy_slot.slots import Slot
from pages.widgets.copy_slot.streaming import begin
from pages.widgets.i18n import t
from pages.widgets.navigation import link
from pages.widgets.problems import callback, plain
from pages.widgets.projects import current_project
from pages.widgets.settings.model import settings_with_key
from s2v_core.copywriting import TEMPLATES, TONES, CopyRequest, checked_request, writer_of
from s2v_core.projects import Project, lines_of

__all__ = ["show_button", "show_form", "writer_name"]

_LANGUAGES = ("", "en", "zh")
_MORE_LANGUAGES = ("ja", "ko", "de", "fr", "es", "it", "pt", "ru", "ar")
_MOST = 100
_SECONDS = (3, 90)
_USUAL_SECONDS = (15, 20)
_NODE_SECONDS = (4, 8)
_BETWEEN = re.compile(r"[,，、;；\n]+")


def show_form(slot: Slot) -> None:
    """Show who writes, and the form."""
    writer = writer_of(settings_with_key())
    with st.container(horizontal=True, vertical_alignment="center"):
        icon = "edit_note" if writer == TEMPLATES else "smart_toy"
        st.caption(f":material/{icon}: {t('copy.by', writer=plain(writer_name(writer)))}", width="content")
        link("settings", t("copy.to_settings"))
    _input(st.text_input, slot, "keywords", placeholder=t("copy.keywords_example"), help=t("copy.keywords_help"))
    left, right = st.columns(2, vertical_alignment="bottom")
    with left:
        _input(st.number_input, slot, "count", value=10, min_value=1, max_value=_MOST, step=1)
    with right:
        if slot.spoken:
            usual = _NODE_SECONDS if slot.node else _USUAL_SECONDS
            _input(st.slider, slot, "seconds", value=usual, min_value=_SECONDS[0], max_value=_SECONDS[1])
        else:
            _input(st.number_input, slot, "longest", value=slot.longest, min_value=5, max_value=slot.longest, step=1)
    with st.popover(t("copy.more"), icon=":material/tune:"):
        _details(slot, writer)


def show_button(slot: Slot, board: Board) -> None:
    """Show the button that has texts written."""
    st.button(
        t("copy.write"),
        key=slot.key("write"),
        icon=":material/auto_awesome:",
        on_click=callback(_begin, at=slot.key("problem")),
        args=(slot, board),
    )


def writer_name(model: str) -> str:
    """Return how the writer of a text is called in the language of the session: templates, or a model by its name."""
    return t("copy.templates") if model == TEMPLATES else model


def _details(slot: Slot, writer: str) -> None:
    languages = _LANGUAGES if writer == TEMPLATES else _LANGUAGES + _MORE_LANGUAGES
    _input(
        st.selectbox, slot, "language", options=languages, format_func=lambda code: t(f"copy.language.{code or 'auto'}")
    )
    tones = ("", *TONES)
    _input(st.selectbox, slot, "tone", options=tones, format_func=lambda tone: t(f"copy.tone.{tone or 'any'}"))
    _input(st.text_input, slot, "audience", placeholder=t("copy.audience_example"))
    _input(st.text_area, slot, "points", placeholder=t("copy.points_example"), help=t("copy.points_help"), height=90)
    _input(st.text_input, slot, "forbidden", help=t("copy.forbidden_help"))
    _input(st.text_input, slot, "brands", help=t("copy.brands_help"))


def _input(control: Any, slot: Slot, part: str, **options: Any) -> None:
    """Show a control whose value stays while other pages are looked at."""
    control(t(f"copy.{part}"), key=slot.key(part), persist_state="session", **options)


def _begin(slot: Slot, board: Board) -> None:
    """Have texts written in the run that follows, in a callback.

    Raises:
        S2VError: they cannot be written.
    """
    project = current_project()
    if project is not None:
        board.seed += 1
        board.request = checked_request(_request(slot, board, project))
        begin(slot, board, board.request)


def _request(slot: Slot, board: Board, project: Project) -> CopyRequest:
    values = {part: st.session_state.get(slot.key(part)) for part in ("language", "tone", "audience", "points")}
    seconds = st.session_state.get(slot.key("seconds"))
    keywords = _words(slot, "keywords")
    voice, rate = slot.speaker(project, " ".join(keywords))
    return CopyRequest(
        kind=slot.kind,
        keywords=keywords,
        count=int(st.session_state[slot.key("count")]),
        language=values["language"] or "",
        tone=values["tone"] or "",
        audience=values["audience"] or "",
        selling_points=tuple(lines_of(values["points"] or "")),
        forbidden=_words(slot, "forbidden"),
        brand_words=_words(slot, "brands"),
        longest=st.session_state.get(slot.key("longest")),
        seconds=(float(seconds[0]), float(seconds[1])) if slot.spoken and seconds else None,
        voice=voice,
        speech_rate=rate,
        seed=board.seed,
    )


def _words(slot: Slot, part: str) -> tuple[str, ...]:
    return tuple(_BETWEEN.split(st.session_state.get(slot.key(part)) or ""))
