"""The kernels under the catalogue: exact where they promise it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from s2v_core import effects
from s2v_core.effects.kernels.blur import soft, streaked
from s2v_core.effects.kernels.grid import Grid, smoothstep, triangle
from s2v_core.effects.kernels.mask import FULL, blend, boxes, weights
from s2v_core.effects.kernels.noise import random_field, smooth_noise
from s2v_core.effects.kernels.sizes import enlarged, halved, shrunk
from s2v_core.effects.kernels.warp import displaced, projected, shifted, zoomed


def _noise(height: int, width: int, seed: int = 1) -> np.typing.NDArray[np.uint8]:
    return np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)


@given(height=st.integers(16, 90), width=st.integers(16, 90), step=st.sampled_from([1, 2, 4, 8]))
def test_a_linear_field_is_enlarged_exactly(height: int, width: int, step: int) -> None:
    grid = Grid(height, width, step)
    field = grid.enlarge(grid.x * 2 + grid.y * 3)
    expected = np.arange(width) * 2 + np.arange(height)[:, None] * 3
    assert field.shape == (height, width)
    assert np.abs(field - expected).max() < 1e-2


@pytest.mark.parametrize("step", [1, 4])
def test_a_row_and_a_column_are_enlarged_over_all_of_the_picture(step: int) -> None:
    grid = Grid(20, 30, step)
    assert np.abs(grid.enlarge(grid.x) - np.arange(30)).max() < 1e-3
    assert np.abs(grid.enlarge(grid.y) - np.arange(20)[:, None]).max() < 1e-3
    assert grid.enlarge(grid.x).shape == grid.enlarge(grid.y).shape == (20, 30)


def test_places_have_a_distance_and_a_direction_from_the_centre() -> None:
    grid = Grid(20, 40, 1)
    assert grid.reach[9, 39] == pytest.approx(np.hypot(19.5, 0.5) / 20)
    assert grid.angle[19, 19] == pytest.approx(np.pi / 2, abs=0.06)
    assert grid.angle[9, 0] == pytest.approx(-np.pi, abs=0.06)


def test_a_picture_is_made_smaller_where_it_is_large_and_as_large_again() -> None:
    picture = np.full((90, 60, 3), 70, np.uint8)
    assert shrunk(picture, 60) is picture
    assert shrunk(picture, 20).shape == (30, 20, 3)
    assert halved(picture[:1, :7]).shape == (1, 3, 3)
    assert np.array_equal(enlarged(shrunk(picture, 20), picture), picture)
    assert enlarged(picture[..., 0], picture).shape == (90, 60)


@given(p=st.floats(0, 1), softness=st.floats(0, 2), order=st.floats(0, 1))
def test_weights_begin_empty_end_full_and_follow_the_order(p: float, softness: float, order: float) -> None:
    orders = np.array([[0.0, order, 1.0]], np.float32)
    assert (weights(orders, 0.0, softness) == 0).all()
    assert (weights(orders, 1.0, softness) == FULL).all()
    first, middle, last = weights(orders, p, softness)[0].astype(int)
    assert first >= middle >= last


def test_a_blend_is_exact_within_half_a_step() -> None:
    a, b = _noise(70, 50, 1), _noise(70, 50, 2)
    mask = np.random.default_rng(3).integers(0, FULL + 1, (70, 50), dtype=np.uint8)
    expected = a + (b.astype(float) - a) * (mask[..., None] / FULL)
    assert np.abs(blend(a, b, mask) - expected).max() <= 0.5


def test_a_blend_of_equal_pictures_changes_nothing() -> None:
    a = _noise(40, 40)
    mask = np.random.default_rng(3).integers(0, FULL + 1, (40, 40), dtype=np.uint8)
    assert np.array_equal(blend(a, a.copy(), mask), a)


def test_boxes_hold_every_marked_pixel_and_little_else() -> None:
    marked = np.zeros((100, 80), np.uint8)
    marked[40:50, 20:30] = 1
    covered = np.zeros_like(marked)
    for box in boxes(marked):
        covered[box] = 1
    assert (covered[marked > 0] == 1).all()
    assert covered.sum() <= 10 * 64


def test_no_displacement_is_the_picture_itself() -> None:
    picture = _noise(45, 61)
    grid = Grid.over(picture)
    assert np.array_equal(displaced(picture, grid, grid.x * 0, grid.y * 0), picture)
    assert np.array_equal(zoomed(picture, 1.0), picture)


@pytest.mark.parametrize(("dx", "dy"), [(0, 0), (5, -3), (-7, 9), (100, 0), (0, -100)])
def test_a_shift_moves_whole_pixels_and_mirrors_the_rest(dx: int, dy: int) -> None:
    picture = _noise(30, 40)
    padded = np.pad(picture, ((120, 120), (120, 120), (0, 0)), mode="symmetric")
    assert np.array_equal(shifted(picture, dx, dy), padded[120 - dy : 150 - dy, 120 - dx : 160 - dx])


def test_a_picture_projected_onto_its_own_corners_fills_the_canvas() -> None:
    picture = _noise(32, 48)
    canvas = np.zeros_like(picture)
    projected(picture, np.array([[0, 0], [48, 0], [48, 32], [0, 32]], float), canvas)
    assert np.abs(canvas.astype(int) - picture).max() <= 1


def test_a_picture_projected_outside_the_canvas_leaves_it_alone() -> None:
    canvas = _noise(20, 20)
    before = canvas.copy()
    projected(_noise(20, 20, 2), np.array([[50, 0], [70, 0], [70, 20], [50, 20]], float), canvas)
    assert np.array_equal(canvas, before)


def test_a_streak_runs_along_its_line_only() -> None:
    picture = np.zeros((41, 81, 3), np.uint8)
    picture[20, 40] = 255
    drawn = streaked(picture, 32, 0)[..., 0]
    assert (drawn[20] > 0).sum() == pytest.approx(32, abs=2)
    assert not drawn[:20].any()
    assert np.flatnonzero(drawn[20]).mean() == pytest.approx(40, abs=1)


@pytest.mark.parametrize("sigma", [0.1, 1.0, 5.9, 6.1, 40.0])
def test_a_blur_keeps_the_mean(sigma: float) -> None:
    picture = np.asarray(np.kron(_noise(4, 4), np.ones((32, 32, 1), np.uint8)), np.uint8)
    blurred = soft(picture, sigma)
    assert blurred.shape == picture.shape
    assert blurred.mean() == pytest.approx(picture.mean(), abs=2)


def test_chance_depends_on_the_seed_alone() -> None:
    assert np.array_equal(random_field(3, 4, 7), random_field(3, 4, 7))
    assert not np.array_equal(random_field(3, 4, 7), random_field(3, 4, 8))


def test_clouds_use_the_whole_range() -> None:
    clouds = smooth_noise(Grid(90, 160), 4, 1)
    assert clouds.min() == 0
    assert clouds.max() == pytest.approx(1)


def test_easing_begins_at_nothing_and_ends_at_everything() -> None:
    assert [smoothstep(0.2, 0.8, p) for p in (0, 0.2, 0.5, 0.8, 1)] == pytest.approx([0, 0, 0.5, 1, 1])
    assert [triangle(p) for p in (0, 0.5, 1)] == [0, 1, 0]


def test_nothing_is_computed_by_what_rounds_as_its_input_lies_in_memory() -> None:
    """``cv2.magnitude`` does, so that one and the same picture would come out in two ways now and then."""
    sources = Path(effects.__file__).parent.rglob("*.py")
    assert not [source.name for source in sources if "cv2.magnitude(" in source.read_text("utf-8")]
