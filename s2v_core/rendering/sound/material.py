"""Turning material into exactly the samples a part needs: rate, channels, loops."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from s2v_core.rendering.rates import SAMPLE_RATE

__all__ = ["looped", "resampled", "to_stereo"]

_SEAM = SAMPLE_RATE // 40


def to_stereo(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return mono (n,) or (n, 1) samples on both channels; stereo (n, 2) as it is."""
    columns = samples.reshape(len(samples), -1)
    return columns if columns.shape[1] == 2 else np.repeat(columns[:, :1], 2, axis=1)


def resampled(samples: NDArray[np.float32], rate: int) -> NDArray[np.float32]:
    """Return mono ``samples`` (n,) at ``rate`` Hz as (m,) at 48 kHz, band-limited and without delay.

    The spectrum is cut or padded, which is the ideal interpolation of a sound between two silences.
    """
    if rate == SAMPLE_RATE or len(samples) == 0:
        return np.asarray(samples, np.float32)
    common = math.gcd(rate, SAMPLE_RATE)
    unit = rate // common
    margin = rate // 20
    units = -(-(len(samples) + margin) // unit)
    size, target = units * unit, units * (SAMPLE_RATE // common)
    spectrum = np.fft.rfft(np.asarray(samples, np.float32), size)
    kept = min(size, target) // 2
    result = np.fft.irfft(spectrum[: kept + 1], target) * (target / size)
    return result[: round(len(samples) * SAMPLE_RATE / rate)].astype(np.float32)


def looped(samples: NDArray[np.float32], length: int) -> NDArray[np.float32]:
    """Return ``samples`` (n, 2) repeated to ``length`` samples, each end blended into the next beginning."""
    seam = min(_SEAM, len(samples) // 4)
    period = len(samples) - seam
    if period <= 0 or length <= period:
        return samples[:length]
    progress = (np.arange(seam, dtype=np.float32)[:, None] + 0.5) / max(seam, 1) * np.float32(math.pi / 2)
    blend = samples[period:] * np.cos(progress) + samples[:seam] * np.sin(progress)
    again = np.concatenate([blend, samples[seam:period]])
    repeats = -(-(length - period) // period)
    return np.concatenate([samples[:period], np.tile(again, (repeats, 1))])[:length]
