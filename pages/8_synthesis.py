"""Output: how many videos, in which size, under which names, and where they go."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pages.widgets.guard import page_guard

page_guard(__file__)

from pages.widgets.i18n import t  # noqa: E402
from pages.widgets.parts import next_step, required_project  # noqa: E402
from pages.widgets.preview.frame import frame_preview  # noqa: E402
from pages.widgets.synthesis import parts  # noqa: E402
from s2v_core.projects import Project  # noqa: E402


def section(title: str, draw: Callable[[Project], None], project: Project) -> None:
    with st.container(border=True):
        st.markdown(f"**{title}**")
        draw(project)


project = required_project("synthesis")
settings, beside = st.columns([3, 2], gap="medium")
with settings:
    section(t("synthesis.section.amount"), lambda _: parts.amount(), project)
    section(t("synthesis.section.size"), parts.size, project)
    if project.mode == "global":
        section(t("synthesis.section.length"), parts.length, project)
    section(t("synthesis.section.names"), parts.names, project)
    section(t("synthesis.section.place"), parts.place, project)
    more = st.expander(t("synthesis.section.more"), key="synthesis_more", on_change="rerun")
    if more.open:
        with more:
            parts.encoding(project)
next_step("synthesis")
with beside:  # last, since a picture takes longer than everything else
    frame_preview(project, key="synthesis", sticky=True)
