"""Slow pan and zoom on stills: windows inside the picture, with the aspect ratio of where it is shown."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from s2v_core.planning.draws import Chooser, Draws
from s2v_core.planning.motion import Part, ken_burns
from s2v_core.timeline import Canvas

SIZES = st.tuples(st.integers(16, 6000), st.integers(16, 6000))
CANVASES = st.builds(Canvas, st.integers(64, 2000).map(lambda n: 2 * n), st.integers(64, 2000).map(lambda n: 2 * n))
Window = tuple[float, float, float, float]


def windows(
    size: tuple[int, int], canvas: Canvas, *, cover: bool, output: int = 0, slot: str = "g.0", seconds: float = 3.0
) -> tuple[Window, Window]:
    part = Part(slot, 0, round(25 * seconds), round(25 * seconds))
    effect = ken_burns(Chooser(Draws(0), output), part, size, canvas, cover=cover, rate=Fraction(25))
    assert effect.type == "KenBurns"
    start, end = (tuple(float(part) for part in str(effect.params[name]).split(",")) for name in ("Start", "End"))
    return start, end  # type: ignore[return-value]


@given(SIZES, CANVASES, st.booleans(), st.integers(0, 50))
def test_windows_lie_inside_the_picture(size: tuple[int, int], canvas: Canvas, cover: bool, output: int) -> None:
    for x, y, width, height in windows(size, canvas, cover=cover, output=output):
        assert x >= 0
        assert y >= 0
        assert width > 0
        assert height > 0
        assert x + width <= 1 + 1e-9
        assert y + height <= 1 + 1e-9


@given(st.tuples(st.integers(400, 6000), st.integers(400, 6000)), CANVASES, st.booleans())
def test_windows_have_the_aspect_ratio_of_where_they_are_shown(
    size: tuple[int, int], canvas: Canvas, cover: bool
) -> None:
    wanted = canvas.width / canvas.height if cover else size[0] / size[1]
    assume(0.01 < wanted * size[1] / size[0] < 100)  # windows are rounded by more than that shows in a smaller part
    for _, _, width, height in windows(size, canvas, cover=cover):
        assert width * size[0] / (height * size[1]) == pytest.approx(wanted, rel=2e-3)


def test_a_landscape_picture_that_covers_a_portrait_canvas_is_panned_sideways() -> None:
    start, end = windows((1600, 900), Canvas(1080, 1920), cover=True)
    assert start[0] != end[0]
    assert start[1:] == end[1:]


def test_a_portrait_picture_that_covers_a_landscape_canvas_is_panned_up_or_down() -> None:
    start, end = windows((900, 1600), Canvas(1920, 1080), cover=True)
    assert start[1] != end[1]
    assert start[2:] == end[2:]


@pytest.mark.parametrize("seconds", [0.5, 2.0, 10.0])
def test_a_pan_never_hurries(seconds: float) -> None:
    start, end = windows((8000, 900), Canvas(1080, 1920), cover=True, seconds=seconds)
    assert 0.045 * start[2] <= abs(end[0] - start[0]) <= 0.1 * seconds * start[2] + 2e-5


@pytest.mark.parametrize("cover", [True, False])
def test_other_pictures_are_zoomed_by_8_to_12_per_cent(cover: bool) -> None:
    for output in range(12):
        start, end = windows((1000, 1000), Canvas(1000, 1000), cover=cover, output=output)
        assert 0.88 - 1e-4 <= min(start[2], end[2]) / max(start[2], end[2]) <= 0.92 + 1e-4


def test_zooms_go_in_and_out() -> None:
    ways = set()
    for output in range(6):
        start, end = windows((1000, 1000), Canvas(1000, 1000), cover=True, output=output)
        ways.add(start[2] > end[2])
    assert ways == {True, False}


def test_a_picture_shown_whole_is_not_panned() -> None:
    start, end = windows((1600, 900), Canvas(1080, 1920), cover=False)
    assert (0.0, 0.0, 1.0, 1.0) in (start, end)
