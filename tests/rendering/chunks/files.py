"""Looking closely at finished files."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import av.logging
import numpy as np
import pytest
from numpy.typing import NDArray

import s2v_core.rendering.chunks.rendering as rendering_module
from s2v_core.media import Assets
from s2v_core.rendering.compose import Composer
from s2v_core.timeline import Span, Timeline

__all__ = ["as_composed", "check_times", "cut_at", "decoded", "psnr"]

Frame = NDArray[np.uint8]
"""The three planes of 4:2:0 below each other."""


def cut_at(monkeypatch: pytest.MonkeyPatch, *places: int) -> None:
    """Have timelines cut at these frames and nowhere else."""

    def cut(timeline: Timeline) -> tuple[Span, ...]:
        bounds = (0, *places, timeline.length)
        return tuple(Span(start, end) for start, end in pairwise(bounds))

    monkeypatch.setattr(rendering_module, "cut", cut)


def decoded(path: Path) -> list[Frame]:
    """Decode all pictures and all sound; libav must find nothing to complain about."""
    level = av.logging.get_level()
    av.logging.set_level(av.logging.WARNING)
    try:
        with av.logging.Capture(local=False) as complaints, av.open(str(path)) as container:
            streams = container.streams
            frames = []
            for frame in container.decode(streams.video[0], streams.audio[0]):
                if isinstance(frame, av.VideoFrame):
                    frames.append(frame.to_ndarray())
    finally:
        av.logging.set_level(level)
    assert complaints == []
    return frames


def as_composed(timeline: Timeline, assets: Assets) -> list[Frame]:
    """Return the frames that go into the encoder."""
    composer = Composer(timeline, assets)
    try:
        return [composer.encodable(index).to_ndarray() for index in range(timeline.length)]
    finally:
        composer.close()


def psnr(one: Sequence[Frame], other: Sequence[Frame]) -> list[float]:
    """Return the peak signal-to-noise ratio of each pair of frames in dB, at most 99."""
    errors = (np.mean((a.astype(np.float64) - b) ** 2) for a, b in zip(one, other, strict=True))
    return [99.0 if error < 1e-5 else float(10 * np.log10(255**2 / error)) for error in errors]


def check_times(path: Path, frames: int, rate: Fraction) -> None:
    """Check that frame k is shown at k / rate exactly, and decoded in time."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        assert stream.frames == frames
        assert stream.average_rate == rate
        packets = [packet for packet in container.demux(stream) if packet.size]
        assert packets[0].is_keyframe
        times = [(packet.pts * packet.time_base, packet.dts * packet.time_base) for packet in packets]
    assert sorted(shown for shown, _ in times) == [number / rate for number in range(frames)]
    assert all(read <= shown for shown, read in times)
    steps = [after - before for (_, before), (_, after) in pairwise(times)]
    assert all(step == 1 / rate for step in steps)
