"""How long each frame of an animated picture is shown, read from the file's structure without decoding a pixel."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

__all__ = ["frame_times"]

_SHORTEST = 20
_INSTEAD = 100
"""Delays below 20 ms are shown for 100 ms, as every browser does: old files say 0 where they mean 'some'."""


def frame_times(path: Path, codec: str) -> tuple[int, ...]:
    """Return the milliseconds of every whole frame of a ``gif``, ``webp`` or ``png``; one or none for a still.

    A file that is cut short gives the frames before the cut.
    """
    with path.open("rb") as file:
        try:
            times = list({"gif": _gif, "webp": _webp, "png": _png}[codec](file))
        except KeyError:
            return ()
    return tuple(round(time) if time >= _SHORTEST else _INSTEAD for time in times)


def _gif(file: BinaryIO) -> Iterator[float]:
    """Walk the blocks of the GIF89a specification."""
    header = file.read(13)
    _skip_palette(file, header[10] if len(header) == 13 else 0)
    delay = 0
    while (kind := file.read(1)) in (b"!", b","):
        if kind == b"!":
            if file.read(1) == b"\xf9":
                control = file.read(6)
                delay = struct.unpack_from("<H", control, 2)[0] if len(control) == 6 else 0
                file.seek(-1, 1)
            _skip_blocks(file)
            continue
        place = file.read(9)
        _skip_palette(file, place[8] if len(place) == 9 else 0)
        file.read(1)
        if not _skip_blocks(file):
            return
        yield delay * 10
        delay = 0


def _skip_palette(file: BinaryIO, flags: int) -> None:
    if flags & 0x80:
        file.seek(3 << ((flags & 7) + 1), 1)


def _skip_blocks(file: BinaryIO) -> bool:
    """Go behind a chain of sub-blocks; False when the file ends within it."""
    while length := file.read(1):
        if length == b"\0":
            return True
        file.seek(length[0], 1)
    return False


def _webp(file: BinaryIO) -> Iterator[float]:
    """Walk the RIFF chunks; every ``ANMF`` chunk is a frame, its duration the 24 bits at offset 12."""
    end = file.seek(0, 2)
    file.seek(12)
    while len(head := file.read(8)) == 8:
        name, length = struct.unpack("<4sI", head)
        start = file.tell()
        if start + length > end:
            return
        if name == b"ANMF":
            yield int.from_bytes(file.read(16)[12:15], "little")
        file.seek(start + length + length % 2)


def _png(file: BinaryIO) -> Iterator[float]:
    """Walk the chunks; every ``fcTL`` chunk is a frame of numerator / denominator seconds."""
    end = file.seek(0, 2)
    file.seek(8)
    while len(head := file.read(8)) == 8:
        length, name = struct.unpack(">I4s", head)
        start = file.tell()
        if start + length + 4 > end:
            return
        if name == b"fcTL" and length >= 24:
            numerator, denominator = struct.unpack_from(">HH", file.read(24), 20)
            yield 1000 * numerator / (denominator or 100)
        file.seek(start + length + 4)
