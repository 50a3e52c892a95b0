"""The controls for captions that follow the voice word by word."""

from __future__ import annotations

import streamlit as st

from pages.widgets.fields import field, percent, setting
from pages.widgets.i18n import t
from s2v_core.job.limits import WORD_SCALE
from s2v_core.projects import Project, set_value, value_of
from s2v_core.rendering.text.motion import LARGER, SPOKEN_COLOUR
from s2v_core.rendering.values import colour

__all__ = ["spoken_words"]

_OWN = "EditingConfig.SpeechConfig.AsrConfig.S2V"


def spoken_words(project: Project) -> None:
    """Show how many words stand in the picture at a time, and how the one that is spoken stands out."""
    with st.container(border=True):
        st.markdown(f"**{t('style.words')}**")
        kind = setting(
            st.radio,
            t("style.words"),
            f"{_OWN}.ByWord",
            empty="",
            options=["", "line", "few", "one"],
            format_func=lambda kind: t(f"style.words.{kind or 'off'}"),
            label_visibility="collapsed",
        )
        if kind:
            _standing_out(project, kind)


def _standing_out(project: Project, kind: str) -> None:
    shade, larger = st.columns([1, 3], vertical_alignment="bottom")
    with shade:
        red, green, blue = colour(value_of(project, f"{_OWN}.WordColor")) or SPOKEN_COLOUR
        field(
            st.color_picker,
            t("style.words.colour"),
            name="style_words_colour",
            value=f"#{red:02x}{green:02x}{blue:02x}",
            save=lambda project, entered: set_value(project, f"{_OWN}.WordColor", entered),
        )
    with larger:
        low, high = WORD_SCALE
        percent(
            t("style.words.scale"),
            f"{_OWN}.WordScale",
            name="style_words_scale",
            share=value_of(project, f"{_OWN}.WordScale") or LARGER[kind],
            lowest=100 * low,
            highest=100 * high,
        )
