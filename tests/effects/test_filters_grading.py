"""Manual colour grading, and dark corners."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from s2v_core.effects.filters import darken_planes, darkened, grading
from s2v_core.media.planes import from_rgb, to_rgb

GREY = (120, 120, 120)


def graded(colour: tuple[int, int, int] = GREY, **params: float) -> list[int]:
    picture = np.full((9, 9, 3), colour, np.uint8)
    return [int(value) for value in grading.function(picture, params)[4, 4]]


def test_as_it_is_set_at_first_it_changes_nothing() -> None:
    assert grading.function.colour_map({}) is None
    picture = np.random.default_rng(1).integers(0, 256, (9, 9, 3), dtype=np.uint8)
    drawn = grading.function(picture, {})
    assert np.array_equal(drawn, picture)
    assert not np.shares_memory(drawn, picture)


def test_it_has_the_documented_parameters_and_ranges() -> None:
    ranges = {name: (one.low, one.high) for name, one in grading.parameters.items()}
    assert ranges == {
        "brightness": (-255, 255),
        "contrast": (-100, 100),
        "saturation": (-100, 100),
        "kelvin_temperature": (1000, 40000),
        "temperature_ratio": (0, 100),
        "tint": (-100, 100),
        "dark_corner_ratio": (0, 100),
        "strength": (0, 1),
    }


def test_brightness_is_added() -> None:
    assert graded(brightness=30) == [150, 150, 150]
    assert graded(brightness=-30) == [90, 90, 90]
    assert graded(brightness=-255) == [0, 0, 0]


def test_contrast_spreads_from_the_middle() -> None:
    assert graded((100, 100, 100), contrast=50)[0] == pytest.approx(86, abs=1)
    assert graded((160, 160, 160), contrast=50)[0] == pytest.approx(176, abs=1)
    assert graded((10, 200, 90), contrast=-100) == [128, 128, 128]


def test_saturation_strengthens_and_takes_away() -> None:
    assert np.ptp(graded((150, 120, 100), saturation=50)) > 60
    assert np.ptp(graded((200, 60, 10), saturation=-100)) <= 1


def test_low_kelvins_are_warm_and_high_ones_cold_as_far_as_the_ratio_says() -> None:
    warm, cold = (graded(kelvin_temperature=kelvin, temperature_ratio=100) for kelvin in (3000, 15000))
    assert warm[0] > warm[1] > warm[2] + 20
    assert cold[2] > cold[0] + 10
    half = graded(kelvin_temperature=3000, temperature_ratio=50)
    assert warm[0] > half[0] > GREY[0]
    assert graded(kelvin_temperature=3000) == list(GREY)
    luma = np.array([0.2126, 0.7152, 0.0722])
    assert warm @ luma == pytest.approx(120, abs=3)


def test_every_kelvin_gives_a_colour() -> None:
    reds = [graded(kelvin_temperature=kelvin, temperature_ratio=100)[0] for kelvin in (1000, 2000, 5000, 9000, 40000)]
    assert reds == sorted(reds, reverse=True)


def test_tint_goes_from_green_to_magenta() -> None:
    red, green, _ = graded(tint=100)
    assert red > green + 15
    red, green, _ = graded(tint=-100)
    assert green > red + 15


def test_corners_get_dark_and_the_middle_stays() -> None:
    picture = np.full((91, 161, 3), 200, np.uint8)
    drawn = grading.function(picture, {"dark_corner_ratio": 50})
    assert (drawn[40:50, 75:85] == 200).all()
    assert drawn[0, 0, 0] == drawn[-1, -1, 0] == 100
    assert (np.diff(drawn[0, :80, 0].astype(int)) >= 0).all()


def test_corners_are_as_dark_in_planes() -> None:
    picture = np.full((91, 161, 3), (200, 120, 60), np.uint8)
    planes = from_rgb(picture)
    darken_planes(planes.all, 0.7)
    assert np.abs(to_rgb(planes).astype(int) - darkened(picture, 0.7)).max() <= 6


def test_strength_0_changes_nothing() -> None:
    picture = np.full((19, 19, 3), 77, np.uint8)
    params = {"brightness": 50.0, "dark_corner_ratio": 100.0, "strength": 0.0}
    assert np.array_equal(grading.function(picture, params), picture)


@pytest.mark.parametrize("name", [name for name in grading.parameters if name != "strength"])
def test_values_outside_their_range_are_held_at_its_ends(name: str) -> None:
    picture = np.random.default_rng(2).integers(0, 256, (21, 21, 3), dtype=np.uint8)
    others: dict[str, Any] = {"temperature_ratio": 60} if name == "kelvin_temperature" else {"kelvin_temperature": 3000}
    one = grading.parameters[name]
    for beyond, end in ((one.low - 1e6, one.low), (one.high + 1e6, one.high)):
        drawn = grading.function(picture, {**others, name: beyond})
        assert np.array_equal(drawn, grading.function(picture, {**others, name: end}))
