"""The controls for how footage is cut, fitted to the voice, and made to fill the picture."""

from __future__ import annotations

from functools import partial

import streamlit as st

from pages.widgets.assets.picker import asset_picker
from pages.widgets.fields import change_button, field, percent, setting
from pages.widgets.i18n import t
from pages.widgets.parts import card_grid
from pages.widgets.pictures import picture
from s2v_core.job.limits import LONGEST_SECONDS, SHORTEST_SHOT
from s2v_core.media.info import MediaKind
from s2v_core.projects import Project, backgrounds, set_backgrounds, set_values, value_of

__all__ = ["frame_fill", "shot_lengths"]

_PROCESS = "EditingConfig.ProcessConfig"
_IMAGE = "EditingConfig.BackgroundImageConfig"
_PICTURES: tuple[MediaKind, ...] = ("image",)
_FIT = "EditingConfig.S2V.Fit"
_SECONDS = {"min_value": SHORTEST_SHOT, "max_value": float(LONGEST_SECONDS), "step": 0.5, "format": "%.1f"}


def shot_lengths(project: Project) -> None:
    """Show how long shots are, and how they follow the voice."""
    videos, pictures = st.columns(2)
    with videos:
        setting(
            st.number_input, t("style.shot"), f"{_PROCESS}.SingleShotDuration", help=t("style.shot.help"), **_SECONDS
        )
    with pictures:
        setting(st.number_input, t("style.image"), f"{_PROCESS}.ImageDuration", help=t("style.image.help"), **_SECONDS)
    setting(st.toggle, t("style.split"), f"{_PROCESS}.EnableClipSplit", help=t("style.split.help"))
    setting(st.toggle, t("style.motion"), "EditingConfig.S2V.Motion", help=t("style.motion.help"))
    if project.mode == "global":
        setting(
            st.radio,
            t("style.alignment"),
            f"{_PROCESS}.AlignmentMode",
            options=["AutoSpeed", "Cut"],
            format_func=lambda mode: t(f"style.alignment.{mode.lower()}"),
            captions=[t("style.alignment.autospeed.help"), t("style.alignment.cut.help")],
        )


def frame_fill(project: Project) -> None:
    """Show what is done with footage of another shape than the output."""
    fill = _fill_of(project)
    field(
        st.radio,
        t("style.fill"),
        name="style_fill",
        value=fill,
        save=_with_fill,
        options=["cover", "blur", "color"],
        format_func=lambda way: t(f"style.fill.{way}"),
        captions=[t(f"style.fill.{way}.help") for way in ("cover", "blur", "color")],
    )
    if fill == "blur":
        radius = f"{_IMAGE}.Radius"
        share = float(value_of(project, radius))
        percent(t("style.fill.radius"), radius, name="style_fill_radius", share=share, lowest=1)
    if fill == "color":
        setting(st.color_picker, t("style.fill.shade"), f"{_IMAGE}.Color")
    if fill != "cover":
        _backgrounds(project)


def _fill_of(project: Project) -> str:
    fit = str(value_of(project, _FIT))
    if fit == "contain" and value_of(project, f"{_IMAGE}.SubType") == "Blur":
        return "blur"
    return "color" if fit == "contain" else fit


def _with_fill(project: Project, way: str) -> Project:
    if way == "color":
        return set_values(project, {_FIT: "contain", f"{_IMAGE}.SubType": "Color"})
    return set_values(project, {_FIT: way, f"{_IMAGE}.SubType": None})


def _backgrounds(project: Project) -> None:
    """Show the pictures that lie behind footage that does not fill the frame."""
    st.markdown(f"**{t('style.backgrounds')}**")
    st.caption(t("style.backgrounds.help"))
    given = backgrounds(project)
    asset_picker(
        "style_background",
        lambda project, media: set_backgrounds(project, [*backgrounds(project), *media]),
        kinds=_PICTURES,
        label=t("style.backgrounds.add"),
    )
    if not given:
        return
    grid = card_grid()
    for number, reference in enumerate(given):
        with grid.cell():
            shown = picture(reference)
            if shown is not None:
                st.image(str(shown), width="stretch", alt=t("style.backgrounds"))
            remove = partial(_without_background, number)
            label = t("style.backgrounds.remove")
            change_button(label, remove, key=f"style_background_{number}", type="tertiary")


def _without_background(number: int, project: Project) -> Project:
    return set_backgrounds(project, [each for place, each in enumerate(backgrounds(project)) if place != number])
