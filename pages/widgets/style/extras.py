"""Choices from the catalogue beside transitions: animations and looks of texts, effects and colours of shots.

Only what the catalogue has is shown.
"""

from __future__ import annotations

from functools import partial

import streamlit as st

from pages.widgets.fields import field, setting
from pages.widgets.i18n import t
from pages.widgets.style.gallery import gallery, name_of
from pages.widgets.style.grading import filter_amounts
from pages.widgets.style.values import listed_names, toggle_listed
from s2v_core.effects.kinds import KINDS
from s2v_core.projects import Project, set_value, value_of

__all__ = ["has_shot_effects", "shot_effects", "text_extras"]

_OF_TEXTS = {
    "entrance": "AaiMotionInEffect",
    "exit": "AaiMotionOutEffect",
    "loop": "AaiMotionLoopEffect",
    "look": "EffectColorStyle",
    "bubble": "BubbleStyleId",
}
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
        for kind in kinds:
            given = value_of(project, f"{path}.{_OF_TEXTS[kind]}") or ""
            chosen = [part.strip() for part in given.split(",") if part.strip()]
            _names(kind, f"style_{role}_{kind}", f"{path}.{_OF_TEXTS[kind]}", chosen)
            if kind in _SECONDS and chosen:
                seconds = value_of(project, f"{path}.{_SECONDS[kind]}")
                label = t("style.animation.seconds")
                _seconds(label, f"style_{role}_{kind}_seconds", f"{path}.{_SECONDS[kind]}", seconds)


def has_shot_effects() -> bool:
    """Return whether the catalogue has anything for single shots."""
    return "effect" in KINDS or "filter" in KINDS


def shot_effects(project: Project) -> None:
    """Show what the catalogue has for single shots: effects, and filters of their colours."""
    if "effect" in KINDS and setting(st.toggle, t("style.effects.on"), f"{_PROCESS}.AllowVfxEffect"):
        _chance(project)
        _effects(project)
    if "filter" in KINDS and setting(st.toggle, t("style.filters.on"), f"{_PROCESS}.AllowFilter"):
        chosen = listed_names(project, _FILTERS)
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
    chosen = listed_names(project, path)
    st.caption(t("gallery.effects_chosen" if chosen else "gallery.effects_none"))
    gallery(f"style_effect_{name}", "effect", chosen=chosen, toggle=partial(toggle_listed, path=path))


def _chance(project: Project) -> None:
    path = f"{_PROCESS}.VfxEffectProbability"
    given = float(value_of(project, path))
    field(
        st.slider,
        t("style.effects.chance"),
        name="style_effects_chance",
        value=round(given if given > 1 else 100 * given),  # above 1 it is in percent
        save=lambda project, percent: set_value(project, path, percent / 100),
        min_value=0,
        max_value=100,
        format="%d%%",
    )


def _names(kind: str, key: str, path: str, chosen: list[str]) -> None:
    """Show the choice of entries of a kind, several of which are drawn from; saved as one joined text."""
    known = {entry.name: name_of(kind, entry) for entry in KINDS[kind]}

    def save(project: Project, entered: list[str]) -> Project:
        return set_value(project, path, ",".join(entered) or None)

    field(
        st.multiselect,
        t(f"style.kind.{kind}"),
        name=key,
        value=chosen,
        save=save,
        options=[*known, *(name for name in chosen if name not in known)],
        format_func=lambda name: known.get(name, name),
        placeholder=t("style.kind.none"),
    )


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
