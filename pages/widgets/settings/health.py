"""Settings: whether everything is there that the studio needs, and how to mend what is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.widgets.i18n import t
from pages.widgets.messages import told
from pages.widgets.problems import fragment, plain
from pages.widgets.services import services

if TYPE_CHECKING:
    from s2v_core.production import Finding

__all__ = ["show_health"]

_FOUND = "_s2v_health"
_MARKS = {"bad": ("red", "error"), "fair": ("orange", "warning"), "good": ("green", "check_circle")}


def show_health() -> None:
    """Show a button that examines the installation, and what was found."""
    st.caption(t("settings.health_help"))
    fragment(_examine, key="settings_health")()


def _examine() -> None:
    if st.button(t("settings.examine"), key="settings_examine", icon=":material/stethoscope:"):
        from s2v_core.production import examine

        with st.spinner(t("settings.examining")):
            st.session_state[_FOUND] = examine(services().settings)
    findings: tuple[Finding, ...] = st.session_state.get(_FOUND, ())
    if not findings:
        return
    open_points = [finding for finding in findings if finding.state != "good"]
    if not any(finding.state == "bad" for finding in findings):
        st.markdown(f":green[:material/check_circle:] **{t('settings.healthy')}**")
    for finding in sorted(open_points, key=lambda each: list(_MARKS).index(each.state)):
        _show(finding)
    good = [finding for finding in findings if finding.state == "good"]
    with st.expander(t("settings.good", count=len(good)), icon=":material/done_all:"):
        for finding in good:
            _show(finding)


def _show(finding: Finding) -> None:
    colour, icon = _MARKS[finding.state]
    remedy = f"  \n:small[{plain(told(finding.remedy))}]" if finding.remedy else ""
    subject = told(finding.subject)
    subject = subject[:1].upper() + subject[1:]
    st.markdown(f":{colour}[:material/{icon}:] **{plain(subject)}** · {plain(told(finding.message))}{remedy}")
