"""Which production the page of the results shows: one of the open project, or the one that the URL names."""

from __future__ import annotations

import streamlit as st

from pages.widgets.i18n import moment, t
from pages.widgets.jobs.words import outcome
from pages.widgets.projects import current_project
from pages.widgets.render.order import productions
from pages.widgets.services import services
from s2v_core.production.store import StoredJob
from s2v_core.projects import project_of

__all__ = ["is_own", "named_in_url", "pick", "to_choose_from"]

_PARAMETER = "job"


def named_in_url() -> str:
    """Return the id of the production that the URL names; empty if it names none."""
    return st.query_params.get(_PARAMETER, "")


def is_own(job: StoredJob) -> bool:
    """Return whether a production is one of the open project."""
    project = current_project()
    return project is not None and (job.id in project.productions or project_of(job.token) == project.id)


def to_choose_from() -> list[StoredJob]:
    """Return the productions of the open project, the newest first, after another one that the URL names.

    Raises:
        JobNotFound: the URL names none that there is.
    """
    project, named = current_project(), named_in_url()
    found = productions(project) if project is not None else []
    if named and named not in [job.id for job in found]:
        found.insert(0, services().jobs.job(named))
    return found


def pick(found: list[StoredJob]) -> StoredJob:
    """Let one of several productions be chosen: at first the one that the URL names, or the newest."""
    known = {job.id: job for job in found}
    if st.session_state.get("results_production") not in known:
        named = named_in_url()
        st.session_state["results_production"] = named if named in known else found[0].id
    if len(found) == 1:
        return found[0]
    picked = st.selectbox(
        t("results.production"),
        list(known),
        key="results_production",
        format_func=lambda job: f"{moment(known[job].created)} · {outcome(known[job])}",
    )
    return known[picked]
