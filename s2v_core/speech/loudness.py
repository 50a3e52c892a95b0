"""One loudness for all voices: gated, K-weighted (ITU-R BS.1770-4), and peaks that no encoder clips.

A voice is heard from both loudspeakers, so its mono signal is counted in two channels, as it will be in the mix.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["TARGET", "integrated", "normalised", "true_peak"]

Sound = NDArray[np.float32]

TARGET = -16.0
"""LUFS, measured as stereo."""

_PEAK = 10 ** (-1.0 / 20)
_BLOCK, _HOP = 0.4, 0.1
_BOTH_CHANNELS = 10 * np.log10(2.0)
_GREATEST_GAIN = 10 ** (40 / 20)
_OVERSAMPLING = 4
_LOOKAHEAD_SECONDS = 0.005


def _biquad(rate: int, frequencies: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
    """Return the gain of the two K-weighting filters at ``frequencies``.

    The filters' analogue prototypes (shelf: 1681.97 Hz, 3.9998 dB, Q 0.7072; high-pass: 38.135 Hz, Q 0.5003) are those
    that give BS.1770's table of coefficients at 48 kHz; the bilinear transform takes them to any rate.
    """
    z = np.exp(-2j * np.pi * frequencies / rate)
    k = np.tan(np.pi * 1681.974450955533 / rate)
    high = 10 ** (3.999843853973347 / 20)
    band, q = high**0.4996667741545416, 0.7071752369554196
    shelf = (high + band * k / q + k * k) + 2 * (k * k - high) * z + (high - band * k / q + k * k) * z**2
    shelf = shelf / ((1 + k / q + k * k) + 2 * (k * k - 1) * z + (1 - k / q + k * k) * z**2)
    k, q = np.tan(np.pi * 38.13547087602444 / rate), 0.5003270373238773
    low_cut = (1 - 2 * z + z**2) / ((1 + k / q + k * k) + 2 * (k * k - 1) * z + (1 - k / q + k * k) * z**2)
    low_cut = low_cut * (1 + k / q + k * k)
    gain: NDArray[np.float64] = np.abs(shelf * low_cut)
    return gain


def _weighted(samples: Sound, rate: int) -> NDArray[np.float64]:
    size = len(samples) + rate // 4
    spectrum = np.fft.rfft(samples.astype(np.float64), size)
    gain = _biquad(rate, np.arange(size // 2 + 1) * (rate / size))
    weighted: NDArray[np.float64] = np.fft.irfft(spectrum * gain, size)[: len(samples)]
    return weighted


def integrated(samples: Sound, rate: int) -> float:
    """Return the integrated loudness in LUFS of mono ``samples`` heard in both channels; -inf for silence.

    Blocks of 0.4 s every 0.1 s, gated at -70 LUFS and 10 LU below the mean; a shorter sound is one block.
    """
    if not len(samples):
        return float("-inf")
    power = np.concatenate([[0.0], np.cumsum(_weighted(samples, rate) ** 2)])
    block = min(round(_BLOCK * rate), len(samples))
    starts = np.arange(0, len(samples) - block + 1, max(1, round(_HOP * rate)))
    blocks = (power[starts + block] - power[starts]) / block
    blocks = blocks[blocks > _power(-70.0)]
    if not len(blocks):
        return float("-inf")
    blocks = blocks[blocks >= blocks.mean() / 10]
    return float(-0.691 + 10 * np.log10(blocks.mean()) + _BOTH_CHANNELS)


def _power(lufs: float) -> float:
    return float(10 ** ((lufs + 0.691 - _BOTH_CHANNELS) / 10))


def _oversampled(samples: Sound) -> NDArray[np.float32]:
    count = len(samples) * _OVERSAMPLING
    spectrum = np.zeros(count // 2 + 1, np.complex128)
    found = np.fft.rfft(samples.astype(np.float64))
    spectrum[: len(found)] = found
    return (np.fft.irfft(spectrum, count) * _OVERSAMPLING).astype(np.float32)


def true_peak(samples: Sound) -> float:
    """Return the greatest level between the samples too (four times oversampled); 1.0 is full scale."""
    return float(np.abs(_oversampled(samples)).max()) if len(samples) else 0.0


def _limited(samples: Sound, rate: int) -> Sound:
    """Turn down the surroundings of peaks above -1 dBTP, smoothly and looking ahead."""
    peaks = np.abs(_oversampled(samples)).reshape(-1, _OVERSAMPLING).max(axis=1)
    if float(peaks.max(initial=0.0)) <= _PEAK:
        return samples
    needed = np.minimum(1.0, _PEAK * 0.98 / np.maximum(peaks, 1e-9))
    reach = max(1, round(_LOOKAHEAD_SECONDS * rate))
    held = _sliding_min(needed, 2 * reach + 1)
    window = np.hanning(2 * reach + 1)
    smooth = np.convolve(np.pad(held, reach, mode="edge"), window / window.sum(), mode="valid")
    return (samples * smooth).astype(np.float32)


def _sliding_min(values: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    """Return the least of the ``size`` values around each, by doubling windows."""
    reach = size // 2
    padded = np.pad(values, reach, constant_values=1.0)
    width = 1
    while width * 2 <= size:
        padded = np.minimum(padded[:-width], padded[width:])
        width *= 2
    rest = size - width
    return np.minimum(padded[: len(padded) - rest], padded[rest:]) if rest else padded


def normalised(samples: Sound, rate: int) -> Sound:
    """Return ``samples`` at -16 LUFS with no true peak above -1 dBFS; silence stays as it is."""
    current = integrated(samples, rate)
    if not np.isfinite(current):
        return samples
    loud = samples
    for _ in range(3):  # the limiter takes a little loudness away, which a second and third round give back
        gain = min(10 ** ((TARGET - integrated(loud, rate)) / 20), _GREATEST_GAIN)
        loud = _limited((loud * np.float32(gain)).astype(np.float32), rate)
    peak = true_peak(loud)
    return (loud * np.float32(_PEAK / peak)).astype(np.float32) if peak > _PEAK else loud
