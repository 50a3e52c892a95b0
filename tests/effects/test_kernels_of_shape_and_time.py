"""Shapes with soft edges, and functions of time that effects move by."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from s2v_core.effects.kernels import mask
from s2v_core.effects.kernels.distance import band, covered, disc, half_plane, rectangle
from s2v_core.effects.kernels.grid import Grid
from s2v_core.effects.kernels.timing import closing, opening, pulse, wobble
from s2v_core.effects.kernels.warp import ghost, zoomed

_GRID = Grid(120, 200, 4)
_SECONDS = st.floats(0, 100, allow_nan=False)


def _area(distance: np.typing.NDArray[np.floating]) -> float:
    return float(covered(_GRID.enlarge(distance)).sum()) / mask.FULL


def test_shapes_cover_their_area() -> None:
    assert _area(disc(_GRID, 99.5, 59.5, 40)) == pytest.approx(np.pi * 40**2, rel=0.01)
    assert _area(rectangle(_GRID, 99.5, 59.5, 100, 60)) == pytest.approx(6000, rel=0.01)
    rounded = 100 * 60 - (4 - np.pi) * 20**2
    assert _area(rectangle(_GRID, 99.5, 59.5, 100, 60, corner=20, angle=30)) == pytest.approx(rounded, rel=0.01)
    assert _area(rectangle(_GRID, 99.5, 59.5, 60, 60, corner=500)) == pytest.approx(np.pi * 30**2, rel=0.01)
    assert _area(band(_GRID, 99.5, 59.5, 30, 90)) == pytest.approx(30 * 120, rel=0.02)


@pytest.mark.parametrize(("angle", "seen"), [(0, (5, 100)), (90, (60, 195)), (180, (115, 100)), (-90, (60, 5))])
def test_a_half_plane_turns_clockwise(angle: float, seen: tuple[int, int]) -> None:
    cover = covered(_GRID.enlarge(half_plane(_GRID, 99.5, 59.5, angle)))
    opposite = (119 - seen[0], 199 - seen[1])
    assert (cover[seen], cover[opposite]) == (mask.FULL, 0)


def test_pixels_at_an_edge_are_mixed_alike_whether_they_are_few_or_many(monkeypatch: pytest.MonkeyPatch) -> None:
    noise = np.random.default_rng(4)
    a, b = noise.integers(0, 256, (2, 120, 200, 3), dtype=np.uint8)
    for edge in (1.5, 60):
        cover = covered(_GRID.enlarge(disc(_GRID, 80, 50, 30)), edge)
        drawn = []
        for few in (0.0, 1.0):
            monkeypatch.setattr(mask, "_FEW", few)
            drawn.append(mask.blend(a, b, cover))
        assert np.array_equal(*drawn)


def test_a_ghost_lies_where_the_picture_would() -> None:
    picture = np.zeros((600, 320, 3), np.uint8)
    picture[280:330, 140:190] = 255
    one, other = (draw(picture, 1.3, turn=20, move=(30, -17)).astype(float) for draw in (ghost, zoomed))
    assert np.abs(one - other).mean() < 1


@given(t=_SECONDS, duration=st.floats(0.01, 60), seconds=st.floats(0.1, 5))
def test_what_opens_and_closes_begins_at_0_and_ends_at_1(t: float, duration: float, seconds: float) -> None:
    assert opening(0, duration, seconds) == 0
    assert opening(duration, duration, seconds) == 1
    assert closing(0, duration, seconds) == 0
    assert closing(duration, duration, seconds) == 1
    assert 0 <= opening(t, duration, seconds) <= opening(t + 0.1, duration, seconds) <= 1


@given(t=_SECONDS, seed=st.integers(-(2**40), 2**40))
def test_pulses_and_wobbles_stay_in_their_range_and_never_jump(t: float, seed: int) -> None:
    for wave, low in ((lambda t: pulse(t, 1.2, 0.1, 0.6), 0), (lambda t: wobble(t, 5, seed), -1)):
        assert low <= wave(t) <= 1
        assert abs(wave(t + 1e-4) - wave(t)) < 0.02


def test_a_wobble_depends_on_its_seed() -> None:
    assert wobble(0.7, 3, 1) != wobble(0.7, 3, 2)
