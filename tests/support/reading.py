"""Look at finished videos: their frames, sound and tags."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

__all__ = ["Finished", "read_back"]


@dataclass(frozen=True)
class Finished:
    """A finished file, decoded: ``pictures`` are small grey or RGB frames, ``sound`` is (2, n) float32 at 48 kHz."""

    width: int
    height: int
    rate: Fraction
    codec: str
    pixel_format: str
    primaries: int
    transfer: int
    matrix: int
    colour_range: int
    times: tuple[Fraction, ...]
    pictures: NDArray[np.uint8]
    sound: NDArray[np.float32]
    sound_codec: str
    sound_rate: int
    channels: int
    fast_start: bool


def read_back(path: Path, *, shrink: int = 4) -> Finished:
    """Decode all of ``path``; pictures are shrunk by ``shrink`` so that a whole video fits in memory."""
    with av.open(str(path)) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        times, pictures = [], []
        for frame in container.decode(video):
            times.append(frame.pts * frame.time_base)
            small = frame.reformat(frame.width // shrink, frame.height // shrink, format="rgb24")
            pictures.append(small.to_ndarray())
        context = video.codec_context
        facts = {
            "width": context.width,
            "height": context.height,
            "rate": video.average_rate,
            "codec": context.name,
            "pixel_format": context.pix_fmt,
            "primaries": context.color_primaries,
            "transfer": context.color_trc,
            "matrix": context.colorspace,
            "colour_range": context.color_range,
            "sound_codec": audio.codec_context.name,
            "sound_rate": audio.codec_context.sample_rate,
            "channels": audio.codec_context.channels,
        }
    with av.open(str(path)) as container:
        blocks = [frame.to_ndarray() for frame in container.decode(audio=0)]
    head = path.read_bytes()
    return Finished(
        times=tuple(times),
        pictures=np.stack(pictures),
        sound=np.concatenate(blocks, axis=1),
        fast_start=head.find(b"moov") < head.find(b"mdat"),
        **facts,
    )
