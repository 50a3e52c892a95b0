"""Choosing which parts of an asset may be shown in a script node."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

import streamlit as st

from pages.widgets.assets.facts import facts_of, length_of
from pages.widgets.assets.player import play
from pages.widgets.dialogs import close_dialog, dialog
from pages.widgets.i18n import t
from pages.widgets.problems import plain
from pages.widgets.projects import change
from pages.widgets.tables import project_table
from s2v_core.projects import Project, Row, apply_ranges_table, ranges_table, set_ranges

__all__ = ["parts"]


@dialog("nodes.parts_title", wide=True)
def parts(node: str, media: str) -> None:
    """Show an asset and the table of its parts."""
    facts = facts_of([media])[media]
    length = facts.duration or 0.0
    st.markdown(f"**{plain(facts.name)}** :small[{length_of(facts)}]")
    if facts.kind:
        play(facts, key="nodes_parts")
    st.caption(t("nodes.parts.help"))

    def rows(project: Project) -> list[Row]:
        return ranges_table(project, node, media)

    def apply(project: Project, edited: Iterable[Mapping[str, Any]]) -> Project:
        return apply_ranges_table(project, node, media, edited, end=length or None)

    def all_of_it() -> None:
        change(lambda now: set_ranges(now, node, media, ()))

    second = partial(st.column_config.NumberColumn, min_value=0.0, max_value=length or None, step=0.1, format="%.1f")
    columns = {"in": second(t("nodes.parts.in")), "out": second(t("nodes.parts.out"))}
    given = project_table("nodes_parts", rows, apply, columns, num_rows="dynamic", alt=t("nodes.parts_title"))
    with st.container(horizontal=True, horizontal_alignment="right"):
        st.button(
            t("nodes.parts.all"),
            key="nodes_parts_all",
            disabled=not given,
            on_click=all_of_it,
        )
        st.button(t("nodes.parts.done"), key="nodes_parts_done", type="primary", on_click=close_dialog)
