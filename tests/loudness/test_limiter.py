"""The limiter: nothing clips, nothing is bent, quiet sound passes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from s2v_core.loudness import CEILING, limited, true_peak

Samples = NDArray[np.float32]

SAMPLE_RATE = 48_000


def _stereo(seconds: float, *, level: float) -> Samples:
    wave = level * np.sin(2 * np.pi * 440 * np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE)
    return np.repeat(wave.astype(np.float32)[:, None], 2, axis=1)


def test_the_limiter_passes_quiet_sound_bit_for_bit() -> None:
    quiet = _stereo(0.5, level=0.8)
    assert limited(quiet, rate=SAMPLE_RATE) is quiet


def test_the_limiter_leaves_what_is_far_from_a_peak_untouched() -> None:
    sound = _stereo(3, level=0.2)
    sound[SAMPLE_RATE : SAMPLE_RATE + 2000] *= 10
    result = limited(sound, rate=SAMPLE_RATE)
    assert np.array_equal(result[: SAMPLE_RATE - 480], sound[: SAMPLE_RATE - 480])
    assert np.array_equal(result[-SAMPLE_RATE:], sound[-SAMPLE_RATE:])
    assert true_peak(result) <= CEILING * 1.001


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), level=st.floats(0.1, 4), size=st.integers(1, 6000))
def test_the_limiter_holds_any_sound_below_its_ceiling(seed: int, level: float, size: int) -> None:
    noise = (np.random.default_rng(seed).standard_normal((size, 2)) * level).astype(np.float32)
    assert np.abs(limited(noise, rate=SAMPLE_RATE)).max() <= CEILING * 1.0001


def test_the_limiter_turns_down_smoothly() -> None:
    sound = np.full((SAMPLE_RATE, 2), 0.5, np.float32)
    sound[20_000:24_000] = 2
    gain = limited(sound, rate=SAMPLE_RATE)[:, 0] / sound[:, 0]
    assert gain.min() < 0.5
    assert np.abs(np.diff(gain)).max() < 0.01


def test_the_limiter_works_across_its_chunks() -> None:
    noise = (np.random.default_rng(2).standard_normal((1_000_001, 2)) * 0.5).astype(np.float32)
    result = limited(noise, rate=SAMPLE_RATE)
    assert result.shape == noise.shape
    assert true_peak(result) <= CEILING * 1.02
    gain = result[479_900:480_100, 0] / noise[479_900:480_100, 0]
    assert np.abs(np.diff(gain)).max() < 0.05


@pytest.mark.parametrize("rate", [16_000, 22_050, 24_000])
def test_the_limiter_works_at_the_rates_of_voices(rate: int) -> None:
    noise = (np.random.default_rng(3).standard_normal((rate, 1)) * 0.5).astype(np.float32)
    result = limited(noise, rate=rate)
    assert result.shape == noise.shape
    assert true_peak(result) <= CEILING * 1.02
