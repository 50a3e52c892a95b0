"""The place on a page where texts are generated from keywords, looked over, and added to the project."""

from __future__ import annotations

import streamlit as st

from pages.widgets.copy_slot.board import board_of
from pages.widgets.copy_slot.candidates import show_candidates
from pages.widgets.copy_slot.form import show_button, show_form
from pages.widgets.copy_slot.origin import origin_of, show_origins
from pages.widgets.copy_slot.slots import Slot, node_slot, pool_slot
from pages.widgets.copy_slot.streaming import show_coming
from pages.widgets.i18n import t
from pages.widgets.problems import fragment, show_problems
from pages.widgets.projects import current_project

__all__ = ["copy_slot", "node_slot", "origin_of", "pool_slot", "show_origins"]


def copy_slot(slot: Slot) -> None:
    """Show, folded up, how texts are generated from keywords and added where they belong.

    Args:
        slot: where they go.
    """
    shelf = st.expander(t("copy.heading"), icon=":material/auto_awesome:", key=f"copy_{slot.name}", on_change="rerun")
    if shelf.open:
        with shelf:
            fragment(_inside, key=f"copy_{slot.name}_inside")(slot)


def _inside(slot: Slot) -> None:
    """Show the form, what is being written, and what has come; on its own."""
    project = current_project()
    if project is None:
        return
    board = board_of(project.id, slot)
    if board.added:
        board.added = False
        st.rerun()  # the rest of the page shows the texts, too
    show_form(slot)
    if board.order is not None:
        show_coming(slot, board)
        return
    show_button(slot, board)
    show_problems(slot.key("problem"))
    show_candidates(slot, board)
