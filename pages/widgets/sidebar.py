"""The side bar below the menu: the open project, what the runner does, and the language."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from pages.widgets.i18n import choose_language, keep_language, t
from pages.widgets.navigation import link
from pages.widgets.problems import callback, fragment
from pages.widgets.projects import open_project, project_id
from pages.widgets.services import services
from s2v_core.projects import Card

__all__ = ["show_sidebar"]

_PICKER = "project_picker"
_BUSY, _IDLE = 2.0, 20.0
_COMPACT = """
<style>
[data-testid="stSidebarHeader"] { margin-bottom: 0; }
[data-testid="stSidebarNavLink"] { margin-top: 0; margin-bottom: 0; }
[data-testid="stNavSectionHeader"] { margin-top: 0; margin-bottom: 0; }
:has(> [data-testid="stNavSectionHeader"]) { margin-top: 0.25rem; }
[data-testid="stSidebarNavSeparator"] { padding-top: 0.5rem; }
[data-testid="stSidebarUserContent"] [data-testid="stVerticalBlock"] { gap: 0.5rem; }
</style>
"""
"""Lets the whole menu, the choice of the project and that of the language fit on the screen of a laptop."""


def show_sidebar() -> None:
    """Show the choice of the project and of the language; once in app.py."""
    st.html(_COMPACT)
    _pick_project(services().projects.cards())
    fragment(_runner_line, run_every=_BUSY if _open_jobs() else _IDLE, key="runner")()
    choose_language()
    keep_language()


def _pick_project(cards: list[Card]) -> None:
    names = _told_apart(cards)
    st.session_state[_PICKER] = project_id() if project_id() in names else None
    st.selectbox(
        t("common.project"),
        list(names),
        index=None,
        format_func=lambda known: names.get(known, known),
        key=_PICKER,
        placeholder=t("common.pick_project"),
        on_change=callback(lambda: open_project(st.session_state[_PICKER] or "")),
    )


def _told_apart(cards: list[Card]) -> dict[str, str]:
    """Return the names of projects by their ids, with a part of the id where a name is not the only one."""
    whole = [card for card in cards if card.state != "damaged"]
    counts = Counter(card.name for card in whole)
    return {card.id: card.name if counts[card.name] == 1 else f"{card.name} · {card.id[:4]}" for card in whole}


def _open_jobs() -> int:
    here = services()
    return here.jobs.open_jobs() if here.settings.jobs_file.exists() else 0


def _runner_line() -> None:
    """Show whether videos are being made, and see to it that somebody makes them."""
    count = _open_jobs()
    if count:
        from s2v_core.production.runner import ensure_runner

        ensure_runner(services().settings)  # the last one may have ended with the machine
        st.caption(f":material/progress_activity: {t('common.working', count=count)}")
        link("jobs", t("common.see_jobs"), icon=False)
    else:
        st.caption(f":material/check_circle: {t('common.idle')}")
