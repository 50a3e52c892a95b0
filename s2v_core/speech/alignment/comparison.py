"""Word times by comparison: the same text in another voice is warped in time until it sounds alike.

Mel-frequency cepstra and dynamic time warping, as in Muda, Begam and Elamvazuthi, "Voice Recognition Algorithms using
MFCC and DTW" (2010).
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from s2v_core.speech.engine import Speech
from s2v_core.speech.sound import resample, voiced_span
from s2v_core.timeline.model import Word

__all__ = ["transfer"]

_RATE = 16000
_HOP, _WINDOW, _FFT = 160, 400, 512
_BANDS, _CEPSTRA = 26, 13
_HIGHEST = 7600.0

_Matrix = NDArray[np.float64]


def transfer(reference: Speech, speech: Speech) -> tuple[Word, ...]:
    """Return the words of ``reference`` at the times at which ``speech``, the same text, says them.

    Empty when the reference has no words or one of the sounds is too short to compare.
    """
    mine, my_start = _features(speech)
    theirs, their_start = _features(reference)
    if not reference.words or len(mine) < 2 or len(theirs) < 2:
        return ()
    path = _warp(theirs, mine)

    def moved(moment: float) -> float:
        frame = (moment - their_start) * _RATE / _HOP
        return my_start + float(np.interp(frame, path[:, 0], path[:, 1])) * _HOP / _RATE

    return tuple(Word(word.text, word.offset, moved(word.start), moved(word.end)) for word in reference.words)


@cache
def _mel_filters() -> _Matrix:
    """Return triangular filters, evenly spaced in mel; shape (bands, FFT bins)."""
    mels = np.linspace(0.0, 2595 * np.log10(1 + _HIGHEST / 700), _BANDS + 2)
    bins = 700 * (10 ** (mels / 2595) - 1) * _FFT / _RATE
    grid = np.arange(_FFT // 2 + 1)
    rising = (grid - bins[:-2, None]) / (bins[1:-1] - bins[:-2])[:, None]
    falling = (bins[2:, None] - grid) / (bins[2:] - bins[1:-1])[:, None]
    filters: _Matrix = np.maximum(0.0, np.minimum(rising, falling))
    return filters


def _features(speech: Speech) -> tuple[_Matrix, float]:
    """Return the normalised cepstra of the voiced part, one row each 10 ms, and where it begins in seconds."""
    first, last = voiced_span(speech.samples, speech.rate)
    sound = resample(speech.samples[first:last], speech.rate, _RATE).astype(np.float64)
    if len(sound) < _WINDOW:
        return np.zeros((0, _CEPSTRA)), first / speech.rate
    sharpened = np.append(sound[0], sound[1:] - 0.97 * sound[:-1])
    frames = np.lib.stride_tricks.sliding_window_view(sharpened, _WINDOW)[::_HOP] * np.hamming(_WINDOW)
    power = np.abs(np.fft.rfft(frames, _FFT)) ** 2
    bands = np.log(power @ _mel_filters().T + 1e-8)
    cosines = np.cos(np.pi / _BANDS * (np.arange(_BANDS) + 0.5)[None] * np.arange(_CEPSTRA)[:, None])
    cepstra = bands @ cosines.T
    return (cepstra - cepstra.mean(axis=0)) / (cepstra.std(axis=0) + 1e-6), first / speech.rate


def _warp(a: _Matrix, b: _Matrix) -> _Matrix:
    """Return the cheapest monotonic path from the beginnings to the ends of ``a`` and ``b``; rows of frame pairs."""
    costs = (a**2).sum(axis=1)[:, None] + (b**2).sum(axis=1)[None] - 2 * a @ b.T
    total = _accumulated(np.maximum(costs, 0.0))
    i, j = total.shape[0] - 1, total.shape[1] - 1
    path = [(i, j)]
    while i > 1 or j > 1:
        steps = ((i - 1, j - 1), (i - 1, j), (i, j - 1))
        i, j = min(steps, key=lambda step: total[step])
        path.append((i, j))
    return np.asarray(path[::-1], dtype=np.float64) - 1


def _accumulated(costs: _Matrix) -> _Matrix:
    """Return the least cost of reaching each pair (one row and column of infinity before the first).

    Computed along anti-diagonals, whose cells do not depend on each other.
    """
    rows, columns = costs.shape
    total = np.full((rows + 1, columns + 1), np.inf)
    total[0, 0] = 0.0
    for diagonal in range(2, rows + columns + 1):
        i = np.arange(max(1, diagonal - columns), min(rows, diagonal - 1) + 1)
        j = diagonal - i
        before = np.minimum(np.minimum(total[i - 1, j], total[i, j - 1]), total[i - 1, j - 1])
        total[i, j] = costs[i - 1, j - 1] + before
    return total
