"""The candidates in a table: ticked, edited, written anew one by one, and added to the project."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from pages.widgets.copy_slot.board import Board, Candidate
from pages.widgets.copy_slot.form import writer_name
from pages.widgets.copy_slot.slots import Slot
from pages.widgets.copy_slot.streaming import begin
from pages.widgets.i18n import t
from pages.widgets.messages import told
from pages.widgets.problems import callback, plain
from pages.widgets.projects import change
from pages.widgets.tables import button_column, edited, heights
from s2v_core.copywriting import CopyReport
from s2v_core.projects import Row

__all__ = ["show_candidates"]

_TICK, _TEXT, _FACT = 66, (172, 244), 66
"""Widths of columns in pixels."""
_LINES = (2, 9)
"""Lines of titles and of scripts that are shown before they are cut."""


def show_candidates(slot: Slot, board: Board) -> None:
    """Show the candidates, what can be done with them, and how different they are; nothing where there are none."""
    if board.report is not None:
        _tell(board.report)
    if not board.candidates:
        return
    _table(slot, board)
    ticked = sum(candidate.ticked for candidate in board.candidates)
    with st.container(horizontal=True):
        st.button(
            t("copy.add", count=ticked),
            key=slot.key("add"),
            type="primary",
            icon=":material/playlist_add:",
            disabled=not ticked,
            on_click=callback(_add),
            args=(slot, board),
        )
        st.button(t("copy.discard"), key=slot.key("discard"), on_click=callback(_discard), args=(board,))


def _table(slot: Slot, board: Board) -> None:
    if board.shown[0] != board.turn:
        board.shown = (board.turn, _rows(board))
    key, rows = slot.key(f"table_{board.turn}"), board.shown[1]

    def save() -> None:
        for candidate, row in zip(board.candidates, edited(rows, st.session_state[key]), strict=True):
            candidate.text, candidate.ticked = str(row["text"] or "").strip(), bool(row["ticked"])

    def again(place: int) -> None:
        if board.request is not None:
            board.seed += 1
            begin(slot, board, replace(board.request, count=1, seed=board.seed), place)

    width = _TEXT[slot.spoken]
    columns: dict[str, Any] = {
        "ticked": st.column_config.CheckboxColumn(t("copy.take"), width=_TICK),
        "again": button_column(t("copy.again"), slot.key("again"), lambda: range(len(board.candidates)), again),
        "text": st.column_config.TextColumn(t("copy.text"), width=width, max_chars=slot.longest),
        "length": st.column_config.TextColumn(t("copy.size"), width=_FACT, disabled=True),
    }
    st.data_editor(
        pd.DataFrame(rows, columns=list(columns)),
        key=key,
        on_change=callback(save),
        column_config=columns,
        hide_index=True,
        **heights([row["text"] for row in rows], width, _LINES[slot.spoken]),
    )


def _rows(board: Board) -> list[Row]:
    return [
        {
            "ticked": candidate.ticked,
            "text": candidate.text,
            "length": _length(candidate),
            "again": ":material/refresh:",
        }
        for candidate in board.candidates
    ]


def _length(candidate: Candidate) -> str:
    seconds = candidate.written.seconds
    return str(len(candidate.text)) if seconds is None else t("copy.seconds_about", seconds=round(seconds))


def _add(slot: Slot, board: Board) -> None:
    taken = [(candidate.text, candidate.written) for candidate in board.candidates if candidate.ticked]
    if change(lambda project: slot.with_texts(project, taken), at=slot.key("problem")) is not None:
        board.candidates = [candidate for candidate in board.candidates if not candidate.ticked]
        board.report = None
        board.added = True
        board.turn += 1


def _discard(board: Board) -> None:
    board.candidates = []
    board.report = None
    board.turn += 1


def _tell(report: CopyReport) -> None:
    """Say how many texts came, why not more, how different they are, and what they cost."""
    said = [t("copy.came", count=report.written, asked=report.asked), plain(writer_name(report.model))]
    if report.written > 1:
        said.append(t("copy.alike", mean=f"{report.variety.mean:.0%}", most=f"{report.variety.highest:.0%}"))
    usage = report.usage
    if usage.completion_tokens:
        said.append(t("copy.tokens", count=usage.prompt_tokens + usage.completion_tokens))
    if usage.cost is not None:
        said.append(t("copy.cost", cost=f"{usage.cost:.4f}"))
    st.caption(" · ".join(said))
    if report.shortfall:
        st.warning(plain(told(report.shortfall)), icon=":material/info:")
