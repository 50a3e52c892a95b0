"""What was generated for a place and not yet added: kept for the session, gone with the tab."""

from __future__ import annotations

from dataclasses import dataclass, field

import streamlit as st

from pages.widgets.copy_slot.slots import Slot
from s2v_core.copywriting import CopyReport, CopyRequest, CopyText, Writing
from s2v_core.projects import Row

__all__ = ["Board", "Candidate", "Order", "board_of"]

_BOARDS = "_s2v_copy"


@dataclass
class Candidate:
    """A text that may be added: as it stands in the table, whether it is ticked, and as it was generated."""

    text: str
    written: CopyText
    ticked: bool = True


class Order:
    """Texts that are being written: so many are ``asked`` for; ``place`` is the candidate that one is to replace, None:
    more of them."""

    def __init__(self, writing: Writing, asked: int, place: int | None) -> None:
        self.writing = writing
        self.steps = writing.steps()
        self.asked = asked
        self.place = place


@dataclass
class Board:
    """The candidates for a place, in the order in which they came.

    ``request`` is the last one for more of them, ``order`` what is being written now. ``turn`` counts up when rows come
    or go, so that the grid in the browser begins anew with the ``shown`` rows; ``added`` tells that the page has to be
    drawn again.
    """

    request: CopyRequest | None = None
    order: Order | None = None
    candidates: list[Candidate] = field(default_factory=list)
    report: CopyReport | None = None
    turn: int = 0
    shown: tuple[int, list[Row]] = (-1, [])
    added: bool = False
    seed: int = 0


def board_of(project: str, slot: Slot) -> Board:
    """Return the board for a place of a project."""
    boards: dict[tuple[str, str], Board] = st.session_state.setdefault(_BOARDS, {})
    return boards.setdefault((project, slot.name), Board())
