"""Drawing in 4:2:0 gives what drawing in RGB would, at any place."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from s2v_core.media.planes import Planes, from_rgb
from s2v_core.rendering.stamps import lay, stamp_of
from tests.support.pictures import blocks, same

SIZES = [(10, 8), (9, 11)]
ROUNDING = 2
"""Levels: three values are rounded on either way, before, while and after they are mixed."""


def noise(*shape: int, seed: int = 0) -> NDArray[np.uint8]:
    return np.random.default_rng(seed).integers(0, 256, shape, dtype=np.uint8)


def mixed_in_rgb(frame: NDArray[np.uint8], rgba: NDArray[np.uint8], x: int, y: int, opacity: float) -> Planes:
    """The mean of both pictures pixel by pixel, only then brought to 4:2:0."""
    result = frame.astype(np.float64)
    for row, column in itertools.product(range(rgba.shape[0]), range(rgba.shape[1])):
        below, right = row + y, column + x
        if 0 <= below < frame.shape[0] and 0 <= right < frame.shape[1]:
            share = rgba[row, column, 3] / 255 * opacity
            result[below, right] = rgba[row, column, :3] * share + result[below, right] * (1 - share)
    return from_rgb(np.rint(result).astype(np.uint8))


def distance(one: Planes, other: Planes) -> int:
    return max(int(np.abs(a.astype(int) - b).max()) for a, b in zip(one.all, other.all, strict=True))


# What lies below has one colour in each block, as all pictures in 4:2:0 do: else the ways would differ by what is lost.


@settings(deadline=None)
@given(x=st.integers(-8, 12), y=st.integers(-8, 12), opacity=st.floats(0, 1), seed=st.integers(0, 999))
def test_a_stamp_at_any_place_is_what_mixing_in_rgb_gives(x: int, y: int, opacity: float, seed: int) -> None:
    frame, rgba = blocks(10, 12, seed), noise(6, 7, 4, seed=seed + 1)
    planes = from_rgb(frame)
    stamp_of(rgba, x, y, opacity).draw(planes)
    assert distance(planes, mixed_in_rgb(frame, rgba, x, y, opacity)) <= ROUNDING


@settings(deadline=None)
@given(x=st.integers(0, 5), y=st.integers(0, 5), opacity=st.floats(0.01, 1), seed=st.integers(0, 99))
@pytest.mark.parametrize("size", [(6, 4), (5, 5), (1, 1)])
@pytest.mark.parametrize("canvas", SIZES)
def test_an_opaque_picture_at_any_place_is_what_mixing_in_rgb_gives(
    canvas: tuple[int, int], size: tuple[int, int], x: int, y: int, opacity: float, seed: int
) -> None:
    frame, picture = blocks(*canvas, seed), blocks(*size, seed + 1)
    x, y = min(x, canvas[1] - size[1]), min(y, canvas[0] - size[0])
    planes = from_rgb(frame)
    lay(planes, from_rgb(picture), x, y, opacity)
    rgba = np.dstack([picture, np.full(size, 255, np.uint8)])
    assert distance(planes, mixed_in_rgb(frame, rgba, x, y, opacity)) <= ROUNDING


@pytest.mark.parametrize("opacity", [1.0, 0.37])
def test_alpha_zero_leaves_every_value_as_it_is(opacity: float) -> None:
    planes = Planes.empty(256, 2)
    for plane in planes.all:
        plane[:] = np.arange(256)[: plane.shape[1]]
    before = planes.copy()
    picture = noise(2, 256, 4)
    picture[..., 3] = 0
    stamp_of(picture, 0, 0, opacity).draw(planes)
    assert same(planes, before)


@pytest.mark.parametrize(("x", "y"), [(0, 0), (2, 4)])
def test_alpha_full_replaces_every_value(x: int, y: int) -> None:
    planes, picture = from_rgb(blocks(20, 260)), noise(8, 256, 3, seed=1)
    stamp_of(np.dstack([picture, np.full((8, 256), 255, np.uint8)]), x, y).draw(planes)
    for plane, wanted, step in zip(planes.all, from_rgb(picture).all, (1, 2, 2), strict=True):
        part = plane[y // step :, x // step :][: wanted.shape[0], : wanted.shape[1]]
        # A mean of four that ends in a half may be rounded to either side.
        assert np.abs(part.astype(int) - wanted).max() <= (0 if step == 1 else 1)


@pytest.mark.parametrize("opacity", [1.0, 0.61])
@pytest.mark.parametrize("level", [0, 77, 128, 255])
def test_a_grey_on_its_like_stays_exactly_what_it_is(level: int, opacity: float) -> None:
    planes = Planes.plain(259, 7, (level,) * 3)
    before = planes.copy()
    picture = np.full((5, 256, 4), level, np.uint8)
    picture[..., 3] = noise(5, 256)
    stamp_of(picture, 1, 1, opacity).draw(planes)
    lay(planes, Planes.plain(101, 3, (level,) * 3), 3, 1, opacity)
    assert same(planes, before)


@pytest.mark.parametrize("opacity", [1.0, 0.5])
def test_greys_mix_to_greys(opacity: float) -> None:
    planes = Planes.plain(64, 16, (30, 30, 30))
    picture = noise(9, 31, 1).repeat(4, 2)
    stamp_of(picture, 3, 1, opacity).draw(planes)
    lay(planes, Planes.plain(9, 5, (90, 90, 90)), 1, 1, opacity)
    assert (planes.u == 128).all()
    assert (planes.v == 128).all()


def test_colours_that_are_not_seen_lend_nothing() -> None:
    picture = np.zeros((2, 2, 4), np.uint8)
    picture[..., 1] = 255
    picture[0, 0] = (200, 0, 0, 255)
    planes = Planes.plain(2, 2, (200, 0, 0))
    before = planes.copy()
    stamp_of(picture, 0, 0).draw(planes)
    assert distance(planes, before) <= 1


def test_white_on_black_is_235_on_16() -> None:
    planes = Planes.plain(8, 8, (0, 0, 0))
    letter = np.full((3, 3, 4), 255, np.uint8)
    stamp_of(letter, 1, 3).draw(planes)
    assert (planes.y[3:6, 1:4] == 235).all()
    assert np.count_nonzero(planes.y == 16) == 64 - 9
    assert (planes.u == 128).all()
    assert (planes.v == 128).all()


@pytest.mark.parametrize(("x", "y"), [(8, 0), (0, -3), (-4, 0), (9, 9)])
def test_a_stamp_outside_changes_nothing(x: int, y: int) -> None:
    planes = from_rgb(noise(8, 8, 3))
    before = planes.copy()
    stamp_of(noise(3, 3, 4), x, y).draw(planes)
    assert same(planes, before)
