"""What can be done with projects, and the dialogs that ask for it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from pages.widgets.dialogs import close_dialog, confirm, dialog, dialog_buttons
from pages.widgets.i18n import language, moment, t
from pages.widgets.messages import told
from pages.widgets.navigation import begin_work
from pages.widgets.problems import callback, explain, plain
from pages.widgets.projects import current_project, open_project, project_id, save_project, see_version
from pages.widgets.services import services
from s2v_core.errors import JobError, ProjectError
from s2v_core.projects import Card, Imported, Version, export_bundle, export_job

__all__ = ["DIALOGS", "bring", "erase", "menu", "name_of", "new", "open_", "recover", "repair", "show_undo"]

_THROWN = "_s2v_thrown"
_IMPORTED = "_s2v_imported"
_MODES = ("global", "segmented")
_LARGEST = 20
"""Megabytes of a file that is imported."""
_VERSIONS_HEIGHT, _FEW = 360, 6


def open_(project: str) -> None:
    """Open a project and go on to its first page."""
    st.session_state.pop(_THROWN, None)
    open_project(project)
    begin_work()


def recover(project: str) -> None:
    """Bring a project back that was thrown away."""
    services().projects.recover(project)
    if st.session_state.get(_THROWN, ("",))[0] == project:
        st.session_state.pop(_THROWN)


def repair(project: str) -> None:
    """Bring back the newest version of a damaged project that is whole.

    Raises:
        ProjectError: there is none.
    """
    store = services().projects
    whole = next((version for version in store.versions(project) if not version.damage), None)
    if whole is None:
        raise ProjectError(t("projects.beyond_repair"), hint=t("projects.beyond_repair_hint"))
    store.restore(project, whole.revision)


def show_undo() -> None:
    """Offer to bring back the project that was thrown away last, and tell what became of an import."""
    thrown = st.session_state.get(_THROWN)
    if thrown is not None:
        project, name = thrown
        with st.container(border=True, horizontal=True, vertical_alignment="center", key="thrown"):
            st.markdown(t("projects.thrown", name=plain(name)), width="content")
            st.button(
                t("common.undo"), key="unthrow", icon=":material/undo:", on_click=callback(recover), args=(project,)
            )
    imported: Imported | None = st.session_state.get(_IMPORTED)
    if imported is not None and imported.project.id == project_id() and imported.problems:
        with st.expander(t("projects.import_problems", count=len(imported.problems)), icon=":material/warning:"):
            explain(JobError("", problems=imported.problems))


def name_of(item: Card) -> str:
    """Return what to call a project whose name may not be known."""
    return t("projects.unreadable") if item.damage else item.name


def menu(item: Card) -> None:
    """Show the menu of a card."""
    dialogs = {"rename": rename, "duplicate": duplicate, "export": export, "versions": versions, "delete": throw}
    choices = ["versions", "delete"] if item.damage else list(dialogs)
    key = f"menu_{item.id}"

    def act() -> None:
        dialogs[st.session_state[key]].open(item.id, name_of(item))

    st.menu_button(
        t("projects.more"),
        choices,
        key=key,
        format_func=lambda choice: t(f"projects.menu.{choice}"),
        on_click=callback(act),
        type="tertiary",
    )


@dialog("projects.new_title", wide=True)
def new() -> None:
    """Ask for the name and the mode of a new project."""

    def create() -> None:
        project = services().projects.create(
            st.session_state["new_name"], st.session_state["new_mode"], language=language()
        )
        open_project(project.id)
        close_dialog()
        begin_work()

    st.text_input(
        t("projects.name"),
        key="new_name",
        value=t("projects.name_default"),
        placeholder=t("projects.name_example"),
        max_chars=100,
    )
    st.radio(
        t("projects.which_mode"),
        _MODES,
        key="new_mode",
        format_func=lambda mode: f"**{t(f'projects.mode.{mode}')}**",
        captions=[t(f"projects.idea.{mode}") for mode in _MODES],
    )
    with st.container(border=True):
        st.markdown(t(f"projects.example.{st.session_state['new_mode']}"))
    dialog_buttons(t("projects.create"), create, key="create")


@dialog("projects.import_title")
def bring() -> None:
    """Ask for the file of a job document or an exported project."""

    def create() -> None:
        file = st.session_state["import_file"]
        if file is None:
            raise ProjectError(t("projects.no_file"), hint=t("projects.no_file_hint"))
        try:
            text = file.getvalue().decode("utf-8-sig")
        except UnicodeDecodeError:
            raise ProjectError(t("projects.not_text"), where=file.name, hint=t("projects.not_text_hint")) from None
        name = file.name.rpartition(".")[0] or file.name
        imported = services().projects.import_text(text, name[:100])
        st.session_state[_IMPORTED] = imported
        open_project(imported.project.id)
        close_dialog()

    st.markdown(t("projects.import_help"))
    st.file_uploader(t("projects.import_file"), type=["json"], key="import_file", max_upload_size=_LARGEST)
    dialog_buttons(t("projects.import"), create, key="bring")


@dialog("projects.rename_title")
def rename(project: str, name: str) -> None:
    """Ask for another name."""

    def act() -> None:
        entered = st.session_state["rename_name"]
        current = current_project()
        if current is not None and current.id == project:
            save_project(current.model_copy(update={"name": entered}))
        else:
            services().projects.rename(project, entered)
        close_dialog()

    st.text_input(t("projects.name"), value=name, key="rename_name", max_chars=100)
    dialog_buttons(t("projects.menu.rename"), act, key="rename")


@dialog("projects.duplicate_title")
def duplicate(project: str, name: str) -> None:
    """Ask for the name of a copy."""

    def act() -> None:
        open_project(services().projects.duplicate(project, st.session_state["duplicate_name"]).id)
        close_dialog()

    st.text_input(t("projects.name"), value=t("projects.copy_of", name=name)[:100], key="duplicate_name", max_chars=100)
    dialog_buttons(t("projects.menu.duplicate"), act, key="duplicate")


@dialog("projects.export_title")
def export(project: str, name: str) -> None:
    """Offer the files that a project can be taken away in."""
    whole = services().projects.open(project)
    file = _file_name(name)
    for kind, text in (("job", export_job), ("bundle", export_bundle)):
        with st.container(border=True):
            st.markdown(t(f"projects.export.{kind}"))
            st.download_button(
                t("projects.download"),
                data=text(whole),
                file_name=f"{file}.{'json' if kind == 'job' else 'project.json'}",
                mime="application/json",
                key=f"export_{kind}",
                icon=":material/download:",
                on_click="ignore",
            )


@dialog("projects.versions_title")
def versions(project: str, name: str) -> None:
    """Show the versions that are kept, to bring one of them back."""

    def act(revision: int) -> None:
        restored = services().projects.restore(project, revision)
        if project == project_id():
            see_version(restored)
        close_dialog()

    st.markdown(t("projects.versions_help", name=plain(name)))
    newest, *earlier = services().projects.versions(project)
    with st.container(height=_VERSIONS_HEIGHT if len(earlier) >= _FEW else "content", border=False):
        _version(newest, t("projects.version_now"))
        for version in earlier:
            with _version(version, t("projects.overtaken") if version.overtaken else ""):
                st.button(
                    t("projects.recover"),
                    key=f"version_{version.revision}",
                    disabled=bool(version.damage),
                    on_click=callback(act),
                    args=(version.revision,),
                )


@dialog("projects.delete_title")
def throw(project: str, name: str) -> None:
    """Ask before a project is thrown away."""

    def act() -> None:
        services().projects.delete(project)
        st.session_state[_THROWN] = (project, name)
        if project == project_id():
            open_project("")

    confirm(t("projects.delete_question", name=plain(name)), act, yes=t("projects.menu.delete"), key="delete")


@dialog("projects.erase_title")
def erase(project: str, name: str) -> None:
    """Ask before a project is removed for good."""

    def act() -> None:
        services().projects.erase(project)
        if st.session_state.get(_THROWN, ("",))[0] == project:
            st.session_state.pop(_THROWN)

    confirm(t("projects.erase_question", name=plain(name)), act, yes=t("projects.erase"), key="erase")


DIALOGS = (new, bring, rename, duplicate, export, versions, throw, erase)
"""Every dialog of the page."""


def _version(version: Version, remark: str) -> Any:
    """Show a version and return the row that its button goes into."""
    row = st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute")
    called = plain(told(version.damage) or version.name)
    lines = [f"**{moment(version.changed)}**", called, *([remark] if remark else [])]
    row.markdown(f"{lines[0]}  \n:small[{' · '.join(lines[1:])}]", width="content")
    return row


def _file_name(name: str) -> str:
    kept = "".join(letter if letter.isalnum() or letter in "-_ " else "_" for letter in name).strip()
    return kept or "project"
