"""What a file must still be when it has arrived."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from s2v_core.errors import DeliveryRefused

__all__ = [
    "PART",
    "Fingerprint",
    "blocks_of",
    "content_type",
    "fingerprint_of",
    "fingerprint_of_blocks",
    "fingerprint_of_finished",
]

PART = 8 << 20
"""Bytes of one part of an upload in parts; files of less than two parts are sent as a whole."""

_BLOCK = 1 << 20
_TYPES = {
    ".mp4": "video/mp4",
    ".m4v": "video/x-m4v",
    ".mov": "video/quicktime",
    ".json": "application/json",
    ".srt": "application/x-subrip",
    ".vtt": "text/vtt",
    ".txt": "text/plain",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}


@dataclass(frozen=True)
class Fingerprint:
    """Size in bytes, digests in hex, and the ETag that S3 gives to a file sent as a whole or in parts of ``PART``."""

    size: int
    sha256: str
    md5: str
    etag: str


def fingerprint_of(path: Path) -> Fingerprint:
    """Read a file and return its fingerprint.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        return fingerprint_of_blocks(blocks_of(file))


def fingerprint_of_finished(file: Path) -> Fingerprint:
    """Return the fingerprint of a file that is to be delivered.

    Raises:
        DeliveryRefused: it cannot be read any more.
    """
    try:
        return fingerprint_of(file)
    except OSError as error:
        raise DeliveryRefused(
            f"The finished file cannot be read ({error.strerror or error}).", where=str(file), hint="Make it again."
        ) from error


def fingerprint_of_blocks(blocks: Iterable[bytes]) -> Fingerprint:
    """Return the fingerprint of what ``blocks`` hold one after the other; all but the last are of one MiB."""
    size, sha256, md5 = 0, hashlib.sha256(), hashlib.md5(usedforsecurity=False)
    parts: list[bytes] = []
    part = hashlib.md5(usedforsecurity=False)
    for block in blocks:
        sha256.update(block)
        md5.update(block)
        part.update(block)
        size += len(block)
        if size % PART == 0:
            parts.append(part.digest())
            part = hashlib.md5(usedforsecurity=False)
    if size % PART:
        parts.append(part.digest())
    whole = md5.hexdigest()
    joined = hashlib.md5(b"".join(parts), usedforsecurity=False).hexdigest()
    return Fingerprint(size, sha256.hexdigest(), whole, f"{joined}-{len(parts)}" if size >= 2 * PART else whole)


def blocks_of(file: BinaryIO) -> Iterator[bytes]:
    """Yield the content of an open file."""
    return iter(partial(file.read, _BLOCK), b"")


def content_type(name: str) -> str:
    """Return the type of content that browsers need to know, by the suffix of the name."""
    return _TYPES.get(Path(name).suffix.lower(), "application/octet-stream")
