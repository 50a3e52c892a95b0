"""Style and effects: how texts look, what happens between shots, who speaks, and how footage is matched."""

from __future__ import annotations

import streamlit as st

from pages.widgets.guard import page_guard

page_guard(__file__)

from pages.widgets.i18n import t  # noqa: E402
from pages.widgets.navigation import first_area  # noqa: E402
from pages.widgets.parts import next_step, required_project  # noqa: E402
from pages.widgets.preview.frame import frame_preview  # noqa: E402
from pages.widgets.style.cuts import transition_choice  # noqa: E402
from pages.widgets.style.extras import has_shot_effects, shot_effects  # noqa: E402
from pages.widgets.style.grading import grading  # noqa: E402
from pages.widgets.style.matching import frame_fill, shot_lengths  # noqa: E402
from pages.widgets.style.sound import sound_levels, voice_choice  # noqa: E402
from pages.widgets.style.texts import text_style  # noqa: E402
from s2v_core.job.limits import LEVELS  # noqa: E402
from s2v_core.projects import Project, sub_headings  # noqa: E402

AREAS = ("captions", "title", "headings", "transitions", "effects", "colours", "voice", "sound", "shots", "fill")
FOCUS = {"captions": "captions", "title": "title", "transitions": "transition"}


def choose_area() -> str:
    areas = [area for area in AREAS if area != "effects" or has_shot_effects()]
    chosen = st.segmented_control(
        t("style.area"),
        areas,
        default=first_area("style_area", areas),
        required=True,
        key="style_area",
        format_func=lambda area: t(f"style.area.{area}"),
        label_visibility="collapsed",
        persist_state="session",
    )
    return str(chosen)


def choose_level(project: Project) -> str:
    """Show the choice of a level of sub-headings and return it; the first one that has texts comes first."""
    levels = [str(level) for level in LEVELS]
    written = [level for level in levels if sub_headings(project, int(level))]
    level = st.segmented_control(
        t("style.level"),
        levels,
        default=(written or levels)[0],
        required=True,
        key="style_level",
        wrap=True,
        format_func=lambda level: t("style.level.number", number=level),
        label_visibility="collapsed",
    )
    if level not in written:
        st.caption(t("style.level.empty"))
    return str(level)


def show_area(project: Project, area: str) -> str:
    """Show the controls of an area and return what the preview is about."""
    if area in ("captions", "title"):
        text_style(project, area)
    elif area == "headings":
        level = choose_level(project)
        text_style(project, level)
        return level
    elif area == "transitions":
        transition_choice(project)
    elif area == "effects":
        shot_effects(project)
    elif area == "colours":
        grading(project)
    elif area == "voice":
        voice_choice(project)
    elif area == "sound":
        sound_levels(project)
    elif area == "shots":
        shot_lengths(project)
    else:
        frame_fill(project)
    return FOCUS.get(area, "")


project = required_project("style")
area = choose_area()
controls, beside = st.columns([3, 2], gap="medium")
with controls:
    focus = show_area(project, area)
next_step("style")
with beside:  # last, since a picture takes longer than everything else
    frame_preview(project, key="style", focus=focus, sticky=True)
