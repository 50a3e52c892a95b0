"""What becomes of a television signal, and what effects of old television must show."""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np
import pytest

from s2v_core.effects import Frame, visual_effects
from s2v_core.effects.kernels.signal import noisy, rolled, rows_shifted, scan_lines, shaded, tinted, tube, vignette


def _photo(height: int = 96, width: int = 160) -> Frame:
    noise = np.random.default_rng(9).integers(30, 225, (7, 11, 3), dtype=np.uint8)
    return np.asarray(cv2.resize(noise, (width, height), interpolation=cv2.INTER_CUBIC), np.uint8)


def _drawn(name: str, picture: Frame, t: float = 1.3, seed: int = 1, **params: float) -> Frame:
    return visual_effects[name].function(lambda _: picture, t, 4.0, seed, params)


def test_rows_move_each_by_their_own_way_and_come_in_again_on_the_other_side() -> None:
    picture = _photo(6, 20)
    moved = rows_shifted(picture, [0, 3, 3, -2, 0.4, 90])
    for row, way in enumerate((0, 3, 3, -2, 0, 20)):
        assert np.array_equal(moved[row], np.roll(picture[row], way, axis=0)), row


def test_a_rolled_picture_comes_in_again_at_the_top() -> None:
    picture = _photo()
    assert np.array_equal(rolled(picture, 0.25), np.roll(picture, 24, axis=0))


def test_snow_keeps_the_mean_and_repeats_for_a_seed() -> None:
    grey = np.full((120, 160, 3), 128, np.uint8)
    snowy = noisy(grey, 5, 0.4)
    assert abs(snowy.mean() - 128) < 1.5
    assert snowy.std() > 10
    assert (snowy[..., 0] == snowy[..., 2]).all()
    assert np.array_equal(snowy, noisy(grey, 5, 0.4))
    assert not np.array_equal(snowy, noisy(grey, 6, 0.4))
    assert (noisy(grey, 5, 0.4, colour=True)[..., 0] != noisy(grey, 5, 0.4, colour=True)[..., 2]).any()


def test_as_many_scan_lines_lie_over_every_size() -> None:
    for height, width in ((400, 300), (1600, 1200)):
        shade = scan_lines(height, width, 60, 0.5)[:, 0]
        dark = (shade[1:-1] < shade[:-2]) & (shade[1:-1] <= shade[2:])
        assert abs(int(dark.sum()) - 80) <= 1
        assert shade.min() == pytest.approx(0.5, abs=0.05)
        assert shade.max() <= 1


def test_shades_are_multiplied() -> None:
    picture = np.full((40, 60, 3), 200, np.uint8)
    half = np.full((40, 1), 0.5, np.float32)
    assert abs(int(shaded(picture, half, half)[20, 30, 0]) - 50) <= 1
    assert shaded(picture, light=1.2).max() == 240
    darkened = shaded(picture, vignette(40, 60, 0.3, 1.0, 0.9))
    assert darkened[20, 30, 0] >= 198
    assert darkened[0, 0, 0] < 40


def test_a_tint_keeps_nothing_but_brightness() -> None:
    ramp = np.repeat(np.arange(256, dtype=np.uint8).reshape(1, -1, 1), 3, axis=2)
    drawn = tinted(ramp, (0, 10, 0), (100, 250, 60))
    assert drawn[0, 0].tolist() == [0, 10, 0]
    assert drawn[0, 255].tolist() == [100, 250, 60]
    assert (np.diff(drawn[0].astype(int), axis=0) >= 0).all()


def test_a_tube_is_black_in_its_corners_and_whole_at_the_middle_of_its_sides() -> None:
    drawn = tube(np.full((120, 200, 3), 220, np.uint8), 0.15)
    assert all(drawn[row, column].max() == 0 for row in (0, -1) for column in (0, -1))
    assert min(drawn[60, 1].min(), drawn[60, -2].min(), drawn[1, 100].min(), drawn[-2, 100].min()) == 220


@pytest.mark.parametrize("name", ["blackwhitetv", "OV0001-bad_singal_4"])
def test_what_has_no_colours_shows_none(name: str) -> None:
    drawn = _drawn(name, _photo(), t=0.25, strength=2).astype(int)
    assert np.ptp(drawn, axis=2).max() < 12


@pytest.mark.parametrize("name", ["nightvision", "OV0001-tv_crt_2"])
def test_what_is_green_is_green(name: str) -> None:
    red, green, blue = _drawn(name, _photo()).reshape(-1, 3).mean(axis=0)
    assert green > 1.5 * red
    assert green > 1.5 * blue


def test_the_scanner_darkens_what_it_has_passed_and_draws_its_outlines() -> None:
    picture = np.full((200, 120, 3), 120, np.uint8)
    picture[:, 60:] = 200
    drawn = _drawn("edgescan", picture, t=1.2).astype(int)
    way = (1.2 * 0.5 % 1 * 1.5 - 0.1) * 200
    above, below = drawn[int(way) - 12], drawn[int(way) + 14]
    assert above[20].mean() < 100
    assert above[58:62, 1].max() > above[20, 1] + 60
    assert np.abs(below - picture[0]).max() < 8


@pytest.mark.parametrize(("size", "middle"), [((180, 320), (90, 126)), ((320, 180), (126, 90))])
def test_the_television_set_shows_the_picture_on_its_screen(size: tuple[int, int], middle: tuple[int, int]) -> None:
    red, blue = (_drawn("tvshow", np.full((*size, 3), colour, np.uint8)) for colour in ((220, 20, 20), (20, 20, 220)))
    assert red[middle][0] > 150
    assert blue[middle][2] > 150
    assert red[middle][1] < 60
    differs = (red != blue).any(axis=2)
    assert 0.4 < differs.mean() < 0.8
    assert not differs[:5].any()
    assert not differs[:, :5].any()


def test_an_ancient_tube_opens_from_a_line() -> None:
    picture = np.full((120, 160, 3), 200, np.uint8)
    lit = [(_drawn("OV0001-tv_crt_old_1", picture, t).max(axis=2) > 40).any(axis=1).mean() for t in (0.05, 0.4, 2.0)]
    assert lit[0] < 0.2
    assert lit[0] < lit[1] < lit[2]
    assert lit[2] > 0.9


def test_failing_signals_differ_from_moment_to_moment_and_by_seed() -> None:
    picture = _photo()
    for name in ("bad_singal_1", "bad_singal_5", "singal_glitch_1", "singal_glitch_2"):
        frames = [_drawn(f"OV0001-{name}", picture, t, seed) for t, seed in ((0.3, 1), (1.3, 1), (1.3, 2))]
        assert all(not np.array_equal(one, other) for one, other in pairwise(frames)), name
