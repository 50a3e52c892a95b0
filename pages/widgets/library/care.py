"""Keeping the library in order: what it takes, the folders that it watches, and what is missing or damaged."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from pages.widgets.assets.browse import to_first_page
from pages.widgets.i18n import size_text, t
from pages.widgets.messages import told
from pages.widgets.problems import callback, plain
from pages.widgets.services import services
from s2v_core.media.library import Filter

__all__ = ["care", "storage_line", "unusable"]

_MOST_BROKEN = 200


def storage_line() -> None:
    """Tell how much the library holds."""
    used = services().library.storage()
    parts = [t("library.holds", count=used.assets), t("library.holds.stored", size=size_text(used.stored_bytes))]
    if used.referenced_bytes:
        parts.append(t("library.holds.referenced", size=size_text(used.referenced_bytes)))
    free = used.free if used.limit is None else min(used.free, max(0, used.limit - used.stored_bytes))
    parts.append(t("library.holds.free", size=size_text(free)))
    st.caption(" · ".join(parts))


def unusable() -> None:
    """Tell how many assets are missing or damaged, and lead to them."""
    library = services().library
    for state in ("missing", "damaged"):
        count = library.count(Filter(state=state))
        if count:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.warning(
                    f"**{t(f'library.{state}.count', count=count)}**  \n{t(f'library.{state}.hint')}",
                    icon=":material/warning:",
                )
                st.button(t("library.show_them"), key=f"library_show_{state}", on_click=_show, args=(state,))


def care() -> None:
    """Show the watched folders, the files in them that cannot be used, and the buttons that look again."""
    library = services().library
    folders = library.watched_folders()
    title = t("library.care", count=len(folders)) if folders else t("library.care.none")
    part = st.expander(title, icon=":material/folder_eye:", key="library_care", on_change="rerun")
    if not part.open:
        return
    with part:
        for place, folder in enumerate(folders):
            with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
                st.markdown(f":material/folder: {plain(str(folder))}", width="content")
                st.button(
                    t("library.unwatch"),
                    key=f"library_unwatch_{place}",
                    help=t("library.unwatch.help"),
                    on_click=callback(_unwatch),
                    args=(folder,),
                )
        with st.container(horizontal=True):
            st.button(
                t("library.refresh"),
                key="library_refresh",
                icon=":material/refresh:",
                help=t("library.refresh.help"),
                disabled=not folders,
            )
            st.button(
                t("library.check"), key="library_check", icon=":material/fact_check:", help=t("library.check.help")
            )
        if st.session_state.get("library_refresh") or st.session_state.get("library_check"):
            _look_again(everything=bool(st.session_state.get("library_check")))
        _broken(library.broken_files())


def _look_again(*, everything: bool) -> None:
    library = services().library
    with st.spinner(t("library.looking")):
        if everything:
            checked = library.check(deep=True)
            found, mended = checked.refreshed, len(checked.recovered)
            lost = len(checked.missing) + len(checked.damaged)
        else:
            found, mended, lost = library.refresh(), 0, 0
    changes = [
        ("library.news.added", len(found.added) + mended),
        ("library.news.changed", len(found.changed)),
        ("library.news.found", len(found.found)),
        ("library.news.missing", len(found.missing) + lost),
    ]
    news = [t(key, count=count) for key, count in changes if count]
    st.info(" ".join(news) or t("library.news.none"), icon=":material/fact_check:")


def _broken(files: dict[str, str]) -> None:
    if not files:
        return
    st.caption(t("library.broken", count=len(files)))
    rows = [{"file": path, "why": told(why)} for path, why in list(files.items())[:_MOST_BROKEN]]
    columns = {
        "file": st.column_config.TextColumn(t("assets.refused.file"), width="large"),
        "why": st.column_config.TextColumn(t("assets.refused.why"), width="large"),
    }
    st.dataframe(rows, hide_index=True, column_config=columns, alt=t("library.broken", count=len(files)))


def _unwatch(folder: Path) -> None:
    services().library.unwatch_folder(folder)


def _show(state: str) -> None:
    st.session_state["library_state"] = state
    to_first_page("library")
