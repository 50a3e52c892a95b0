"""The pictures of a video file at given moments, cropped and scaled to where they are shown."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.container import InputContainer
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from s2v_core.errors import MediaUnreadable
from s2v_core.media.conform import Conform, Conformer
from s2v_core.media.containers import open_container, origin, video_stream
from s2v_core.media.planes import Planes, to_rgb

__all__ = ["Conform", "VideoReader"]

_EARLY = 0.001
"""Seconds by which a frame may be late and still count: containers round times to milliseconds, documents to 0.1 ms."""

_FAR = 3.0
"""Seconds ahead from which jumping to a key frame is worth more than decoding what lies between."""

_FAR_IN = 1.0
"""Seconds into a file from which to begin with a jump. Even if it lands at the very first frame it saves time: of those
before the wanted one only some need decoding."""

_BACK_OFF = (0.0, 1.0, 5.0, 30.0)
"""Seconds to try earlier, one after the other, when jumping lands behind the wanted moment."""

_PREVIEW = 600
"""Packets that are looked at before decoding, to know which frame comes to be shown."""


@dataclass(frozen=True)
class _Timed:
    """A decoded frame and when it begins, in seconds from the start of the file."""

    frame: VideoFrame
    time: float


class VideoReader:
    """Reads one video file. Any moments in any order give the same pictures; going forward is fast.

    Damaged stretches show the last good picture. Not thread-safe.

    Args:
        path: a local file.
        conform: crop and size of the pictures; None: all of them, upright, in the size they are stored in.
        start: seconds at which reading will probably begin.

    Raises:
        MediaNotFound: there is no such file.
        MediaUnreadable: it holds no video that can be decoded.
    """

    def __init__(self, path: Path, conform: Conform | None = None, *, start: float = 0.0) -> None:
        self._path = path
        self._conform = conform
        self._files = ExitStack()
        self._packets: Iterator[_Timed] = iter(())
        self._shown: _Timed | None = None
        self._next: _Timed | None = None
        self._first: float | None = None
        self._graph: Conformer | None = None
        self._open()
        if start > _FAR_IN:
            self._jump(start + _EARLY)
        else:
            self._begin()

    def __enter__(self) -> VideoReader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file. Reading afterwards is an error; closing twice is none."""
        self._packets = iter(())
        self._shown = self._next = self._graph = None
        self._files.close()

    def frame_at(self, seconds: float) -> NDArray[np.uint8]:
        """Return the picture shown at ``seconds``: H x W x 3 uint8 RGB (x 4 with straight alpha if the video has it).

        As for ``planes_at``, whose colours these are.
        """
        shown = self.planes_at(seconds)
        return to_rgb(shown) if isinstance(shown, Planes) else shown

    def planes_at(self, seconds: float, then: float | None = None) -> Planes | NDArray[np.uint8]:
        """Return the picture shown at ``seconds`` in 4:2:0, or H x W x 4 uint8 RGB with straight alpha.

        That is the last frame that begins no later; before the first frame the first one, after the last the last.
        It is the caller's own, to draw on; its rows may be padded. ``then`` is the moment that will probably be asked
        for next: scaling is saved if the same frame is shown then.

        Raises:
            MediaUnreadable: not one frame can be decoded.
        """
        wanted = seconds + _EARLY
        if not self._within_reach(wanted):
            self._jump(wanted)
        while self._next is not None and (self._shown is None or self._next.time <= wanted):
            self._shown, self._next = self._next, next(self._packets, None)
        if self._shown is None:
            raise MediaUnreadable(f"No picture of {self._path.name!r} can be decoded.", where=str(self._path))
        again = then is not None and (self._next is None or then + _EARLY < self._next.time)
        return self._conformer(self._shown.frame).convert(self._shown.frame, again=again)

    def _within_reach(self, wanted: float) -> bool:
        if self._shown is None:
            return self._next is not None and self._aim <= wanted < max(self._aim, self._next.time) + _FAR
        if wanted < self._shown.time:
            return self._shown.time == self._first
        return self._next is None or wanted < self._next.time + _FAR

    def _open(self) -> None:
        self._files.close()
        self._container: InputContainer = self._files.enter_context(open_container(self._path))
        stream = video_stream(self._container)
        if stream is None:
            self._files.close()
            raise MediaUnreadable(f"{self._path.name!r} holds no moving picture.", where=str(self._path))
        self._stream = stream
        self._decoder = _decoder_for(stream)
        self._decoder.thread_count = 1
        self._origin = float(origin(self._container))

    def _begin(self) -> None:
        self._restart()
        self._first = self._next.time if self._next is not None else None

    def _restart(self, wanted: float | None = None) -> None:
        self._aim = 0.0 if wanted is None else wanted
        self._packets = self._decoded(wanted)
        self._shown, self._next = None, next(self._packets, None)

    def _jump(self, wanted: float) -> None:
        """Stand at a key frame at or before ``wanted``, or at the very first frame."""
        base = float(self._stream.time_base or Fraction(1, 90_000))
        for earlier in _BACK_OFF:
            target = wanted - earlier
            if target <= (self._first or 0.0):
                break
            try:
                self._container.seek(int((target + self._origin) / base), stream=self._stream)
            except av.error.FFmpegError:
                break
            self._decoder.flush_buffers()
            self._restart(wanted)
            if self._next is not None and self._next.time <= wanted:
                return
        self._open()
        self._begin()

    def _decoded(self, wanted: float | None) -> Iterator[_Timed]:
        """Yield the frames in the order they are shown, leaving out what cannot be decoded.

        Of those before the one shown at ``wanted`` only the ones that others are built upon are certain to come.
        """
        step = 1 / float(self._stream.average_rate or 25)
        stamp = None
        if wanted is not None and self._stream.time_base is not None:
            stamp = int((wanted + self._origin) / self._stream.time_base)
        last: float | None = None
        for frame in _decode(self._container, self._stream, self._decoder, stamp):
            # The last frames of a file come out of the decoder without a time base.
            base = frame.time_base or self._stream.time_base or 0
            time = None if frame.pts is None else float(frame.pts * base) - self._origin
            if time is None:
                time = 0.0 if last is None else last + step
            if frame.is_corrupt and last is not None:
                continue
            if last is None or time > last:
                last = time
                yield _Timed(frame, time)

    def _conformer(self, frame: VideoFrame) -> Conformer:
        if self._graph is None or not self._graph.suits(frame):
            self._graph = Conformer(frame, self._conform)
        return self._graph


