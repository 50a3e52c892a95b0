"""The controls for what happens between shots."""

from __future__ import annotations

from functools import partial

import streamlit as st

from pages.widgets.fields import change_button, field, setting
from pages.widgets.i18n import t
from pages.widgets.style.gallery import gallery
from pages.widgets.style.values import choose_transitions, chosen_transitions, toggle_transition
from s2v_core.effects.kinds import KINDS
from s2v_core.projects import Project, set_value, value_of

__all__ = ["transition_choice"]

_PROCESS = "EditingConfig.ProcessConfig"
_LONGEST = 3.0


def transition_choice(project: Project) -> None:
    """Show the controls for transitions, and all of them to choose from."""
    if not setting(st.toggle, t("style.transitions.on"), f"{_PROCESS}.AllowTransition"):
        st.caption(t("style.transitions.off"))
        return
    seconds, uniform = st.columns(2)
    with seconds:
        given = value_of(project, f"{_PROCESS}.TransitionDuration")
        field(
            st.slider,
            t("style.transitions.seconds"),
            name="style_transition_seconds",
            value=float(given),
            save=lambda project, entered: set_value(project, f"{_PROCESS}.TransitionDuration", entered),
            min_value=0.1 if given else 0.0,
            max_value=max(_LONGEST, float(given)),
            step=0.1,
            format="%.1f s",
        )
    with uniform:
        field(
            st.radio,
            t("style.transitions.uniform"),
            name="style_transition_uniform",
            value=bool(value_of(project, f"{_PROCESS}.UseUniformTransition")),
            save=lambda project, same: set_value(project, f"{_PROCESS}.UseUniformTransition", same),
            options=[True, False],
            format_func=lambda same: t(f"style.transitions.{'same' if same else 'different'}"),
        )
    chosen = chosen_transitions(project)
    st.markdown(t("style.transitions.chosen", count=len(chosen)))
    with st.container(horizontal=True, gap="xsmall"):
        _choose("all", [entry.name for entry in KINDS["transition"]])
        _choose("simple", ["fade"])
    gallery("style_transition", "transition", chosen=chosen, toggle=toggle_transition)


def _choose(word: str, names: list[str]) -> None:
    choose = partial(choose_transitions, names=names)
    change_button(t(f"style.transitions.{word}"), choose, key=f"style_transitions_{word}")
