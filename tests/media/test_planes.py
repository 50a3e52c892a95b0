"""Pictures in 4:2:0: to RGB and back, and what encoders get of them."""

from __future__ import annotations

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from s2v_core.media.planes import Planes, from_rgb, to_rgb
from tests.support.pictures import Picture, blocks, same


def exact(rgb: Picture) -> list[NDArray[np.float64]]:
    """Y, Cb and Cr of every pixel by the formulas of BT.709."""
    luma = rgb @ np.array([0.2126, 0.7152, 0.0722])
    blue, red = (rgb[..., 2] - luma) / 1.8556, (rgb[..., 0] - luma) / 1.5748
    return [16 + luma * 219 / 255, 128 + blue * 224 / 255, 128 + red * 224 / 255]


def test_conversion_from_rgb_is_exact_to_the_level() -> None:
    rgb = blocks(60, 80, size=4)
    planes = from_rgb(rgb)
    luma, blue, red = exact(rgb)
    assert planes.y.shape == (60, 80)
    assert planes.u.shape == planes.v.shape == (30, 40)
    assert np.abs(planes.y - luma).max() <= 1
    assert np.abs(planes.u - blue[::2, ::2]).max() <= 1.5
    assert np.abs(planes.v - red[::2, ::2]).max() <= 1.5


@pytest.mark.parametrize("height", [1, 2, 3, 238, 240, 241, 242, 482])
@pytest.mark.parametrize("width", [1, 6, 7])
def test_conversion_covers_every_row_and_column(height: int, width: int) -> None:
    planes = from_rgb(np.full((height, width, 3), 255, np.uint8))
    assert planes.y.shape == (height, width)
    assert planes.u.shape == planes.v.shape == ((height + 1) // 2, (width + 1) // 2)
    assert [set(plane.ravel().tolist()) for plane in planes.all] == [{235}, {128}, {128}]
    assert (to_rgb(planes) == 255).all()


def test_black_and_white_are_the_ends_of_the_limited_range_and_grey_has_no_colour() -> None:
    greys = np.arange(256, dtype=np.uint8)[np.newaxis, :, np.newaxis].repeat(2, 0).repeat(2, 1).repeat(3, 2)
    planes = from_rgb(greys)
    assert (planes.y[0, 0], planes.y[0, -1]) == (16, 235)
    assert (planes.u == 128).all()
    assert (planes.v == 128).all()
    shown = to_rgb(planes)
    assert np.abs(shown.astype(int) - greys).max() <= 1
    assert (shown == shown[..., :1]).all()


@settings(deadline=None, max_examples=30)
@given(height=st.integers(1, 9), width=st.integers(1, 9), seed=st.integers(0, 999))
def test_a_picture_comes_back_from_rgb_as_it_was(height: int, width: int, seed: int) -> None:
    planes = from_rgb(blocks(height, width, seed))
    again = from_rgb(to_rgb(planes))
    for one, other in zip(planes.all, again.all, strict=True):
        assert np.abs(one.astype(int) - other).max() <= 2


def test_colours_survive_the_way_there_and_back() -> None:
    rgb = blocks(480, 64, size=2)
    assert np.abs(to_rgb(from_rgb(rgb)).astype(int) - rgb).max() <= 4
    assert np.abs(to_rgb(from_rgb(rgb)).astype(int) - rgb).mean() <= 0.8


def test_a_plain_picture_has_one_colour() -> None:
    planes = Planes.plain(5, 3, (200, 60, 40))
    assert (planes.width, planes.height) == (5, 3)
    assert np.abs(to_rgb(planes).astype(int) - (200, 60, 40)).max() <= 2


def test_a_copy_has_memory_of_its_own() -> None:
    planes = from_rgb(blocks(9, 7))
    twin = planes.copy()
    assert same(planes, twin)
    twin.y[:] = twin.u[:] = twin.v[:] = 1
    assert not any((plane == 1).all() for plane in planes.all)


def test_the_frame_holds_the_planes_and_says_what_they_mean() -> None:
    frame = av.VideoFrame(32, 32, "yuv420p")
    frame.pict_type = 1
    planes = Planes(frame)
    planes.y[:], planes.u[:], planes.v[:] = 30, 40, 50
    assert planes.frame.format.name == "yuv420p"
    assert [set(np.frombuffer(memoryview(plane), np.uint8)) for plane in frame.planes] == [{30}, {40}, {50}]
    tags = (frame.colorspace, frame.color_range, frame.color_primaries, frame.color_trc)
    assert tags == (1, 1, 1, 1)
    assert frame.pict_type == 0
