"""Rate and loops: exact lengths, no clicks."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from s2v_core.rendering.rates import SAMPLE_RATE
from s2v_core.rendering.sound.material import looped, resampled, to_stereo

Samples = NDArray[np.float32]


def _tone(seconds: float, frequency: float = 440.0, rate: int = SAMPLE_RATE, level: float = 0.5) -> Samples:
    return (level * np.sin(2 * np.pi * frequency * np.arange(round(seconds * rate)) / rate)).astype(np.float32)


def _stereo(seconds: float, frequency: float = 440.0, level: float = 0.5) -> Samples:
    return to_stereo(_tone(seconds, frequency, level=level))


@pytest.mark.parametrize("rate", [8000, 11025, 16000, 22050, 24000, 44100, 96000])
def test_resampling_keeps_the_wave_where_it_was(rate: int) -> None:
    samples = resampled(_tone(0.5, 1000, rate), rate)
    expected = _tone(0.5, 1000)
    assert len(samples) == pytest.approx(len(expected), abs=3)
    assert np.abs(samples - expected[: len(samples)])[500:-500].max() < 2e-3


def test_resampling_to_the_same_rate_changes_nothing() -> None:
    samples = _tone(0.1)
    assert np.array_equal(resampled(samples, SAMPLE_RATE), samples)


def test_mono_is_put_on_both_sides() -> None:
    assert np.array_equal(to_stereo(np.array([1, 2], np.float32)), [[1, 1], [2, 2]])


def test_a_loop_has_no_step_at_its_seam() -> None:
    part = _stereo(0.5137)
    repeated = looped(part, 3 * SAMPLE_RATE)
    assert len(repeated) == 3 * SAMPLE_RATE
    assert np.abs(np.diff(repeated[:, 0])).max() < 1.6 * np.abs(np.diff(part[:, 0])).max()


def test_a_loop_keeps_its_loudness_at_the_seam() -> None:
    noise = np.random.default_rng(1).normal(0, 0.1, (SAMPLE_RATE, 2)).astype(np.float32)
    repeated = looped(noise, 2 * SAMPLE_RATE)
    seam = repeated[SAMPLE_RATE - 1200 : SAMPLE_RATE]
    assert np.sqrt((seam**2).mean()) == pytest.approx(0.1, rel=0.1)


@given(samples=st.integers(0, 50), length=st.integers(0, 500))
def test_a_loop_of_any_size_fills_what_it_can(samples: int, length: int) -> None:
    part = np.ones((samples, 2), np.float32)
    assert len(looped(part, length)) == (length if samples else 0)
