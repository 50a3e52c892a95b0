"""Overlays are drawn exactly, in place, and only inside their box."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from s2v_core.rendering.overlay import Overlay, blend
from s2v_core.timeline.model import Span


def noise(*shape: int, seed: int = 0) -> NDArray[np.uint8]:
    return np.random.default_rng(seed).integers(0, 256, shape, dtype=np.uint8)


def reference(frame: NDArray[np.uint8], overlay: Overlay, opacity: float) -> NDArray[np.float64]:
    """The mean of both pictures, pixel by pixel in floats."""
    result = frame.astype(np.float64)
    for y in range(overlay.height):
        for x in range(overlay.width):
            fy, fx = y + overlay.y, x + overlay.x
            if 0 <= fy < frame.shape[0] and 0 <= fx < frame.shape[1]:
                share = overlay.rgba[y, x, 3] / 255 * opacity
                result[fy, fx] = overlay.rgba[y, x, :3] * share + result[fy, fx] * (1 - share)
    return result


@settings(deadline=None)
@given(
    x=st.integers(-8, 12),
    y=st.integers(-8, 12),
    opacity=st.floats(0, 1),
    seed=st.integers(0, 999),
)
def test_blend_is_the_mean_inside_the_frame_and_nothing_elsewhere(x: int, y: int, opacity: float, seed: int) -> None:
    frame, overlay = noise(10, 9, 3, seed=seed), Overlay(noise(6, 7, 4, seed=seed + 1), x, y)
    expected = reference(frame, overlay, opacity)
    untouched = np.all(expected == frame, axis=2)
    before = frame.copy()

    blend(frame, overlay, opacity)

    assert np.abs(frame - expected).max() <= 2
    outside = np.ones((10, 9), bool)
    outside[max(0, y) : max(0, y + 6), max(0, x) : max(0, x + 7)] = False
    assert np.array_equal(frame[outside], before[outside])
    assert np.abs(frame[untouched].astype(int) - before[untouched]).max(initial=0) <= 1


@pytest.mark.parametrize("opacity", [1.0, 0.37])
def test_alpha_zero_leaves_every_pixel_value_as_it_is(opacity: float) -> None:
    frame = np.repeat(np.arange(256, dtype=np.uint8)[None, :, None], 3, axis=2)
    picture = noise(1, 256, 4)
    picture[..., 3] = 0
    before = frame.copy()

    blend(frame, Overlay(picture), opacity)

    assert np.array_equal(frame, before)


def test_alpha_full_replaces_every_pixel_value() -> None:
    frame, picture = noise(4, 256, 3), noise(4, 256, 4, seed=1)
    picture[..., 3] = 255

    blend(frame, Overlay(picture))

    assert np.array_equal(frame, picture[..., :3])


def test_white_on_white_stays_white_at_any_alpha() -> None:
    frame = np.full((1, 256, 3), 255, np.uint8)
    picture = np.full((1, 256, 4), 255, np.uint8)
    picture[0, :, 3] = np.arange(256)

    blend(frame, Overlay(picture))

    assert (frame == 255).all()


def test_an_overlay_outside_the_frame_changes_nothing() -> None:
    frame = noise(8, 8, 3)
    before = frame.copy()

    blend(frame, Overlay(noise(3, 3, 4), 8, 0))
    blend(frame, Overlay(noise(3, 3, 4), 0, -3))
    blend(frame, Overlay(noise(3, 3, 4), 2, 2), opacity=0)

    assert np.array_equal(frame, before)


def test_a_span_says_in_which_frames_it_is_shown() -> None:
    overlay = Overlay(noise(1, 1, 4))

    assert overlay.shown_at(10_000)
    assert [overlay.during(Span(2, 4)).shown_at(frame) for frame in range(5)] == [False, False, True, True, False]


def test_moving_keeps_the_picture() -> None:
    overlay = Overlay(noise(1, 1, 4), 5, 6, Span(0, 1))

    moved = overlay.moved(-1, 2)

    assert (moved.x, moved.y, moved.span) == (4, 8, Span(0, 1))
    assert moved.rgba is overlay.rgba


def test_a_picture_without_alpha_is_refused() -> None:
    with pytest.raises(ValueError, match="H x W x 4"):
        Overlay(noise(2, 2, 3))
