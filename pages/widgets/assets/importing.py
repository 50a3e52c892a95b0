"""Bringing files into the asset library by upload or from folders of this machine, with progress and refusals told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import streamlit as st

from pages.widgets.assets.browse import asset_picture
from pages.widgets.assets.stream import send_files
from pages.widgets.dialogs import close_dialog, dialog
from pages.widgets.i18n import t
from pages.widgets.messages import told
from pages.widgets.problems import explain, plain
from pages.widgets.services import services
from s2v_core.errors import MediaError, S2VError
from s2v_core.media.library import Imported, Tally

__all__ = ["bring", "brought", "forget_brought", "import_assets", "name_of_way", "show_brought", "ways"]

_BROUGHT = "_s2v_brought"
_MOST_SHOWN = 50
_MOST_FOLDERS = 60
_FIRST = 50
"""Files whose pictures are made while they come in."""


def ways() -> tuple[str, ...]:
    """Return how files can come: ``upload``, or ``machine``: from a folder on the machine of the studio."""
    here = services()
    return ("upload", "machine") if here.local or here.settings.roots else ("upload",)


def name_of_way(way: str) -> str:
    """Return what a way (or ``library``) is called."""
    return t("assets.way.server" if way == "machine" and not services().local else f"assets.way.{way}")


def import_assets(key: str, way: str) -> None:
    """Show one of the ways to bring files in, bring in what was chosen, and draw the page again when that is done.

    Args:
        key: of the place that this is shown in; ``brought(key)`` is what came of it.
        way: one of `ways`.
    """
    if way == "machine":
        _from_this_machine(key)
    else:
        _from_the_browser(key)


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
        ways(),
        default="upload",
        required=True,
        key=f"{key}_way",
        format_func=name_of_way,
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


def _from_the_browser(key: str) -> None:
    tally = send_files(key)
    if tally is not None:
        st.session_state[f"{_BROUGHT}_{key}"] = tally


def _from_this_machine(key: str) -> None:
    st.caption(t("assets.machine_help"))
    path = f"{key}_path"
    if path not in st.session_state:
        st.session_state[path] = str(Path.home()) if services().local else ""
    st.text_input(t("assets.machine_path"), key=path, placeholder=t("assets.machine_example"))
    _way_through_folders(key, _path_of(key))
    st.radio(
        t("assets.machine_how"),
        ("reference", "copy"),
        key=f"{key}_how",
        format_func=lambda how: t(f"assets.machine.{how}"),
        captions=[t("assets.machine_note.reference"), t("assets.machine_note.copy")],
    )
    if st.button(t("assets.machine_start"), key=f"{key}_start", icon=":material/download:") and _path_of(key):
        library, folder = services().library, Path(_path_of(key))
        copy = st.session_state[f"{key}_how"] == "copy"
        _bring(key, partial(library.add_folder if copy else library.reference_folder, folder))


def _path_of(key: str) -> str:
    return str(st.session_state[f"{key}_path"]).strip().strip("\"'")


def _way_through_folders(key: str, path: str) -> None:
    """Show the folders in a folder, so that nobody has to write paths."""
    if not path:
        return
    here = Path(path).expanduser()
    try:
        inner = services().library.folders_on_disk(here)
    except MediaError as error:
        explain(error)
        return
    shown, up = f"{key}_into", "" if here == here.parent else ".."

    def go() -> None:
        chosen = st.session_state[shown]
        st.session_state[f"{key}_path"] = str(here.parent if chosen == up else here / chosen)
        st.session_state[shown] = None

    st.pills(
        t("assets.machine_folders"),
        [*([up] if up else []), *(folder.name for folder in inner[:_MOST_FOLDERS])],
        key=shown,
        format_func=lambda name: (
            f":material/arrow_upward: {t('assets.machine_up')}" if name == up else f":material/folder: {plain(name)}"
        ),
        on_change=go,
    )


def _bring(key: str, steps: Callable[[], Iterator[Imported]]) -> None:
    """Take files in one by one, telling how far it is; what was taken in stays when somebody goes away meanwhile."""
    tally, failure = Tally(), None
    bar = st.progress(0.0, t("assets.beginning"))
    try:
        for step in steps():
            tally = tally.and_then(step)
            st.session_state[f"{_BROUGHT}_{key}"] = tally
            if step.added is not None and step.done <= _FIRST:
                asset_picture(step.added.asset)  # made now, while people wait anyway
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
