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
_TAPS = 16
_FILTERED_AT_ONCE = 1 << 16
_ROUNDS = 3
"""The limiter takes a little loudness away, which further rounds give back."""

_LOOKAHEAD_SECONDS = 0.005


def _biquad(rate: int, frequencies: NDArray[np.floating[Any]]) -> NDArray[np.complex128]:
    """Return the response of the two K-weighting filters at ``frequencies``.

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
    response: NDArray[np.complex128] = shelf * low_cut
    return response


def _weighted(samples: Sound, rate: int) -> NDArray[np.float64]:
    """Filter block by block, each with a quarter of a second before it, in which the filters forget what they hold."""
    lead = rate // 4
    size = _FILTERED_AT_ONCE + lead
    padded = size + lead
    gain = _biquad(rate, np.arange(padded // 2 + 1) * (rate / padded))
    weighted = np.empty(len(samples), np.float64)
    for start in range(0, len(samples), _FILTERED_AT_ONCE):
        block = samples[max(0, start - lead) : start + _FILTERED_AT_ONCE]
        filtered = np.fft.irfft(np.fft.rfft(block.astype(np.float64), padded) * gain, padded)
        skipped = start - max(0, start - lead)
        weighted[start : start + _FILTERED_AT_ONCE] = filtered[skipped : len(block)]
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


def _peaks(samples: Sound) -> Sound:
    """Return the greatest level at and right after each sample: three more are interpolated before the next one."""
    peaks = np.abs(samples)
    if len(samples) < 2 * _TAPS:
        return peaks
    taps = np.arange(-_TAPS, _TAPS + 1)
    for step in range(1, _OVERSAMPLING):
        kernel = np.sinc(taps + step / _OVERSAMPLING) * np.hanning(2 * _TAPS + 3)[1:-1]
        between = np.convolve(samples, kernel.astype(np.float32), mode="same")
        peaks = np.maximum(peaks, np.abs(between))
    return peaks


def true_peak(samples: Sound) -> float:
    """Return the greatest level, between the samples too (four times oversampled); 1.0 is full scale."""
    return float(_peaks(samples).max(initial=0.0))


def _limited(samples: Sound, peaks: Sound, rate: int) -> Sound:
    """Turn down the surroundings of peaks above -1 dBTP, smoothly and looking ahead."""
    needed = np.minimum(1.0, _PEAK * 0.98 / np.maximum(peaks, 1e-9))
    reach = max(1, round(_LOOKAHEAD_SECONDS * rate))
    gain = _sliding_mean(_sliding_mean(_sliding_min(needed, 2 * reach + 1), reach), reach)
    return (samples * gain).astype(np.float32)


def _sliding_min(values: NDArray[np.floating[Any]], size: int) -> NDArray[np.floating[Any]]:
    """Return the least of the ``size`` (odd) values around each, by doubling windows."""
    reach = size // 2
    padded = np.pad(values, reach, constant_values=1.0)
    width = 1
    while width * 2 <= size:
        padded = np.minimum(padded[:-width], padded[width:])
        width *= 2
    rest = size - width
    return np.minimum(padded[: len(padded) - rest], padded[rest:]) if rest else padded


def _sliding_mean(values: NDArray[np.floating[Any]], reach: int) -> NDArray[np.floating[Any]]:
    """Return the mean of the ``reach`` + 1 values around each."""
    before = reach // 2
    total = np.cumsum(np.pad(values.astype(np.float64), (before + 1, reach - before), mode="edge"))
    return (total[reach + 1 :] - total[: -reach - 1]) / (reach + 1)


def normalised(samples: Sound, rate: int) -> Sound:
    """Return ``samples`` at -16 LUFS with no true peak above -1 dBFS; silence stays as it is."""
    loud = samples
    for _ in range(_ROUNDS):
        current = integrated(loud, rate)
        if not np.isfinite(current):
            return samples
        gain = min(10 ** ((TARGET - current) / 20), _GREATEST_GAIN)
        loud = (loud * np.float32(gain)).astype(np.float32)
        peaks = _peaks(loud)
        if float(peaks.max(initial=0.0)) <= _PEAK:
            return loud
        loud = _limited(loud, peaks, rate)
    return (loud * np.float32(min(1.0, _PEAK / true_peak(loud)))).astype(np.float32)
