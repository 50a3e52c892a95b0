"""Speaking faster or slower after the fact, at the same pitch."""

from __future__ import annotations

from fractions import Fraction

import av
import numpy as np
from av.audio.frame import AudioFrame
from numpy.typing import NDArray

__all__ = ["stretched"]

_SMALLEST_CHANGE = 0.01


def stretched(samples: NDArray[np.float32], rate: int, speed: float) -> NDArray[np.float32]:
    """Return mono ``samples`` (n,) played ``speed`` (0.5 to 100) times as fast: round(n / speed) samples.

    Changes below one percent, which nobody hears, are left out; then the result is ``samples`` itself.
    """
    if abs(speed - 1) < _SMALLEST_CHANGE or len(samples) == 0:
        return samples
    graph = av.filter.Graph()
    source = graph.add_abuffer(sample_rate=rate, format="flt", layout="mono", time_base=Fraction(1, rate))
    graph.link_nodes(source, graph.add("atempo", f"{speed:.6f}"), graph.add("abuffersink")).configure()
    frame = AudioFrame.from_ndarray(np.ascontiguousarray(samples, np.float32)[None], format="flt", layout="mono")
    frame.sample_rate, frame.time_base, frame.pts = rate, Fraction(1, rate), 0
    graph.push(frame)
    graph.push(None)
    result = np.zeros(round(len(samples) / speed), np.float32)
    filled = 0
    while True:
        try:
            piece = graph.pull()
        except (av.error.BlockingIOError, av.error.EOFError):
            return result
        assert isinstance(piece, AudioFrame)
        found = piece.to_ndarray().ravel()[: len(result) - filled]
        result[filled : filled + len(found)] = found
        filled += len(found)
