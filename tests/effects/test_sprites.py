"""Sprites are drawn exactly where they are, particles live smoothly, and light meets pictures as light does."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from s2v_core.effects.frames import Frame
from s2v_core.effects.kernels.lightmap import dimmed, illuminated, quantised, shine, veil
from s2v_core.effects.kernels.particles import breath, chances, drift, lives
from s2v_core.effects.kernels.shapes import SHAPES
from s2v_core.effects.kernels.sprites import Blending, draw, heading


def _black(height: int = 64, width: int = 64) -> Frame:
    return np.zeros((height, width, 3), np.uint8)


def _noise(height: int = 40, width: int = 50, seed: int = 1) -> Frame:
    return np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)


def _middle(canvas: Frame) -> tuple[float, float]:
    """Return where the light of a picture is, on average, in pixels from its left and top borders."""
    light = canvas[..., 0].astype(float)
    rows, columns = np.mgrid[: light.shape[0], : light.shape[1]] + 0.5
    return float((columns * light).sum() / light.sum()), float((rows * light).sum() / light.sum())


@given(x=st.floats(20, 44), y=st.floats(20, 44), size=st.floats(4, 30))
def test_a_dot_lies_where_it_was_put_by_fractions_of_a_pixel(x: float, y: float, size: float) -> None:
    canvas = _black()
    draw(canvas, "dot", x, y, size)
    assert _middle(canvas) == pytest.approx((x, y), abs=0.12)


@given(size=st.floats(5, 40))
def test_a_dot_that_grows_a_little_changes_by_a_little(size: float) -> None:
    amounts = []
    for wide in (size, size * 1.02):
        canvas = _black()
        draw(canvas, "dot", 32, 32, wide)
        amounts.append(float(canvas.sum()))
    assert 0.93 < amounts[1] / amounts[0] < 1.11


def test_what_is_smaller_than_a_pixel_is_faint_rather_than_gone() -> None:
    amounts = []
    for size in (0.4, 0.8, 1.6):
        canvas = _black(16, 16)
        draw(canvas, "disc", 8.3, 8.6, size)
        amounts.append(int(canvas.sum()))
    assert 0 < amounts[0] < amounts[1] < amounts[2]


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_covers_something_and_nothing_at_its_border(shape: str) -> None:
    canvas = _black(80, 80)
    draw(canvas, shape, 40, 40, 40)
    assert canvas.max() > 150
    inside = canvas[19:61, 19:61].copy()
    canvas[19:61, 19:61] = 0
    assert not canvas.any()
    assert max(inside[0].max(), inside[-1].max(), inside[:, 0].max(), inside[:, -1].max()) < 12


@pytest.mark.parametrize(("blending", "expected"), [("screen", 161), ("add", 200), ("normal", 150)])
def test_light_and_paint_meet_the_picture_each_in_its_way(blending: Blending, expected: int) -> None:
    canvas = np.full((32, 32, 3), 100, np.uint8)
    draw(canvas, "disc", 16, 16, 24, colour=(200, 200, 200), alpha=0.5, blending=blending)
    assert canvas[16, 16] == pytest.approx([expected] * 3, abs=2)
    assert (canvas[0, 0] == 100).all()


def test_light_never_turns_over_into_darkness() -> None:
    canvas = np.full((32, 32, 3), 250, np.uint8)
    for blending in ("add", "screen"):
        draw(canvas, "disc", [16, 16], 16, 24, blending=blending)
    assert canvas.min() == 250


def test_a_sprite_over_the_border_is_the_cut_of_the_whole_one() -> None:
    large, small = _noise(60, 70), _noise(60, 70)[10:40, 20:60].copy()
    x, y, angle = np.array([22.3, 61.0, 40.0, -50.0]), np.array([12.1, 38.7, 9.0, 5.0]), np.array([0.3, 1, 2, 0])
    draw(large, "star", x, y, 14, angle=angle, colour=(255, 0, 90))
    draw(small, "star", x - 20, y - 10, 14, angle=angle, colour=(255, 0, 90))
    assert np.array_equal(large[10:40, 20:60], small)


def test_a_part_of_a_picture_can_be_drawn_on_and_the_rest_is_left_alone() -> None:
    whole = _black()
    draw(whole[10:30, 20:50], "disc", 0, 0, 20)
    assert whole[10:20, 20:30].any()
    whole[10:20, 20:30] = 0
    assert not whole.any()


@pytest.mark.parametrize(("vx", "vy"), [(0, 1), (1, 0), (-1, 0), (0, -1), (1, 1)])
def test_a_streak_is_brightest_where_it_moves_to(vx: int, vy: int) -> None:
    canvas = _black()
    draw(canvas, "streak", 32, 32, 6, stretch=6, angle=heading(vx, vy))
    x, y = _middle(canvas)
    assert (x - 32) * vx + (y - 32) * vy > 3
    assert abs((x - 32) * vy - (y - 32) * vx) < 0.5


def test_softness_spreads_a_sprite_without_moving_it() -> None:
    sharp, soft = _black(), _black()
    draw(sharp, "disc", 30.4, 33.3, 20)
    draw(soft, "disc", 30.4, 33.3, 20, softness=0.8)
    assert _middle(soft) == pytest.approx(_middle(sharp), abs=0.1)
    assert soft.max() <= sharp.max()
    assert (soft > 4).sum() > 1.4 * (sharp > 4).sum()


def test_an_unknown_shape_is_refused() -> None:
    with pytest.raises(KeyError):
        draw(_black(), "banana", 10, 10, 10)


@given(count=st.integers(1, 40), seed=st.integers(-(2**70), 2**70))
def test_chance_belongs_to_a_particle_however_many_there_are(count: int, seed: int) -> None:
    some, more = (chances(seed, np.arange(number), 3, 4) for number in (count, count + 7))
    assert np.array_equal(some, more[:, :count])
    assert (some >= 0).all()
    assert (some < 1).all()


def test_chances_are_spread_evenly_and_differ() -> None:
    drawn = chances(5, np.arange(4000), 2, 3)
    assert np.abs(drawn.mean(axis=1) - 0.5).max() < 0.02
    assert np.abs(np.corrcoef(drawn) - np.eye(3)).max() < 0.06
    for seed, life in ((6, 2), (5, 3)):
        assert not np.isin(chances(seed, np.arange(4000), life, 3), drawn).any()


@given(t=st.floats(0, 5000), seed=st.integers(0, 1000))
def test_a_life_goes_on_smoothly_or_begins_anew_unseen(t: float, seed: int) -> None:
    now, next_one = (lives(30, moment, seed, 1.0, 3.0) for moment in (t, t + 0.01))
    again = next_one.part < now.part
    assert np.abs(breath(next_one.part, 0.2, 0.2) - breath(now.part, 0.2, 0.2)).max() < 0.1
    assert (next_one.part[again] < 0.011).all()
    assert (now.part[again] > 0.989).all()
    assert np.array_equal(next_one.chance[:, ~again], now.chance[:, ~again])
    assert not (next_one.chance[:, again] == now.chance[:, again]).any()
    assert np.allclose(next_one.age, next_one.part * next_one.span)


@given(t=st.floats(0, 1000))
def test_particles_wander_without_a_jump(t: float) -> None:
    here, there = (drift(20, moment, 4, 0.5) for moment in (t, t + 0.001))
    assert np.abs(here).max() <= 1
    assert 0 < np.abs(here - there).max() < 0.02


def test_soft_light_shows_on_black_as_it_is_and_only_ever_brightens() -> None:
    light = quantised(np.linspace(0, 1, 20, dtype=np.float32)[None, :] * np.ones((10, 1), np.float32), (255, 120, 0))
    canvas = _black(10, 20)
    shine(canvas, light)
    assert np.array_equal(canvas, light)
    picture = _noise()
    brighter = picture.copy()
    shine(brighter, light)
    assert (brighter >= picture).all()
    assert (brighter[:, -1, 0] == 255).all()
    assert (brighter[:, -1, 2] == picture[:, -1, 2]).all()


def test_mist_hides_the_picture_where_it_is_thick_and_not_where_there_is_none() -> None:
    picture = _noise()
    canvas = picture.copy()
    cover = np.zeros((40, 50), np.float32)
    cover[:, 25:] = 1
    veil(canvas, cover, (200, 210, 220))
    assert np.array_equal(canvas[:, :25], picture[:, :25])
    assert (canvas[:, 25:] == (200, 210, 220)).all()


def test_the_light_of_day_changes_nothing_and_half_of_it_halves() -> None:
    picture = _noise()
    assert np.array_equal(illuminated(picture, np.ones((4, 5), np.float32)), picture)
    assert np.array_equal(dimmed(picture, 1.0), picture)
    for half in (illuminated(picture, np.full((4, 5, 3), 0.5, np.float32)), dimmed(picture, 0.5)):
        assert np.abs(half - picture / 2).max() <= 0.5
