"""Results: the finished videos of a project, production by production."""

from __future__ import annotations

import streamlit as st

from pages.widgets.guard import page_guard

page_guard(__file__)

from pages.widgets.i18n import ago, t  # noqa: E402
from pages.widgets.jobs.words import badge, outcome, show_failures, state_key  # noqa: E402
from pages.widgets.navigation import link  # noqa: E402
from pages.widgets.parts import page_head, required_project  # noqa: E402
from pages.widgets.problems import fragment, plain  # noqa: E402
from pages.widgets.projects import current_project  # noqa: E402
from pages.widgets.results.choice import is_own, named_in_url, pick, to_choose_from  # noqa: E402
from pages.widgets.results.files import Video, size_of, videos_of  # noqa: E402
from pages.widgets.results.gallery import chosen, show_gallery, show_stage  # noqa: E402
from pages.widgets.results.more import more  # noqa: E402
from pages.widgets.results.papers import show_downloads, show_papers  # noqa: E402
from pages.widgets.services import services  # noqa: E402
from s2v_core.production.store import OPEN_JOB_STATES, StoredJob  # noqa: E402

_EVERY = 3.0


def show_state(job: StoredJob) -> None:
    """Show what became of a production, and where that is mended or gone on with."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"{badge(job)} **{outcome(job)}** :small[:gray[{ago(job.ended or job.created)}]]", width="content")
        if is_own(job) and state_key(job) != "ready":
            link("render", t("results.to_render"))


def watch(job: str, before: int) -> None:
    """Wait for more videos of a production that is at work."""
    now = services().jobs.job(job)
    if now.state not in OPEN_JOB_STATES or now.outputs.get("Success", 0) != before:
        st.rerun()


def show_videos(job: StoredJob, videos: list[Video]) -> None:
    """Show the finished videos of a production, and what can be done with them."""
    video, size = chosen(job.id, videos), size_of(services().jobs.request(job.id).document)
    with st.container(horizontal=True, vertical_alignment="center", key="results_actions"):
        if is_own(job):
            st.button(
                t("results.more"),
                key="results_more",
                type="primary",
                icon=":material/auto_awesome_motion:",
                on_click=more.open,
                args=(video.output.name, dict(video.output.draws)),
            )
        show_downloads(job.id, videos)
    show_stage(video, size)
    if len(videos) > 1:
        st.subheader(t("results.all", count=len(videos)), anchor=False)
        show_gallery(job.id, videos, size, video.index)


def show_production(job: StoredJob) -> None:
    """Show one production."""
    if not is_own(job) and job.name:
        st.subheader(plain(job.name), anchor=False)
    show_state(job)
    outputs = services().jobs.outputs(job.id)
    if job.state in OPEN_JOB_STATES:
        fragment(watch, run_every=_EVERY, key="results_watch")(job.id, job.outputs.get("Success", 0))
    else:
        show_failures(job, outputs, current_project() if is_own(job) else None)
    videos = videos_of(outputs)
    if videos:
        show_videos(job, videos)
    show_papers(job.id)


def show_nothing() -> None:
    """Say that there is nothing yet, and where it is made."""
    with st.container(border=True, horizontal_alignment="center", key="results_none"):
        st.space("small")
        st.markdown("## :material/video_library:", text_alignment="center")
        st.markdown(t("results.none"), text_alignment="center")
        link("render", t("results.to_render"))
        st.space("small")


if named_in_url() and current_project() is None:
    page_head("results")
else:
    required_project("results")
found = to_choose_from()
if found:
    show_production(pick(found))
else:
    show_nothing()
more.show()
