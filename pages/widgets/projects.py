"""The project that is open in this session: which it is, how it is changed, and what happens when others change it too.

Its id is in the URL. Every change is saved at once. A session changes the version of the project that it has shown, so
that nobody's change is based on what they have not seen; when others saved meanwhile, the last one counts, everybody is
told, and the other version can be brought back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from pages.widgets.i18n import t
from pages.widgets.problems import OF_PROJECT, callback, clear_problems, report
from pages.widgets.services import services
from s2v_core.errors import ProjectNotFound, S2VError
from s2v_core.projects import Project, Saved

__all__ = [
    "bind_to_url",
    "change",
    "changing",
    "current_project",
    "follow_others",
    "open_project",
    "project_id",
    "redo",
    "restore_other",
    "save_project",
    "see_version",
    "show_conflict",
    "undo",
]

_ID = "project"
_PENDING = "_s2v_pending"
_SEEN = "_s2v_seen"
_CONFLICT = "_s2v_conflict"
_HIDDEN = "project_in_url"


@dataclass(frozen=True)
class _Conflict:
    """Another version that was saved over, or that was saved over ours."""

    project: str
    revision: int
    shown: bool
    """Whether that version is the one which this session shows."""


def project_id() -> str:
    """Return the id of the open project; empty if there is none."""
    if _ID in st.session_state:
        return st.session_state[_ID] or ""
    return st.query_params.get(_ID, "")


def open_project(project: str) -> None:
    """Open a project (empty: none) from the next run on, which a callback is followed by."""
    st.session_state[_PENDING] = project
    st.session_state.pop(_CONFLICT, None)


def follow_others() -> None:
    """Open the project that is to be open and take over what others have saved; in app.py, before the menu."""
    if _PENDING in st.session_state:
        st.session_state[_ID] = st.session_state.pop(_PENDING)
    clear_problems(OF_PROJECT)
    try:
        _look()
    except S2VError as error:
        st.session_state.pop(_SEEN, None)
        report(error, at=OF_PROJECT)


def bind_to_url() -> None:
    """Keep the open project in the URL across pages, reloads and the history of the browser; in app.py.

    Streamlit does that for widgets alone, and only for those that come after ``st.navigation``; so there is one that is
    not seen.
    """
    before = project_id()
    with st.container(key=_HIDDEN):
        st.text_input("project", key=_ID, bind="query-params", label_visibility="collapsed")
        st.html(f"<style>.st-key-{_HIDDEN} {{ display: none; }}</style>")
    if project_id() != before:
        follow_others()


def current_project() -> Project | None:
    """Return the open project as this session shows it; None if none is open, or it cannot be opened."""
    seen = st.session_state.get(_SEEN)
    return seen if seen is not None and seen.id == project_id() else None


def change(operation: Callable[[Project], Project], *, at: str = "") -> Project | None:
    """Change the open project and save it; only in a callback. Return it as saved, or None if that was refused.

    Args:
        operation: takes the project and returns another one; widget values are read from ``st.session_state`` inside.
        at: name of the field that shows what is wrong with the change; empty: the top of the page.
    """
    saved: list[Project] = []
    callback(lambda: saved.append(save_project(operation(_required()))), at=at)()
    return saved[0] if saved else None


def changing(operation: Callable[[Project], Project], *, at: str = "") -> Callable[[], None]:
    """Return the callback of a control that changes the open project; see `change`."""

    def act() -> None:
        change(operation, at=at)

    return act


def save_project(project: Project) -> Project:
    """Save the open project as changed and return it as saved.

    Raises:
        ProjectError: it cannot be saved.
    """
    saved = services().projects.save(project)
    _note(saved)
    return saved.project


def see_version(project: Project) -> None:
    """Show a version of the open project that was saved by other means than a change."""
    st.session_state[_SEEN] = project


def undo() -> None:
    """Take the last change back; a callback."""
    callback(lambda: _step(services().projects.undo(_required())))()


def redo() -> None:
    """Take the last undo back; a callback."""
    callback(lambda: _step(services().projects.redo(_required())))()


def show_conflict() -> None:
    """Tell that two sessions changed the project at the same time, and offer the version that does not count."""
    conflict = st.session_state.get(_CONFLICT)
    if conflict is None or conflict.project != project_id():
        return
    with st.container(border=True, key="conflict"):
        st.warning(
            t("problems.overwritten" if conflict.shown else "problems.overtaken"), icon=":material/sync_problem:"
        )
        with st.container(horizontal=True):
            label = t("problems.restore_shown" if conflict.shown else "problems.restore_other")
            st.button(label, key="conflict_restore", icon=":material/history:", on_click=restore_other)
            st.button(t("problems.keep"), key="conflict_keep", on_click=lambda: st.session_state.pop(_CONFLICT, None))


def restore_other() -> None:
    """Bring back the version that does not count; a callback."""

    def act() -> None:
        conflict = st.session_state.pop(_CONFLICT)
        see_version(services().projects.restore(conflict.project, conflict.revision))

    callback(act)()


def _look() -> None:
    """Take over the newest version of the open project, and notice what others did."""
    store = services().projects
    seen: Project | None = st.session_state.get(_SEEN)
    if not project_id():
        st.session_state.pop(_SEEN, None)
        return
    if seen is None or seen.id != project_id():
        see_version(store.open(project_id()))
        clear_problems()
        return
    if store.revision(seen.id) == seen.revision:
        return
    newest = store.open(seen.id)
    if any(version.overtaken for version in store.versions(seen.id) if version.revision == seen.revision):
        st.session_state[_CONFLICT] = _Conflict(seen.id, seen.revision, shown=True)
    else:
        st.toast(t("problems.changed_elsewhere"), icon=":material/sync:")
    see_version(newest)


def _note(saved: Saved) -> None:
    st.session_state[_SEEN] = saved.project
    if saved.overtaken:
        st.session_state[_CONFLICT] = _Conflict(saved.project.id, saved.overtaken[-1], shown=False)


def _step(saved: Saved | None) -> None:
    if saved is not None:
        _note(saved)


def _required() -> Project:
    project = current_project()
    if project is None:
        raise ProjectNotFound(t("problems.no_project"), hint=t("problems.no_project_hint"))
    return project
