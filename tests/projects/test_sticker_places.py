"""Where stickers stand."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from s2v_core.errors import JobError
from s2v_core.projects import (
    SPOTS,
    Project,
    Spot,
    StickerBox,
    add_sticker,
    add_stickers,
    box_of,
    change_sticker,
    place_sticker,
    remove_stickers,
    resize_sticker,
    set_values,
    spot_of,
    sticker_ids,
    stickers,
)
from tests.projects.making import one_story

NATURAL = (400, 200)


def bare() -> Project:
    return remove_stickers(one_story(), sticker_ids(one_story()))


def upright(width: int = 1000, height: int = 2000) -> Project:
    sized = set_values(bare(), {"OutputConfig.Width": width, "OutputConfig.Height": height})
    return add_sticker(sized, "logo.png", x=0.3, y=0.3, width=0.2)


def box(project: Project) -> StickerBox:
    return box_of(project, stickers(project)[0], NATURAL)


def test_a_sticker_is_as_high_as_its_image_asks_for() -> None:
    assert box(upright()) == StickerBox(0.3, 0.3, 0.2, 0.05)
    by_height = change_sticker(upright(), "logo.png#1", {"Width": None, "Height": 0.1})
    assert box(by_height) == StickerBox(0.3, 0.3, 0.4, 0.1)
    natural = change_sticker(upright(), "logo.png#1", {"Width": None})
    assert box(natural) == StickerBox(0.3, 0.3, 0.4, 0.1)


def test_numbers_above_one_are_pixels() -> None:
    project = change_sticker(upright(), "logo.png#1", {"X": 100, "Y": 500, "Width": 500, "Height": 200})
    assert box(project) == StickerBox(0.1, 0.25, 0.5, 0.1)


def test_the_corners_and_the_centre_are_where_people_expect_them() -> None:
    corners = {"top-left": (0.05, 0.025), "centre": (0.4, 0.475), "bottom-right": (0.75, 0.925)}
    for spot, corner in corners.items():
        placed = box(place_sticker(upright(), "logo.png#1", spot, NATURAL))  # type: ignore[arg-type]
        assert (placed.x, placed.y) == pytest.approx(corner)


@given(st.sampled_from(SPOTS), st.integers(2, 85), st.integers(300, 3000), st.integers(300, 3000))
def test_a_placed_sticker_is_known_to_be_there_and_stays_there_when_it_is_resized(
    spot: Spot, percent: int, width: int, height: int
) -> None:
    assume(percent / 100 * width / 2 < 0.8 * height)
    placed = place_sticker(upright(width, height), "logo.png#1", spot, NATURAL)
    assume(box(placed).height < 0.8)
    assert spot_of(placed, box(placed)) == spot
    resized = resize_sticker(placed, "logo.png#1", percent / 100, NATURAL)
    assert box(resized).width == pytest.approx(percent / 100)
    again = place_sticker(resized, "logo.png#1", spot, NATURAL)
    assert stickers(again) == stickers(resized)


def test_a_sticker_that_stands_elsewhere_keeps_its_corner_when_it_is_resized() -> None:
    resized = resize_sticker(upright(), "logo.png#1", 0.5, NATURAL)
    assert spot_of(resized, box(resized)) is None
    assert box(resized) == StickerBox(0.3, 0.3, 0.5, 0.125)


def test_new_stickers_stand_in_the_top_left_corner() -> None:
    project = add_stickers(bare(), ["logo.png", "logo.png"])
    assert sticker_ids(project) == ["logo.png#1", "logo.png#2"]
    for sticker in stickers(project):
        assert spot_of(project, box_of(project, sticker, NATURAL)) == "top-left"


def test_a_sticker_without_width_is_refused() -> None:
    with pytest.raises(JobError, match="greater than 0"):
        resize_sticker(upright(), "logo.png#1", 0, NATURAL)
