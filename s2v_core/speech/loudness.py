"""One loudness for all voices: gated, K-weighted (ITU-R BS.1770-4), and peaks that no encoder clips.

A voice is heard from both loudspeakers, so its mono signal is counted in two channels, as it will be in the mix.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["TARGET", "integrated", "normalised", "true_peak"]

Sound = NDArray[np.float32]

TARGET = -16.0
"""LUFS, measured as stereo."""

_PEAK = 10 ** (-1.0 / 20)
_HOP, _HOPS_PER_BLOCK = 0.1, 4
_BOTH_CHANNELS = 10 * np.log10(2.0)
_SILENCE = 10 ** ((-70.0 + 0.691 - _BOTH_CHANNELS) / 10)
_GREATEST_GAIN = 10 ** (40 / 20)
_OVERSAMPLING = 4
_TAPS = 16
_HOPS_AT_ONCE = 40
_CLOSE_ENOUGH = 0.1
_ROUNDS = 3
"""The limiter takes a little loudness away, which further rounds give back."""

_LOOKAHEAD_SECONDS = 0.005


@lru_cache(maxsize=8)
def _k_weighting(rate: int, size: int) -> NDArray[np.complex128]:
    """Return the response of the two K-weighting filters at the frequencies of an FFT of ``size``.

    The filters' analogue prototypes (shelf: 1681.97 Hz, 3.9998 dB, Q 0.7072; high-pass: 38.135 Hz, Q 0.5003) are those
    that give BS.1770's table of coefficients at 48 kHz; the bilinear transform takes them to any rate.
    """
    z = np.exp(-2j * np.pi * np.arange(size // 2 + 1) / size)
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


def _hop_energies(samples: Sound, rate: int) -> NDArray[np.float64]:
    """Return the K-weighted energy of every whole 0.1 s.

    Filtered piece by piece, each with a quarter of a second before it, in which the filters forget what they hold.
    """
    hop, lead = round(_HOP * rate), rate // 4
    piece = hop * _HOPS_AT_ONCE
    size = piece + 2 * lead
    response = _k_weighting(rate, size)
    energies = []
    for start in range(0, len(samples) - hop + 1, piece):
        before = min(start, lead)
        block = samples[start - before : start + piece]
        filtered = np.fft.irfft(np.fft.rfft(block.astype(np.float64), size) * response, size)[before : len(block)]
        whole = filtered[: len(filtered) // hop * hop].reshape(-1, hop)
        energies.append((whole**2).sum(axis=1))
    return np.concatenate(energies) if energies else np.zeros(0)


def _block_powers(samples: Sound, rate: int) -> NDArray[np.float64]:
    """Return the K-weighted power of blocks of 0.4 s every 0.1 s; a shorter sound is one block."""
    hop = round(_HOP * rate)
    if len(samples) < _HOPS_PER_BLOCK * hop:
        padded = np.zeros(_HOPS_PER_BLOCK * hop, np.float32)
        padded[: len(samples)] = samples
        return np.array([float(_hop_energies(padded, rate).sum()) / len(samples)])
    energies = _hop_energies(samples, rate)
    blocks: NDArray[np.float64] = np.convolve(energies, np.ones(_HOPS_PER_BLOCK), mode="valid")
    return blocks / (_HOPS_PER_BLOCK * hop)


def _gated(blocks: NDArray[np.float64]) -> float:
    blocks = blocks[blocks > _SILENCE]
    if not len(blocks):
        return float("-inf")
    blocks = blocks[blocks >= blocks.mean() / 10]
    return float(-0.691 + 10 * np.log10(blocks.mean()) + _BOTH_CHANNELS)


def integrated(*sounds: Sound, rate: int) -> float:
    """Return the integrated loudness in LUFS of mono ``sounds`` heard in both channels; -inf for silence.

    Gated at -70 LUFS and 10 LU below the mean, over all sounds together.
    """
    return _gated(np.concatenate([np.zeros(0), *(_block_powers(sound, rate) for sound in sounds if len(sound))]))


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


def _limited(samples: Sound, rate: int) -> Sound:
    """Turn down the surroundings of peaks above -1 dBTP, smoothly and looking ahead."""
    peaks = _peaks(samples)
    if float(peaks.max(initial=0.0)) <= _PEAK:
        return samples
    needed = np.minimum(1.0, _PEAK * 0.98 / np.maximum(peaks, 1e-9))
    reach = max(1, round(_LOOKAHEAD_SECONDS * rate))
    gain = _sliding_mean(_sliding_mean(_sliding_min(needed, 2 * reach + 1), reach), reach)
    limited = (samples * gain).astype(np.float32)
    return (limited * np.float32(min(1.0, _PEAK / true_peak(limited)))).astype(np.float32)


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


def normalised(*sounds: Sound, rate: int) -> list[Sound]:
    """Return ``sounds`` at -16 LUFS over all of them, with no true peak above -1 dBFS; silence stays as it is."""
    current = integrated(*sounds, rate=rate)
    level = list(sounds)
    for _ in range(_ROUNDS if np.isfinite(current) else 0):
        gain = np.float32(min(10 ** ((TARGET - current) / 20), _GREATEST_GAIN))
        level = [_limited((sound * gain).astype(np.float32), rate) for sound in level]
        current = integrated(*level, rate=rate)
        if abs(current - TARGET) < _CLOSE_ENOUGH:
            break
    return level
