"""The contract that every colour filter keeps, and what single ones must show."""

from __future__ import annotations

from functools import cache, lru_cache

import cv2
import numpy as np
import pytest

from s2v_core.effects import Entry, Filter, Frame, filters
from s2v_core.effects.filters import PlanesTable
from s2v_core.effects.filters.catalogue import recipe
from s2v_core.media.planes import TO_YUV, from_rgb, to_rgb

_ALL = [pytest.param(entry, id=entry.name) for entry in filters]
_SIZES = [(128, 128), (129, 257), (301, 17)]
"""Height and width."""
_DOCUMENTED = {
    "90s_modern_film": "m1 m2 m3 m4 m5 m6 m7 m8",
    "film": "pf1 pf2 pf3 pf4 pf5 pf6 pf7 pf8 pf9 pfa pfb pfc",
    "infrared": "pi1 pi2 pi3 pi4",
    "fresh": "pl1 pl2 pl3 pl4",
    "japanese": "pj1 pj2 pj3 pj4",
    "unsplash": "delta electric faded slowlived tokoyo urbex warm",
    "80s_negative": "f1 f2 f3 f4 f5 f6 f7",
    "travel": "pv1 pv2 pv3 pv4 pv5 pv6",
    "90s_art_film": "a1 a2 a3 a4 a5 a6",
}
_BLACK_AND_WHITE = ("pfb", "pfc", "pv6")
_WARM = ("m1", "pf3", "pf4", "pj3", "delta", "warm", "f6", "f7")
_COLD = ("m3", "m4", "slowlived", "f2", "f4", "a4")
_LIGHT = ("pf1", "pfc", "pl2", "pl4", "pj2", "pj4", "f2", "pv5")
_DARK = ("m5", "m6", "pi4", "f7", "a2")


@lru_cache(maxsize=8)
def _picture(height: int = 96, width: int = 128) -> Frame:
    """Return all kinds of colours, smoothly changing, write-protected."""
    noise = np.random.default_rng(height * 10_000 + width)
    small = noise.integers(0, 256, (9, 9, 3), dtype=np.uint8)
    picture = np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC), np.uint8)
    picture.setflags(write=False)
    return picture


def _greys() -> Frame:
    return np.repeat(np.arange(256, dtype=np.uint8)[None, :, None], 3, axis=2)


@cache
def _planes_table(name: str) -> PlanesTable:
    colour_map = filters[name].function.colour_map({})
    assert colour_map is not None
    return PlanesTable(colour_map, TO_YUV)


def _difference(a: Frame, b: Frame) -> float:
    return float(np.abs(a.astype(np.int16) - b).mean())


def _brightness(frame: Frame) -> float:
    return float((frame @ np.array([0.2126, 0.7152, 0.0722])).mean())


def _plain(colour: tuple[int, int, int]) -> Frame:
    return np.full((8, 8, 3), colour, np.uint8)


def _through(name: str, colour: tuple[int, int, int]) -> tuple[int, ...]:
    return tuple(int(value) for value in filters[name].function(_plain(colour), {})[4, 4])


@pytest.mark.parametrize("entry", _ALL)
class TestEveryFilter:
    def test_gives_a_picture_of_its_own_in_the_same_form(self, entry: Entry[Filter]) -> None:
        for height, width in _SIZES:
            picture = _picture(height, width)
            before = picture.tobytes()
            drawn = entry.function(picture, {})
            assert drawn.shape == picture.shape
            assert drawn.dtype == np.uint8
            assert drawn.flags.writeable
            assert picture.tobytes() == before

    def test_gives_the_same_again(self, entry: Entry[Filter]) -> None:
        first = entry.function(_picture(), {})
        entry.function(_picture(17, 300), {})
        assert np.array_equal(entry.function(_picture(), {}), first)

    def test_changes_the_picture_visibly(self, entry: Entry[Filter]) -> None:
        assert _difference(entry.function(_picture(), {}), _picture()) > 3

    def test_changes_nothing_at_strength_0_and_half_as_much_at_half(self, entry: Entry[Filter]) -> None:
        picture = _picture()
        assert entry.function.colour_map({"strength": 0}) is None
        assert np.array_equal(entry.function(picture, {"strength": 0}), picture)
        whole, half = (entry.function.colour_map({"strength": part}) for part in (1, 0.5))
        assert whole is not None
        assert half is not None
        colours = np.random.default_rng(5).random((200, 3), np.float32)
        assert np.allclose(half(colours), (colours + whole(colours)) / 2, atol=1e-5)

    def test_holds_its_strength_within_its_range(self, entry: Entry[Filter]) -> None:
        full = entry.function(_picture(), {})
        for beyond in (7.0, float("nan")):
            assert np.array_equal(entry.function(_picture(), {"strength": beyond}), full)

    def test_greys_stay_in_order_and_near_to_grey(self, entry: Entry[Filter]) -> None:
        drawn = entry.function(_greys(), {})[0].astype(int)
        assert (np.diff(drawn @ [2126, 7152, 722]) >= -3000).all(), "a lighter grey never comes out darker"
        assert np.ptp(drawn, axis=1).max() <= 90
        assert _brightness(drawn[-1]) - _brightness(drawn[0]) > 100

    def test_a_gradient_has_no_steps(self, entry: Entry[Filter]) -> None:
        for high in ((255, 255, 255), (255, 60, 30), (40, 220, 60), (60, 120, 255)):
            gradient = np.linspace((0, 0, 0), high, 512).round().astype(np.uint8)[None]
            steps = np.abs(np.diff(entry.function(gradient, {}).astype(int), axis=1))
            assert steps.max() <= 7

    def test_looks_the_same_in_planes(self, entry: Entry[Filter]) -> None:
        for size in ((96, 128), (97, 131)):
            planes = from_rgb(_picture(*size))
            expected = entry.function(to_rgb(planes), {})
            _planes_table(entry.name).apply(*planes.all)
            drawn = to_rgb(planes)
            assert _difference(drawn, expected) < 1.8
            assert np.percentile(np.abs(drawn.astype(int) - expected), 99) <= 10

    def test_is_near_the_exact_colours(self, entry: Entry[Filter]) -> None:
        colour_map = entry.function.colour_map({})
        assert colour_map is not None
        picture = _picture()
        exact = colour_map((picture.reshape(-1, 3) / np.float32(255)).astype(np.float32)) * 255
        off = np.abs(entry.function(picture, {}).reshape(-1, 3) - exact)
        assert off.mean() < 0.6
        assert off.max() <= 9

    def test_says_in_one_line_how_it_looks(self, entry: Entry[Filter]) -> None:
        assert 10 < len(entry.look) < 100
        assert "\n" not in entry.look


