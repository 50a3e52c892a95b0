"""The sound of a file as samples."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.container import InputContainer
from numpy.typing import NDArray

from s2v_core.errors import MediaUnreadable
from s2v_core.media.containers import audio_stream, open_container, origin

__all__ = ["read_audio"]

_RUN_UP = Fraction(1, 4)
"""Seconds decoded before the wanted start: lossy decoders and the resampler need some past to be exact."""
_GAP = Fraction(1, 20)
"""A hole of this many seconds in the time stamps is heard as silence; smaller ones are rounding."""
_BREAK = Fraction(600)
"""A hole of this many seconds is a broken time stamp and no silence."""


def read_audio(
    path: Path, *, rate: int = 48000, start: float | Fraction = 0.0, duration: float | Fraction | None = None
) -> NDArray[np.float32]:
    """Return the sound of a sound or video file as (n, 2) float32, full scale at 1.0.

    Mono is put on both sides, more than two channels are mixed down. Where a video's sound begins later than its
    picture, silence fills the time before, so that sample ``i`` is heard at ``start + i / rate``.

    Args:
        path: a local file.
        rate: samples per second of the result.
        start: seconds to leave out at the beginning.
        duration: seconds wanted; None reads to the end. The result is shorter where the file ends earlier.

    Raises:
        MediaNotFound: there is no such file.
        MediaUnreadable: the file has no sound, or none that can be decoded.
    """
    begin = max(Fraction(start), Fraction(0))
    wanted = None if duration is None else max(0, round(Fraction(duration) * rate))
    with open_container(path) as container:
        stream = audio_stream(container)
        if stream is None:
            raise MediaUnreadable(f"{path.name!r} has no sound.", where=str(path))
        line = _Line(rate, begin, wanted)
        if not _decode(container, stream, line) and begin == 0:
            raise MediaUnreadable(f"The sound of {path.name!r} is damaged: none of it can be decoded.", where=str(path))
    return line.samples()


def _decode(container: InputContainer, stream: av.AudioStream, line: _Line) -> bool:
    """Fill ``line`` and return whether anything could be decoded."""
    zero = origin(container)
    if line.begin > _RUN_UP:
        container.seek(round((zero + line.begin - _RUN_UP) * av.time_base))
    heard = False
    for packet in container.demux(stream):
        for frame in _frames(packet):
            heard = True
            line.feed(frame, _time(frame, zero))
        if line.full:
            return True
    line.finish()
    return heard


def _frames(packet: av.Packet[av.AudioStream]) -> list[av.AudioFrame]:
    try:
        return packet.decode()
    except (av.error.InvalidDataError, av.error.EOFError):
        return []  # a damaged packet is a hole, which the time stamp of the next one shows


def _time(frame: av.AudioFrame, zero: Fraction) -> Fraction | None:
    if frame.pts is None or frame.time_base is None:
        return None
    return frame.pts * frame.time_base - zero


class _Line:
    """Resampled pieces laid end to end from ``begin`` seconds on, at most ``wanted`` samples of them."""

    def __init__(self, rate: int, begin: Fraction, wanted: int | None) -> None:
        self.begin = begin
        self._rate = rate
        self._wanted = wanted
        self._pieces: list[NDArray[np.float32]] = []
        self._position: int | None = None
        self._fed_to: Fraction | None = None
        self._shape: tuple[str, str, int] | None = None
        self._resampler: av.AudioResampler | None = None

    @property
    def full(self) -> bool:
        return self._wanted is not None and self._position is not None and self._position >= self._wanted

    def feed(self, frame: av.AudioFrame, time: Fraction | None) -> None:
        """Take a decoded frame that is heard at ``time`` seconds."""
        self._place(time)
        self._fed_to = None if time is None else time + Fraction(frame.samples, frame.sample_rate)
        shape = (frame.format.name, frame.layout.name, frame.sample_rate)
        if shape != self._shape:
            self.finish()
            # The mixing matrix would lower mono by 3 dB; it is doubled as it is instead.
            layout = "mono" if frame.layout.nb_channels == 1 else "stereo"
            self._resampler = av.AudioResampler(format="flt", layout=layout, rate=self._rate)
            self._shape = shape
        self._resample(frame)

    def finish(self) -> None:
        """Take what the resampler still holds."""
        if self._resampler is not None:
            self._resample(None)

    def samples(self) -> NDArray[np.float32]:
        """Return everything as (n, 2)."""
        if not self._pieces:
            return np.zeros((0, 2), np.float32)
        return np.concatenate(self._pieces)[: self._wanted]

    def _place(self, time: Fraction | None) -> None:
        if self._position is None:
            ahead = Fraction(0) if time is None else time - self.begin
            self._position = min(0, round(ahead * self._rate))
            self._silence(ahead)
        elif time is not None and self._fed_to is not None and _GAP < time - self._fed_to < _BREAK:
            self._silence(time - self._fed_to)

    def _silence(self, seconds: Fraction) -> None:
        self._append(np.zeros((min(max(0, round(seconds * self._rate)), self._room()), 2), np.float32))

    def _room(self) -> int:
        longest = int(_BREAK * self._rate)
        return longest if self._wanted is None else min(longest, self._wanted - (self._position or 0))

    def _resample(self, frame: av.AudioFrame | None) -> None:
        assert self._resampler is not None
        for piece in self._resampler.resample(frame):
            values = piece.to_ndarray().astype(np.float32, copy=False).reshape(-1, piece.layout.nb_channels)
            self._append(np.repeat(values, 2, axis=1) if values.shape[1] == 1 else values)

    def _append(self, values: NDArray[np.float32]) -> None:
        position = self._position or 0
        kept = values[max(0, -position) :] if position < 0 else values
        self._position = position + len(values)
        if len(kept):
            self._pieces.append(kept)
