"""Writing while the page is shown, a little at a time: candidates appear as they come, until it ends or is stopped.

Between two looks nothing is asked that was not asked before, so nobody pays for texts that nobody waits for.
"""

from __future__ import annotations

import time

import streamlit as st

from pages.widgets.copy_slot.board import Board, Candidate, Order
from pages.widgets.copy_slot.slots import Slot
from pages.widgets.i18n import t
from pages.widgets.problems import callback, fragment, report
from pages.widgets.projects import current_project
from pages.widgets.settings.model import settings_with_key
from s2v_core.copywriting import CopyRequest, CopyText, write
from s2v_core.errors import S2VError
from s2v_core.speech import estimated_seconds

__all__ = ["begin", "show_coming"]

_EVERY, _AT_ONCE = 0.4, 0.3
"""Seconds between two looks at what has come, and how long one takes at most."""


def begin(slot: Slot, board: Board, request: CopyRequest, place: int | None = None) -> None:
    """Begin to write, in a callback.

    Args:
        slot: where the texts go.
        board: of that place.
        request: what is wanted.
        place: of the candidate that is to be replaced; None: the texts are added to the others.

    Raises:
        S2VError: it cannot be written.
    """
    project = current_project()
    there = slot.texts(project) if project is not None else []
    known = [*there, *(candidate.text for candidate in board.candidates)]
    board.report = None
    board.order = Order(
        write(request, settings_with_key(), seconds_of=estimated_seconds, known=known), request.count, place
    )


def show_coming(slot: Slot, board: Board) -> None:
    """Show what comes, and the button that stops it; it reruns on its own until it has ended."""
    fragment(_look, run_every=_EVERY, key=slot.key("coming"))(slot, board)


def _look(slot: Slot, board: Board) -> None:
    order = board.order
    if order is not None:
        _take_what_came(slot, board, order)
    if board.order is None or order is None:
        st.rerun()  # the form and the candidates are shown again
    come = len(order.writing.texts)
    st.progress(come / order.asked, t("copy.progress", come=come, count=order.asked))
    st.button(t("copy.stop"), key=slot.key("stop"), icon=":material/stop:", on_click=callback(_stop), args=(board,))
    if come:
        st.dataframe({t("copy.text"): [text.text for text in reversed(order.writing.texts)]}, height=220)


def _take_what_came(slot: Slot, board: Board, order: Order) -> None:
    until = time.monotonic() + _AT_ONCE
    try:
        for text in order.steps:
            if text is not None:
                _take(board, order, text)
            if text is None or time.monotonic() > until:
                return
    except S2VError as error:
        report(error, at=slot.key("problem"))
    _end(board, order)


def _take(board: Board, order: Order, text: CopyText) -> None:
    candidate = Candidate(text.text, text)
    if order.place is not None and order.place < len(board.candidates):
        board.candidates[order.place] = candidate
    else:
        board.candidates.append(candidate)


def _stop(board: Board) -> None:
    if board.order is not None:
        board.order.steps.close()
        _end(board, board.order)


def _end(board: Board, order: Order) -> None:
    board.report = order.writing.report()
    board.order = None
    board.turn += 1
