"""Looks of texts as people adjust them, and the fields of the job document that come of it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pages.widgets.style.values import (
    LOOKS,
    PLACES,
    WEIGHTS,
    choose_transitions,
    chosen_transitions,
    font_choices,
    font_name,
    give_look,
    hex_of,
    look_of,
    path_of,
    place_text,
    rate_of,
    row_and_column,
    set_column,
    set_font,
    set_height,
    set_inset,
    set_shadow,
    toggle_transition,
)
from s2v_core.effects import transitions
from s2v_core.projects import Project, ProjectStore, set_value, set_values, style_of, value_of
from s2v_core.speech import speed_of

PROCESS = "EditingConfig.ProcessConfig"
ROLES = ("captions", "title", "2")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", LOOKS)
def test_a_look_changes_colours_but_neither_size_nor_place(project: Project, role: str, name: str) -> None:
    placed = set_height(set_value(project, f"{path_of(role)}.FontSize", 80.0), role, 30)
    looked = look_of(give_look(placed, role, name), role)
    assert (looked.size, looked.anchor) == (80, look_of(placed, role).anchor)
    if "FontColor" in LOOKS[name]:
        assert hex_of(looked.fill).upper() == LOOKS[name]["FontColor"]
    if "Outline" in LOOKS[name]:
        assert looked.outline == round(LOOKS[name]["Outline"] * 80)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("column", ["Left", "Center", "Right"])
def test_a_text_stands_where_it_is_put(project: Project, role: str, place: str, column: str) -> None:
    look = look_of(set_column(place_text(project, role, place), role, column), role)
    assert row_and_column(look) == (PLACES[place][0], column)
    heights = {"top": 0.08, "middle": 0.5, "lower": 0.72, "bottom": 0.95}
    assert look.anchor.y == pytest.approx(heights[place] * 1920)
    assert look.anchor.x == pytest.approx({"Left": 0.06, "Center": 0.5, "Right": 0.94}[column] * 1080)


@pytest.mark.parametrize("role", ["captions", "title"])
def test_another_column_leaves_the_height(project: Project, role: str) -> None:
    before = look_of(project, role).anchor
    after = look_of(set_column(project, role, "Right"), role).anchor
    assert after.y == pytest.approx(before.y)
    assert after.x < 1080


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("percent", [0, 1, 37, 50, 99, 100])
def test_a_height_is_that_of_the_picture_whatever_the_text_hangs_on(project: Project, place: str, percent: int) -> None:
    look = look_of(set_height(place_text(project, "title", place), "title", percent), "title")
    assert look.anchor.y == pytest.approx(19.2 * percent, abs=0.1)


def test_the_distance_from_the_side_counts_from_that_side(project: Project) -> None:
    right = set_column(project, "title", "Right")
    assert look_of(set_inset(right, "title", 20), "title").anchor.x == pytest.approx(0.8 * 1080)


def test_font_and_weight_are_chosen_one_by_one(project: Project) -> None:
    bold = set_value(project, "EditingConfig.TitleConfig.FontFace", {"Bold": True})
    light = set_font(bold, "title", weight="Light")
    font = look_of(light, "title").font
    assert (font.family, font.weight) == ("inter", WEIGHTS["Light"])
    other = look_of(set_font(light, "title", family="noto-sans"), "title").font
    assert (other.family, other.weight) == ("noto-sans", WEIGHTS["Light"])


def test_every_font_that_is_offered_is_found_again(project: Project) -> None:
    families = font_choices()
    assert "inter" in families
    assert "openmoji" not in families
    assert font_name("noto-sans-cjk-sc") == "Noto Sans CJK SC"
    for family in families:
        assert look_of(set_font(project, "captions", family=family), "captions").font.family == family


@pytest.mark.parametrize("kind", ["none", "soft", "hard"])
def test_shadows_are_none_soft_or_hard(project: Project, kind: str) -> None:
    shadow = look_of(set_shadow(project, "captions", kind), "captions").shadow
    assert (shadow is None) == (kind == "none")
    assert shadow is None or (shadow.dx > 0) == (kind == "hard")


def test_a_style_that_is_given_back_is_gone(project: Project) -> None:
    assert "SubHeadingConfig" not in str(
        set_values(give_look(project, "2", "box"), {path_of("2"): None}).document.get("EditingConfig")
    )
    assert style_of(project, "2")["FontSize"] == 54


def test_transitions_come_and_go(project: Project) -> None:
    assert chosen_transitions(project) == ("linearblur", "colordistance", "crosshatch", "dreamyzoom")
    more = toggle_transition(project, "cube", wanted=True)
    assert chosen_transitions(more)[-1] == "cube"
    assert (
        toggle_transition(more, "Cube", wanted=False).document["EditingConfig"]
        == toggle_transition(project, "cube", wanted=False).document["EditingConfig"]
    )


def test_all_transitions_by_one_word_are_told_one_by_one(project: Project) -> None:
    every = set_value(project, f"{PROCESS}.TransitionList", ["random"])
    assert len(chosen_transitions(every)) == len(transitions.standard())
    assert "fade" not in chosen_transitions(toggle_transition(every, "fade", wanted=False))


def test_none_chosen_turns_transitions_off(project: Project) -> None:
    on = set_values(project, {f"{PROCESS}.AllowTransition": True, f"{PROCESS}.TransitionList": ["fade"]})
    off = choose_transitions(on, [])
    assert not value_of(off, f"{PROCESS}.AllowTransition")


@given(st.floats(0.5, 2.0))
@settings(max_examples=50, deadline=None)
def test_a_speed_is_found_again_from_its_rate(speed: float) -> None:
    assert speed_of(rate_of(speed)) == pytest.approx(speed, abs=0.003)


def test_a_look_of_a_sub_heading_is_not_mixed_with_that_of_the_title(store: ProjectStore) -> None:
    project = give_look(give_look(store.create("Autumn", "global"), "title", "golden"), "2", "bold")
    assert look_of(project, "title").recipe is not None
    assert look_of(project, "2").recipe is None
    assert look_of(give_look(project, "title", "card"), "title").recipe is None