def _decoder_for(stream: av.VideoStream) -> Any:
    """Return a decoder: libvpx for VP8 and VP9 with alpha, which the decoders built in leave out."""
    name = stream.codec_context.name
    tags = {key.lower(): value for key, value in stream.metadata.items()}
    if name in ("vp8", "vp9") and tags.get("alpha_mode") == "1":
        return av.CodecContext.create("libvpx" if name == "vp8" else "libvpx-vp9", "r")
    return stream.codec_context


def _decode(
    container: InputContainer, stream: av.VideoStream, decoder: Any, wanted: int | None
) -> Iterator[VideoFrame]:
    """Decode to the end of the file; packets that cannot be decoded are passed over.

    Before the frame shown at the time stamp ``wanted`` those that no other frame needs are skipped.
    """
    packets = _packets(container, stream)
    first: list[av.Packet[Any]] = []
    if wanted is not None:
        first = list(itertools.islice(_until(packets, wanted), _PREVIEW))
    shown = max((p.pts for p in first if p.pts is not None and p.pts <= (wanted or 0)), default=None)
    for packet in itertools.chain(first, packets):
        early = shown is not None and packet.pts is not None and packet.pts < shown
        decoder.skip_frame = "NONREF" if early else "DEFAULT"
        try:
            yield from decoder.decode(packet if packet.size else None)
        except av.error.EOFError:
            return
        except av.error.FFmpegError:
            continue


def _packets(container: InputContainer, stream: av.VideoStream) -> Iterator[av.Packet[Any]]:
    """Yield the packets up to the end, or up to where the file can be read no further."""
    try:
        yield from container.demux(stream)
    except av.error.FFmpegError:
        return


def _until(packets: Iterator[av.Packet[Any]], stamp: int) -> Iterator[av.Packet[Any]]:
    """Yield all packets whose frames may be shown at ``stamp``, and one more."""
    for packet in packets:
        yield packet
        if packet.dts is None or packet.dts > stamp:
            return
