"""The controls for how captions, title and sub-headings look."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from pages.widgets.fields import change_button, field, percent, setting
from pages.widgets.i18n import t
from pages.widgets.problems import show_problems
from pages.widgets.services import services
from pages.widgets.style.extras import text_extras
from pages.widgets.style.gallery_pictures import look_picture
from pages.widgets.style.values import (
    PLACES,
    WEIGHTS,
    font_choices,
    font_name,
    give_look,
    hex_of,
    look_of,
    looks_for,
    path_of,
    place_text,
    row_and_column,
    set_column,
    set_font,
    set_height,
    set_inset,
    set_marks,
    set_shadow,
)
from pages.widgets.style.words import spoken_words
from s2v_core.projects import Project, set_value, set_values, value_of
from s2v_core.rendering.text.look import Look

__all__ = ["text_style"]

_LARGEST, _WIDEST_OUTLINE, _CELL = 240, 40, 120


def text_style(project: Project, role: str) -> None:
    """Show the controls for the ``captions``, the ``title`` or the sub-headings of a level (``1`` to ``5``)."""
    look = look_of(project, role)
    _ready_made(role)
    with st.container(border=True):
        st.markdown(f"**{t('style.letters')}**")
        _letters(role, look)
    with st.container(border=True):
        st.markdown(f"**{t('style.edges')}**")
        _edges(role, look)
    with st.container(border=True):
        st.markdown(f"**{t('style.place')}**")
        _place(project, role, look)
    text_extras(project, role, path_of(role))
    if role == "captions":
        spoken_words(project)
    more = st.expander(t("style.more"), key=f"style_{role}_more", on_change="rerun")
    if more.open:
        with more:
            _more(project, role, look)


def _ready_made(role: str) -> None:
    kept, samples = services().cache, services().settings.samples_dir
    grid = st.grid("auto", min_column_width=_CELL, gap="small")
    for name, fields in looks_for(role).items():
        with grid.cell(), st.container(gap="xsmall"):
            label = t(f"style.look.{name}")
            st.image(str(look_picture(kept, samples, t("style.look"), fields)), width="stretch", alt=label)
            change_button(
                label,
                partial(give_look, role=role, name=name),
                key=f"style_{role}_look_{name}",
                at=f"style_{role}_look",
                width="stretch",
            )
    show_problems(f"style_{role}_look")


def _letters(role: str, look: Look) -> None:
    family, weight = st.columns(2)
    with family:
        field(
            st.selectbox,
            t("style.font"),
            name=f"style_{role}_font",
            value=look.font.family,
            save=lambda project, chosen: set_font(project, role, family=chosen),
            options=font_choices(),
            format_func=font_name,
        )
    with weight:
        field(
            st.selectbox,
            t("style.weight"),
            name=f"style_{role}_weight",
            value=min(WEIGHTS, key=lambda name: abs(WEIGHTS[name] - look.font.weight)),
            save=lambda project, chosen: set_font(project, role, weight=chosen),
            options=list(WEIGHTS),
            format_func=lambda name: t(f"style.weight.{name.lower()}"),
        )
    size = round(look.size)
    _number(st.slider, "size", role, size, "FontSize", 12, max(_LARGEST, size), help=t("style.size.help"))
    colour, opacity = st.columns([1, 3], vertical_alignment="bottom")
    with colour:
        _colour("colour", role, hex_of(look.fill), "FontColor")
    with opacity:
        path = f"{path_of(role)}.FontColorOpacity"
        percent(t("style.opacity"), path, name=f"style_{role}_opacity", share=look.opacity)
    marks = {"Bold": look.face.bold, "Italic": look.face.italic, "Underline": look.face.underline}
    field(
        st.pills,
        t("style.marks"),
        name=f"style_{role}_marks",
        value=[name for name, given in marks.items() if given],
        save=lambda project, chosen: set_marks(project, role, chosen),
        options=list(marks),
        selection_mode="multi",
        format_func=lambda name: t(f"style.mark.{name.lower()}"),
    )


def _edges(role: str, look: Look) -> None:
    outline = round(look.outline)
    colour, width = st.columns([1, 3], vertical_alignment="bottom")
    with colour:
        _colour("outline_colour", role, hex_of(look.outline_colour), "OutlineColour")
    with width:
        _number(st.slider, "outline", role, outline, "Outline", 0, max(_WIDEST_OUTLINE, outline))
    path = path_of(role)
    box = look.box
    field(
        st.toggle,
        t("style.box"),
        name=f"style_{role}_box",
        value=box is not None,
        save=lambda project, on: set_value(project, f"{path}.BorderStyle", 3 if on else None),
    )
    if box is not None:
        _colour("box_colour", role, hex_of(box.colour), "BackColour")
        return
    shadow = look.shadow
    field(
        st.segmented_control,
        t("style.shadow"),
        name=f"style_{role}_shadow",
        value="none" if shadow is None else "soft" if shadow.dx == 0 else "hard",
        save=lambda project, kind: set_shadow(project, role, kind),
        options=["none", "soft", "hard"],
        required=True,
        format_func=lambda kind: t(f"style.shadow.{kind}"),
    )
    if shadow is not None and shadow.dx:
        _colour("shadow_colour", role, hex_of(shadow.colour), "BackColour")


def _place(project: Project, role: str, look: Look) -> None:
    path = path_of(role)
    stacked = role.isdecimal() and value_of(project, f"{path}.Y") is None
    if role.isdecimal():
        field(
            st.toggle,
            t("style.stacked"),
            name=f"style_{role}_stacked",
            value=stacked,
            save=lambda project, on: set_value(project, f"{path}.Y", None if on else 0.2),
            help=t("style.stacked.help"),
        )
    if not stacked:
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            for place in PLACES:
                change_button(
                    t(f"style.place.{place}"),
                    partial(place_text, role=role, place=place),
                    key=f"style_{role}_place_{place}",
                    at=f"style_{role}_height",
                )
        high = value_of(project, "OutputConfig.Height")
        height = round(100 * look.anchor.y / high)
        _slider("height", role, height, set_height, help=t("style.height.help"))
    _, column = row_and_column(look)
    field(
        st.segmented_control,
        t("style.align"),
        name=f"style_{role}_align",
        value=column,
        save=lambda project, chosen: set_column(project, role, chosen),
        options=["Left", "Center", "Right"],
        required=True,
        format_func=lambda name: t(f"style.align.{name.lower()}"),
    )
    if column != "Center":
        width = value_of(project, "OutputConfig.Width")
        inset = look.anchor.x if column == "Left" else width - look.anchor.x
        _slider("inset", role, round(100 * inset / width), set_inset, highest=50)


def _more(project: Project, role: str, look: Look) -> None:
    path = path_of(role)
    left, right = st.columns(2)
    width = round(100 * look.width / value_of(project, "OutputConfig.Width"))
    with left:
        _number(st.number_input, "spacing", role, round(look.spacing), "Spacing", -20, 200)
        _number(st.number_input, "angle", role, round(look.angle) % 360, "Angle", 0, 360)
    with right:
        _number(st.number_input, "line_spacing", role, round(look.line_spacing), "LineSpacing", -200, 400)
        field(
            st.number_input,
            t("style.width"),
            name=f"style_{role}_width",
            value=min(max(width, 10), 100),
            save=lambda project, percent: set_value(project, f"{path}.TextWidth", percent / 100),
            min_value=10,
            max_value=100,
            step=5,
        )
    field(
        st.radio,
        t("style.long"),
        name=f"style_{role}_long",
        value="AutoScale" if look.wrap == "scale" else "AutoWrap",
        save=lambda project, mode: set_value(project, f"{path}.AdaptMode", mode),
        options=["AutoWrap", "AutoScale"],
        format_func=lambda mode: t(f"style.long.{mode.lower()}"),
        horizontal=True,
    )
    if role != "captions":
        _times(path)
    change_button(
        t("style.reset"),
        partial(set_values, values={path: None}),
        key=f"style_{role}_reset",
        icon=":material/restart_alt:",
    )


def _times(path: str) -> None:
    left, right = st.columns(2)
    seconds = partial(st.number_input, value=None, min_value=0.0, step=0.5)
    with left:
        setting(seconds, t("style.from"), f"{path}.TimelineIn", placeholder=t("style.from.start"))
    with right:
        setting(seconds, t("style.until"), f"{path}.TimelineOut", placeholder=t("style.until.end"))


def _number(control: Any, word: str, role: str, value: int, name: str, low: int, high: int, **options: Any) -> None:
    """Show a control for a number of the style, in pixels or degrees."""
    field(
        control,
        t(f"style.{word}"),
        name=f"style_{role}_{word}",
        value=min(max(value, low), high),
        save=lambda project, entered: set_value(project, f"{path_of(role)}.{name}", float(entered)),
        min_value=low,
        max_value=high,
        **options,
    )


def _colour(word: str, role: str, value: str, name: str) -> None:
    field(
        st.color_picker,
        t(f"style.{word}"),
        name=f"style_{role}_{word}",
        value=value,
        save=lambda project, entered: set_value(project, f"{path_of(role)}.{name}", entered.upper()),
    )


def _slider(word: str, role: str, value: int, save: Any, *, highest: int = 100, **options: Any) -> None:
    """Show a slider in percent."""
    field(
        st.slider,
        t(f"style.{word}"),
        name=f"style_{role}_{word}",
        value=min(max(value, 0), highest),
        save=lambda project, percent: save(project, role, percent),
        min_value=0,
        max_value=highest,
        format="%d%%",
        **options,
    )
