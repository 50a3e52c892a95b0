"""The streams of a file in the making: H.264 tagged as what it is, and AAC."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import av
from av.codec.codec import UnknownCodecError

from s2v_core.errors import DependencyMissing, RenderError
from s2v_core.rendering.encoding.options import EncoderOptions
from s2v_core.rendering.rates import SAMPLE_RATE
from s2v_core.rendering.yuv import BT709, LIMITED
from s2v_core.timeline.model import Canvas

__all__ = ["add_audio", "add_video", "encode"]


def add_video(container: Any, *, canvas: Canvas, rate: Fraction, options: EncoderOptions) -> Any:
    """Add the stream of pictures to ``container`` and return it.

    Args:
        canvas: size of the frames, both sides even.
        rate: frames per second, exact; frames count in ``1 / rate``.

    Raises:
        DependencyMissing: there is no such encoder.
    """
    stream = _add(container, options.codec, rate=rate, options=_settings(options))
    stream.width, stream.height, stream.pix_fmt = canvas.width, canvas.height, "yuv420p"
    stream.time_base = 1 / rate
    context = stream.codec_context
    context.time_base, context.framerate = 1 / rate, rate
    context.colorspace = context.color_primaries = context.color_trc = BT709
    context.color_range = LIMITED
    context.thread_count = options.threads
    return stream


def add_audio(container: Any, options: EncoderOptions) -> Any:
    """Add the stream of sound (AAC, stereo, 48 kHz; frames are ``fltp``) to ``container`` and return it."""
    stream = _add(container, "aac", rate=SAMPLE_RATE, layout="stereo")
    stream.bit_rate = options.audio_bitrate
    return stream


def encode(stream: Any, frame: Any, *, where: str) -> list[Any]:
    """Return the packets that ``frame`` completes; None empties the encoder.

    Raises:
        RenderError: the encoder refuses its settings; ``where`` names the file.
    """
    try:
        packets: list[Any] = stream.encode(frame)
    except av.error.ArgumentError as error:
        raise RenderError(
            f"The encoder {stream.codec_context.name} refuses its settings ({error}).",
            where=where,
            hint="Check the preset, profile and quality.",
        ) from error
    return packets


def _add(container: Any, codec: str, **settings: Any) -> Any:
    try:
        return container.add_stream(codec, **settings)
    except (UnknownCodecError, av.error.EncoderNotFoundError):
        raise DependencyMissing(
            f"There is no encoder {codec!r} on this machine.", where="S2V_ENCODER", hint="Use libx264."
        ) from None


def _settings(options: EncoderOptions) -> dict[str, str]:
    """Return libav's options; only the x264 family knows presets and a constant rate factor by these names."""
    settings = {"profile": options.profile.lower()} if options.profile else {}
    if options.codec.startswith("libx26"):
        settings |= {"preset": options.preset, "crf": str(options.crf)}
    return settings
