"""Style fields become pixels, colours and fonts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from s2v_core.rendering.text.look import Anchor, contrasting, resolve
from s2v_core.timeline.model import Canvas
from s2v_core.timeline.style import SubtitleStyle

CANVAS = Canvas(1000, 2000)


def style(**fields: Any) -> SubtitleStyle:
    return SubtitleStyle.model_validate(fields)


@pytest.mark.parametrize(
    ("alignment", "anchor"),
    [
        ("TopLeft", Anchor(100, 40, 0, 0)),
        ("TopCenter", Anchor(600, 40, 0.5, 0)),
        ("TopRight", Anchor(900, 40, 1, 0)),
        ("CenterLeft", Anchor(100, 1040, 0, 0.5)),
        ("CenterCenter", Anchor(600, 1040, 0.5, 0.5)),
        ("CenterRight", Anchor(900, 1040, 1, 0.5)),
        ("BottomLeft", Anchor(100, 1960, 0, 1)),
        ("BottomCenter", Anchor(600, 1960, 0.5, 1)),
        ("BottomRight", Anchor(900, 1960, 1, 1)),
        ("Left", Anchor(100, 40, 0, 0)),
        ("Center", Anchor(100, 40, 0.5, 0)),
        ("Right", Anchor(100, 40, 1, 0)),
    ],
)
def test_alignment_says_what_x_and_y_are_measured_from(alignment: str, anchor: Anchor) -> None:
    assert resolve(style(Alignment=alignment, X=0.1, Y=40), CANVAS).anchor == anchor


def test_the_precise_forms_without_x_stand_at_their_edge_or_middle() -> None:
    assert [resolve(style(Alignment=name), CANVAS).anchor.x for name in ("Left", "Center", "Right")] == [0, 500, 1000]


@pytest.mark.parametrize(("size", "share"), [((900, 1600), 0.8), ((1600, 900), 0.9), ((900, 900), 0.85)])
def test_a_caption_without_place_stands_where_the_shape_of_the_canvas_wants_it(
    size: tuple[int, int], share: float
) -> None:
    anchor = resolve(SubtitleStyle(), Canvas(*size)).anchor

    assert anchor == Anchor(size[0] / 2, share * size[1], 0.5, 0)


def test_sizes_follow_the_role_when_none_is_given() -> None:
    sizes = [resolve(style(FontSize=0), CANVAS, role).size for role in ("title", "subheading", "caption")]

    assert sizes == [75, 50, 45]


def test_the_default_outline_grows_with_the_size_and_an_explicit_zero_is_kept() -> None:
    assert resolve(style(FontSize=100), CANVAS).outline == pytest.approx(6)
    assert resolve(style(FontSize=100, Outline=0), CANVAS).outline == 0
    assert resolve(style(FontSize=100, Outline=9), CANVAS).outline == 9


def test_a_box_replaces_outline_and_shadow() -> None:
    look = resolve(style(BorderStyle=3, BackColour="#102030", FontSize=50), CANVAS)

    assert look.box is not None
    assert (look.box.colour, look.box.opacity, look.outline, look.shadow) == ((16, 32, 48), 1.0, 0, None)


def test_an_explicit_shadow_has_its_distance_and_colour_and_zero_means_none() -> None:
    look = resolve(style(Shadow=7, BackColour="#ff0000"), CANVAS)

    assert look.shadow is not None
    assert (look.shadow.dx, look.shadow.dy, look.shadow.colour) == (7, 7, (255, 0, 0))
    assert resolve(style(Shadow=0), CANVAS).shadow is None


@pytest.mark.parametrize(
    ("fill", "outline"),
    [
        ((255, 255, 255), (16, 16, 16)),
        ((255, 208, 0), (16, 16, 16)),
        ((0, 0, 0), (255, 255, 255)),
        ((30, 30, 160), (255, 255, 255)),
    ],
)
def test_the_default_outline_stands_out_from_the_text(
    fill: tuple[int, int, int], outline: tuple[int, int, int]
) -> None:
    assert contrasting(fill) == outline


def test_text_width_is_a_share_or_pixels_and_never_more_than_the_canvas() -> None:
    assert resolve(style(TextWidth=0.5), CANVAS).width == 500
    assert resolve(style(TextWidth=300), CANVAS).width == 300
    assert resolve(style(TextWidth=5000), CANVAS).width < 1000
    assert resolve(SubtitleStyle(), CANVAS).width == pytest.approx(880)


def test_text_hanging_on_an_edge_gets_the_room_that_is_left() -> None:
    assert resolve(style(Alignment="TopLeft", X=0.4), CANVAS).width == pytest.approx(540)
    assert resolve(style(Alignment="TopLeft", X=0.95), CANVAS).width == pytest.approx(250)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -1e30, 1e30])
def test_absurd_numbers_are_bounded(value: float) -> None:
    names = ("FontSize", "X", "Y", "Outline", "Shadow", "Spacing", "LineSpacing", "Angle", "TextWidth")

    look = resolve(style(BorderStyle=1, **dict.fromkeys(names, value)), CANVAS)

    assert 4 <= look.size <= 2000
    assert 0 <= look.outline <= 1000
    assert 0 <= look.angle < 360
    assert 0 < look.width <= 1000


def test_a_font_file_is_a_path() -> None:
    assert resolve(style(FontURL="file:///fonts/a.ttf"), CANVAS).font_file == Path("/fonts/a.ttf")


def test_shrinking_makes_size_and_outline_smaller() -> None:
    look = resolve(style(FontSize=100, Outline=10), CANVAS, "title", 0.5)

    assert (look.size, look.outline) == (50, 5)
