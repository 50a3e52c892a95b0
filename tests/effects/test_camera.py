"""The camera over a wall of mirrored pictures, its blur, easings, and light."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from s2v_core.effects import Frame
from s2v_core.effects.kernels import easing, light
from s2v_core.effects.kernels.camera import Pose, Sweep, filmed, filmed_change, posed, row_of, swept

_EASINGS: list[Callable[[float], float]] = [
    easing.ease_in,
    easing.ease_out,
    easing.ease_in_out,
    easing.overshot,
    easing.elastic,
    easing.bounced,
]


def _picture(height: int = 36, width: int = 64) -> Frame:
    small = np.random.default_rng(5).integers(0, 255, (7, 9, 3), dtype=np.uint8)
    return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC), np.uint8)


def _difference(a: Frame, b: Frame) -> float:
    return float(np.abs(a.astype(int) - b).mean())


@pytest.mark.parametrize(("height", "width"), [(36, 64), (64, 37), (16, 300)])
def test_a_camera_at_rest_sees_the_picture(height: int, width: int) -> None:
    picture = _picture(height, width)
    assert np.array_equal(posed(picture, Pose()), picture)
    assert np.array_equal(filmed(picture, lambda _: Pose(), 0.4), picture)


def test_the_wall_mirrors_the_picture_beyond_its_borders() -> None:
    picture = _picture()
    assert np.array_equal(posed(picture, Pose(x=64 / 36)), picture[:, ::-1])
    assert np.array_equal(posed(picture, Pose(y=-1.0)), picture[::-1])
    assert np.array_equal(posed(picture, Pose(x=2 * 64 / 36)), picture)


def test_poses_move_enlarge_and_turn_about_the_middle() -> None:
    dot = np.zeros((41, 41, 3), np.uint8)
    dot[20, 30] = 255

    for pose, (x, y) in (
        (Pose(x=5 / 41, y=2 / 41), (35, 22)),
        (Pose(scale=0.8), (28, 20)),
        (Pose(turn=90), (20, 10)),
        (Pose(stretch=0.8), (28, 20)),
    ):
        seen = posed(dot, pose)[..., 0]
        assert seen[y, x] > 100, pose
        assert seen[20, 30] < 100, pose


def test_blur_keeps_brightness_and_lies_along_the_way() -> None:
    picture = _picture(90, 90)
    for sweep in (Sweep(scale=1.4), Sweep(turn=25, across=0.1), Sweep(x=0.3), Sweep(scale=0.7, turn=9, y=0.1)):
        assert abs(float(swept(picture, Pose(), sweep).mean()) - float(picture.mean())) < 12
    rows = np.repeat(np.arange(0, 180, 2, dtype=np.uint8)[:, None, None], 90, axis=1).repeat(3, axis=2)
    assert _difference(swept(rows, Pose(), Sweep(x=0.3)), rows) < 1
    assert _difference(swept(rows, Pose(), Sweep(y=0.3)), rows) > 3


def test_more_motion_means_more_blur_and_none_means_none() -> None:
    picture = _picture(90, 90)
    lost = [_difference(swept(picture, Pose(), Sweep(scale=scale)), picture) for scale in (1, 1.05, 1.2, 1.5)]
    assert lost[0] == 0
    assert lost == sorted(lost)


def test_a_change_is_one_film_at_first_and_the_other_at_last() -> None:
    a, b = _picture(), 255 - _picture()

    def moving(p: float) -> Pose:
        return Pose(x=p * p)

    films = filmed(a, moving, 0.5), filmed(b, moving, 0.5)
    assert np.array_equal(filmed_change(a, b, 0.5, moving, moving, 0.0), films[0])
    assert np.array_equal(filmed_change(a, b, 0.5, moving, moving, 1.0), films[1])
    between = filmed_change(a, b, 0.5, moving, moving, 0.5)
    assert np.abs(between - (films[0].astype(float) + films[1]) / 2).max() <= 2


@given(st.floats(-3, 5), st.sampled_from([0, 1]))
def test_a_row_shows_each_tile_at_its_place_and_is_mirrored_beyond(offset: float, axis: int) -> None:
    tiles = [np.full((8, 8, 3), value, np.uint8) for value in (10, 20, 30)]
    window = row_of(tiles, offset, axis).take(0, axis=1 - axis)[:, 0]
    row = np.repeat([30, 20, 10, 10, 20, 30, 30, 20, 10], 8)
    start = round(offset * 8) + 24
    assert np.array_equal(window, row[start : start + 8])


@pytest.mark.parametrize("eased", _EASINGS, ids=lambda each: each.__name__)
def test_easings_lead_from_start_to_goal(eased: Callable[[float], float]) -> None:
    assert eased(0.0) == pytest.approx(0, abs=1e-9)
    assert eased(1.0) == pytest.approx(1, abs=1e-9)
    steps = [eased(number / 200) for number in range(201)]
    assert max(abs(b - a) for a, b in pairwise(steps)) < 0.12


def test_springs_and_balls_do_what_they_are_called() -> None:
    moments = np.linspace(0, 1, 101)
    assert max(map(easing.overshot, moments)) > 1.05
    assert max(map(easing.elastic, moments)) > 1.1
    assert min(map(easing.elastic, moments[20:])) < 0.99
    assert max(map(easing.bounced, moments)) == 1


def test_light_is_doubled_with_each_stop() -> None:
    grey = np.full((4, 4, 3), 100, np.uint8)
    linear = (light.exposed(grey, 1.0)[0, 0, 0] / 255) ** 2.2 / (100 / 255) ** 2.2
    assert linear == pytest.approx(2, rel=0.03)
    assert np.array_equal(light.exposed(grey, 0), grey)


def test_colours_part_to_both_sides() -> None:
    line = np.zeros((9, 21, 3), np.uint8)
    line[:, 10] = 255
    parted = light.apart(line, 3)
    assert [int(parted[4, :, channel].argmax()) for channel in range(3)] == [13, 10, 7]
    assert np.array_equal(light.apart(line, 0, 0), line)


def test_only_bright_places_glow() -> None:
    dim, lit = np.full((40, 40, 3), 60, np.uint8), np.full((40, 40, 3), 60, np.uint8)
    lit[18:22, 18:22] = 255
    assert np.array_equal(light.bloomed(dim, 1.0), dim)
    glowing = light.bloomed(lit, 2.0, size=0.1)
    assert glowing[20, 24, 0] > 62
    assert glowing[2, 2, 0] == 60
