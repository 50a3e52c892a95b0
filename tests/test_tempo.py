from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from s2v_core.tempo import at_tempo

RATE = 24_000


def tone(seconds: float) -> NDArray[np.float32]:
    return np.sin(2 * np.pi * 440 * np.arange(round(seconds * RATE)) / RATE).astype(np.float32)


def pitch(samples: NDArray[np.float32]) -> float:
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(np.argmax(spectrum) * RATE / len(samples))


@pytest.mark.parametrize("speed", [0.25, 0.5, 0.9, 1.1, 2.0, 3.5])
def test_tempo_changes_the_length_and_not_the_pitch(speed: float) -> None:
    samples = at_tempo(np.repeat(tone(2)[:, None], 2, axis=1), RATE, speed)
    assert samples.shape == (round(2 * RATE / speed), 2)
    assert pitch(samples[:, 0]) == pytest.approx(440, rel=0.01)
    assert np.array_equal(samples[:, 0], samples[:, 1])


def test_mono_stays_mono() -> None:
    samples = at_tempo(tone(1), RATE, 1.25)
    assert samples.shape == (round(RATE / 1.25),)
    assert pitch(samples) == pytest.approx(440, rel=0.01)


def test_what_is_not_changed_is_returned_as_it_is() -> None:
    samples = tone(0.1)
    assert at_tempo(samples, RATE, 1) is samples
    assert len(at_tempo(samples[:0], RATE, 2)) == 0


@pytest.mark.parametrize("speed", [0.01, 0.07, 4.1, 7.7, 20, 100])
@pytest.mark.parametrize("length", [1, 10, 500, 2000, RATE + 17])
def test_any_speed_of_any_length_has_its_length(speed: float, length: int) -> None:
    noise = np.random.default_rng(1).normal(0, 0.2, (length, 2)).astype(np.float32)
    assert at_tempo(noise, RATE, speed).shape == (round(length / speed), 2)
