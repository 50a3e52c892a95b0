"""What can be done with a production in the list of all of them."""

from __future__ import annotations

import streamlit as st

from pages.widgets.dialogs import confirm, dialog
from pages.widgets.i18n import moment, t
from pages.widgets.jobs.words import outcome, show_failures, state_key
from pages.widgets.navigation import go_to
from pages.widgets.problems import callback, plain
from pages.widgets.projects import open_project
from pages.widgets.render.order import cancel, retry
from pages.widgets.services import services
from s2v_core.errors import ProjectError
from s2v_core.production.logs import LogEntry
from s2v_core.production.runner import forget_job, job_logs
from s2v_core.production.store import ENDED_JOB_STATES, StoredJob
from s2v_core.projects import Project, project_of

__all__ = ["history", "menu", "remove", "show_ways"]

_LINES, _HEIGHT = 200, 320


def show_ways(job: StoredJob, known: frozenset[str]) -> None:
    """Show the ways to a production's videos and to its project.

    Args:
        job: the production.
        known: the ids of the projects that there are.
    """
    project = project_of(job.token)
    if job.outputs.get("Success"):
        st.button(
            t("jobs.videos_of"),
            key=f"jobs_results_{job.id}",
            icon=":material/video_library:",
            on_click=callback(_see_results),
            args=(job.id, project if project in known else ""),
        )
    if project in known:
        st.button(
            t("jobs.project_of"),
            key=f"jobs_project_{job.id}",
            icon=":material/folder_open:",
            on_click=callback(_see_project),
            args=(project,),
        )


def menu(job: StoredJob) -> None:
    """Show the menu of a production."""
    ended = job.state in ENDED_JOB_STATES
    missed = ended and state_key(job) != "ready"
    actions = {"history": True, "cancel": not ended and not job.cancel_requested, "retry": missed, "remove": ended}
    key = f"jobs_menu_{job.id}"

    def act() -> None:
        match st.session_state[key]:
            case "cancel":
                cancel(job.id)
            case "retry":
                retry(job.id)
            case "history":
                history.open(job.id)
            case "remove":
                remove.open(job.id, job.name)

    st.menu_button(
        t("jobs.more"),
        [action for action, possible in actions.items() if possible],
        key=key,
        format_func=lambda action: t(f"jobs.menu.{action}"),
        on_click=callback(act),
        type="tertiary",
    )


@dialog("jobs.history_title", wide=True)
def history(job: str) -> None:
    """Show what happened to a production: why it failed, and the end of its log."""
    here = services()
    stored = here.jobs.job(job)
    st.markdown(f"**{plain(stored.name or t('jobs.nameless'))}** · {outcome(stored)}")
    show_failures(stored, here.jobs.outputs(job), _project(stored))
    lines = [_line(entry) for entry in job_logs(here.settings).tail(job, _LINES)]
    if lines:
        st.code("\n".join(lines), language=None, height=_HEIGHT, wrap_lines=True)
    st.caption(t("jobs.number", id=job))


@dialog("jobs.remove_title")
def remove(job: str, name: str) -> None:
    """Ask before a production is forgotten."""

    def act() -> None:
        here = services()
        forget_job(here.jobs, job_logs(here.settings), here.settings, job)

    confirm(
        t("jobs.remove_question", name=plain(name or t("jobs.nameless"))),
        act,
        yes=t("jobs.menu.remove"),
        key="jobs_remove",
    )


def _see_results(job: str, project: str) -> None:
    if project:
        open_project(project)
    go_to("results", job=job)


def _see_project(project: str) -> None:
    open_project(project)
    go_to("render")


def _project(job: StoredJob) -> Project | None:
    """Return the project that was produced, where it is still there."""
    try:
        return services().projects.open(project_of(job.token) or "-")
    except ProjectError:
        return None


def _line(entry: LogEntry) -> str:
    output = "" if entry.output is None else f" #{entry.output}"
    return f"{moment(entry.time)} {entry.level}{output} {entry.event} {entry.message}".rstrip()
