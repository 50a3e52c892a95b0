"""The footage of a script node, as cards: what it is, which parts of it may be shown, and what can be done with it."""

from __future__ import annotations

import streamlit as st

from pages.widgets.assets.browse import ICONS
from pages.widgets.assets.facts import Facts, facts_of, length_of
from pages.widgets.assets.picker import asset_picker
from pages.widgets.dialogs import close_dialog, dialog, dialog_buttons
from pages.widgets.i18n import t
from pages.widgets.messages import told
from pages.widgets.nodes.parts import parts
from pages.widgets.pictures import no_picture, picture
from pages.widgets.problems import plain
from pages.widgets.projects import change, current_project
from s2v_core.job.limits import MOST_ASSETS
from s2v_core.projects import (
    Project,
    add_assets,
    asset_ids,
    media_of_node,
    move_assets,
    ranges_of,
    remove_assets,
)
from s2v_core.projects.nodes import group_of

__all__ = ["DIALOGS", "node_footage"]

_PER_PAGE = 24
_CELL = 150


def node_footage(project: Project, node: str) -> None:
    """Show the assets of a node, a page at a time, with a way to add more."""
    media, ids = media_of_node(project, node), asset_ids(project, node)
    page = max(1, min(st.session_state.get(f"nodes_assets_page_{node}", 1), -(-len(media) // _PER_PAGE)))
    shown = range((page - 1) * _PER_PAGE, min(page * _PER_PAGE, len(media)))
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(
            f"**{t('nodes.footage')}**  \n:small[{t('nodes.footage.count', count=len(media))}]", width="content"
        )
        with st.container(horizontal=True, width="content"):
            _selection_bar(project, node, [ids[place] for place in shown])
            _add_button(node, len(media))
    if not media:
        st.info(t("nodes.footage.none"), icon=":material/add_photo_alternate:")
        return
    known = facts_of(media[place] for place in shown)
    grid = st.grid("auto", min_column_width=_CELL, gap="small", border=True)
    for place in shown:
        with grid.cell(), st.container(gap="xxsmall"):
            _card(project, node, ids[place], known[media[place]])
    if len(media) > _PER_PAGE:
        st.pagination(-(-len(media) // _PER_PAGE), key=f"nodes_assets_page_{node}")


@dialog("nodes.move_title")
def move(node: str, ids: tuple[str, ...]) -> None:
    """Ask which node some assets are moved to."""
    project = current_project()
    if project is None:
        return

    def act() -> None:
        target = st.session_state["nodes_move_target"]
        if change(lambda now: move_assets(now, node, list(ids), target)) is not None:
            close_dialog()

    st.selectbox(
        t("nodes.move_to", count=len(ids)),
        [one for one in project.nodes if one != node],
        key="nodes_move_target",
        format_func=lambda one: str(group_of(project, one).get("GroupName", "")),
    )
    dialog_buttons(t("nodes.move"), act, key="nodes_move")


DIALOGS = (parts, move)
"""Every dialog about assets."""


def _add_button(node: str, count: int) -> None:
    full = count >= MOST_ASSETS
    asset_picker(
        f"nodes_add_{node}",
        lambda now, media: add_assets(now, node, media),
        kinds=("video", "image", "animation"),
        label=t("nodes.footage.add"),
        type="secondary" if count else "primary",
        disabled=full,
        help=t("nodes.footage.full", count=MOST_ASSETS) if full else None,
    )


def _selection_bar(project: Project, node: str, ids: list[str]) -> None:
    """Show what can be done with the selected ones among the assets that are shown."""
    chosen = [one for one in ids if st.session_state.get(_box(node, one))]
    if len(ids) > 1 and len(chosen) < len(ids):
        st.button(t("nodes.select_all"), key="nodes_select_all", type="tertiary", on_click=_select, args=(node, ids))
    if not chosen:
        return
    st.button(
        t("nodes.remove_many", count=len(chosen)),
        key="nodes_remove_many",
        icon=":material/delete:",
        on_click=_remove,
        args=(node, chosen),
    )
    if len(project.nodes) > 1:
        st.button(
            t("nodes.move_many", count=len(chosen)),
            key="nodes_move_many",
            icon=":material/drive_file_move:",
            on_click=move.open,
            args=(node, tuple(chosen)),
        )


def _card(project: Project, node: str, asset: str, facts: Facts) -> None:
    shown = picture(facts.reference) or no_picture(damaged=bool(facts.problem))
    st.image(str(shown), width="stretch", alt=facts.name)
    st.checkbox(plain(facts.name), key=_box(node, asset))
    if facts.problem:
        st.caption(f":red[:material/error: {plain(told(facts.problem))}]")
    about = [f":material/{ICONS[facts.kind]}: {length_of(facts)}"] if facts.kind in ICONS else []
    ranges = ranges_of(project, node, facts.reference)
    if ranges:
        about.append(t("nodes.parts.count", count=len(ranges)))
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", gap="xxsmall"):
        st.caption(" · ".join(about), width="content")
        _menu(project, node, asset, facts)


def _menu(project: Project, node: str, asset: str, facts: Facts) -> None:
    choices = [
        *(["parts"] if facts.has_parts else []),
        *(["move"] if len(project.nodes) > 1 else []),
        "remove",
    ]
    key = f"nodes_menu_{node}_{asset}"

    def act() -> None:
        chosen = st.session_state[key]
        if chosen == "parts":
            parts.open(node, facts.reference)
        elif chosen == "move":
            move.open(node, (asset,))
        elif chosen == "remove":
            _remove(node, [asset])

    st.menu_button(
        t("nodes.menu"), choices, key=key, format_func=lambda one: t(f"nodes.menu.{one}"), type="tertiary", on_click=act
    )


def _remove(node: str, ids: list[str]) -> None:
    if change(lambda now: remove_assets(now, node, ids)) is not None:
        for one in ids:
            st.session_state.pop(_box(node, one), None)


def _select(node: str, ids: list[str]) -> None:
    for one in ids:
        st.session_state[_box(node, one)] = True


def _box(node: str, asset: str) -> str:
    return f"nodes_pick_{node}_{asset}"
