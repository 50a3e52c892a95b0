"""Chunks and sound to one file, packet by packet: nothing is encoded again."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal

import av

from s2v_core.rendering.encoding import EncoderOptions, add_copy

__all__ = ["ChunkUnusable", "EncodedChunk", "join"]


_UNDECODED: Any = [{"skip_frame": "all"}]
"""libav decodes the first frames of what it opens, to learn what this code's own chunks say in their headers."""


class ChunkUnusable(Exception):
    """The chunk, or the sound, in the file ``path`` is gone or not what it should be; making it again mends that."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path.name}: {reason}")
        self.path = path


@dataclass(frozen=True)
class EncodedChunk:
    """A file with one stream of pictures: ``frames`` of them, the first one a key frame."""

    path: Path
    frames: int


def join(
    target: Path,
    chunks: Sequence[EncodedChunk],
    sound: Path,
    *,
    rate: Fraction,
    options: EncoderOptions,
    check: Callable[[], None],
) -> None:
    """Write ``chunks``, one after the other, and ``sound`` to the MP4 ``target``, ready to be streamed.

    All chunks were encoded with the same options. Frame k of the whole is shown at k / ``rate``. A decoder must have
    packet n at hand before the frames that are shown before it: packets are stamped n - d, where d is the longest delay
    in any chunk, since the chunks' own delays differ (a short one has none).

    Args:
        check: called before every chunk; it raises to stop.

    Raises:
        ChunkUnusable: a chunk is missing, damaged or was encoded otherwise.
        OSError, av.error.FFmpegError: the file cannot be written.
    """
    delay = max(_delay(chunk, rate) for chunk in chunks)
    with ExitStack() as files:
        first = files.enter_context(_opened(chunks[0].path, "video"))
        heard = files.enter_context(_opened(sound, "audio"))
        movie = {"movflags": "+faststart", "max_interleave_delta": "0"}
        out = files.enter_context(av.open(str(target), "w", format="mp4", options=movie))
        for name, value in (("title", options.title), ("comment", options.comment)):
            if value:
                out.metadata[name] = value
        template = first.streams.video[0]
        pictures = add_copy(out, template)
        samples = add_copy(out, heard.streams.audio[0])
        header = bytes(template.codec_context.extradata or b"")
        seen = _pictures(chunks, header, delay, rate, pictures, check)
        for _, packet in heapq.merge(seen, _samples(heard, samples), key=lambda timed: timed[0]):
            out.mux(packet)


def _pictures(
    chunks: Sequence[EncodedChunk],
    header: bytes,
    delay: int,
    rate: Fraction,
    stream: Any,
    check: Callable[[], None],
) -> Iterator[tuple[Fraction, Any]]:
    start = 0
    for chunk in chunks:
        check()
        with _opened(chunk.path, "video") as container:
            if bytes(container.streams.video[0].codec_context.extradata or b"") != header:
                raise ChunkUnusable(chunk.path, "was encoded with other settings")
            for number, (shown, packet) in enumerate(_packets(container, chunk, rate)):
                packet.stream, packet.time_base = stream, 1 / rate
                packet.pts, packet.dts, packet.duration = start + shown, start + number - delay, 1
                yield (start + number - delay) / rate, packet
        start += chunk.frames


def _samples(container: Any, stream: Any) -> Iterator[tuple[Fraction, Any]]:
    for packet in container.demux(audio=0):
        if packet.size:
            time = Fraction(packet.dts * packet.time_base)
            packet.stream = stream
            yield time, packet


def _delay(chunk: EncodedChunk, rate: Fraction) -> int:
    with _opened(chunk.path, "video") as container:
        return max(number - shown for number, (shown, _) in enumerate(_packets(container, chunk, rate)))


def _packets(container: Any, chunk: EncodedChunk, rate: Fraction) -> Iterator[tuple[int, Any]]:
    """Yield (number of the frame, packet) in the order of decoding; all frames are there, each once."""
    shown: set[int] = set()
    for packet in container.demux(video=0):
        if packet.size:
            number = round(packet.pts * packet.time_base * rate)
            if not shown and not packet.is_keyframe:
                raise ChunkUnusable(chunk.path, "does not begin with a key frame")
            shown.add(number)
            yield number, packet
    if shown != set(range(chunk.frames)):
        raise ChunkUnusable(chunk.path, f"holds {len(shown)} frames instead of {chunk.frames}")


def _opened(path: Path, kind: Literal["video", "audio"]) -> Any:
    try:
        container = av.open(str(path), format="mp4", stream_options=_UNDECODED)
    except (OSError, ValueError, av.error.FFmpegError) as error:  # PyAV's ValueError: a file without any stream
        raise ChunkUnusable(path, str(error)) from error
    kinds = [stream.type for stream in container.streams]
    if kinds != [kind]:
        container.close()
        raise ChunkUnusable(path, f"holds {' and '.join(kinds) or 'nothing'} instead of {kind}")
    return container
