"""Short clips encoded for the tests of encoders."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

from s2v_core.media.planes import from_rgb
from s2v_core.rendering.encoding import EncoderOptions, add_video, encode
from s2v_core.timeline import Canvas

SOFTWARE_NAMES = ("libx264", "libx265", "libsvtav1")
SIDE = 128


def options(codec: str, **changes: Any) -> EncoderOptions:
    """Return quick options for ``codec``."""
    return EncoderOptions(**({"codec": codec, "preset": "ultrafast", "crf": 20} | changes))


def picture(number: int) -> Any:
    """Return a grey picture whose level tells its number, with a bar that moves."""
    frame = np.full((SIDE, SIDE, 3), 30 + 3 * number, np.uint8)
    frame[:, 2 * number : 2 * number + 8] = 255
    return frame


def write_clip(path: Path, wanted: EncoderOptions, frames: int) -> list[Any]:
    """Encode ``frames`` pictures to the MP4 ``path`` and return (pts, dts, whether a key frame) of every packet."""
    packets = []
    with av.open(str(path), "w", format="mp4") as container:
        stream = add_video(container, canvas=Canvas(SIDE, SIDE), rate=Fraction(30), options=wanted)
        for number in (*range(frames), None):
            frame = None if number is None else from_rgb(picture(number)).frame
            if frame is not None:
                frame.pts, frame.time_base = number, Fraction(1, 30)
            for packet in encode(stream, frame, where=path.name):
                packets.append((packet.pts, packet.dts, packet.is_keyframe))
                container.mux(packet)
    return packets


def levels(frames: Any) -> list[float]:
    """Return the grey level of each decoded frame, away from the bar."""
    return [float(frame.to_ndarray(format="gray")[:, -16:].mean()) for frame in frames]
