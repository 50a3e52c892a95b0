"""Keeps every visit going through app.py.

Streamlit runs a page of ``pages/`` on its own, without app.py, until some session of the server has run
``st.navigation``: after every start of the server for a deep link, and for a tab that was left open. The guard sends
such a visit through app.py first and then back to where it was going.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

__all__ = ["aim_at", "mark_entry", "page_guard", "resume_deep_link"]

_ENTERED = "_s2v_entered"
_TARGET = "_s2v_target"


def mark_entry() -> None:
    """Note that app.py has run; its first line."""
    st.session_state[_ENTERED] = True


def page_guard(file: str) -> None:
    """Go through app.py unless that has run; the first line of every page, with ``__file__``."""
    if not st.session_state.get(_ENTERED):
        parameters = {name: st.query_params.get_all(name) for name in st.query_params}
        st.session_state[_TARGET] = (f"pages/{Path(file).name}", parameters)
        st.switch_page("app.py")


def aim_at(page: str, parameters: dict[str, str]) -> None:
    """Go to a page (its file, from the folder of app.py) in the run that follows; in a callback.

    Streamlit's own way knows the pages only where they were made known before.
    """
    st.session_state[_TARGET] = (page, parameters)


def resume_deep_link() -> None:
    """Go on to the page that was visited first, or that a callback aims at; in app.py, after ``st.navigation``."""
    target = st.session_state.pop(_TARGET, None)
    if target:
        page, parameters = target
        st.switch_page(page, query_params=parameters)
