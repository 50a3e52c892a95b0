"""Choices from the catalogue beside transitions: animations and looks of texts, effects and colours of shots.

Only what the catalogue has is shown.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

import streamlit as st

from pages.widgets.fields import field, percent, setting
from pages.widgets.i18n import t
from pages.widgets.style.gallery import gallery
from pages.widgets.style.grading import filter_amounts
from pages.widgets.style.values import names_at, toggle_listed
from s2v_core.effects.kinds import KINDS
from s2v_core.projects import Project, set_value, value_of
from s2v_core.timeline.names import listed_names

__all__ = ["has_shot_effects", "shot_effects", "text_extras"]

_OF_TEXTS = {
    "entrance": "AaiMotionInEffect",
    "exit": "AaiMotionOutEffect",
    "loop": "AaiMotionLoopEffect",
    "look": "EffectColorStyle",
    "bubble": "BubbleStyleId",
}
_ONE_ALONE = ("look", "bubble")
"""Kinds of which a text has one at a time."""
_SECONDS = {"entrance": "AaiMotionIn", "exit": "AaiMotionOut"}
_PROCESS = "EditingConfig.ProcessConfig"
_FILTERS = f"{_PROCESS}.FilterList"
_LISTS = ("VfxFirstClipEffectList", "VfxNotFirstClipEffectList")
_LONGEST = 5.0


def text_extras(project: Project, role: str, path: str) -> None:
    """Show what the catalogue has for texts: how they come and go, and their ready-made looks."""
    kinds = [kind for kind in _OF_TEXTS if kind in KINDS]
    if not kinds:
        return
    with st.container(border=True):
        st.markdown(f"**{t('style.animation')}**")
        kind = st.segmented_control(
            t("gallery.of_texts"),
            kinds,
            key=f"style_{role}_kind",
            format_func=lambda kind: _counted(kind, _given(project, path, kind)),
            label_visibility="collapsed",
            wrap=True,
        )
        if kind:
            _choose_for_text(project, role, path, kind)


def _choose_for_text(project: Project, role: str, path: str, kind: str) -> None:
    """Show everything of a kind for a text, and how long it takes."""
    chosen = _given(project, path, kind)
    if kind in _SECONDS and chosen:
        seconds = value_of(project, f"{path}.{_SECONDS[kind]}")
        label = t("style.animation.seconds")
        _seconds(label, f"style_{role}_{kind}_seconds", f"{path}.{_SECONDS[kind]}", seconds)

    def toggle(project: Project, name: str, wanted: bool) -> Project:
        others = [] if kind in _ONE_ALONE else [each for each in _given(project, path, kind) if each != name]
        return set_value(project, f"{path}.{_OF_TEXTS[kind]}", ",".join([*others, name] if wanted else others) or None)

    gallery(f"style_{role}_{kind}", kind, chosen=chosen, toggle=toggle)


def _given(project: Project, path: str, kind: str) -> list[str]:
    """Return the names of a kind that the style of a text holds; one of several is drawn."""
    return listed_names(value_of(project, f"{path}.{_OF_TEXTS[kind]}"))


def _counted(kind: str, chosen: Collection[str]) -> str:
    label = t(f"style.kind.{kind}")
    return f"{label} ({len(chosen)})" if chosen else label


def has_shot_effects() -> bool:
    """Return whether the catalogue has anything for single shots."""
    return "effect" in KINDS or "filter" in KINDS


def shot_effects(project: Project) -> None:
    """Show what the catalogue has for single shots: effects, and filters of their colours."""
    if "effect" in KINDS and setting(st.toggle, t("style.effects.on"), f"{_PROCESS}.AllowVfxEffect"):
        _chance(project)
        _effects(project)
    if "filter" in KINDS and setting(st.toggle, t("style.filters.on"), f"{_PROCESS}.AllowFilter"):
        chosen = names_at(project, _FILTERS)
        filter_amounts(project)
        st.caption(t("style.filters.chosen" if chosen else "style.filters.all"))
        gallery("style_filter", "filter", chosen=chosen, toggle=partial(toggle_listed, path=_FILTERS))


def _effects(project: Project) -> None:
    """Show the choice of effects for the first shot, or for the ones after it."""
    name = st.segmented_control(
        t("gallery.effects_of"),
        _LISTS,
        default=_LISTS[0],
        required=True,
        key="style_effects_of",
        format_func=lambda name: t(f"style.effects.{name.lower()}"),
        label_visibility="collapsed",
    )
    path = f"{_PROCESS}.{name}"
    chosen = names_at(project, path)
    st.caption(t("gallery.effects_chosen" if chosen else "gallery.effects_none"))
    gallery(f"style_effect_{name}", "effect", chosen=chosen, toggle=partial(toggle_listed, path=path))


def _chance(project: Project) -> None:
    path = f"{_PROCESS}.VfxEffectProbability"
    given = float(value_of(project, path))
    share = given / 100 if given > 1 else given  # above 1 it is in percent
    percent(t("style.effects.chance"), path, name="style_effects_chance", share=share)


def _seconds(label: str, key: str, path: str, value: float | None) -> None:
    field(
        st.slider,
        label,
        name=key,
        value=min(value or 0.5, _LONGEST),
        save=lambda project, seconds: set_value(project, path, seconds),
        min_value=0.1,
        max_value=_LONGEST,
        step=0.1,
        format="%.1f s",
    )
