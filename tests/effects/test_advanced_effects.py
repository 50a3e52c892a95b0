"""What single effects of the advanced ones must show."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np
import pytest

from s2v_core.effects import Frame, visual_effects

_MINE = [entry for entry in visual_effects if entry.category == "advanced"]
_GRAINED = {
    f"OV0001-{name}" for name in ("bad_singal_4", "hacker_world_1", "hacker_world_2", "hacker_world_3", "bad_singal_3")
}
"""Effects whose grain is as fine as the pixels of a small picture."""


@lru_cache
def _photo(height: int = 128, width: int = 72) -> Frame:
    noise = np.random.default_rng(2).integers(20, 235, (9, 7, 3), dtype=np.uint8)
    smooth = cv2.resize(noise, (288, 512), interpolation=cv2.INTER_CUBIC)
    photo = np.asarray(cv2.resize(smooth, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
    photo.setflags(write=False)
    return photo


def _drawn(name: str, picture: Frame, t: float = 1.3, seed: int = 1, **params: float) -> Frame:
    return visual_effects[f"OV0001-{name}"].function(lambda _: picture, t, 4.0, seed, params)


def _change(one: Frame, other: Frame) -> np.ndarray:
    return np.abs(one.astype(int) - other).mean(axis=2)


def test_all_of_them_look_the_same_at_any_size() -> None:
    for entry in _MINE:
        if entry.name in _GRAINED:
            continue
        small, large = (
            entry.function(lambda _, size=size: _photo(*size), 1.7, 4.0, 3, {}) for size in ((256, 144), (512, 288))
        )
        smaller = (cv2.resize(each, (36, 64), interpolation=cv2.INTER_AREA).astype(int) for each in (small, large))
        assert np.abs(np.subtract(*smaller)).mean() < 6, entry.name


@pytest.mark.parametrize("family", ["flow_move_light", "center_light"])
def test_light_makes_nothing_darker_but_where_the_picture_is_dimmed(family: str) -> None:
    black = np.zeros((128, 72, 3), np.uint8)
    entries = [entry for entry in _MINE if family in entry.name]
    for entry in entries:
        light = entry.function(lambda _: black, 1.3, 4.0, 1, {})
        if entry.name != "OV0001-center_light_2":
            assert light.max() > 60, entry.name
        bright = entry.function(lambda _: _photo(), 1.3, 4.0, 1, {}).astype(int)
        assert (bright >= _photo() * 0.54 - 2).all(), entry.name


@pytest.mark.parametrize("number", range(1, 10))
def test_centre_light_is_brightest_about_the_middle(number: int) -> None:
    grey = np.full((160, 90, 3), 90, np.uint8)
    mean = np.mean([_drawn(f"center_light_{number}", grey, t) for t in np.linspace(0.1, 3.9, 12)], axis=0).mean(axis=2)
    assert mean[40:120, 10:80].mean() > mean[:30].mean() + 2


def test_text_rain_writes_in_its_colours() -> None:
    black = np.zeros((320, 180, 3), np.uint8)
    for name, channel in (("hacker_world_1", 1), ("hacker_world_3", 0)):
        light = _drawn(name, black).reshape(-1, 3).mean(axis=0)
        assert light.argmax() == channel
        assert light[channel] > 4
    assert _drawn("hacker_world_2", black).mean() < 6


def test_a_written_picture_is_bright_where_the_picture_is() -> None:
    picture = np.zeros((240, 240, 3), np.uint8)
    picture[:, 120:] = 255
    drawn = _drawn("hacker_world_2", picture)
    assert drawn[:, 130:].mean() > 5 * drawn[:, :110].mean()


def test_the_viewfinder_leaves_the_picture_and_counts_the_time() -> None:
    first, second = (_drawn("camera_viewer", _photo(320, 180), t) for t in (1.0, 2.0))
    assert (_change(first, _photo(320, 180)) == 0).mean() > 0.8
    changed = (_change(first, second) > 0).nonzero()
    assert changed[0].min() > 280


def test_an_upright_picture_stands_sharp_before_a_blurred_one() -> None:
    stripes = np.zeros((180, 320, 3), np.uint8)
    stripes[:, ::8] = stripes[:, 1::8] = stripes[:, 2::8] = stripes[:, 3::8] = 255
    for name, blurred in (("vertical_video", 20), ("vertical_video2", 70)):
        steps = np.abs(np.diff(_drawn(name, stripes)[90].astype(int).mean(axis=1)))
        assert steps[135:185].max() > 100, name
        assert steps[:60].max() < blurred, name


def test_a_picture_within_itself_comes_back() -> None:
    start, later = (_drawn("box_2", _photo(256, 144), t, speed=1.0) for t in (0.0, 1 / 0.7))
    assert _change(start, later).mean() < 0.5


def test_a_cube_turns_before_a_darker_blur() -> None:
    white = np.full((180, 320, 3), 255, np.uint8)
    light = _drawn("box_1", white).mean(axis=2)
    assert light[90, 160] > 180
    assert light[:10].max() < 150


def test_water_mirrors_what_is_above_it() -> None:
    picture = np.zeros((200, 120, 3), np.uint8)
    picture[:60] = (0, 0, 200)
    picture[60:100] = (200, 0, 0)
    drawn = _drawn("reflection_water", picture, horizon=0.5)
    assert np.array_equal(drawn[:100], picture[:100])
    assert drawn[104:120, :, 0].mean() > 80
    assert drawn[190:, :, 2].mean() > drawn[190:, :, 0].mean()


@pytest.mark.parametrize("name", ["bottom_burn", "bottom_burn2"])
def test_what_burns_below_leaves_the_sky_alone(name: str) -> None:
    grey = np.full((200, 120, 3), 120, np.uint8)
    change = _change(_drawn(name, grey), grey)
    assert change[:50].mean() < 3
    assert change[170:].mean() > 40


def test_drops_on_glass_show_the_picture_upside_down() -> None:
    picture = np.zeros((400, 400, 3), np.uint8)
    picture[200:] = (0, 220, 0)
    picture[:200] = (0, 0, 220)
    drawn = _drawn("rain_glass_2", picture, amount=2).astype(int)
    below = drawn[212:260]
    assert ((below[..., 2] > 120) & (below[..., 1] < 60)).sum() > 20


def test_running_drops_wipe_the_mist_off_a_window() -> None:
    stripes = np.zeros((400, 400, 3), np.uint8)
    stripes[(np.arange(400) // 10) % 2 == 0] = 255
    steps = np.abs(np.diff(_drawn("rain_glass_4", stripes, 2.5).astype(int).mean(axis=2), axis=0)).max(axis=0)
    assert (steps > 35).mean() > 0.08
    assert (steps < 12).mean() > 0.2


@pytest.mark.parametrize("name", ["rain_1", "snow_1", "particles_1", "pop_up_color_1", "smog_1", "rain_glass_3"])
def test_the_seed_changes_what_falls_where(name: str) -> None:
    one, other = (_drawn(name, _photo(), seed=seed) for seed in (1, 2))
    assert _change(one, other).max() > 10
