"""What lenses, mosaics, frosted glass and the little planet must show."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from s2v_core.effects import Frame, visual_effects


def _drawn(name: str, picture: Frame, t: float = 0.5, **params: float) -> Frame:
    return visual_effects[name].function(lambda _: picture, t, 4.0, 1, params)


def _halves(height: int, width: int) -> Frame:
    """Sky above, meadow below."""
    picture = np.full((height, width, 3), (60, 120, 250), np.uint8)
    picture[height // 2 :] = (40, 200, 40)
    return picture


@pytest.mark.parametrize("size", [(180, 320), (320, 180)])
def test_the_planet_is_round_and_lies_in_the_middle(size: tuple[int, int]) -> None:
    ground = _drawn("planet", _halves(*size))[..., 2] < 128
    rows, columns = (ground.any(axis=axis).nonzero()[0] for axis in (1, 0))
    assert np.ptp(columns) == pytest.approx(np.ptp(rows), abs=2)
    assert np.ptp(rows) + 1 == pytest.approx(0.6 * 180, abs=3)
    assert rows.mean() == pytest.approx(size[0] / 2, abs=1.5)
    assert columns.mean() == pytest.approx(size[1] / 2, abs=1.5)
    assert ground.sum() == pytest.approx(np.pi / 4 * np.ptp(rows) ** 2, rel=0.05)


def test_the_planet_has_no_seam_and_turns_once_round() -> None:
    noise = np.random.default_rng(3).integers(0, 255, (9, 16, 3), dtype=np.uint8)
    picture = np.asarray(cv2.resize(noise, (320, 180), interpolation=cv2.INTER_CUBIC), np.uint8)
    drawn = _drawn("planet", picture, 0.0, speed=0.5)
    ring = cv2.warpPolar(drawn, (1, 720), (159.5, 89.5), 70, cv2.WARP_POLAR_LINEAR | cv2.INTER_LINEAR)
    around = np.abs(np.diff(ring.astype(int), axis=0, append=ring[:1].astype(int))).max(axis=(1, 2))
    assert around.max() < 60
    assert np.array_equal(drawn, _drawn("planet", picture, 2.0, speed=0.5))
    assert not np.array_equal(drawn, _drawn("planet", picture, 1.0, speed=0.5))


def test_the_fish_eye_enlarges_the_middle_and_keeps_the_corners() -> None:
    picture = np.zeros((180, 320, 3), np.uint8)
    cv2.circle(picture, (160, 90), 20, (255, 255, 255), -1, cv2.LINE_AA)
    picture[:6, :6] = picture[-6:, -6:] = 200
    drawn = _drawn("fisheye", picture, strength=0.5)
    ball = (drawn[30:150, 60:260] > 128).any(axis=2)
    wide, tall = np.ptp(ball.any(axis=0).nonzero()), np.ptp(ball.any(axis=1).nonzero())
    assert wide == pytest.approx(tall, abs=1)
    assert 1.8 < wide / 40 < 2.1
    assert drawn[0, 0].tolist() == drawn[-1, -1].tolist() == [200, 200, 200]


def test_the_mosaic_is_made_of_even_rectangles_with_the_mean_of_what_they_hide() -> None:
    noise = np.random.default_rng(4).integers(0, 255, (120, 160, 3), dtype=np.uint8)
    drawn = _drawn("mosaic_rect", noise, size=0.1, shape=1.0)
    assert len(np.unique(drawn.reshape(-1, 3), axis=0)) <= 10 * 13
    tile = drawn[:12, :12].reshape(-1, 3)
    assert (tile == tile[0]).all()
    assert np.abs(drawn.mean(axis=(0, 1)) - noise.mean(axis=(0, 1))).max() < 1.5


def test_frosted_glass_hides_edges_and_stands_still() -> None:
    picture = np.zeros((180, 320, 3), np.uint8)
    picture[:, 160:] = 255
    drawn = _drawn("glass", picture)
    edges = (drawn[..., 0] > 128).argmax(axis=1)
    assert np.ptp(edges) >= 3
    assert drawn[:, :140].max() < 40
    assert drawn[:, 180:].min() > 220
    assert np.array_equal(drawn, _drawn("glass", picture, 2.2))
