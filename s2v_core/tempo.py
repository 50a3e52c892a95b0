"""Sound played faster or slower at the same pitch: shared by voices and the mix."""

from __future__ import annotations

from fractions import Fraction

import av
import numpy as np
from av.audio.frame import AudioFrame
from numpy.typing import NDArray

__all__ = ["at_tempo"]

_LAYOUTS = {1: "mono", 2: "stereo"}
_RANGE = (0.5, 2.0)
"""What one filter does well. It accepts up to 100, but skips sound above 2, and above 3 it may end the process."""


def at_tempo(samples: NDArray[np.float32], rate: int, speed: float) -> NDArray[np.float32]:
    """Return sound played ``speed`` times as fast: round(n / speed) samples.

    Args:
        samples: float32, mono (n,) or stereo (n, 2); returned as they are where nothing changes.
        rate: their number in a second.
        speed: above 0.
    """
    if speed == 1 or len(samples) == 0:
        return samples
    graph = av.filter.Graph()
    layout = _LAYOUTS[1 if samples.ndim == 1 else samples.shape[1]]
    source = graph.add_abuffer(sample_rate=rate, format="flt", layout=layout, time_base=Fraction(1, rate))
    chain = [source, *(graph.add("atempo", str(factor)) for factor in _factors(speed)), graph.add("abuffersink")]
    graph.link_nodes(*chain).configure()
    result = np.zeros((round(len(samples) / speed), *samples.shape[1:]), np.float32)
    filled = 0
    for start in range(0, len(samples), rate):  # a second at a time, so that a long piece is not held twice
        graph.push(_frame(samples[start : start + rate], rate, start, layout))
        filled = _pull(graph, result, filled)
    graph.push(None)
    _pull(graph, result, filled)
    return result


def _factors(speed: float) -> list[float]:
    """Split ``speed`` into factors that one filter each accepts."""
    low, high = _RANGE
    count = 1
    while not low <= speed ** (1 / count) <= high:
        count += 1
    return [speed ** (1 / count)] * count


def _frame(samples: NDArray[np.float32], rate: int, start: int, layout: str) -> AudioFrame:
    packed = np.ascontiguousarray(samples, np.float32).reshape(1, -1)
    frame = AudioFrame.from_ndarray(packed, format="flt", layout=layout)
    frame.sample_rate, frame.time_base, frame.pts = rate, Fraction(1, rate), start
    return frame


def _pull(graph: av.filter.Graph, result: NDArray[np.float32], filled: int) -> int:
    while True:
        try:
            frame = graph.pull()
        except (av.error.BlockingIOError, av.error.EOFError):
            return filled
        assert isinstance(frame, AudioFrame)
        samples = frame.to_ndarray().reshape(-1, *result.shape[1:])[: len(result) - filled]
        result[filled : filled + len(samples)] = samples
        filled += len(samples)
