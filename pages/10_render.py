"""Render: what is in the way, what it will take, start, and how far it is."""

from __future__ import annotations

import streamlit as st

from pages.widgets.guard import page_guard

page_guard(__file__)

from pages.widgets.i18n import ago, size_text, t  # noqa: E402
from pages.widgets.jobs.words import badge, duration_text, lengths_text, outcome, show_failures, state_key  # noqa: E402
from pages.widgets.navigation import link  # noqa: E402
from pages.widgets.parts import next_step, required_project  # noqa: E402
from pages.widgets.problems import callback, plain  # noqa: E402
from pages.widgets.render.checks import Check, check_of, show_findings  # noqa: E402
from pages.widgets.render.order import productions, retry, running, start  # noqa: E402
from pages.widgets.render.progress import show_progress  # noqa: E402
from pages.widgets.services import services  # noqa: E402
from s2v_core.production.store import StoredJob  # noqa: E402
from s2v_core.projects import Project, submission_token, value_of  # noqa: E402

_NARROW = 150


def show_last(job: StoredJob, project: Project) -> None:
    """Show what became of the latest production, and what can be done about it."""
    with st.container(border=True, key="production"):
        st.markdown(f"{badge(job)} **{outcome(job)}** :small[:gray[{ago(job.ended or job.modified)}]]")
        show_failures(job, services().jobs.outputs(job.id), project)
        with st.container(horizontal=True, vertical_alignment="center"):
            if state_key(job) != "ready":
                label = t("render.try_again") if not job.outputs else t("render.retry")
                st.button(
                    label,
                    key="render_retry",
                    icon=":material/replay:",
                    help=t("render.retry.help"),
                    on_click=callback(retry),
                    args=(job.id,),
                )
            if job.outputs.get("Success"):
                link("results", t("render.see_results"))


def show_forecast(check: Check) -> None:
    """Show what the production will take."""
    seen = check.foresight
    if seen is None or not seen.seconds:
        return
    facts = {
        t("render.fact.outputs"): str(seen.outputs),
        t("render.fact.length"): t("render.about", text=lengths_text(seen.shortest, seen.longest)),
        t("render.fact.together"): t("render.about", text=duration_text(seen.seconds)),
        t("render.fact.room"): t("render.about", text=size_text(seen.size)) if seen.size else t("render.no_room"),
    }
    grid = st.grid("auto", min_column_width=_NARROW, gap="small", border=True)
    for label, value in facts.items():
        with grid.cell(), st.container(gap=None):
            st.caption(label)
            st.markdown(f"**{plain(value)}**")
    place = plain(seen.place) if seen.place else t("render.own_folder")
    st.caption(f":material/folder: {t('render.goes_to', place=place)}")


def show_start(project: Project) -> None:
    """Show what is in the way, what it will take, and the button that starts it."""
    check = check_of(project)
    show_findings(check)
    show_forecast(check)
    count = value_of(project, "OutputConfig.Count")
    timelines = value_of(project, "OutputConfig.GeneratePreviewOnly")
    st.button(
        t("render.start_timelines", count=count) if timelines else t("render.start", count=count),
        key="render_start",
        type="primary",
        icon=":material/play_arrow:",
        disabled=bool(check.errors),
        help=t("render.mend_first") if check.errors else None,
        on_click=callback(start),
        args=(submission_token(project),),
    )


project = required_project("render")
found = productions(project)
at_work = running(found)
if at_work is not None:
    show_progress(at_work.id)
else:
    if found:
        show_last(found[0], project)
        st.subheader(t("render.once_more"), anchor=False)
    show_start(project)
next_step("render")
