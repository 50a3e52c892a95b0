"""Frames between this process and a voice worker: JSON for the facts, raw bytes for the samples."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from typing import IO, Any

__all__ = ["read_frame", "write_frame"]

_LENGTHS = struct.Struct(">II")
_LONGEST_HEADER = 16 * 1024 * 1024
_LONGEST_PAYLOAD = 512 * 1024 * 1024


def write_frame(stream: IO[bytes], header: Mapping[str, Any], payload: bytes = b"") -> None:
    """Write one frame and flush it."""
    head = json.dumps(header, ensure_ascii=False).encode("utf-8")
    stream.write(_LENGTHS.pack(len(head), len(payload)))
    stream.write(head)
    stream.write(payload)
    stream.flush()


def read_frame(stream: IO[bytes]) -> tuple[dict[str, Any], bytes] | None:
    """Return the next frame, or None when the stream has ended, also in the middle of a frame or in nonsense."""
    lengths = stream.read(_LENGTHS.size)
    if len(lengths) < _LENGTHS.size:
        return None
    head_length, payload_length = _LENGTHS.unpack(lengths)
    if head_length > _LONGEST_HEADER or payload_length > _LONGEST_PAYLOAD:
        return None
    head, payload = stream.read(head_length), stream.read(payload_length)
    if len(head) < head_length or len(payload) < payload_length:
        return None
    return dict(json.loads(head)), payload
