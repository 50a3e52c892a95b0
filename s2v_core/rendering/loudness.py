"""Loudness and true peak of finished sound, after Recommendation ITU-R BS.1770-5.

Integrated loudness: annex 1 (K-weighting, blocks of 400 ms every 100 ms, gates at -70 LUFS and 10 LU below
the ungated mean). True peak: annex 2 (four times oversampled). The two filters are given there for 48 kHz only, the
one rate this product mixes at.
"""

from __future__ import annotations

import math
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

__all__ = ["SAMPLE_RATE", "integrated_loudness", "sample_peaks", "true_peak"]

SAMPLE_RATE = 48_000
"""Samples per second of everything that is mixed."""

_SHELF = ((1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585))
_HIGH_PASS = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))
_HOP = SAMPLE_RATE // 10
_ABSOLUTE_GATE = -70.0
_RELATIVE_GATE = -10.0
_FFT_SIZE = 1 << 16
_MEMORY = 1 << 13
"""Samples after which the high-pass of the K-weighting has decayed below -160 dB."""
_PHASES = 4
_TAPS = 12
"""Coefficients per phase of the interpolating filter, as many as in annex 2."""


def integrated_loudness(samples: NDArray[np.float32]) -> float:
    """Return the gated loudness of ``samples`` (n, channels) at 48 kHz in LUFS; ``-inf`` for silence.

    Sound shorter than one block of 400 ms is measured as one block of its own length.
    """
    if len(samples) == 0:
        return -math.inf
    powers = _block_powers(samples)
    loud = powers[powers > _power(_ABSOLUTE_GATE)]
    if len(loud) == 0:
        return -math.inf
    loud = loud[loud > np.mean(loud) * 10 ** (_RELATIVE_GATE / 10)]
    return -0.691 + 10 * math.log10(float(np.mean(loud)))


def true_peak(samples: NDArray[np.float32]) -> float:
    """Return the largest absolute value between and at the ``samples`` (n, channels) as a factor (1.0 is 0 dBTP)."""
    if len(samples) == 0:
        return 0.0
    return float(sample_peaks(samples).max())


def sample_peaks(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return for each of the ``samples`` (n, channels) the true peak (n,) around it, over all channels."""
    peaks = np.zeros(len(samples), np.float32)
    for channel in range(samples.shape[1]):
        row = np.ascontiguousarray(samples[:, channel], np.float32).reshape(1, -1)
        np.maximum(peaks, np.abs(row[0]), out=peaks)
        for taps in _interpolators():
            between = cv2.filter2D(row, -1, taps, anchor=(_TAPS // 2 - 1, 0), borderType=cv2.BORDER_CONSTANT)
            heights = np.abs(between.reshape(-1))
            np.maximum(peaks, heights, out=peaks)
            np.maximum(peaks[1:], heights[:-1], out=peaks[1:])
    return peaks


def _power(loudness: float) -> float:
    return float(10 ** ((loudness + 0.691) / 10))


def _block_powers(samples: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the summed channel powers of all blocks of 400 ms, each 100 ms after the one before."""
    steps = max(1, len(samples) // _HOP)
    hop = _HOP if len(samples) >= _HOP else len(samples)
    energies = np.zeros(steps)
    for channel in range(samples.shape[1]):
        weighted = _k_weighted(samples[:, channel])[: steps * hop].reshape(steps, hop)
        energies += np.einsum("ij,ij->i", weighted, weighted, dtype=np.float64)
    width = min(4, steps)
    sums = np.convolve(energies, np.ones(width), mode="valid")
    return np.asarray(sums / (width * hop), np.float64)


def _k_weighted(signal: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return one channel (n,) through both filters of annex 1, by overlap-save convolution in blocks."""
    step = _FFT_SIZE - _MEMORY
    blocks = -(-len(signal) // step)
    padded = np.zeros(_MEMORY + blocks * step, np.float32)
    padded[_MEMORY : _MEMORY + len(signal)] = signal
    response = _k_response()
    result = np.empty(blocks * step, np.float32)
    for block in range(blocks):
        start = block * step
        spectrum = np.fft.rfft(padded[start : start + _FFT_SIZE])
        spectrum *= response
        result[start : start + step] = np.fft.irfft(spectrum, _FFT_SIZE)[_MEMORY:]
    return result[: len(signal)]


@lru_cache(maxsize=1)
def _k_response() -> NDArray[np.complex64]:
    """Return the spectrum of the impulse response of both filters in series."""
    delay = np.exp(-2j * np.pi * np.arange(_FFT_SIZE // 2 + 1) / _FFT_SIZE)
    response = np.ones_like(delay)
    for numerator, denominator in (_SHELF, _HIGH_PASS):
        response *= np.polyval(numerator[::-1], delay) / np.polyval(denominator[::-1], delay)
    impulse = np.fft.irfft(response)
    impulse[_MEMORY:] = 0.0
    return np.fft.rfft(impulse).astype(np.complex64)


@lru_cache(maxsize=1)
def _interpolators() -> tuple[NDArray[np.float32], ...]:
    """Return the windowed sinc filters (1, taps) for the three positions between two samples."""
    positions = np.arange(_TAPS) - (_TAPS // 2 - 1)
    filters = []
    for phase in range(1, _PHASES):
        distance = positions - phase / _PHASES
        taps = np.sinc(distance) * np.cos(np.pi * distance / (_TAPS + 1)) ** 2
        filters.append((taps / taps.sum()).astype(np.float32).reshape(1, -1))
    return tuple(filters)
