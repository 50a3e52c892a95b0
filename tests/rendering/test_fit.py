"""Geometry of pictures on the canvas."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from s2v_core.errors import TimelineError
from s2v_core.rendering.fit import (
    Place,
    Region,
    fit,
    follow,
    framed,
    ken_burns,
    on_canvas,
    parse_region,
    place_in_box,
    within,
    zoom,
)
from s2v_core.timeline import Box, Canvas

sizes = st.tuples(st.integers(1, 5000), st.integers(1, 5000))
places = st.builds(
    Place, st.integers(-3000, 3000), st.integers(-3000, 3000), st.integers(1, 3000), st.integers(1, 3000)
)
canvases = st.builds(Canvas, st.integers(2, 4000), st.integers(2, 4000))
fractions = st.floats(0.01, 1.0)
regions = st.builds(Region, st.floats(-0.5, 1.0), st.floats(-0.5, 1.0), fractions, fractions)


def aspect(region: Region, natural: tuple[int, int]) -> float:
    return region.width * natural[0] / (region.height * natural[1])


@given(natural=sizes, place=places)
def test_contain_stays_inside_and_touches_two_opposite_edges(natural: tuple[int, int], place: Place) -> None:
    found = fit(natural, place, "Contain")
    inner = found.place
    assert found.region == Region()
    assert place.left <= inner.left
    assert inner.left + inner.width <= place.left + place.width
    assert place.top <= inner.top
    assert inner.top + inner.height <= place.top + place.height
    assert inner.width == place.width or inner.height == place.height


@given(natural=sizes, place=places)
def test_contain_keeps_the_aspect_ratio_to_the_pixel(natural: tuple[int, int], place: Place) -> None:
    inner = fit(natural, place, "Contain").place
    scale = min(place.width / natural[0], place.height / natural[1])
    assert abs(inner.width - natural[0] * scale) <= max(0.5, 0.005 * place.width) or inner.width == 1
    assert abs(inner.height - natural[1] * scale) <= max(0.5, 0.005 * place.height) or inner.height == 1


@given(natural=sizes, place=places)
def test_contain_is_centred(natural: tuple[int, int], place: Place) -> None:
    inner = fit(natural, place, "Contain").place
    before = inner.left - place.left, inner.top - place.top
    after = place.width - inner.width - before[0], place.height - inner.height - before[1]
    assert abs(before[0] - after[0]) <= 1
    assert abs(before[1] - after[1]) <= 1


@given(natural=sizes, place=places)
def test_cover_fills_the_place_with_a_centred_part_of_the_right_shape(natural: tuple[int, int], place: Place) -> None:
    found = fit(natural, place, "Cover")
    region = found.region
    assert found.place == place
    assert region.width == 1 or region.height == 1
    assert region.x >= 0
    assert region.y >= 0
    assert region.x * 2 + region.width == pytest.approx(1)
    assert region.y * 2 + region.height == pytest.approx(1)
    assert aspect(region, natural) == pytest.approx(place.width / place.height)


def test_fill_stretches_the_whole_picture() -> None:
    assert fit((100, 50), Place(1, 2, 30, 40), "Fill") == fit((7, 7), Place(1, 2, 30, 40), "Fill")
    assert fit((100, 50), Place(1, 2, 30, 40), "Fill").region == Region()


def test_a_missing_line_of_pixels_is_not_left_black() -> None:
    place = Place(0, 0, 1920, 1080)
    assert fit((854, 480), place, "Contain").place == place
    assert fit((1280, 721), place, "Contain").place == place
    assert fit((1280, 700), place, "Contain").place.width == 1920


def test_boxes_are_fractions_up_to_one_and_pixels_above() -> None:
    canvas = Canvas(1080, 1920)
    assert place_in_box(Box(x=0, y=0, width=1, height=1), (10, 10), canvas) == Place(0, 0, 1080, 1920)
    assert place_in_box(Box(x=0.5, y=0.25, width=0.1, height=0.05), (10, 10), canvas) == Place(540, 480, 108, 96)
    assert place_in_box(Box(x=880, y=40, width=160, height=120), (10, 10), canvas) == Place(880, 40, 160, 120)
    assert place_in_box(Box(x=-0.5, y=-40, width=1, height=1), (10, 10), canvas) == Place(-540, -40, 1080, 1920)
    assert place_in_box(None, (10, 10), canvas) == Place(0, 0, 1080, 1920)


def test_missing_sides_of_a_box_follow_the_picture() -> None:
    canvas = Canvas(1000, 1000)
    assert place_in_box(Box(x=0.1, y=0.2), (300, 200), canvas) == Place(100, 200, 300, 200)
    assert place_in_box(Box(width=0.3), (300, 200), canvas).size == (300, 200)
    assert place_in_box(Box(height=0.3), (300, 200), canvas).size == (450, 300)


@given(cut=st.floats(0, 1), canvas=canvases)
def test_boxes_that_meet_on_paper_meet_in_pixels(cut: float, canvas: Canvas) -> None:
    assume(2 < cut * canvas.width < canvas.width - 2)
    left = place_in_box(Box(x=0, y=0, width=cut, height=1), (1, 1), canvas)
    right = place_in_box(Box(x=cut, y=0, width=1 - cut, height=1), (1, 1), canvas)
    assert left.left + left.width == right.left


@given(place=places, canvas=canvases)
def test_only_the_part_on_the_canvas_is_kept(place: Place, canvas: Canvas) -> None:
    seen = on_canvas(place, canvas)
    apart = place.left >= canvas.width or place.top >= canvas.height
    apart = apart or place.left + place.width <= 0 or place.top + place.height <= 0
    assert (seen is None) == apart
    if seen is not None:
        part, region = seen
        assert part.left >= 0
        assert part.top >= 0
        assert part.left + part.width <= canvas.width
        assert part.top + part.height <= canvas.height
        assert place.left + region.x * place.width == pytest.approx(part.left, abs=1e-6)
        assert region.width * place.width == pytest.approx(part.width)
        assert place.top + region.y * place.height == pytest.approx(part.top, abs=1e-6)


@given(natural=sizes, place=places, start=regions, end=regions)
def test_motion_never_stretches_nor_leaves_the_picture(
    natural: tuple[int, int], place: Place, start: Region, end: Region
) -> None:
    texts = [f"{r.x},{r.y},{r.width},{r.height}" for r in (start, end)]
    for region in ken_burns(natural, place, *texts):
        assert aspect(region, natural) == pytest.approx(place.width / place.height)
        assert region.x >= 0
        assert region.y >= 0
        assert region.x + region.width <= 1 + 1e-9
        assert region.y + region.height <= 1 + 1e-9


def test_motion_with_regions_of_the_right_shape_takes_them_as_they_are() -> None:
    place = Place(0, 0, 100, 100)
    first, last = ken_burns((100, 100), place, "0,0,0.9,0.9", "0.1,0.2,0.8,0.8")
    assert (first.x, first.y, first.width, first.height) == pytest.approx((0, 0, 0.9, 0.9))
    assert (last.x, last.y, last.width, last.height) == pytest.approx((0.1, 0.2, 0.8, 0.8))


@pytest.mark.parametrize(
    ("window", "place"),
    [("0,0,1,1", (0, 30, 100, 40)), ("0.1,0.1,0.5,0.5", (0, 30, 100, 40)), ("0.1,0,0.4,1", (0, 0, 100, 100))],
)
def test_a_window_fills_as_much_as_its_shape_allows(window: str, place: tuple[int, int, int, int]) -> None:
    assert framed((500, 200), Place(0, 0, 100, 100), window) == Place(*place)


@pytest.mark.parametrize(
    ("natural", "canvas"), [((1600, 900), (1080, 1920)), ((900, 1600), (1920, 1080)), ((1000, 1000), (1080, 1080))]
)
def test_motion_without_regions_slides_across_or_zooms_out(natural: tuple[int, int], canvas: tuple[int, int]) -> None:
    first, last = ken_burns(natural, Place(0, 0, *canvas))
    slides_right, slides_down = first.x < last.x, first.y < last.y
    assert slides_right == (natural[0] > natural[1])
    assert slides_down == (natural[0] < natural[1])
    if natural[0] == natural[1]:
        assert first.width < last.width


def test_a_way_has_its_ends_and_its_middle() -> None:
    first, last = Region(0, 0, 1, 1), Region(0.2, 0.4, 0.5, 0.5)
    assert follow(first, last, 0) == first
    assert follow(first, last, 1) == last
    assert follow(first, last, 0.5) == Region(0.1, 0.2, 0.75, 0.75)


def test_zooming_keeps_the_centre() -> None:
    near = zoom(Region(0.2, 0, 0.6, 1), 2)
    assert (near.x, near.y, near.width, near.height) == pytest.approx((0.35, 0.25, 0.3, 0.5))
    assert zoom(Region(), 0.5) == Region()


def test_regions_nest() -> None:
    inner = within(Region(0.5, 0.5, 0.5, 0.5), Region(0.5, 0, 0.5, 1))
    assert inner == Region(0.75, 0.5, 0.25, 0.5)


@pytest.mark.parametrize("text", ["", "1,2,3", "a,b,c,d", "0,0,0,1", "0,0,1,-1", "nan,0,1,1", 5, "inf,0,1,1"])
def test_malformed_regions_are_refused(text: object) -> None:
    with pytest.raises(TimelineError, match="region"):
        parse_region(text)