def test_the_whole_documented_catalogue_is_there() -> None:
    for category, names in _DOCUMENTED.items():
        assert names.split() == [entry.name for entry in filters if entry.category == category]
    assert len(filters) == 58


def test_no_two_filters_look_alike() -> None:
    drawn = {entry.name: entry.function(_picture(), {}) for entry in filters}
    names = list(drawn)
    alike = [
        (one, two)
        for index, one in enumerate(names)
        for two in names[index + 1 :]
        if _difference(drawn[one], drawn[two]) < 3
    ]
    assert not alike


@pytest.mark.parametrize("name", _BLACK_AND_WHITE)
def test_black_and_white_has_no_colour_even_in_planes(name: str) -> None:
    drawn = filters[name].function(_picture(), {}).astype(int)
    assert np.ptp(drawn, axis=2).max() <= 1
    planes = from_rgb(_picture())
    _planes_table(name).apply(*planes.all)
    assert np.abs(planes.u.astype(int) - 128).max() <= 1
    assert np.abs(planes.v.astype(int) - 128).max() <= 1


@pytest.mark.parametrize("name", _WARM)
def test_what_is_called_warm_turns_a_light_grey_warm(name: str) -> None:
    red, _, blue = _through(name, (190, 190, 190))
    assert red > blue + 8


@pytest.mark.parametrize("name", _COLD)
def test_what_is_called_cold_turns_a_light_grey_cold(name: str) -> None:
    red, _, blue = _through(name, (170, 170, 170))
    assert blue > red + 4


@pytest.mark.parametrize("name", _LIGHT)
def test_what_is_called_light_makes_the_middle_lighter(name: str) -> None:
    assert _brightness(_plain(_through(name, (120, 120, 120)))) > 126  # type: ignore[arg-type]


@pytest.mark.parametrize("name", _DARK)
def test_what_is_called_dark_makes_the_middle_darker(name: str) -> None:
    assert _brightness(_plain(_through(name, (120, 120, 120)))) < 112  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["pf7", "pi2", "pi3"])
def test_infrared_takes_the_green_out_of_leaves(name: str) -> None:
    red, green, _ = _through(name, (90, 140, 50))
    assert red > green


def test_a_grey_orange_picture_keeps_its_oranges_alone() -> None:
    assert np.ptp(_through("m7", (220, 140, 60))) > 100
    assert np.ptp(_through("m7", (60, 120, 220))) < 80


def test_a_sky_gets_bluer() -> None:
    assert np.ptp(_through("pv2", (130, 170, 220))) > np.ptp((130, 170, 220)) + 15


@pytest.mark.parametrize(("height", "width"), [(33, 47), (65, 1), (1, 1)])
def test_planes_of_one_colour_stay_of_one_colour(height: int, width: int) -> None:
    picture = np.full((height, width, 3), (90, 140, 60), np.uint8)
    planes = from_rgb(picture)
    _planes_table("pf2").apply(*planes.all)
    assert all(len(np.unique(plane)) == 1 for plane in planes.all)
    assert np.abs(to_rgb(planes).astype(int) - filters["pf2"].function(picture, {})).max() <= 4


@pytest.mark.parametrize(("height", "width"), [(97, 131), (65, 8), (129, 1), (1, 1), (1, 5), (2, 300)])
def test_a_map_that_changes_nothing_leaves_planes_of_any_size_as_they_are(height: int, width: int) -> None:
    planes = from_rgb(_picture(height, width))
    changed = planes.copy()
    PlanesTable(lambda colours: colours, TO_YUV).apply(*changed.all)
    for one, other in zip(planes.all, changed.all, strict=True):
        assert np.array_equal(one, other)


def test_a_picture_that_is_part_of_a_larger_one_is_taken() -> None:
    crop = _picture()[3:40, 70:10:-1]
    expected = filters["pf4"].function(crop.copy(), {})
    assert np.array_equal(filters["pf4"].function(crop, {}), expected)


def test_a_picture_takes_part_of_a_filter() -> None:
    half = (_picture().astype(float) + filters["a5"].function(_picture(), {})) / 2
    assert np.abs(filters["a5"].function(_picture(), {"strength": 0.5}) - half).max() <= 3


def test_a_large_picture_is_taken() -> None:
    picture = np.asarray(cv2.resize(_picture(), (4096, 300), interpolation=cv2.INTER_LINEAR), np.uint8)
    assert filters["f1"].function(picture, {}).shape == (300, 4096, 3)


def test_a_name_cannot_be_taken_twice() -> None:
    with pytest.raises(ValueError, match="twice"):
        recipe("PF4", category="film", look="another film")
