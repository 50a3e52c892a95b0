"""Bringing files into the asset library by upload or from folders of this machine, with progress and refusals told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.widgets.dialogs import close_dialog, dialog
from pages.widgets.i18n import t
from pages.widgets.messages import told
from pages.widgets.problems import explain, plain
from pages.widgets.services import services
from s2v_core.errors import S2VError
from s2v_core.media.library import Imported, Tally, add_files

__all__ = ["WAYS", "bring", "brought", "forget_brought", "import_assets", "show_brought"]

WAYS = ("files", "folder", "machine")
"""How files come: uploaded, uploaded as a whole folder, or from a folder on the machine of the studio."""

_BROUGHT, _TURN, _WANTED = "_s2v_brought", "_s2v_upload_turn", "_s2v_folder_wanted"
_MOST_SHOWN = 50
_LARGEST = 1024
"""Megabytes of one file that a browser sends."""


def import_assets(key: str, way: str) -> None:
    """Show one of the ways to bring files in, bring in what was chosen, and draw the page again when that is done.

    Args:
        key: of the place that this is shown in; ``brought(key)`` is what came of it.
        way: one of `WAYS`.
    """
    if way == "machine":
        _from_this_machine(key)
    else:
        _from_the_browser(key, way)


def brought(key: str) -> Tally | None:
    """Return what the last import in a place brought; None if there was none."""
    return st.session_state.get(f"{_BROUGHT}_{key}")


def forget_brought(key: str) -> None:
    """Forget what the last import in a place brought."""
    st.session_state.pop(f"{_BROUGHT}_{key}", None)


def show_brought(key: str) -> None:
    """Tell what the last import in a place brought, and what was left out and why."""
    tally = brought(key)
    if tally is None:
        return
    if tally.added:
        st.success(t("assets.added", count=len(tally.added)), icon=":material/check_circle:")
    if tally.known:
        st.info(t("assets.known", count=len(tally.known)), icon=":material/content_copy:")
        st.caption(plain(", ".join(asset.name for asset in tally.known[:_MOST_SHOWN])))
    if not tally.assets and not tally.refused:
        st.info(t("assets.nothing_there"), icon=":material/folder_off:")
    if tally.refused:
        st.warning(t("assets.refused", count=len(tally.refused)), icon=":material/block:")
        _list_refused(tally.refused)


@dialog("assets.bring_title", wide=True)
def bring(key: str) -> None:
    """Ask for files and bring them into the library."""
    way = st.segmented_control(
        t("assets.from"),
        WAYS,
        default=WAYS[0],
        required=True,
        key=f"{key}_way",
        format_func=lambda one: t(f"assets.way.{one}"),
        label_visibility="collapsed",
    )
    import_assets(key, str(way))
    show_brought(key)
    with st.container(horizontal=True, horizontal_alignment="right"):
        st.button(t("assets.bring_done"), key=f"{key}_done", on_click=close_dialog)


def _list_refused(refused: tuple[Imported, ...]) -> None:
    rows = [
        {"file": step.path, "why": told(step.error.message), "what": told(step.error.hint)}
        for step in refused
        if step.error is not None
    ]
    columns = {
        "file": st.column_config.TextColumn(t("assets.refused.file"), width="small"),
        "why": st.column_config.TextColumn(t("assets.refused.why"), width="medium"),
        "what": st.column_config.TextColumn(t("assets.refused.what"), width="medium"),
    }
    st.dataframe(rows, hide_index=True, column_config=columns)


def _from_the_browser(key: str, way: str) -> None:
    turn = st.session_state.setdefault(f"{_TURN}_{key}", 0)
    uploaded = st.file_uploader(
        t(f"assets.way.{way}.label"),
        accept_multiple_files="directory" if way == "folder" else True,
        key=f"{key}_{way}_{turn}",
        max_upload_size=min(_LARGEST, services().settings.max_upload_mb),
        help=t("assets.upload_help"),
    )
    if uploaded:
        st.session_state[f"{_TURN}_{key}"] = turn + 1
        files = [(file.name, file) for file in uploaded]
        try:
            _bring(key, add_files(services().library, files))
        finally:
            _forget_uploads(uploaded)


def _from_this_machine(key: str) -> None:
    st.markdown(t("assets.machine_help"))
    st.text_input(t("assets.machine_path"), key=f"{key}_path", placeholder=t("assets.machine_example"))
    st.radio(
        t("assets.machine_how"),
        ("reference", "copy"),
        key=f"{key}_how",
        format_func=lambda how: t(f"assets.machine.{how}"),
        captions=[t("assets.machine_note.reference"), t("assets.machine_note.copy")],
    )
    st.button(t("assets.machine_start"), key=f"{key}_start", icon=":material/download:", on_click=_want, args=(key,))
    wanted = st.session_state.pop(f"{_WANTED}_{key}", None)
    if wanted:
        folder, how = wanted
        library = services().library
        steps = library.reference_folder(folder) if how == "reference" else library.add_folder(folder)
        _bring(key, steps)


def _want(key: str) -> None:
    path = st.session_state[f"{key}_path"].strip().strip("\"'")
    if path:
        st.session_state[f"{_WANTED}_{key}"] = (Path(path), st.session_state[f"{key}_how"])


def _bring(key: str, steps: Iterator[Imported]) -> None:
    """Take files in one by one, telling how far it is; what was taken in stays when somebody goes away meanwhile."""
    tally, failure = Tally(), None
    bar = st.progress(0.0, t("assets.beginning"))
    try:
        for step in steps:
            tally = tally.and_then(step)
            st.session_state[f"{_BROUGHT}_{key}"] = tally
            text = t("assets.progress", done=step.done, total=step.total, name=plain(step.path))
            bar.progress(step.done / step.total, text)
    except S2VError as error:
        failure = error
    st.session_state[f"{_BROUGHT}_{key}"] = tally
    bar.empty()
    if failure is not None:
        explain(failure)
        return
    st.rerun()


def _forget_uploads(uploaded: list[Any]) -> None:
    """Let go of uploaded files, which the server holds in memory until the visitor leaves."""
    context = get_script_run_ctx()
    if context is None or not isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        return
    for file in uploaded:
        context.uploaded_file_mgr.remove_file(session_id=context.session_id, file_id=file.file_id)
