"""What split screens and the tiles they are made of must show."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from s2v_core.effects import Frame, visual_effects
from s2v_core.effects.kernels.tiles import Cell, cropped, fill, paste, slid

_UPRIGHT, _WIDE = (192, 108), (108, 192)
"""Height and width."""


def _target(height: int, width: int) -> Frame:
    """A bright ball in the middle of a picture that gets bluer to the right and greener downwards."""
    picture = np.zeros((height, width, 3), np.uint8)
    picture[..., 1] = np.linspace(0, 120, height).astype(np.uint8)[:, None]
    picture[..., 2] = np.linspace(0, 120, width).astype(np.uint8)
    cv2.circle(picture, (width // 2, height // 2), min(height, width) // 5, (255, 120, 120), -1, cv2.LINE_AA)
    return picture


def _drawn(name: str, picture: Frame, t: float = 0.5, **params: float) -> Frame:
    return visual_effects[name].function(lambda _: picture, t, 4.0, 1, params)


def _balls(picture: Frame) -> list[tuple[int, int, int, int]]:
    """Return left, top, width and height of every ball, in reading order."""
    count, _, stats, _ = cv2.connectedComponentsWithStats((picture[..., 0] > 128).astype(np.uint8))
    return sorted(
        (tuple(row[:4].tolist()) for row in stats[1:count] if row[4] > 8), key=lambda box: (box[1] // 8, box[0])
    )


@pytest.mark.parametrize(
    ("name", "upright"),
    [
        ("splitstill2", (1, 2)),
        ("splitstill3", (1, 3)),
        ("splitstill4", (2, 2)),
        ("splitstill6", (2, 3)),
        ("splitstill9", (3, 3)),
    ],
)
def test_a_still_split_shows_that_many_round_copies_in_equal_parts(name: str, upright: tuple[int, int]) -> None:
    for size, (columns, rows) in ((_UPRIGHT, upright), (_WIDE, upright[::-1])):
        balls = _balls(_drawn(name, _target(*size)))
        assert len(balls) == int(name[-1])
        assert all(abs(width - height) <= 1 for _, _, width, height in balls)
        middles = [((left + width / 2) / size[1], (top + height / 2) / size[0]) for left, top, width, height in balls]
        expected = [((x + 0.5) / columns, (y + 0.5) / rows) for y in range(rows) for x in range(columns)]
        assert np.abs(np.array(middles) - expected).max() < 0.01


def test_copies_that_have_the_shape_of_the_picture_show_all_of_it() -> None:
    picture = _target(*_UPRIGHT)
    drawn = _drawn("splitstill4", picture)
    whole = cv2.resize(picture, (54, 96), interpolation=cv2.INTER_AREA).astype(int)
    for corner in (drawn[:96, :54], drawn[:96, 54:], drawn[96:, :54], drawn[96:, 54:]):
        assert np.abs(corner - whole).max() <= 2


def test_a_gap_is_a_white_line_between_the_copies_and_nowhere_else() -> None:
    white = (_drawn("splitstill4", _target(*_UPRIGHT), gap=4 / 108) == 255).all(axis=2)
    assert white.all(axis=1).nonzero()[0].tolist() == [94, 95, 96, 97]
    assert white.all(axis=0).nonzero()[0].tolist() == [52, 53, 54, 55]


def test_the_outer_strips_are_grey_and_the_middle_one_keeps_its_colours() -> None:
    for size, axis in ((_UPRIGHT, 0), (_WIDE, 1)):
        drawn = np.moveaxis(_drawn("blackwhitesplit", _target(*size)), axis, 0)
        for outer in (drawn[:62], drawn[130:]):
            assert (outer.max(axis=2) == outer.min(axis=2)).all()
        assert np.ptp(drawn[70:120], axis=2).max() > 100


def test_the_outer_strips_are_blurred_and_the_middle_one_is_sharp() -> None:
    drawn = _drawn("blurthreesplit", _target(*_UPRIGHT))[..., 0].astype(int)
    steps = np.abs(np.diff(drawn, axis=1)).max(axis=1)
    assert steps[70:120].max() > 100
    assert max(steps[:52].max(), steps[140:].max()) < 60


def test_the_animated_split_begins_with_two_copies_and_shows_four_a_moment_later() -> None:
    picture = _target(*_UPRIGHT)
    assert len(_balls(_drawn("livesplit", picture, 0.1))) == 2
    assert len(_balls(_drawn("livesplit", picture, 1.1))) == 4


def test_the_ticker_runs_in_opposite_directions_and_comes_back() -> None:
    picture = _target(*_WIDE)
    start, later = (_drawn("marquee", picture, t, speed=0.5) for t in (0.0, 0.1))
    assert np.array_equal(start, _drawn("marquee", picture, 2.0, speed=0.5))
    firsts = [[_balls(frame[rows])[1][0] for frame in (start, later)] for rows in (slice(0, 36), slice(37, 71))]
    assert (firsts[0][1] - firsts[0][0]) * (firsts[1][1] - firsts[1][0]) < 0


@given(st.integers(1, 90), st.integers(1, 90), st.floats(1, 3))
def test_a_crop_is_never_stretched(width: int, height: int, zoom: float) -> None:
    rows, columns = np.mgrid[0:60, 0:100]
    picture = np.dstack([columns * 2, rows * 2, columns * 0]).astype(np.uint8)
    crop = cropped(picture, width, height, zoom=zoom)
    assert crop.shape == (height, width, 3)
    scale = max(width / 100, height / 60) * zoom
    for channel, axis, length in ((0, 1, width), (1, 0, height)):
        line = crop[..., channel].mean(axis=1 - axis)
        assert line[-1] - line[0] == pytest.approx((length - 1) / scale * 2, abs=4 + 4 / scale)


@given(st.floats(0, 20), st.floats(0, 20), st.floats(0, 12), st.floats(0, 12))
def test_a_cell_covers_as_much_as_its_area(left: float, top: float, width: float, height: float) -> None:
    canvas = np.zeros((40, 40, 3), np.uint8)
    fill(canvas, Cell(left, top, left + width, top + height), np.full((30, 50, 3), 250, np.uint8))
    assert canvas.sum() / 750 == pytest.approx(width * height, abs=0.01 * (width + height) + 0.1)


def test_what_is_pasted_beyond_the_border_is_cut_off() -> None:
    tile = np.arange(48, dtype=np.uint8).reshape(4, 4, 3)
    for left, top in ((-2, -3), (3, 2), (-4, 0), (9, 0), (0, 9)):
        canvas, expected = np.zeros((5, 5, 3), np.uint8), np.zeros((20, 20, 3), np.uint8)
        paste(canvas, tile, left, top)
        expected[top + 5 : top + 9, left + 5 : left + 9] = tile
        assert np.array_equal(canvas, expected[5:10, 5:10])


def test_a_tile_slides_by_parts_of_a_pixel_and_round() -> None:
    tile = np.zeros((1, 4, 3), np.uint8)
    tile[0, 3] = 200
    assert slid(tile, 0.25)[0, :, 0].tolist() == [50, 0, 0, 150]
