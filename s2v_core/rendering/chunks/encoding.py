"""One chunk to a file of its own."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import av
from av.video.frame import VideoFrame

from s2v_core.rendering.encoding import EncoderOptions, add_video, encode
from s2v_core.timeline.model import Canvas

__all__ = ["encode_chunk"]


def encode_chunk(
    path: Path, frames: Iterable[VideoFrame], *, canvas: Canvas, rate: Fraction, options: EncoderOptions
) -> None:
    """Encode ``frames`` (yuv420p, of the size of ``canvas``) to the MP4 ``path``, beginning with a key frame.

    Raises:
        DependencyMissing: there is no such encoder.
        RenderError: the encoder refuses its options.
        OSError, av.error.FFmpegError: the file cannot be written.
    """
    with av.open(str(path), "w", format="mp4") as container:
        stream = add_video(container, canvas=canvas, rate=rate, options=options)
        for number, frame in enumerate(frames):
            frame.pts, frame.time_base = number, 1 / rate
            container.mux(encode(stream, frame, where=path.name))
        container.mux(encode(stream, None, where=path.name))
