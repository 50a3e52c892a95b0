"""All jobs: every production that was ever started here, by whomever."""

from __future__ import annotations

import streamlit as st

from pages.widgets.guard import page_guard

page_guard(__file__)

from pages.widgets.i18n import ago, t  # noqa: E402
from pages.widgets.jobs.actions import history, menu, remove, show_ways  # noqa: E402
from pages.widgets.jobs.filters import ask_filter, is_narrowed, page_of, show_pager  # noqa: E402
from pages.widgets.jobs.words import badge, outcome  # noqa: E402
from pages.widgets.parts import empty_state, page_head  # noqa: E402
from pages.widgets.problems import fragment, plain  # noqa: E402
from pages.widgets.services import services  # noqa: E402
from s2v_core.production.store import OPEN_JOB_STATES, JobFilter, StoredJob  # noqa: E402

_EVERY = 2.0
_STEPS = 20  # so often at most is the page drawn again while a production is made


def show_job(job: StoredJob, known: frozenset[str]) -> None:
    """Show one production."""
    with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        with st.container(gap=None, width=380):
            st.markdown(f"**{plain(job.name or t('jobs.nameless'))}** {badge(job)}")
            st.caption(f"{outcome(job)} · {ago(job.created)}")
            if job.state in OPEN_JOB_STATES and job.frames:
                st.progress(job.frames_done / job.frames)
        with st.container(horizontal=True, vertical_alignment="center", width="content"):
            show_ways(job, known)
            menu(job)


def marks(jobs: tuple[StoredJob, ...]) -> list[object]:
    """Return what is to be seen of productions, coarse enough not to change all the time."""
    return [
        (job.id, job.state, job.cancel_requested, dict(job.outputs), job.frames_done * _STEPS // max(1, job.frames))
        for job in jobs
    ]


def watch(wanted: JobFilter, newest_first: bool, before: list[object]) -> None:
    """Draw the page again when something of it has changed."""
    if marks(page_of(wanted, newest_first=newest_first).jobs) != before:
        st.rerun()


page_head("jobs")
if not services().settings.jobs_file.exists() or not services().jobs.jobs(limit=1).jobs:
    empty_state(t("jobs.none"), icon="list_alt", lead_on=True)
else:
    wanted, newest_first = ask_filter()
    page = page_of(wanted, newest_first=newest_first)
    known = frozenset(card.id for card in services().projects.cards() if card.state != "damaged")
    for job in page.jobs:
        show_job(job, known)
    if not page.jobs and is_narrowed(wanted):
        st.caption(t("jobs.none_found"))
    show_pager(page)
    if any(job.state in OPEN_JOB_STATES for job in page.jobs):
        fragment(watch, run_every=_EVERY, key="jobs_watch")(wanted, newest_first, marks(page.jobs))
history.show()
remove.show()
