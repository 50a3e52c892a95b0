"""Script nodes: the parts of the video in their order, each with its footage and, if segmented, its voiceover."""

from __future__ import annotations

import streamlit as st

from pages.widgets.guard import page_guard

page_guard(__file__)

from pages.widgets.i18n import t  # noqa: E402
from pages.widgets.nodes.assets import DIALOGS, node_footage  # noqa: E402
from pages.widgets.nodes.settings import node_length, node_name, node_shots, node_volume  # noqa: E402
from pages.widgets.nodes.table import node_bar, node_findings, node_table  # noqa: E402
from pages.widgets.nodes.texts import node_voiceover  # noqa: E402
from pages.widgets.parts import empty_state, next_step, required_project  # noqa: E402
from s2v_core.projects import Project, duration_mode_of  # noqa: E402


def settings(project: Project, node: str) -> None:
    """Show what a node is besides its footage."""
    left, right = st.columns(2, gap="large")
    with left:
        node_name(project, node)
    with right:
        node_volume(project, node)
    if project.mode == "segmented":
        left, right = st.columns(2, gap="large")
        with left:
            node_length(project, node)
        with right:
            node_shots(project, node)
        if duration_mode_of(project, node) == "voiceover":
            st.divider()
            node_voiceover(project, node)


project = required_project("nodes")
st.caption(t(f"nodes.intro.{project.mode}"))
if project.nodes:
    node_table(project)
opened = node_bar(project)
if opened is None:
    empty_state(t("nodes.none"), icon="account_tree")
else:
    node_findings(project, opened)
    with st.container(border=True, key="nodes_opened"):
        settings(project, opened)
        st.divider()
        node_footage(project, opened)
next_step("nodes")
for each in DIALOGS:
    each.show()
