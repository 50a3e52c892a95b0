"""Stills in motion, and what surrounds a picture."""

from __future__ import annotations

import itertools
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from s2v_core.media.planes import Planes, from_rgb, to_rgb
from s2v_core.rendering.background import background_of, blurred, plain
from s2v_core.rendering.fit import Place, Region, follow
from s2v_core.rendering.pictures import Motion, Moving, SourceTime, Still, moved, whole_size
from s2v_core.rendering.resize import resized
from s2v_core.timeline import Canvas, Effect
from tests.support.pictures import same


def ramp(width: int, height: int) -> NDArray[np.uint8]:
    """A picture whose red says how far right and whose green how far down a pixel lies."""
    picture = np.empty((height, width, 4), np.uint8)
    picture[..., 0] = np.round((np.arange(width) + 0.5) / width * 250)
    picture[..., 1] = np.round((np.arange(height) + 0.5) / height * 250)[:, np.newaxis]
    picture[..., 2:] = (7, 255)
    return picture


def seen_region(picture: NDArray[np.uint8]) -> tuple[float, float, float, float]:
    """Recover which region of ``ramp`` a picture shows, from straight lines through its means."""
    height, width = picture.shape[:2]
    across = np.polyfit((np.arange(width) + 0.5) / width, picture[..., 0].mean(axis=0) / 250, 1)
    down = np.polyfit((np.arange(height) + 0.5) / height, picture[..., 1].mean(axis=1) / 250, 1)
    return across[1], down[1], across[0], down[0]


@given(x=st.floats(0, 0.4), y=st.floats(0, 0.4), width=st.floats(0.3, 0.6), height=st.floats(0.3, 0.6))
def test_a_region_is_seen_exactly_where_it_lies(x: float, y: float, width: float, height: float) -> None:
    region = Region(x, y, width, height)
    shown = moved(ramp(500, 400), region, (300, 200))
    assert isinstance(shown, np.ndarray)
    assert shown.shape == (200, 300, 4)
    assert seen_region(shown) == pytest.approx((x, y, width, height), abs=0.003)
    assert (shown[..., 2:] == (7, 255)).all()
    opaque = moved(from_rgb(ramp(500, 400)[..., :3]), region, (300, 200))
    assert isinstance(opaque, Planes)
    assert seen_region(to_rgb(opaque)) == pytest.approx((x, y, width, height), abs=0.003)


def slanted(width: int, height: int, *, down: bool) -> Planes:
    """A picture in which luma and both colours are four times as large as they stand far right, or far down."""
    planes = Planes.empty(width, height)
    for plane, step in zip(planes.all, (1, 2, 2), strict=True):
        rows, columns = np.indices(plane.shape)
        plane[:] = 4 * (step * (rows if down else columns) + step / 2)
    return planes


def stands(plane: NDArray[np.uint8], step: int) -> NDArray[np.float64]:
    """Return the place that is seen at the top left corner, and the places per pixel across and down."""
    rows, columns = np.indices(plane.shape) * step + step / 2
    terms = np.stack([np.ones(plane.size), columns.ravel(), rows.ravel()], axis=1)
    return np.linalg.lstsq(terms, plane.ravel() / 4, rcond=None)[0]


@given(x=st.floats(0.1, 0.4), y=st.floats(0.1, 0.4), width=st.floats(0.3, 0.5), height=st.floats(0.3, 0.5))
@pytest.mark.parametrize("size", [(60, 40), (11, 17)])
@pytest.mark.parametrize("down", [False, True])
def test_colours_move_with_the_luma(
    size: tuple[int, int], down: bool, x: float, y: float, width: float, height: float
) -> None:
    shown = moved(slanted(61, 60, down=down), Region(x, y, width, height), size)
    assert isinstance(shown, Planes)
    for plane in (shown.u, shown.v):
        # All but the rounding of values, an eighth of a pixel for each plane.
        assert stands(plane, 2) == pytest.approx(stands(shown.y, 1), abs=0.25)


def test_a_picture_that_rests_in_its_motion_is_shown_as_it_is() -> None:
    whole = from_rgb(np.random.default_rng(0).integers(0, 256, (31, 45, 3), dtype=np.uint8))
    shown = moved(whole, Region(), (45, 31))
    assert isinstance(shown, Planes)
    assert same(whole, shown)


def shift(one: NDArray[np.float32], other: NDArray[np.float32]) -> tuple[float, float]:
    """Return by how many pixels a smooth picture has moved right and down, from its gradients by least squares."""
    down, across = np.gradient((one + other) / 2)
    gradients = np.stack([across.ravel(), down.ravel()], axis=1)
    right, below = np.linalg.lstsq(gradients, (one - other).ravel(), rcond=None)[0]
    return float(right), float(below)


def test_slow_motion_is_even_from_frame_to_frame() -> None:
    y, x = np.mgrid[:240, :320]
    waves = 128 + 60 * np.sin(x / 9 + 2 * np.sin(y / 17)) + 60 * np.sin(y / 8 + x / 31)
    texture = np.repeat(waves.clip(0, 255).astype(np.uint8)[..., np.newaxis], 3, axis=2)
    motion = Motion(Region(0.1, 0.1, 0.8, 0.8), Region(0.12, 0.11, 0.8, 0.8), 0, 61)
    still = Moving(Still(lambda: texture), motion, (256, 192))
    shown = [still.at(k) for k in range(0, 61, 4)]
    frames = [seen.y.astype(np.float32) for seen in shown if isinstance(seen, Planes)]
    across, down = np.array([shift(one, other) for one, other in itertools.pairwise(frames)]).T
    assert across == pytest.approx(np.full(15, -0.02 * 320 / 15), abs=0.02)
    assert down == pytest.approx(np.full(15, -0.01 * 240 / 15), abs=0.02)


