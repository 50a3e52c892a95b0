"""Writing while the page is shown: candidates appear as they come, and a press of the stop button ends it.

Nothing runs behind the page: whatever makes it run again interrupts the writing, which goes on where it was, unless it
was stopped.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from typing import Any

import streamlit as st

from pages.widgets.copy_slot.board import Board, Candidate, Order
from pages.widgets.copy_slot.slots import Slot
from pages.widgets.i18n import t
from pages.widgets.problems import callback, report
from pages.widgets.projects import current_project
from pages.widgets.settings.model import settings_with_key
from s2v_core.copywriting import CopyText, write
from s2v_core.errors import S2VError
from s2v_core.speech import estimated_seconds

__all__ = ["go_on"]


def go_on(slot: Slot, board: Board) -> None:
    """Write what is to be written, if there is something, and show it while it comes."""
    area = st.empty()
    if board.order is None:
        return
    with area.container():
        bar = st.progress(0.0, t("copy.writing"))
        st.button(t("copy.stop"), key=slot.key("stop"), icon=":material/stop:", on_click=callback(_stop), args=(board,))
        _follow(slot, board, board.order, bar, st.empty())
    area.empty()


def _follow(slot: Slot, board: Board, order: Order, bar: Any, table: Any) -> None:
    project = current_project()
    known = [*(slot.texts(project) if project else ()), *(candidate.text for candidate in board.candidates)]
    asked = order.request.count
    try:
        writing = write(order.request, settings_with_key(), seconds_of=estimated_seconds, known=known)
        with closing(writing.steps()) as steps:  # type: ignore[type-var]
            for come, text in _counted(steps):
                if text is not None:
                    _take(board, order, text)
                    table.dataframe([candidate.text for candidate in reversed(board.candidates)], height=220)
                bar.progress(come / asked, t("copy.progress", come=come, count=asked))
        board.report = writing.report()
    except S2VError as error:
        report(error, at=slot.key("problem"))
    board.order = None


def _counted(steps: Iterator[CopyText | None]) -> Iterator[tuple[int, CopyText | None]]:
    come = 0
    for text in steps:
        come += text is not None
        yield come, text


def _take(board: Board, order: Order, text: CopyText) -> None:
    """Put a text on the board, and note that less is to be written, should this run be interrupted."""
    candidate = Candidate(text.text, text)
    if order.place is None:
        board.candidates.append(candidate)
    elif order.place < len(board.candidates):
        board.candidates[order.place] = candidate
    board.turn += 1
    left = order.request.count - 1
    order.request = replace(order.request, count=max(left, 1))
    if left == 0:
        board.order = None


def _stop(board: Board) -> None:
    board.order = None
