"""Testing whether videos can be put somewhere: a button, and what was found below it."""

from __future__ import annotations

import streamlit as st

from pages.widgets.i18n import t
from pages.widgets.messages import told
from pages.widgets.problems import callback, fragment, plain
from pages.widgets.services import services

__all__ = ["storage_test", "storage_test_result"]

_OFTEN = 0.5
_BADGES = {"good": ("green", "check_circle"), "fair": ("orange", "warning"), "bad": ("red", "error")}


def storage_test(key: str, address: str, *, disabled: bool = False) -> None:
    """Show the button that tests a place; what is found is shown by `storage_test_result`.

    Args:
        key: of the button; the same in every language.
        address: a folder or the URL of one.
        disabled: whether there is nothing to test.
    """
    st.button(
        t("storage.test"),
        key=key,
        icon=":material/network_check:",
        disabled=disabled or services().trials.is_running(address),
        on_click=callback(lambda: services().trials.begin(address)),
    )


def storage_test_result(key: str, address: str) -> None:
    """Show how the test of a place goes on, or what it has found; the page does not wait for it."""
    waiting = services().trials.is_running(address)
    fragment(_result, run_every=_OFTEN if waiting else None, key=f"{key}_result")(address, waiting)


def _result(address: str, waiting: bool) -> None:
    trials = services().trials
    if trials.is_running(address):
        st.caption(f":material/progress_activity: {t('storage.testing')}")
        return
    if waiting:
        st.rerun()  # the button can be pressed again
    found = trials.found(address)
    if found is None:
        return
    colour, icon = _BADGES[found.state]
    remedy = f"  \n{plain(told(found.remedy))}" if found.remedy else ""
    st.markdown(f":{colour}[:material/{icon}: {plain(told(found.message))}]{remedy}")
