"""Settings: what the cache holds, how large it may grow, and clearing it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import streamlit as st

from pages.widgets.dialogs import confirm, dialog
from pages.widgets.i18n import ago, language, size_text, t, texts
from pages.widgets.services import services
from pages.widgets.settings.fields import kept_setting
from s2v_core.cache import Cache

if TYPE_CHECKING:
    from s2v_core.cache import Survey

__all__ = ["DIALOGS", "show_cache"]

_AGES = {"any": None, "day": 86400.0, "week": 7 * 86400.0, "month": 30 * 86400.0}
_CLEARED = "_s2v_cleared"
_LOOK_AGAIN = 20


def show_cache() -> None:
    """Show the holdings of the cache, its limit, and what can be cleared."""
    survey = _survey(services().settings.cache_dir.as_posix())
    limit = services().settings.cache_limit
    st.caption(t("settings.cache_help"))
    st.progress(
        min(1.0, survey.size / limit), t("settings.cache_size", size=size_text(survey.size), limit=size_text(limit))
    )
    if survey.holdings:
        _holdings(survey)
    kept_setting(
        st.number_input,
        t("settings.cache_limit"),
        "cache_limit_gb",
        shown=float,
        min_value=0.1,
        max_value=100_000.0,
        step=1.0,
        format="%.1f",
        width=240,
    )
    _clearing(survey)


@st.cache_data(ttl=_LOOK_AGAIN, max_entries=4, show_spinner=False)
def _survey(folder: str) -> Survey:
    return _cache().survey()


def _cache() -> Cache:
    settings = services().settings
    return Cache(settings.cache_dir, limit=settings.cache_limit)


def _holdings(survey: Survey) -> None:
    rows = [
        {
            "what": _name(holding.kind),
            "size": size_text(holding.size),
            "entries": holding.entries,
            "used": ago(datetime.fromtimestamp(holding.newest, UTC)),
        }
        for holding in sorted(survey.holdings, key=lambda holding: -holding.size)
    ]
    columns = {
        name: st.column_config.Column(t(f"settings.cache.{name}")) for name in ("what", "size", "entries", "used")
    }
    st.dataframe(rows, column_config=columns, hide_index=True, width="stretch")


def _clearing(survey: Survey) -> None:
    kinds = {"": t("settings.everything")} | {holding.kind: _name(holding.kind) for holding in survey.holdings}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kind = st.selectbox(t("settings.clear_what"), list(kinds), format_func=kinds.__getitem__, key="settings_kind")
        age = st.selectbox(
            t("settings.clear_age"), list(_AGES), format_func=lambda each: t(f"settings.age.{each}"), key="settings_age"
        )
        st.button(
            t("settings.clear"),
            key="settings_clear",
            icon=":material/delete_sweep:",
            disabled=not survey.size,
            on_click=clear.open,
            args=(kind or "", age or "any"),
        )
    freed = st.session_state.pop(_CLEARED, None)
    if freed is not None:
        st.caption(f":material/check_circle: {t('settings.freed', size=size_text(freed))}")


@dialog("settings.clear_title")
def clear(kind: str, age: str) -> None:
    kinds = [kind] if kind else None
    doomed = _cache().clearable(kinds=kinds, older_than=_AGES[age])

    def act() -> None:
        st.session_state[_CLEARED] = _cache().clear(kinds=kinds, older_than=_AGES[age]).size
        _survey.clear()

    confirm(t("settings.clear_question", size=size_text(doomed.size)), act, yes=t("settings.clear"), key="cache")


DIALOGS = (clear,)


def _name(kind: str) -> str:
    key = f"settings.kind.{kind}"
    return t(key) if key in texts(language()) else kind
