"""Stickers: logos, badges and watermarks, of which each video shows one, and where they stand."""

from __future__ import annotations

import streamlit as st

from pages.widgets.guard import page_guard

page_guard(__file__)

from pages.widgets.assets.picker import asset_picker  # noqa: E402
from pages.widgets.i18n import t  # noqa: E402
from pages.widgets.parts import next_step, required_project  # noqa: E402
from pages.widgets.preview.frame import frame_preview  # noqa: E402
from pages.widgets.problems import plain  # noqa: E402
from pages.widgets.stickers.listing import choose_sticker, chosen_sticker, only_chosen, sticker_facts  # noqa: E402
from pages.widgets.stickers.settings import sticker_settings  # noqa: E402
from s2v_core.media.info import MediaKind  # noqa: E402
from s2v_core.projects import Project, add_stickers, stickers, value_of  # noqa: E402

PICTURES: tuple[MediaKind, ...] = ("image", "animation")
CELL = 390


def drawing(project: Project) -> str:
    count, videos = len(stickers(project)), value_of(project, "OutputConfig.Count")
    return t("stickers.one") if count == 1 else t("stickers.several", count=count, videos=videos)


def editor(project: Project) -> None:
    if not stickers(project):
        st.info(t("stickers.none"), icon=":material/add_reaction:")
    else:
        st.caption(drawing(project))
        choose_sticker(project, sticker_facts(project))
    first = "secondary" if stickers(project) else "primary"
    asset_picker("stickers_add", add_stickers, kinds=PICTURES, label=t("stickers.add"), type=first)


def chosen(project: Project) -> None:
    facts, sticker = sticker_facts(project), chosen_sticker(project)
    with st.container(border=True, key="stickers_chosen"):
        st.caption(t("stickers.chosen", name=plain(facts[sticker].name)))
        sticker_settings(project, sticker, facts[sticker])


project = required_project("stickers")
grid = st.grid("auto", min_column_width=CELL, gap="small")
with grid.cell():
    editor(project)
    if stickers(project):
        chosen(project)
with grid.cell():
    frame_preview(only_chosen(project), key="stickers", focus="sticker")
next_step("stickers")
