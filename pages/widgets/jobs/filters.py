"""What the list of productions is narrowed to, and which part of it is shown."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import streamlit as st

from pages.widgets.i18n import midnight, t
from pages.widgets.services import services
from s2v_core.production.store import JOB_STATES, JobFilter, Page

__all__ = ["PER_PAGE", "ask_filter", "is_narrowed", "page_of", "show_pager"]

PER_PAGE = 20

_TOKENS = "_s2v_jobs_tokens"
_FILTERS = ("jobs_text", "jobs_states", "jobs_days", "jobs_order")


def ask_filter() -> tuple[JobFilter, bool]:
    """Show the filters and return what they say, and whether the newest come first."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="jobs_filters"):
        text = st.text_input(
            t("jobs.search"),
            key="jobs_text",
            placeholder=t("jobs.search.example"),
            icon=":material/search:",
            width=260,
            on_change=_from_the_start,
        )
        days = st.date_input(
            t("jobs.days"), value=[], key="jobs_days", format="YYYY-MM-DD", width=240, on_change=_from_the_start
        )
        order = st.selectbox(
            t("jobs.order"),
            ("newest", "oldest"),
            key="jobs_order",
            format_func=lambda each: t(f"jobs.order.{each}"),
            width=160,
            on_change=_from_the_start,
        )
    states = st.pills(
        t("jobs.states"),
        JOB_STATES,
        selection_mode="multi",
        key="jobs_states",
        format_func=lambda each: t(f"jobs.filter.{each}"),
        label_visibility="collapsed",
        on_change=_from_the_start,
    )
    first, last = _days(days)
    wanted = JobFilter(
        states=tuple(states),
        text=text.strip(),
        created_from=midnight(first) if first else None,
        created_before=midnight(last + timedelta(days=1)) if last else None,
    )
    return wanted, order == "newest"


def is_narrowed(wanted: JobFilter) -> bool:
    """Return whether a filter leaves anything out."""
    return wanted != JobFilter()


def page_of(wanted: JobFilter, *, newest_first: bool) -> Page:
    """Return the part of the list that is shown now."""
    tokens = _tokens()
    return services().jobs.jobs(wanted, limit=PER_PAGE, token=tokens[-1] if tokens else None, newest_first=newest_first)


def show_pager(page: Page) -> None:
    """Show the way to the parts of the list before and after this one."""
    tokens = _tokens()
    if not tokens and page.next_token is None:
        return
    with st.container(horizontal=True, horizontal_alignment="center", vertical_alignment="center"):
        back, on = t("jobs.back"), t("jobs.on")
        st.button(back, key="jobs_back", icon=":material/chevron_left:", disabled=not tokens, on_click=_step_back)
        st.caption(t("jobs.part", number=len(tokens) + 1), width="content")
        st.button(
            on,
            key="jobs_on",
            icon=":material/chevron_right:",
            icon_position="right",
            disabled=page.next_token is None,
            on_click=_step_on,
            args=(page.next_token,),
        )


def _days(given: Any) -> tuple[date | None, date | None]:
    """Return the first and the last day of a range that may be only begun."""
    days = tuple(given) if isinstance(given, tuple | list) else (given,)
    return (days[0] if days else None), (days[-1] if days else None)


def _tokens() -> list[str]:
    """Return the tokens of the parts on the way here; none for the first."""
    tokens: list[str] = st.session_state.get(_TOKENS, [])
    return tokens


def _from_the_start() -> None:
    st.session_state.pop(_TOKENS, None)


def _step_on(token: str) -> None:
    st.session_state[_TOKENS] = [*_tokens(), token]


def _step_back() -> None:
    st.session_state[_TOKENS] = _tokens()[:-1]