def test_a_motion_starts_and_ends_at_its_regions_and_rests_outside() -> None:
    first, last = Region(0, 0, 0.5, 0.5), Region(0.5, 0.5, 0.5, 0.5)
    motion = Motion(first, last, -3, 11)
    assert motion.at(-9) == motion.at(-3) == first
    assert motion.at(7) == motion.at(99) == last
    assert motion.at(2) == follow(first, last, 0.5)
    assert Motion(first, last, 0, 1).at(0) == first


def test_transparency_survives_motion() -> None:
    picture = ramp(64, 64)
    picture[:, :32, 3] = 0
    shown = moved(picture, Region(0, 0, 1, 1), (32, 32))
    assert isinstance(shown, np.ndarray)
    assert shown.shape == (32, 32, 4)
    assert shown[16, 4, 3] == 0
    assert shown[16, 28, 3] == 255


def test_wholes_are_kept_so_large_that_nothing_is_enlarged_unless_the_way_is_long() -> None:
    place = Place(0, 0, 100, 50)
    assert whole_size(place, Region(0, 0, 0.8, 0.8), Region()) == (125, 62)
    assert whole_size(place, Region(0, 0, 0.2, 0.2), Region()) == (150, 75)


def test_material_is_held_just_before_its_end() -> None:
    times = SourceTime(1.0, Fraction(1, 10), 0.5, 2.0)
    assert times.at(3) == pytest.approx(1.3)
    assert times.at(-9) == 0.5
    assert 1.99 < times.at(99) < 2.0
    assert SourceTime(1.0, Fraction(1, 10), 1.0, 1.0).at(5) == 1.0


def test_blurred_backgrounds_show_the_picture_softly_and_darker() -> None:
    picture = np.zeros((90, 160, 3), np.uint8)
    picture[:, 80:] = 200
    background = to_rgb(blurred(from_rgb(picture), Canvas(108, 192), 0.1))
    assert background.shape == (192, 108, 3)
    assert background[:, 5].mean() < 40
    assert 120 < background[:, -5].mean() < 180
    sharpest = np.abs(np.diff(background[96, :, 0].astype(int))).max()
    assert sharpest < 20
    assert (
        np.abs(np.diff(to_rgb(blurred(from_rgb(picture), Canvas(108, 192), 1.0))[96, :, 0].astype(int))).max()
        < sharpest
    )


@pytest.mark.parametrize("size", [(1, 1), (2, 1000), (1000, 2)])
def test_backgrounds_are_made_of_any_picture(size: tuple[int, int]) -> None:
    for canvas in (Canvas(18, 32), Canvas(7, 3)):
        background = blurred(Planes.plain(*size, (100, 100, 100)), canvas, 0.1)
        assert (background.width, background.height) == (canvas.width, canvas.height)
        assert (to_rgb(background) == 80).all()


def test_background_effects_are_understood() -> None:
    canvas = Canvas(4, 2)
    picture = Planes.plain(2, 2, (100, 100, 100))
    red = background_of(Effect(type="Background", sub_type="Color", params={"Color": "ff0000"}), canvas)
    soft = background_of(Effect(type="Background", sub_type="blur", params={"Radius": "wide"}), canvas)
    assert red is not None
    assert soft is not None
    assert to_rgb(red(picture)).tolist() == to_rgb(plain(canvas, (255, 0, 0))).tolist()
    assert soft(picture).y.shape == (2, 4)
    assert background_of(None, canvas) is None
    assert background_of(Effect(type="Background", sub_type="Sparkle"), canvas) is None


@pytest.mark.parametrize(
    ("given", "shown"), [("#102030", (16, 32, 48)), ("102030", (16, 32, 48)), ("red", (0, 0, 0)), (None, (0, 0, 0))]
)
def test_a_plain_background_has_the_colour_asked_for_or_is_black(
    given: str | None, shown: tuple[int, int, int]
) -> None:
    background = background_of(Effect(type="Background", sub_type="Color", params={"Color": given}), Canvas(4, 2))
    assert background is not None
    drawn = to_rgb(background(Planes.plain(2, 2, (0, 0, 0))))
    assert np.abs(drawn.astype(int) - shown).max() <= 2  # 219 levels of luma cannot tell all 256 apart


@pytest.mark.parametrize("size", [(10, 10), (64, 64), (100, 30)])
def test_transparent_pixels_lend_no_colour_when_scaled(size: tuple[int, int]) -> None:
    picture = np.zeros((40, 40, 4), np.uint8)
    picture[..., 1] = 255
    picture[:, 20:] = (200, 0, 0, 255)
    scaled = resized(picture, size)
    assert scaled.shape == (size[1], size[0], 4)
    visible = scaled[scaled[..., 3] > 16]
    assert visible[:, 0].min() > 190
    assert visible[:, 1].max() < 10
