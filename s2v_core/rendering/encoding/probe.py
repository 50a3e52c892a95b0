"""Whether an encoder works on this machine, found out by using it, and which one to take instead."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from s2v_core.errors import DependencyMissing, S2VError
from s2v_core.media.planes import from_rgb
from s2v_core.rendering.encoding.codecs import CODECS, SOFTWARE, Codec
from s2v_core.rendering.encoding.options import EncoderOptions
from s2v_core.rendering.encoding.streams import add_video, encode
from s2v_core.timeline.model import Canvas

__all__ = ["Chosen", "choose", "in_this_build", "works"]

_SIZE = 256
"""Side of the pictures in pixels: more than the least that any device takes."""

_FRAMES = 10
_RATE = Fraction(30)


@dataclass(frozen=True)
class Chosen:
    """What will be encoded with, and what to tell the user when it is not what was asked for."""

    options: EncoderOptions
    message: str | None = None


def choose(wanted: EncoderOptions, *, works: Callable[[EncoderOptions], bool] | None = None) -> Chosen:
    """Return ``wanted``, or what works here instead: the encoder of the same format that needs no device, else libx264.

    Args:
        wanted: with a ``codec`` out of ``CODECS``.
        works: answers whether an encoder works; default: by trying it, once in a process.

    Raises:
        DependencyMissing: not even libx264 works.
    """
    works = works or _works_once
    codec = CODECS[wanted.codec]
    for candidate in dict.fromkeys((codec, SOFTWARE[codec.family], SOFTWARE["H.264"])):
        options = replace(wanted, codec=candidate.name)
        if works(options):
            return Chosen(options, None if candidate is codec else _instead(codec, candidate))
    raise DependencyMissing(
        f"Neither {codec.name} nor libx264 can encode here.",
        where="S2V_ENCODER",
        hint="Reinstall PyAV from its wheel (`pip install --force-reinstall av`).",
    )


def works(options: EncoderOptions) -> bool:
    """Say whether an encoder works with ``options``: a few small frames are encoded, and all can be decoded again.

    It takes a few hundredths of a second. The answer is remembered as long as the process runs.
    """
    return _works_once(options)


def in_this_build(codec: Codec) -> bool:
    """Say whether the installed PyAV has the encoder at all."""
    return codec.name in av.codecs_available


def _instead(codec: Codec, other: Codec) -> str:
    trouble = "does not work on this machine" if in_this_build(codec) else "is not in this build of PyAV"
    outcome = f", so the outputs are {other.family}, not {codec.family}" if other.family != codec.family else ""
    return f"The encoder {codec.name} {trouble}; {other.name} is used instead{outcome}."


@lru_cache(maxsize=64)
def _works_once(options: EncoderOptions) -> bool:
    try:
        return _decoded(_encoded(options)) == _FRAMES
    except (S2VError, av.error.FFmpegError, OSError, ValueError, RuntimeError):
        return False


def _encoded(options: EncoderOptions) -> io.BytesIO:
    file = io.BytesIO()
    with av.open(file, "w", format="mp4") as container:
        stream = add_video(container, canvas=Canvas(_SIZE, _SIZE), rate=_RATE, options=options)
        for number in range(_FRAMES):
            frame = from_rgb(_picture(number)).frame
            frame.pts, frame.time_base = number, 1 / _RATE
            container.mux(encode(stream, frame, where=options.codec))
        container.mux(encode(stream, None, where=options.codec))
    file.seek(0)
    return file


def _decoded(file: io.BytesIO) -> int:
    with av.open(file, "r") as container:
        return len(list(container.decode(video=0)))


def _picture(number: int) -> NDArray[Any]:
    """Return a picture (256 x 256 x 3 uint8) that moves with ``number``."""
    steps = np.arange(_SIZE, dtype=np.uint8)
    return np.stack(np.broadcast_arrays(steps[None] + 4 * number, steps[:, None], steps[None] ^ steps[:, None]), axis=2)
