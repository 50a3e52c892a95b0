"""Loudness and true peak against values that the recommendation gives or that can be worked out."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from s2v_core.loudness import integrated_loudness, sample_peaks, true_peak

Samples = NDArray[np.float32]

SAMPLE_RATE = 48_000


def _sine(decibels: float, seconds: float, frequency: float = 1000.0, phase: float = 0.0) -> Samples:
    time = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    wave = 10 ** (decibels / 20) * np.sin(2 * math.pi * frequency * time + phase)
    return np.repeat(wave.astype(np.float32)[:, None], 2, axis=1)


@pytest.mark.parametrize("level", [-23.0, -33.0, -60.0])
def test_a_stereo_tone_of_1_khz_measures_its_own_level(level: float) -> None:
    assert integrated_loudness(_sine(level, 5), rate=SAMPLE_RATE) == pytest.approx(level, abs=0.1)


def test_the_relative_gate_leaves_quiet_passages_out() -> None:
    quiet_loud_quiet = np.concatenate([_sine(-36, 10), _sine(-23, 60), _sine(-36, 10)])
    assert integrated_loudness(quiet_loud_quiet, rate=SAMPLE_RATE) == pytest.approx(-23, abs=0.1)


def test_the_absolute_gate_leaves_silence_out() -> None:
    with_pauses = np.concatenate([_sine(-72, 10), _sine(-36, 10), _sine(-23, 60), _sine(-36, 10), _sine(-72, 10)])
    assert integrated_loudness(with_pauses, rate=SAMPLE_RATE) == pytest.approx(-23, abs=0.1)


def test_one_silent_channel_costs_three_decibels() -> None:
    one_sided = _sine(-23, 5)
    one_sided[:, 1] = 0
    assert integrated_loudness(one_sided, rate=SAMPLE_RATE) == pytest.approx(-26.01, abs=0.1)


def test_low_notes_count_less_and_high_notes_more() -> None:
    assert integrated_loudness(_sine(-23, 5, frequency=40), rate=SAMPLE_RATE) < -27
    assert integrated_loudness(_sine(-23, 5, frequency=6000), rate=SAMPLE_RATE) == pytest.approx(-23 + 3.3, abs=0.3)


def test_silence_and_nothing_have_no_loudness() -> None:
    assert integrated_loudness(np.zeros((SAMPLE_RATE, 2), np.float32), rate=SAMPLE_RATE) == -math.inf
    assert integrated_loudness(np.zeros((0, 2), np.float32), rate=SAMPLE_RATE) == -math.inf


def test_a_sound_shorter_than_one_block_is_measured_as_it_is() -> None:
    assert integrated_loudness(_sine(-23, 0.2), rate=SAMPLE_RATE) == pytest.approx(-23, abs=0.5)


def test_the_true_peak_between_samples_is_found() -> None:
    between = _sine(0, 0.5, frequency=SAMPLE_RATE / 4, phase=math.pi / 4)
    assert np.abs(between).max() == pytest.approx(math.sqrt(0.5), abs=1e-3)
    assert 20 * math.log10(true_peak(between[1000:-1000])) == pytest.approx(0, abs=0.3)


def test_the_true_peak_is_never_below_a_sample() -> None:
    noise = np.random.default_rng(5).normal(0, 0.3, (5000, 2)).astype(np.float32)
    assert (sample_peaks(noise) >= np.abs(noise).max(axis=1)).all()


def test_nothing_has_no_peak() -> None:
    assert true_peak(np.zeros((0, 2), np.float32)) == 0.0


@pytest.mark.parametrize("rate", [16_000, 22_050, 24_000, 44_100])
def test_a_tone_measures_its_own_level_at_any_rate(rate: int) -> None:
    wave = 10 ** (-23 / 20) * np.sin(2 * math.pi * 1000 * np.arange(5 * rate) / rate)
    both = np.repeat(wave.astype(np.float32)[:, None], 2, axis=1)
    assert integrated_loudness(both, rate=rate) == pytest.approx(-23, abs=0.1)


def test_several_sounds_are_gated_together() -> None:
    loud, quiet = _sine(-23, 5), _sine(-36, 5)
    assert integrated_loudness(loud, quiet, rate=SAMPLE_RATE) == pytest.approx(-23, abs=0.1)
