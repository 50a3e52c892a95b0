"""Loudness and true peak, after Recommendation ITU-R BS.1770-5.

Integrated loudness: annex 1 (K-weighting, blocks of 400 ms every 100 ms, gates at -70 LUFS and 10 LU below
the ungated mean). True peak: annex 2 (four times oversampled).
"""

from __future__ import annotations

import math
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

__all__ = ["integrated_loudness", "sample_peaks", "true_peak"]

Polynomial = tuple[float, float, float]

_ABSOLUTE_GATE = -70.0
_RELATIVE_GATE = -10.0
_FFT_SIZE = 1 << 16
_MEMORY = 1 << 13
"""Samples after which the high-pass of the K-weighting has decayed below -160 dB."""
_PHASES = 4
_TAPS = 12
"""Coefficients per phase of the interpolating filter, as many as in annex 2."""


def integrated_loudness(*sounds: NDArray[np.float32], rate: int) -> float:
    """Return the loudness in LUFS of ``sounds`` (n, channels) at ``rate`` Hz, gated over all; -inf for silence.

    Sound shorter than one block of 400 ms is measured as one block of its own length.
    """
    powers = np.concatenate([np.zeros(0), *(_block_powers(sound, rate) for sound in sounds if len(sound))])
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


def _block_powers(samples: NDArray[np.float32], rate: int) -> NDArray[np.float64]:
    """Return the summed channel powers of all blocks of 400 ms, each 100 ms after the one before."""
    hop = min(rate // 10, len(samples))
    steps = len(samples) // hop
    energies = np.zeros(steps)
    for channel in range(samples.shape[1]):
        weighted = _k_weighted(samples[:, channel], rate)[: steps * hop].reshape(steps, hop)
        energies += np.einsum("ij,ij->i", weighted, weighted, dtype=np.float64)
    width = min(4, steps)
    sums = np.convolve(energies, np.ones(width), mode="valid")
    return np.asarray(sums / (width * hop), np.float64)


def _k_weighted(signal: NDArray[np.float32], rate: int) -> NDArray[np.float32]:
    """Return one channel (n,) through both filters of annex 1, by overlap-save convolution in blocks."""
    step = _FFT_SIZE - _MEMORY
    blocks = -(-len(signal) // step)
    padded = np.zeros(_MEMORY + blocks * step, np.float32)
    padded[_MEMORY : _MEMORY + len(signal)] = signal
    response = _k_response(rate)
    result = np.empty(blocks * step, np.float32)
    for block in range(blocks):
        start = block * step
        spectrum = np.fft.rfft(padded[start : start + _FFT_SIZE])
        spectrum *= response
        result[start : start + step] = np.fft.irfft(spectrum, _FFT_SIZE)[_MEMORY:]
    return result[: len(signal)]


@lru_cache(maxsize=8)
def _k_response(rate: int) -> NDArray[np.complex64]:
    """Return the spectrum of the impulse response of both filters in series."""
    delay = np.exp(-2j * np.pi * np.arange(_FFT_SIZE // 2 + 1) / _FFT_SIZE)
    response = np.ones_like(delay)
    for numerator, denominator in (_shelf(rate), _high_pass(rate)):
        response *= np.polyval(numerator[::-1], delay) / np.polyval(denominator[::-1], delay)
    impulse = np.fft.irfft(response)
    impulse[_MEMORY:] = 0.0
    return np.fft.rfft(impulse).astype(np.complex64)


def _shelf(rate: int) -> tuple[Polynomial, Polynomial]:
    """Return the first filter of annex 1 at ``rate``.

    The recommendation tabulates both filters for 48 kHz. These are the analogue prototypes whose bilinear transform
    gives that table; the transform takes them to any rate.
    """
    k = math.tan(math.pi * 1681.974450955533 / rate)
    high = 10 ** (3.999843853973347 / 20)
    band, q = high**0.4996667741545416, 0.7071752369554196
    numerator = (high + band * k / q + k * k, 2 * (k * k - high), high - band * k / q + k * k)
    return _scaled(numerator, 1 + k / q + k * k), _pole(k, q)


def _high_pass(rate: int) -> tuple[Polynomial, Polynomial]:
    """Return the second filter of annex 1 at ``rate``."""
    return (1.0, -2.0, 1.0), _pole(math.tan(math.pi * 38.13547087602444 / rate), 0.5003270373238773)


def _pole(k: float, q: float) -> Polynomial:
    return _scaled((1 + k / q + k * k, 2 * (k * k - 1), 1 - k / q + k * k), 1 + k / q + k * k)


def _scaled(coefficients: Polynomial, divisor: float) -> Polynomial:
    return (coefficients[0] / divisor, coefficients[1] / divisor, coefficients[2] / divisor)


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
