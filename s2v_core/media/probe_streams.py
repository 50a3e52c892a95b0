"""The facts about video and sound files, taken from their packets rather than from what their headers claim."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
from av.container import InputContainer

from s2v_core.errors import MediaUnreadable
from s2v_core.media.containers import audio_stream, open_container, origin, video_stream
from s2v_core.media.info import MediaInfo
from s2v_core.media.pictures import check_pixels

__all__ = ["probe_streams"]

_UNEVEN = Fraction(1, 4)
"""A rate is variable when two gaps between frames differ by more than this part of the usual gap."""
_FINEST = 100_000
"""Largest denominator of a measured rate or aspect ratio: measured values are not more exact than that."""

Decoded = av.VideoFrame | av.AudioFrame


@dataclass
class _Packets:
    """What one pass over a stream found: begin and end of each packet in seconds, and its first decoded frame."""

    spans: list[tuple[Fraction, Fraction]] = field(default_factory=list)
    first: Decoded | None = None

    @property
    def begin(self) -> Fraction:
        return min(begin for begin, _ in self.spans)

    @property
    def end(self) -> Fraction:
        return max(end for _, end in self.spans)


def probe_streams(path: Path, *, max_pixels: int) -> MediaInfo:
    """Return the facts about a file that is no picture, but for its size and identity. Errors as for ``probe``."""
    with open_container(path) as container:
        video = video_stream(container)
        sound = audio_stream(container)
        if video is not None:
            return replace(_video_facts(path, container, video, max_pixels), has_audio=sound is not None)
        if sound is not None:
            packets = _read_packets(path, container, sound)
            length = packets.end - max(packets.begin, origin(container))  # what lies before is never heard
            codec = sound.codec_context.name
            return MediaInfo(kind="audio", identity="", duration=length, has_audio=True, codec=codec)
    raise MediaUnreadable(
        f"{path.name!r} holds neither pictures nor sound that can be decoded.",
        where=str(path),
        hint="Convert it to MP4 (H.264 and AAC).",
    )


def _video_facts(path: Path, container: InputContainer, stream: av.VideoStream, max_pixels: int) -> MediaInfo:
    if stream.codec_context is None:
        raise MediaUnreadable(f"{path.name!r} is encoded with a codec that is not supported.", where=str(path))
    check_pixels(path, stream.width, stream.height, max_pixels=max_pixels)
    packets = _read_packets(path, container, stream)
    frame = packets.first
    assert isinstance(frame, av.VideoFrame)
    check_pixels(path, frame.width, frame.height, max_pixels=max_pixels)
    rotation = round(-frame.rotation / 90) * 90 % 360
    width, height = _displayed(frame, stream.sample_aspect_ratio)
    variable, rate = _rate(stream, packets)
    return MediaInfo(
        kind="video",
        identity="",
        codec=stream.codec_context.name,
        width=height if rotation % 180 else width,
        height=width if rotation % 180 else height,
        rotation=rotation,
        rate=rate,
        variable_rate=variable,
        frames=len(packets.spans),
        duration=_length(packets, origin(container), None if variable else rate),
        has_alpha=_has_alpha(stream, frame),
    )


def _read_packets(path: Path, container: InputContainer, stream: av.VideoStream | av.AudioStream) -> _Packets:
    """Read every packet once (a file that is cut short has fewer than it claims) and decode until there is a frame."""
    found = _Packets()
    try:
        for packet in container.demux(stream):
            if packet.size and not packet.is_discard:
                _note(found, packet)
            if found.first is None:
                found.first = _first_frame(packet)
    except (av.error.InvalidDataError, av.error.EOFError):
        pass  # the rest is missing or damaged: what was found before it counts
    if found.first is None or not found.spans:
        raise MediaUnreadable(
            f"{path.name!r} is damaged or cut short: not one frame of it can be decoded.",
            where=str(path),
            hint="Copy or download the file again.",
        )
    return found


def _note(found: _Packets, packet: av.Packet[Any]) -> None:
    stamp = packet.pts if packet.pts is not None else packet.dts
    if stamp is not None:
        begin = stamp * packet.time_base
        found.spans.append((begin, begin + (packet.duration or 0) * packet.time_base))


def _first_frame(packet: av.Packet[Any]) -> Decoded | None:
    try:
        frames = packet.decode()
    except (av.error.InvalidDataError, av.error.EOFError):
        return None
    return next((frame for frame in frames if isinstance(frame, Decoded)), None)


def _rate(stream: av.VideoStream, packets: _Packets) -> tuple[bool, Fraction]:
    """Return whether the rate varies, and the average rate: the declared one where it agrees with the packets."""
    begins = sorted(begin for begin, _ in packets.spans)
    gaps = sorted(later - earlier for earlier, later in pairwise(begins))
    declared = [Fraction(rate) for rate in (stream.average_rate, stream.guessed_rate) if rate]
    if not gaps or gaps[-1] == 0:
        length = packets.end - packets.begin
        return False, declared[0] if declared else (1 / length if length else Fraction(25))
    variable = gaps[-1] - gaps[0] > _UNEVEN * gaps[len(gaps) // 2]
    if variable:
        length = packets.end - packets.begin
        return True, (len(begins) / length).limit_denominator(_FINEST)
    measured = len(gaps) / (begins[-1] - begins[0])
    fitting = (rate for rate in declared if abs(rate - measured) * 100 <= measured)
    return False, next(fitting, measured.limit_denominator(_FINEST))


def _length(packets: _Packets, start: Fraction, rate: Fraction | None) -> Fraction:
    """Return the end of the last frame from ``start`` on; with a constant rate free of the container's rounding."""
    wait = packets.begin - start
    if wait < Fraction(1, 1000):
        wait = Fraction(0)
    return wait + (len(packets.spans) / rate if rate else packets.end - packets.begin)


def _displayed(frame: av.VideoFrame, aspect: Fraction | None) -> tuple[int, int]:
    """Return the size with square pixels: pixels that are wider or narrower stretch the width, as in every player."""
    if not aspect or aspect == 1:
        return frame.width, frame.height
    return max(1, round(frame.width * aspect)), frame.height


def _has_alpha(stream: av.VideoStream, frame: av.VideoFrame) -> bool:
    """Tell whether pixels can be transparent; VP8 and VP9 keep their alpha in a stream of its own beside each frame."""
    tags = {key.lower(): value for key, value in stream.metadata.items()}
    return tags.get("alpha_mode") == "1" or any(part.is_alpha for part in frame.format.components)
