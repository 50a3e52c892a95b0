"""Turning material into exactly the samples a part needs: rate, tempo, loops."""

from __future__ import annotations

import math
from fractions import Fraction

import av
import numpy as np
from av.audio.frame import AudioFrame
from numpy.typing import NDArray

from s2v_core.rendering.rates import SAMPLE_RATE

__all__ = ["at_tempo", "looped", "resampled", "to_stereo"]

_SEAM = SAMPLE_RATE // 40
_PUSH = SAMPLE_RATE
_TEMPO_RANGE = (0.5, 100.0)
"""What one atempo filter accepts."""


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


def at_tempo(samples: NDArray[np.float32], speed: float) -> NDArray[np.float32]:
    """Return stereo ``samples`` (n, 2) played ``speed`` times as fast at the same pitch: round(n / speed) samples."""
    if speed == 1 or len(samples) == 0:
        return samples
    length = round(len(samples) / speed)
    graph = av.filter.Graph()
    source = graph.add_abuffer(
        sample_rate=SAMPLE_RATE, format="flt", layout="stereo", time_base=Fraction(1, SAMPLE_RATE)
    )
    chain = [source, *(graph.add("atempo", str(factor)) for factor in _factors(speed)), graph.add("abuffersink")]
    graph.link_nodes(*chain).configure()
    result = np.zeros((length, 2), np.float32)
    filled = 0
    for start in range(0, len(samples), _PUSH):
        graph.push(_frame(samples[start : start + _PUSH], start))
        filled = _pull(graph, result, filled)
    graph.push(None)
    _pull(graph, result, filled)
    return result


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


def _factors(speed: float) -> list[float]:
    """Split ``speed`` into factors that one filter each accepts."""
    low, high = _TEMPO_RANGE
    count = 1
    while not low <= speed ** (1 / count) <= high:
        count += 1
    return [speed ** (1 / count)] * count


def _frame(samples: NDArray[np.float32], start: int) -> AudioFrame:
    packed = np.ascontiguousarray(samples, np.float32).reshape(1, -1)
    frame = AudioFrame.from_ndarray(packed, format="flt", layout="stereo")
    frame.sample_rate = SAMPLE_RATE
    frame.time_base = Fraction(1, SAMPLE_RATE)
    frame.pts = start
    return frame


def _pull(graph: av.filter.Graph, result: NDArray[np.float32], filled: int) -> int:
    while True:
        try:
            frame = graph.pull()
        except (av.error.BlockingIOError, av.error.EOFError):
            return filled
        assert isinstance(frame, AudioFrame)
        samples = frame.to_ndarray().reshape(-1, 2)[: len(result) - filled]
        result[filled : filled + len(samples)] = samples
        filled += len(samples)
