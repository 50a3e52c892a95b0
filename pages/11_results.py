"""Results: the finished videos of a project, production by production."""

from __future__ import annotations

import json
from functools import partial

import streamlit as st

from pages.widgets.guard import page_guard

page_guard(__file__)

from pages.widgets.i18n import ago, moment, t  # noqa: E402
from pages.widgets.job_words import badge, outcome, show_failures, size_text, state_key  # noqa: E402
from pages.widgets.navigation import link  # noqa: E402
from pages.widgets.parts import page_head, required_project  # noqa: E402
from pages.widgets.problems import boundary, fragment, plain  # noqa: E402
from pages.widgets.projects import current_project, project_id  # noqa: E402
from pages.widgets.render_order import productions  # noqa: E402
from pages.widgets.result_files import LARGEST, Video, manifest_text, pack, videos_of, volumes  # noqa: E402
from pages.widgets.result_gallery import chosen, show_gallery, show_stage  # noqa: E402
from pages.widgets.result_more import more  # noqa: E402
from pages.widgets.services import services  # noqa: E402
from s2v_core.job import parse_job  # noqa: E402
from s2v_core.production.store import OPEN_JOB_STATES, StoredJob  # noqa: E402
from s2v_core.projects import project_of  # noqa: E402

_EVERY = 3.0


def productions_shown() -> list[StoredJob]:
    """Return the productions to choose from, the newest first; the one that the URL names is among them."""
    project, wanted = current_project(), st.query_params.get("job", "")
    found = productions(project) if project is not None else []
    if wanted and wanted not in [job.id for job in found]:
        found.insert(0, services().jobs.job(wanted))
    return found


def pick(found: list[StoredJob]) -> StoredJob:
    """Let one of several productions be chosen."""
    known = {job.id: job for job in found}
    wanted = st.query_params.get("job", "")
    if st.session_state.get("results_production") not in known:
        st.session_state["results_production"] = wanted if wanted in known else found[0].id
    if len(found) == 1:
        return found[0]
    picked = st.selectbox(
        t("results.production"),
        list(known),
        key="results_production",
        format_func=lambda job: f"{moment(known[job].created)} · {outcome(known[job])}",
    )
    return known[picked]


def show_state(job: StoredJob) -> None:
    """Show what became of a production, and where that is mended or gone on with."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"{badge(job)} **{outcome(job)}** :small[:gray[{ago(job.ended or job.created)}]]", width="content")
        if project_id() and state_key(job) != "ready":
            link("render", t("results.to_render"))


def watch(job: str, before: int) -> None:
    """Wait for more videos of a production that is at work."""
    now = services().jobs.job(job)
    if now.state not in OPEN_JOB_STATES or now.outputs.get("Success", 0) != before:
        st.rerun()


def show_actions(job: StoredJob, videos: list[Video], video: Video) -> None:
    """Show what can be done with the batch."""
    with st.container(horizontal=True, vertical_alignment="center", key="results_actions"):
        project = current_project()
        if project is not None and (job.id in project.productions or project_of(job.token) == project.id):
            st.button(
                t("results.more"),
                key="results_more",
                type="primary",
                icon=":material/auto_awesome_motion:",
                on_click=more.open,
                args=(video.output.name, dict(video.output.draws)),
            )
        parts = volumes(videos)
        for number, part in enumerate(parts, 1):
            size = size_text(part.size)
            st.download_button(
                t("results.download_all", size=size)
                if len(parts) == 1
                else t("results.download_part", number=number, count=len(parts), size=size),
                data=pack(part, partial(papers, job), services().settings.cache_dir),
                file_name=f"{job.id}.zip" if len(parts) == 1 else f"{job.id}_{number}.zip",
                mime="application/zip",
                key=f"results_zip_{number}",
                icon=":material/folder_zip:",
                on_click="ignore",
            )
    if any(each.size > LARGEST for each in videos):
        st.caption(t("results.left_out"))


def papers(job: StoredJob) -> dict[str, str]:
    """Return the texts that go with a batch."""
    manifest = manifest_text(services().jobs, job.id, services().settings)
    return {"manifest.json": manifest} if manifest else {}


def show_paperwork(job: StoredJob) -> None:
    """Show what the batch was made from, for those who make it elsewhere or keep records."""
    shelf = st.expander(t("results.paperwork"), icon=":material/data_object:", on_change="rerun", key="results_papers")
    if not shelf.open:
        return
    with shelf, boundary():
        document = json.dumps(json.loads(services().jobs.request(job.id).document), ensure_ascii=False, indent=2)
        manifest = manifest_text(services().jobs, job.id, services().settings)
        tabs = {"job": (t("results.job_json"), document), "manifest": (t("results.manifest"), manifest)}
        for key, (label, text) in tabs.items():
            if not text:
                continue
            st.markdown(f"**{label}** — {t(f'results.{key}.help')}")
            st.download_button(
                t("results.download_json"), text, f"{key}.json", "application/json", f"results_json_{key}"
            )
            st.json(text, expanded=False)
        st.caption(t("results.number", id=job.id))


def canvas(job: StoredJob) -> tuple[int, int]:
    """Return the width and height of the videos."""
    read, _ = parse_job(services().jobs.request(job.id).document)
    return (read.canvas.width, read.canvas.height) if read is not None else (16, 9)


def show_production(job: StoredJob) -> None:
    """Show one production."""
    outputs = services().jobs.outputs(job.id)
    videos = videos_of(outputs)
    show_state(job)
    if job.state in OPEN_JOB_STATES:
        fragment(watch, run_every=_EVERY, key="results_watch")(job.id, job.outputs.get("Success", 0))
    else:
        show_failures(job, outputs, current_project())
    if videos:
        video, size = chosen(job.id, videos), canvas(job)
        show_actions(job, videos, video)
        show_stage(video, size)
        if len(videos) > 1:
            st.subheader(t("results.all", count=len(videos)), anchor=False)
            show_gallery(job.id, videos, size, video.index)
    show_paperwork(job)


def show_nothing() -> None:
    """Say that there is nothing yet, and where it is made."""
    with st.container(border=True, horizontal_alignment="center", key="results_none"):
        st.space("small")
        st.markdown("## :material/video_library:", text_alignment="center")
        st.markdown(t("results.none"), text_alignment="center")
        link("render", t("results.to_render"))
        st.space("small")


if st.query_params.get("job") and current_project() is None:
    page_head("results")
else:
    required_project("results")
found = productions_shown()
if not found:
    show_nothing()
else:
    production = pick(found)
    if production.name and current_project() is None:
        st.subheader(plain(production.name), anchor=False)
    show_production(production)
more.show()
