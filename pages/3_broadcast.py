"""Voiceover: the scripts for the whole video, of which each video speaks one."""

from __future__ import annotations

import streamlit as st

from pages.widgets.guard import page_guard

page_guard(__file__)

from pages.widgets.copy_slot import copy_slot, pool_slot, show_origins  # noqa: E402
from pages.widgets.i18n import t  # noqa: E402
from pages.widgets.navigation import link  # noqa: E402
from pages.widgets.parts import next_step, required_project  # noqa: E402
from pages.widgets.pools.table import Action, Fact, add_box, drawing, text_table  # noqa: E402
from pages.widgets.pools.voice import Hearing  # noqa: E402
from pages.widgets.projects import change  # noqa: E402
from s2v_core.projects import Project, scripts, set_value, value_of  # noqa: E402
from s2v_core.speech import estimated_seconds  # noqa: E402

_FIXED, _LONGEST = "OutputConfig.FixedDuration", "OutputConfig.MaxDuration"


def not_here() -> None:
    """Say where the voiceover of a segmented project is written."""
    st.info(t("broadcast.segmented"), icon=":material/account_tree:")
    link("nodes", t("broadcast.to_nodes"))


def release() -> None:
    """Let the voiceover set the length of the videos."""
    change(lambda project: set_value(project, _FIXED, None))


def fixed(seconds: float) -> None:
    """Say why there can be no voiceover while the length of the videos is fixed, and what to do."""
    with st.container(border=True, key="broadcast_fixed"):
        st.warning(t("broadcast.fixed", seconds=f"{seconds:g}"), icon=":material/timer:")
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(t("broadcast.release"), key="broadcast_release", on_click=release)
            link("synthesis", t("broadcast.to_synthesis"))


def cut_short(texts: list[str], rate: int, longest: float | None) -> None:
    """Tell of scripts that last longer than a video may."""
    count = sum(estimated_seconds(text, rate) > longest for text in texts) if longest else 0
    if count:
        with st.container(horizontal=True, vertical_alignment="center"):
            text = t("broadcast.cut", count=count, seconds=f"{longest:g}")
            st.caption(f":orange[:material/content_cut: {text}]", width="content")
            link("synthesis", t("broadcast.to_synthesis"))


def editor(project: Project) -> None:
    texts, rate = scripts(project), int(value_of(project, "EditingConfig.SpeechConfig.SpeechRate"))
    if texts:
        hearing = Hearing(project, texts)
        hearing.show()
        st.caption(drawing(project, "scripts"))
        length = Fact(
            t("broadcast.length"),
            lambda text: t("broadcast.about", seconds=round(estimated_seconds(text, rate))),
            t("broadcast.length_help"),
        )
        hear = Action(t("listen.listen"), "volume_up", hearing.hear)
        text_table(
            "broadcast_table",
            "scripts",
            t("broadcast.script"),
            facts={"length": length},
            actions={"hear": hear},
            lines=9,
        )
        show_origins(project, texts)
        cut_short(texts, rate, value_of(project, _LONGEST))
    else:
        st.info(t("broadcast.none"), icon=":material/record_voice_over:")
    add_box("broadcast_paste", "scripts", help_=t("broadcast.paste"), example=t("broadcast.paste_example"))
    copy_slot(pool_slot("scripts"))


project = required_project("broadcast")
fixed_seconds = value_of(project, _FIXED)
if project.mode == "segmented":
    not_here()
else:
    if fixed_seconds:
        fixed(fixed_seconds)
    if scripts(project) or not fixed_seconds:
        editor(project)
next_step("broadcast")
