"""Buttons that change the open project."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from pages.widgets.projects import change
from s2v_core.projects import Project

__all__ = ["change_button"]


def change_button(
    label: str, operation: Callable[[Project], Project], *, key: str, at: str = "", **options: Any
) -> None:
    """Show a button that changes the project and saves it.

    Args:
        label: in the language of the session.
        operation: takes the project and returns another one, or refuses with a ``S2VError``.
        key: of the button.
        at: name of the field that shows what is wrong; empty: the top of the page.
        options: of ``st.button``.
    """

    def save() -> None:
        change(operation, at=at)

    st.button(label, key=key, on_click=save, **options)
