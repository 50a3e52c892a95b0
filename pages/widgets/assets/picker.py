"""Choosing assets for the open project, from the library or from files that are brought into it on the way.

    asset_picker("music_add", lambda project, media: set_music(project, [*music(project), *media]), kinds=("audio",))

shows a button; it opens a dialog with the library, uploads and folders of this machine. What is chosen there is given
to the operation as references for the job document, and the project that it returns is saved.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

import streamlit as st

from pages.widgets.assets.browse import ICONS, asset_image, browse, pages_of
from pages.widgets.assets.facts import facts_of_asset, length_of
from pages.widgets.assets.importing import brought, forget_brought, import_assets, name_of_way, show_brought, ways
from pages.widgets.dialogs import Dialog, close_dialog
from pages.widgets.i18n import t
from pages.widgets.problems import plain
from pages.widgets.projects import change
from pages.widgets.services import services
from s2v_core.media.info import MediaKind
from s2v_core.media.library import Asset, Filter
from s2v_core.projects import Project

__all__ = ["asset_picker"]

_PER_PAGE = 12
_CELL = 140
_HEIGHT, _FEW = 420, 8
_CHOSEN, _SEEN = "_s2v_chosen", "_s2v_chosen_from"

Choose = Callable[[Project, list[str]], Project]


def asset_picker(
    key: str,
    choose: Choose,
    *,
    kinds: Collection[MediaKind] = (),
    most: int | None = None,
    label: str | None = None,
    **options: Any,
) -> None:
    """Show a button that opens a dialog for choosing assets. Not inside fragments and dialogs.

    Args:
        key: of this picker, unique in the studio: begin it with the page's key.
        choose: takes the open project and the references that were chosen (``media://...``), at least one, and returns
            the changed project, or refuses with a ``S2VError``, which is shown in the dialog.
        kinds: what may be chosen; none: everything.
        most: how many may be chosen at once; 1: choosing another one takes the place of the first; None: any number.
        label: of the button, in the language of the session; None: "Add from the library".
        options: of ``st.button``, such as ``type``, ``icon``, ``disabled`` and ``help``; not its ``key`` and
            ``on_click``.
    """
    picking = Dialog("assets.pick", lambda: _inside(key, choose, tuple(kinds), most), wide=True, name=f"pick_{key}")

    def open_() -> None:
        st.session_state[_CHOSEN] = {}
        forget_brought(key)
        picking.open()

    shown = {"icon": ":material/add_photo_alternate:", **options}
    st.button(label or t("assets.pick_button"), key=f"{key}_open", on_click=open_, **shown)
    picking.show()


def _inside(key: str, choose: Choose, kinds: tuple[MediaKind, ...], most: int | None) -> None:
    empty = services().library.count(Filter(kinds=kinds)) == 0
    way = st.segmented_control(
        t("assets.from"),
        ("library", *ways()),
        default="upload" if empty else "library",
        required=True,
        key=f"{key}_way",
        format_func=name_of_way,
        label_visibility="collapsed",
    )
    if way == "library":
        _library(key, kinds, most)
    else:
        import_assets(key, str(way))
        _take_over(key, kinds, most)
        show_brought(key)
    _footer(key, choose)


def _take_over(key: str, kinds: tuple[MediaKind, ...], most: int | None) -> None:
    """Choose what has just been brought in, as far as it is of use here."""
    tally = brought(key)
    if tally is None or st.session_state.get(_SEEN) is tally:
        return
    st.session_state[_SEEN] = tally
    for asset in tally.of(kinds):
        _choose(asset, most)


def _library(key: str, kinds: tuple[MediaKind, ...], most: int | None) -> None:
    page = browse(key, kinds, _PER_PAGE)
    if not page.assets:
        st.caption(t("assets.none_found"))
    with st.container(height=_HEIGHT if len(page.assets) > _FEW else "content", border=False):
        grid = st.grid("auto", min_column_width=_CELL, gap="small", border=True)
        for asset in page.assets:
            with grid.cell(), st.container(gap="xxsmall"):
                asset_image(asset)
                _check(key, asset, most)
                st.caption(f":material/{ICONS[asset.kind]}: {length_of(facts_of_asset(asset))}")
    pages_of(key, page.total, _PER_PAGE)


def _check(key: str, asset: Asset, most: int | None) -> None:
    name = f"{key}_take_{asset.id}"
    st.session_state[name] = asset.id in st.session_state.setdefault(_CHOSEN, {})

    def toggle() -> None:
        if st.session_state[name]:
            _choose(asset, most)
        else:
            st.session_state[_CHOSEN].pop(asset.id, None)

    st.checkbox(plain(asset.name), key=name, on_change=toggle, disabled=asset.state != "ready", wrap=False)


def _choose(asset: Asset, most: int | None) -> None:
    chosen = st.session_state.setdefault(_CHOSEN, {})
    if most == 1:
        chosen.clear()
    if most is None or len(chosen) < most:
        chosen[asset.id] = asset.reference


def _footer(key: str, choose: Choose) -> None:
    chosen = st.session_state.setdefault(_CHOSEN, {})

    def act() -> None:
        if change(lambda project: choose(project, list(chosen.values()))) is not None:
            close_dialog()

    with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center"):
        st.button(t("common.cancel"), key=f"{key}_cancel", on_click=close_dialog)
        st.button(
            t("assets.use", count=len(chosen)) if chosen else t("assets.use_none"),
            key=f"{key}_use",
            type="primary",
            disabled=not chosen,
            on_click=act,
        )
