from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from s2v_core.speech.tempo import stretched

RATE = 24_000


def tone(seconds: float) -> NDArray[np.float32]:
    return np.sin(2 * np.pi * 440 * np.arange(round(seconds * RATE)) / RATE).astype(np.float32)


@pytest.mark.parametrize("speed", [0.8, 1.1, 1.5])
def test_the_length_changes_and_the_pitch_does_not(speed: float) -> None:
    result = stretched(tone(1.0), RATE, speed)
    assert len(result) == round(RATE / speed)
    spectrum = np.abs(np.fft.rfft(result))
    assert np.argmax(spectrum) * RATE / len(result) == pytest.approx(440, abs=3)


def test_what_happens_in_the_middle_stays_in_the_middle() -> None:
    samples = np.concatenate([np.zeros(RATE, np.float32), tone(1.0)])
    result = stretched(samples, RATE, 1.25)
    assert np.flatnonzero(np.abs(result) > 0.2)[0] / len(result) == pytest.approx(0.5, abs=0.01)


def test_next_to_no_change_is_none() -> None:
    samples = tone(0.1)
    assert stretched(samples, RATE, 1.004) is samples
    assert len(stretched(np.zeros(0, np.float32), RATE, 2.0)) == 0
