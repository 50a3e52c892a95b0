"""The assets of the library as cards or as a table, and what can be done with those that are selected."""

from __future__ import annotations

from typing import Any

import streamlit as st

from pages.widgets.assets.browse import ICONS, asset_image, browse, pages_of, to_first_page
from pages.widgets.assets.facts import facts_of_asset, length_of
from pages.widgets.i18n import moment, size_text, t
from pages.widgets.library.details import delete, details, label, selected, unselect
from pages.widgets.pictures import picture_uri
from pages.widgets.problems import plain
from pages.widgets.services import services
from s2v_core.media.library import Asset, Page

__all__ = ["asset_list"]

_KEY = "library"
_CARDS, _ROWS = 24, 50
_CELL = 170
_ORDERS = ("newest", "oldest", "name", "longest", "largest")
_USES = ("any", "used", "unused")
_STATES = ("any", "ready", "missing", "damaged")


def asset_list() -> None:
    """Show the assets, a page at a time, with the controls that find them."""
    top = st.container()
    more = _conditions()
    table = st.session_state.get("library_view") == "table"
    per_page = _ROWS if table else _CARDS
    with top:
        page = browse(_KEY, (), per_page, **more)
    _bar(page)
    if not page.assets:
        st.caption(t("assets.none_found"))
    elif table:
        _table(page)
    else:
        _cards(page)
    pages_of(_KEY, page.total, per_page)


def _conditions() -> dict[str, Any]:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        use = _choice("use", _USES)
        state = _choice("state", _STATES)
        order = _choice("order", _ORDERS)
        folders = services().library.folders()
        folder = st.selectbox(
            t("library.folder"),
            list(folders),
            index=None,
            key="library_folder",
            placeholder=t("library.folder_any"),
            format_func=lambda one: f"{one} ({folders[one]})",
            disabled=not folders,
            on_change=to_first_page,
            args=(_KEY,),
            width=200,
        )
    return {
        "used": None if use == "any" else use == "used",
        "state": None if state == "any" else state,
        "order": order,
        "folder": folder,
    }


def _choice(name: str, options: tuple[str, ...]) -> str:
    chosen = st.selectbox(
        t(f"library.{name}"),
        options,
        key=f"library_{name}",
        format_func=lambda one: t(f"library.{name}.{one}"),
        on_change=to_first_page,
        args=(_KEY,),
        width=170,
    )
    return str(chosen)


def _bar(page: Page) -> None:
    chosen = selected()
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        with st.container(horizontal=True, vertical_alignment="center", width="content"):
            st.caption(t("library.found", count=page.total), width="content")
            if chosen:
                _selection(chosen)
        st.segmented_control(
            t("library.view"),
            ("cards", "table"),
            default="cards",
            required=True,
            key="library_view",
            format_func=lambda one: t(f"library.view.{one}"),
            label_visibility="collapsed",
            persist_state="session",
        )


def _selection(chosen: dict[str, str]) -> None:
    ids = tuple(chosen)
    count = len(ids)
    st.button(
        t("library.label", count=count),
        key="library_label_many",
        icon=":material/sell:",
        on_click=label.open,
        args=(ids,),
    )
    st.button(
        t("library.delete_many", count=count),
        key="library_delete_many",
        icon=":material/delete:",
        on_click=delete.open,
        args=(ids,),
    )
    st.button(t("library.unselect"), key="library_unselect", type="tertiary", on_click=unselect)


def _cards(page: Page) -> None:
    places = services().library.places(asset.id for asset in page.assets)
    grid = st.grid("auto", min_column_width=_CELL, gap="small", border=True)
    for asset in page.assets:
        with grid.cell(), st.container(gap="xxsmall"):
            asset_image(asset)
            _check(asset)
            st.caption(f":material/{ICONS[asset.kind]}: {length_of(facts_of_asset(asset))} · {size_text(asset.size)}")
            _badges(asset, page.usage.get(asset.id, 0), len(places.get(asset.id, ())))
            st.button(
                t("library.open"),
                key=f"library_open_{asset.id}",
                type="tertiary",
                icon=":material/visibility:",
                on_click=details.open,
                args=(asset.id,),
            )


def _badges(asset: Asset, users: int, copies: int) -> None:
    marks = [f":gray-badge[{plain(tag)}]" for tag in asset.tags[:3]]
    if users:
        marks.insert(0, f":green-badge[{t('library.users', count=users)}]")
    if copies > 1:
        marks.insert(0, f":blue-badge[{t('library.copies_short', count=copies)}]")
    if asset.state != "ready":
        marks.insert(0, f":red-badge[{t(f'library.state.{asset.state}')}]")
    if marks:
        st.markdown(" ".join(marks))


def _check(asset: Asset) -> None:
    key = f"library_select_{asset.id}"
    st.session_state[key] = asset.id in selected()

    def toggle() -> None:
        if st.session_state[key]:
            selected()[asset.id] = asset.name
        else:
            selected().pop(asset.id, None)

    st.checkbox(plain(asset.name), key=key, on_change=toggle, wrap=False)


def _table(page: Page) -> None:
    places = services().library.places(asset.id for asset in page.assets)
    rows = [_row(asset, page.usage.get(asset.id, 0), places.get(asset.id, ())) for asset in page.assets]
    column = st.column_config
    columns = {
        "picture": column.ImageColumn(t("library.column.picture"), width=86),
        "name": column.TextColumn(t("library.name"), width=170),
        "kind": column.TextColumn(t("library.column.kind"), width=76),
        "length": column.TextColumn(t("library.column.length"), width=96),
        "size": column.TextColumn(t("library.column.size"), width=80),
        "tags": column.ListColumn(t("assets.tags"), width=120),
        "used": column.NumberColumn(t("library.column.used"), width=70),
        "state": column.TextColumn(t("library.state"), width=80),
        "place": column.TextColumn(t("library.column.place"), width="medium"),
        "added": column.TextColumn(t("library.column.added"), width="small"),
    }

    def note() -> None:
        chosen = st.session_state[key]["selection"]["rows"]
        for asset in page.assets:
            selected().pop(asset.id, None)
        selected().update({page.assets[place].id: page.assets[place].name for place in chosen})

    key = f"library_table_{'_'.join(asset.id[:4] for asset in page.assets)}"
    st.dataframe(
        rows,
        key=key,
        column_config=columns,
        hide_index=True,
        row_height=44,
        placeholder="–",
        on_select=note,
        selection_mode="multi-row",
        alt=t("nav.library"),
    )
    if len(selected()) == 1:
        st.button(t("library.open"), key="library_open_selected", on_click=details.open, args=(next(iter(selected())),))


def _row(asset: Asset, users: int, places: tuple[Any, ...]) -> dict[str, Any]:
    own = t("library.stored") if asset.stored else ""
    return {
        "picture": picture_uri(asset.reference) if asset.kind != "audio" else None,
        "name": asset.name,
        "kind": t(f"assets.kind_one.{asset.kind}"),
        "length": length_of(facts_of_asset(asset)),
        "size": size_text(asset.size),
        "tags": list(asset.tags),
        "used": users,
        "state": t(f"library.state.{asset.state}"),
        "place": own or str(next(iter(places), "")),
        "added": moment(asset.added_at),
    }
