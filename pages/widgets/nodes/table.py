"""The table of the script nodes, and the buttons that change which there are and in which order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from pages.widgets.i18n import t
from pages.widgets.navigation import arrived_for
from pages.widgets.pictures import picture_uri
from pages.widgets.problems import plain, problems_of, show_problem
from pages.widgets.projects import change, current_project
from pages.widgets.tables import project_table
from s2v_core.job.limits import LONGEST_NAME, LONGEST_SECONDS, MOST_GROUPS, VOLUME
from s2v_core.projects import Project, Row, add_node, apply_nodes_table, delete_nodes, move_node, nodes_table
from s2v_core.projects.nodes import group_of

__all__ = ["node_bar", "node_findings", "node_table"]

_OPENED = "nodes_open"
_ROW_HEIGHT = 44
_MOST_NAMED = 5
_AT_THE_FIELD = ("MediaArray", "SpeechTextArray")
"""Where a node shows itself that it has nothing yet."""


def node_table(project: Project) -> None:
    """Show the script nodes as a table that is edited in place."""
    columns = _columns_of_segments() if project.mode == "segmented" else _columns()
    project_table(
        "nodes",
        _rows,
        apply_nodes_table,
        columns,
        num_rows="dynamic",
        row_height=_ROW_HEIGHT,
        placeholder="–",
        alt=t("nodes.table"),
    )


def node_bar(project: Project) -> str | None:
    """Show which node is open below, with buttons to move and delete it and to add another; return its id."""
    names = dict(zip(project.nodes, (group.get("GroupName", "") for group in project.groups), strict=True))
    opened = _opened(project)
    with st.container(horizontal=True, vertical_alignment="bottom", key="nodes_bar"):
        if opened is not None:
            st.session_state[_OPENED] = opened
            places = {node: place for place, node in enumerate(project.nodes, 1)}
            st.selectbox(
                t("nodes.open"),
                project.nodes,
                key=_OPENED,
                format_func=lambda node: f"{places[node]}. {names[node]}",
                persist_state="session",
                width=320,
            )
            _moves(opened, places[opened], len(places))
        full = len(project.nodes) >= MOST_GROUPS
        st.button(
            t("nodes.add"),
            key="nodes_add",
            type="secondary" if opened else "primary",
            icon=":material/add:",
            disabled=full,
            help=t("nodes.full", count=MOST_GROUPS) if full else None,
            on_click=_add,
        )
    return opened


def node_findings(project: Project, opened: str) -> None:
    """Show what is wrong with the nodes or still missing: of the open one in full, of others where to look."""
    found = [one for one in problems_of(project) if one.page == "nodes"]
    group = group_of(project, opened)
    said = tuple(f".{name}" for name in _AT_THE_FIELD if not group.get(name))
    for one in found:
        if one.node in ("", opened) and not one.problem.path.endswith(said):
            show_problem(one.problem)
    others = list(dict.fromkeys(one.node for one in found if one.node not in ("", opened)))
    if others:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(f":orange[:material/warning: {t('nodes.others_wrong')}]", width="content")
            for node in others[:_MOST_NAMED]:
                name = plain(str(group_of(project, node).get("GroupName", "")))
                st.button(name, key=f"nodes_see_{node}", type="tertiary", on_click=_open, args=(node,))


def _opened(project: Project) -> str | None:
    node = arrived_for("node") or st.session_state.get(_OPENED)
    return node if node in project.nodes else next(iter(project.nodes), None)


def _open(node: str) -> None:
    st.session_state[_OPENED] = node


def _add() -> None:
    saved = change(lambda project: add_node(project, name=_free_name(project))[0])
    if saved is not None:
        _open(saved.nodes[-1])


def _moves(node: str, place: int, count: int) -> None:
    def lift() -> None:
        change(lambda project: move_node(project, node, -1))

    def lower() -> None:
        change(lambda project: move_node(project, node, 1))

    up, down = place > 1, place < count
    st.button(t("nodes.up"), key="nodes_up", icon=":material/arrow_upward:", disabled=not up, on_click=lift)
    st.button(t("nodes.down"), key="nodes_down", icon=":material/arrow_downward:", disabled=not down, on_click=lower)

    def delete() -> None:
        project = current_project()
        name = "" if project is None else project.groups[place - 1].get("GroupName", "")
        if change(lambda now: delete_nodes(now, [node])) is not None:
            st.toast(t("nodes.deleted", name=plain(name)), icon=":material/delete:")

    st.button(t("nodes.delete"), key="nodes_delete", icon=":material/delete:", on_click=delete)


def _rows(project: Project) -> list[Row]:
    return [
        row | {"picture": picture_uri(row["picture"]), "wordings": len(row.get("texts", ()))}
        for row in nodes_table(project)
    ]


def _columns() -> Mapping[str, Any]:
    column = st.column_config
    return {
        "position": column.NumberColumn(t("nodes.column.position"), disabled=True, width=44),
        "picture": column.ImageColumn(t("nodes.column.picture"), width=78),
        "name": column.TextColumn(t("nodes.column.name"), max_chars=LONGEST_NAME, width=130),
        "assets": column.NumberColumn(t("nodes.column.assets"), disabled=True, width=52),
        "volume": column.NumberColumn(
            t("nodes.column.volume"),
            min_value=VOLUME[0],
            max_value=VOLUME[1],
            step=0.1,
            width=80,
            help=t("nodes.volume.help"),
        ),
    }


def _columns_of_segments() -> Mapping[str, Any]:
    column = st.column_config
    common = dict(_columns())
    volume = common.pop("volume")
    return {
        **common,
        "duration_mode": column.SelectboxColumn(
            t("nodes.column.duration_mode"),
            options=["voiceover", "fixed", "asset"],
            format_func=lambda mode: t(f"nodes.mode.{mode}"),
            width=142,
            help=t("nodes.mode.help"),
        ),
        "duration": column.NumberColumn(
            t("nodes.column.duration"), min_value=0.1, max_value=LONGEST_SECONDS, step=0.1, width=86
        ),
        "wordings": column.NumberColumn(t("nodes.column.wordings"), disabled=True, width=52),
        "split_mode": column.SelectboxColumn(
            t("nodes.column.split_mode"),
            options=["AverageSplit", "NoSplit"],
            format_func=lambda mode: t(f"nodes.split.{mode}"),
            width=106,
            help=t("nodes.split.help"),
        ),
        "volume": volume,
    }


def _free_name(project: Project) -> str:
    taken = {group.get("GroupName") for group in project.groups}
    numbers = range(len(taken) + 1, 2 * len(taken) + 3)
    return next(name for number in numbers if (name := t("nodes.scene", number=number)) not in taken)
