"""The streams of a file in the making: pictures tagged as what they are, and AAC."""

from __future__ import annotations

import os
from fractions import Fraction
from typing import Any

import av
from av.codec.codec import UnknownCodecError
from av.codec.context import Flags
from av.codec.hwaccel import HWAccel

from s2v_core.errors import DependencyMissing, RenderError
from s2v_core.job.limits import PRESETS
from s2v_core.media.planes import BT709, LIMITED
from s2v_core.processes import take_turns
from s2v_core.rendering.encoding.codecs import CODECS, Codec
from s2v_core.rendering.encoding.options import EncoderOptions
from s2v_core.rendering.rates import SAMPLE_RATE
from s2v_core.timeline.model import Canvas

__all__ = ["add_audio", "add_copy", "add_video", "encode"]

_GROUP = 250
"""Most frames from one key frame to the next: x264's and x265's own default, for all."""

_MOST_DELAY = 16
"""More frames than any encoder holds back."""


def add_video(container: Any, *, canvas: Canvas, rate: Fraction, options: EncoderOptions) -> Any:
    """Add the stream of pictures to ``container`` and return it.

    Groups of pictures are closed: no frame needs another one beyond a key frame, so that separate encodings can be
    joined. Frames are yuv420p.

    Args:
        canvas: size of the frames, both sides even.
        rate: frames per second, exact; frames count in ``1 / rate``.

    Raises:
        DependencyMissing: there is no such encoder, or its device cannot be opened.
        RenderError: there is no such preset.
    """
    codec = _codec(options)
    hardware = {"hwaccel": HWAccel(codec.device)} if codec.device else {}
    stream = _add(container, codec.name, rate=rate, options=codec.settings(options), **hardware)
    stream.width, stream.height, stream.pix_fmt = canvas.width, canvas.height, codec.pixels
    stream.time_base = 1 / rate
    context = stream.codec_context
    context.time_base, context.framerate = 1 / rate, rate
    context.colorspace = context.color_primaries = context.color_trc = BT709
    context.color_range = LIMITED
    context.thread_count = options.threads
    context.gop_size = _GROUP
    context.flags |= Flags.closed_gop
    if container.format.name in ("mp4", "mov"):
        context.codec_tag = codec.tag
    return stream


def add_audio(container: Any, options: EncoderOptions) -> Any:
    """Add the stream of sound (AAC, stereo, 48 kHz; frames are ``fltp``) to ``container`` and return it."""
    stream = _add(container, "aac", rate=SAMPLE_RATE, layout="stereo")
    stream.bit_rate = options.audio_bitrate
    return stream


def add_copy(container: Any, template: Any) -> Any:
    """Add a stream for packets that are encoded already, like those of the stream ``template``, and return it.

    It bears the template's tag, without which HEVC would be named ``hev1`` and not play on Apple's devices.
    """
    stream = container.add_stream_from_template(template, opaque=True)
    stream.codec_context.codec_tag = template.codec_context.codec_tag
    return stream


def encode(stream: Any, frame: Any, *, where: str) -> list[Any]:
    """Return the packets that ``frame`` completes; None empties the encoder.

    Raises:
        RenderError: the encoder refuses its settings; ``where`` names the file.
    """
    opening = not stream.codec_context.is_open
    try:
        packets: list[Any] = stream.encode(frame)
    except av.error.ArgumentError as error:
        raise RenderError(
            f"The encoder {stream.codec_context.name} refuses its settings ({error}).",
            where=where,
            hint="Check the preset, profile and quality.",
        ) from error
    finally:
        if opening:
            take_turns()
    for packet in packets:
        _mend(packet)
    return packets


def _mend(packet: Any) -> None:
    """Give a packet the time of its decoding where the encoder made none.

    x265 leaves it to memory it never filled when it gets fewer frames than it would hold back; so few frames stand in
    the order of showing.
    """
    if packet.pts is not None and (packet.dts is None or not packet.pts - _MOST_DELAY <= packet.dts <= packet.pts):
        packet.dts = packet.pts


def _codec(options: EncoderOptions) -> Codec:
    codec = CODECS.get(options.codec)
    if codec is None:
        raise _missing(options.codec)
    if options.preset not in PRESETS:
        raise RenderError(
            f"The encoder {codec.name} has no preset {options.preset!r}.", hint=f"Choose one of {', '.join(PRESETS)}."
        )
    if codec.name == "libsvtav1":
        os.environ.setdefault("SVT_LOG", "1")  # it has no other way to be told to print errors alone
    return codec


def _add(container: Any, codec: str, **settings: Any) -> Any:
    try:
        return container.add_stream(codec, **settings)
    except (UnknownCodecError, NotImplementedError, av.error.FFmpegError):
        raise _missing(codec) from None


def _missing(codec: str) -> DependencyMissing:
    return DependencyMissing(
        f"There is no encoder {codec!r} on this machine.", where="S2V_ENCODER", hint="Use libx264."
    )
