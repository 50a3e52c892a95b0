"""Small operations on mono sound: finding the voice in it, fading, resampling."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["resample", "tightened", "trim", "voiced_span"]

Sound = NDArray[np.float32]

_WINDOW_SECONDS = 0.01
_BELOW_LOUDEST = 10 ** (-48 / 20)
_FLOOR = 10 ** (-70 / 20)
_FADE_SECONDS = 0.004


def _loud_windows(samples: Sound, rate: int) -> tuple[NDArray[np.intp], int]:
    """Return which windows of 10 ms hold voice (above -48 dB of the loudest one), and their size in samples."""
    size = max(1, round(rate * _WINDOW_SECONDS))
    count = -(-len(samples) // size)
    padded = np.zeros(count * size, np.float32)
    padded[: len(samples)] = samples
    level = np.sqrt(np.mean(padded.reshape(count, size) ** 2, axis=1))
    return np.flatnonzero(level > max(float(level.max(initial=0.0)) * _BELOW_LOUDEST, _FLOOR)), size


def voiced_span(samples: Sound, rate: int) -> tuple[int, int]:
    """Return the samples between which there is voice; all of them when it is silent."""
    loud, size = _loud_windows(samples, rate)
    if not len(loud):
        return 0, len(samples)
    return int(loud[0]) * size, min((int(loud[-1]) + 1) * size, len(samples))


def tightened(samples: Sound, rate: int, spans: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return ``spans`` (seconds) from the first to the last voice within each, without the pauses around."""
    loud, size = _loud_windows(samples, rate)
    seconds = size / rate
    tight = []
    for start, end in spans:
        inside = loud[np.searchsorted(loud, start / seconds - 1, "right") : np.searchsorted(loud, end / seconds)]
        if len(inside):
            tight.append((max(start, float(inside[0]) * seconds), min(end, float(inside[-1] + 1) * seconds)))
        else:
            tight.append((start, end))
    return tight


def trim(samples: Sound, rate: int, *, head: float, tail: float) -> tuple[Sound, float]:
    """Leave ``head`` seconds before the voice and ``tail`` after it, with short fades; what is missing is added.

    Returns:
        The new sound and by how many seconds everything in it comes later than before (negative: earlier).
    """
    first, last = voiced_span(samples, rate)
    start, stop = first - round(head * rate), last + round(tail * rate)
    trimmed = np.zeros(stop - start, np.float32)
    kept = samples[max(start, 0) : min(stop, len(samples))]
    offset = max(-start, 0)
    trimmed[offset : offset + len(kept)] = _faded(kept, rate)
    return trimmed, -start / rate


def _faded(samples: Sound, rate: int) -> Sound:
    size = min(round(_FADE_SECONDS * rate), len(samples) // 2)
    if not size:
        return samples
    ramp = np.linspace(0.0, 1.0, size, endpoint=False, dtype=np.float32)
    faded = samples.copy()
    faded[:size] *= ramp
    faded[-size:] *= ramp[::-1]
    return faded


def resample(samples: Sound, rate: int, target: int) -> Sound:
    """Return ``samples`` at ``target`` Hz, band-limited (by the spectrum of the whole: for single sentences)."""
    if rate == target or not len(samples):
        return samples
    count = max(1, round(len(samples) * target / rate))
    spectrum = np.fft.rfft(samples.astype(np.float64))
    size = min(len(spectrum), count // 2 + 1)
    fitted = np.zeros(count // 2 + 1, np.complex128)
    fitted[:size] = spectrum[:size]
    return (np.fft.irfft(fitted, count) * (count / len(samples))).astype(np.float32)
