"""Frames in memory, and x264 on them."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.video.frame import PictureType, VideoFrame

from benchmarks import scene
from benchmarks.scene import Encoding


def in_memory(source: Path | None) -> list[VideoFrame]:
    """Return all frames of ``source``, free of what its own encoder decided about them."""
    if source is None:
        raise ValueError("the encoder alone needs finished frames")
    with av.open(str(source)) as film:
        frames = list(film.decode(video=0))
    for frame in frames:
        frame.pict_type = PictureType.NONE
    return frames


def encode(frames: list[VideoFrame], target: Path, encoding: Encoding) -> None:
    """Encode ``frames`` to an MP4 without sound. The number of threads is x264's own choice."""
    with av.open(str(target), "w") as out:
        options = {"preset": encoding.preset, "crf": str(encoding.crf)}
        stream: Any = out.add_stream("libx264", rate=encoding.fps, options=options)
        stream.width, stream.height, stream.pix_fmt = scene.WIDTH, scene.HEIGHT, "yuv420p"
        stream.codec_context.thread_count = 0
        for number, frame in enumerate(frames):
            frame.pts, frame.time_base = number, Fraction(1, encoding.fps)
            out.mux(stream.encode(frame))
        out.mux(stream.encode())
