"""Dialogs that a callback opens, that stay open until they are done, and that tests can look into.

Which dialog is open is kept in the session, not in the click that opened it, so that it survives any rerun.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from pages.widgets.i18n import t
from pages.widgets.problems import boundary, callback, clear_problems, show_problems

__all__ = ["Dialog", "close_dialog", "confirm", "dialog", "dialog_buttons", "is_open", "leave_dialog"]

_OPEN = "_s2v_dialog"


class Dialog:
    """A dialog of a page. ``open`` it in a callback and ``show`` it once on the page; buttons in it use ``callback``s,
    which end with ``close_dialog``. What goes wrong in those is shown in the dialog, which then stays open.

    ``name`` tells dialogs with the same title apart.
    """

    def __init__(self, title: str, body: Callable[..., None], *, wide: bool, name: str = "") -> None:
        self._title = title
        self._body = body
        self._wide = wide
        self._name = name or title

    def open(self, *args: Any) -> None:
        """Open the dialog with what it is about; only in a callback."""
        clear_problems()
        st.session_state[_OPEN] = (self._name, args)

    def show(self) -> None:
        """Show the dialog if it is open."""
        mine = st.session_state.get(_OPEN)
        if mine is None or mine[0] != self._name:
            return

        def body() -> None:
            if st.session_state.get(_OPEN) != mine:
                st.rerun()
            with boundary():
                show_problems()
                self._body(*mine[1])

        st.dialog(t(self._title), width="medium" if self._wide else "small", on_dismiss=close_dialog)(body)()


def dialog(title: str, *, wide: bool = False) -> Callable[[Callable[..., None]], Dialog]:
    """Make a dialog of a function that draws its inside.

    Args:
        title: key of its title, which is also its name.
        wide: whether it needs more room.
    """
    return lambda body: Dialog(title, body, wide=wide)


def close_dialog() -> None:
    """Close the dialog that is open; only in a callback."""
    st.session_state.pop(_OPEN, None)
    clear_problems()


def is_open() -> bool:
    """Return whether a dialog is open; problems of callbacks belong to it then."""
    return _OPEN in st.session_state


def leave_dialog() -> None:
    """Forget the dialog of the page that was left."""
    st.session_state.pop(_OPEN, None)


def confirm(question: str, action: Callable[[], None], *, yes: str, key: str) -> None:
    """Draw the inside of a dialog that asks before it acts.

    Args:
        question: what would happen, in the language of the session.
        action: what to do when it is confirmed.
        yes: what the button that does it says.
        key: of the buttons.
    """

    def act() -> None:
        action()
        close_dialog()

    st.markdown(question)
    dialog_buttons(yes, act, key=key)


def dialog_buttons(label: str, action: Callable[[], None], *, key: str) -> None:
    """Draw the last row of a dialog: the button that closes it, and the one that acts.

    Args:
        label: what the button that acts says, in the language of the session.
        action: what to do; it ends with ``close_dialog``.
        key: of the buttons.
    """
    with st.container(horizontal=True, horizontal_alignment="right"):
        st.button(t("common.cancel"), key=f"{key}_cancel", on_click=close_dialog)
        st.button(label, key=f"{key}_yes", type="primary", on_click=callback(action))
