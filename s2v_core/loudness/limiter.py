"""A limiter that looks ahead: nothing clips, nothing is bent, and quiet sound passes bit for bit."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from s2v_core.loudness.meter import sample_peaks

__all__ = ["CEILING", "limited"]

CEILING = 10 ** (-1 / 20)
"""Largest true peak that leaves the limiter: -1 dBTP, the headroom that lossy encoders need."""

_CHUNK_BLOCKS = 10_000
_REACH = 16
"""Samples around a chunk that its true peaks depend on."""
_ATTACK = 5
"""Blocks of 1 ms that the gain takes to close."""
_KEPT = float(np.exp(-1 / 80))
"""Part of a reduction that is left one block later: it fades with a time constant of 80 ms."""
_INAUDIBLE = 1e-4


def limited(samples: NDArray[np.float32], *, rate: int) -> NDArray[np.float32]:
    """Return ``samples`` (n, channels) at ``rate`` Hz with no true peak above ``CEILING``; the same array if none is.

    All channels are turned down together, with 5 ms to close and a soft release.
    """
    if len(samples) == 0:
        return samples
    block = rate // 1000
    peaks = _block_peaks(samples, block)
    if float(peaks.max()) <= CEILING:
        return samples
    gains = _block_gains(peaks)
    centres = np.arange(len(gains)) * block + block / 2
    result = samples.copy()
    for start in range(0, len(samples), _CHUNK_BLOCKS * block):
        chunk = result[start : start + _CHUNK_BLOCKS * block]
        chunk *= np.interp(np.arange(start, start + len(chunk)), centres, gains).astype(np.float32)[:, None]
    return result


def _block_peaks(samples: NDArray[np.float32], block: int) -> NDArray[np.float32]:
    """Return the highest true peak in each block, working on a chunk at a time to keep memory small."""
    highest = []
    size = _CHUNK_BLOCKS * block
    for start in range(0, len(samples), size):
        first = max(start - _REACH, 0)
        peaks = sample_peaks(samples[first : start + size + _REACH])[start - first :][:size]
        highest.append(np.maximum.reduceat(peaks, np.arange(0, len(peaks), block)))
    return np.concatenate(highest)


def _block_gains(peaks: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return for each block, given its peak, a factor that is at most what it and its neighbours need.

    The smallest need of the blocks ahead is averaged over as many blocks back: every averaged value already knows
    the peak, so the average does not exceed what the peak needs.
    """
    needed = _released(np.minimum(1.0, CEILING / np.maximum(peaks.astype(np.float64), CEILING)))
    ahead = np.pad(needed, (1, 1 + _ATTACK), constant_values=1.0)
    lowest = np.lib.stride_tricks.sliding_window_view(ahead, 3 + _ATTACK).min(axis=1)
    weights = np.hanning(_ATTACK + 3)[1:-1]
    weights /= weights.sum()
    before = np.pad(lowest, (_ATTACK, 0), constant_values=lowest[0])
    return np.asarray(1.0 - np.convolve(1.0 - before, weights, mode="valid"), np.float64)


def _released(needed: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return ``needed`` with each rise slowed down to the release time."""
    rest = 0.0
    result = np.empty_like(needed)
    for index, reduction in enumerate((1.0 - needed).tolist()):
        rest = max(reduction, rest * _KEPT if rest > _INAUDIBLE else 0.0)
        result[index] = 1.0 - rest
    return result
