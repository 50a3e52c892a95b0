"""One asset of the library: looking at it, naming and tagging it, replacing its file, and deleting it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from pages.widgets.assets.browse import ICONS
from pages.widgets.assets.facts import facts_of, facts_of_asset, length_of
from pages.widgets.assets.player import play
from pages.widgets.dialogs import close_dialog, dialog, dialog_buttons
from pages.widgets.i18n import moment, size_text, t
from pages.widgets.messages import told
from pages.widgets.problems import callback, plain
from pages.widgets.services import services
from s2v_core.media.library import Asset

__all__ = ["DIALOGS", "delete", "details", "label", "selected", "unselect"]

_SELECTED = "_s2v_library_selected"
_MOST_NAMED = 10


def selected() -> dict[str, str]:
    """Return the names of the assets that are selected in this session, by their ids."""
    chosen: dict[str, str] = st.session_state.setdefault(_SELECTED, {})
    return chosen


def unselect() -> None:
    """Select nothing any more; a callback."""
    selected().clear()


@dialog("library.details", wide=True)
def details(asset_id: str) -> None:
    """Show an asset and everything that is known about it."""
    library = services().library
    asset = library.asset(asset_id)
    if asset.state == "ready":
        play(facts_of([asset.reference])[asset.reference], key="library")
    else:
        st.error(f"**{plain(told(asset.problem))}**  \n{t(f'library.{asset.state}.hint')}", icon=":material/error:")
    _name_and_tags(asset)
    _facts(asset)
    _replace(asset)
    with st.container(horizontal=True, horizontal_alignment="right"):
        st.button(
            t("library.delete"),
            key="library_details_delete",
            icon=":material/delete:",
            on_click=delete.open,
            args=((asset.id,),),
        )
        st.button(t("library.done"), key="library_details_done", type="primary", on_click=close_dialog)


@dialog("library.label_title")
def label(ids: tuple[str, ...]) -> None:
    """Ask for tags to add to or take from several assets, and for a folder."""
    library = services().library
    known = list(library.tags())
    st.multiselect(
        t("library.label.add"),
        known,
        key="library_label_add",
        accept_new_options=True,
        placeholder=t("library.tags_new"),
    )
    st.multiselect(t("library.label.remove"), known, key="library_label_remove", placeholder=t("library.tags_none"))
    st.text_input(t("library.label.folder"), key="library_label_folder", placeholder=t("library.label.folder_same"))

    def act() -> None:
        library.tag(ids, *st.session_state["library_label_add"])
        library.untag(ids, *st.session_state["library_label_remove"])
        folder = st.session_state["library_label_folder"].strip()
        if folder:
            library.move(ids, folder)
        close_dialog()

    dialog_buttons(t("library.label.save"), act, key="library_label")


@dialog("library.delete_title")
def delete(ids: tuple[str, ...]) -> None:
    """Ask before assets are deleted, and say which projects would miss them."""
    library = services().library
    assets = library.assets_by_id(ids)
    names = [asset.name for asset in assets.values()]
    users = sorted({name for asset_id in assets for name in library.used_by(asset_id)})
    st.markdown(t("library.delete_question", count=len(assets)))
    st.caption(plain(_listed(names)))
    if users:
        st.warning(t("library.delete_used", projects=plain(_listed(users))), icon=":material/warning:")
    if any(not asset.stored for asset in assets.values()):
        st.caption(f":material/folder: {t('library.delete_referenced')}")

    def act() -> None:
        library.delete(assets, although_used=bool(users))
        for asset_id in assets:
            selected().pop(asset_id, None)
        close_dialog()

    dialog_buttons(t("library.delete_anyway" if users else "library.delete"), act, key="library_delete")


DIALOGS = (details, label, delete)
"""Every dialog about assets of the library."""


def _name_and_tags(asset: Asset) -> None:
    library = services().library
    name, tags, folder = (f"library_{field}_{asset.id}" for field in ("name", "tags", "folder"))
    for key, value in ((name, asset.name), (tags, list(asset.tags)), (folder, asset.folder)):
        if st.session_state.get(key) != value:
            st.session_state[key] = value

    def save_name() -> None:
        library.rename(asset.id, st.session_state[name])

    def save_tags() -> None:
        chosen = st.session_state[tags]
        library.untag([asset.id], *(tag for tag in asset.tags if tag not in chosen))
        library.tag([asset.id], *chosen)

    st.text_input(t("library.name"), key=name, on_change=callback(save_name))
    st.multiselect(
        t("assets.tags"),
        list(dict.fromkeys((*library.tags(), *asset.tags))),
        key=tags,
        accept_new_options=True,
        placeholder=t("library.tags_new"),
        on_change=callback(save_tags),
    )
    st.text_input(
        t("library.folder"),
        key=folder,
        placeholder=t("library.folder_none"),
        on_change=callback(lambda: library.move([asset.id], st.session_state[folder])),
    )


def _facts(asset: Asset) -> None:
    library = services().library
    info, users = asset.info, library.used_by(asset.id)
    facts = [t(f"assets.kind_one.{asset.kind}"), length_of(facts_of_asset(asset)), size_text(asset.size)]
    if asset.kind == "video":
        facts.insert(2, f"{asset.width} x {asset.height}")
    st.markdown(f":material/{ICONS[asset.kind]}: {' · '.join(facts)} :small[:gray[{plain(info.codec)}]]")
    st.caption(t("library.added_at", time=moment(asset.added_at)))
    used = t("library.used_by", count=len(users), projects=plain(_listed(users))) if users else t("library.unused")
    st.caption(f":material/movie_creation: {used}")
    places = library.places([asset.id]).get(asset.id, ())
    for path in places:
        own = asset.stored and path.name == asset.stored
        st.caption(f":material/folder: {t('library.stored') if own else plain(str(path))}")
    if len(places) > 1:
        st.caption(f":material/content_copy: {t('library.copies', count=len(places))}")


def _replace(asset: Asset) -> None:
    turn = st.session_state.setdefault("_s2v_library_replaced", 0)
    with st.expander(t("library.replace"), expanded=asset.state != "ready", icon=":material/sync:"):
        key = f"library_replace_{asset.id}_{turn}"

        def act() -> None:
            file = st.session_state[key]
            if file is not None:
                st.session_state["_s2v_library_replaced"] = turn + 1
                try:
                    services().library.replace(asset.id, file, file.name)
                finally:
                    _forget(file)

        st.file_uploader(t("library.replace.file"), key=key, help=t("library.replace.help"), on_change=callback(act))


def _forget(file: UploadedFile) -> None:
    """Let go of an uploaded file, which the server holds in memory until the visitor leaves."""
    context = get_script_run_ctx()
    if context is not None and isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        context.uploaded_file_mgr.remove_file(session_id=context.session_id, file_id=file.file_id)


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" (+{more})" if more > 0 else "")
