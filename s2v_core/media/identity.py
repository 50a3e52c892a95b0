"""The identity of a file: the hash of its whole content."""

from __future__ import annotations

import hashlib
from functools import partial
from io import BufferedReader
from pathlib import Path

__all__ = ["content_hash", "hash_of"]


def content_hash(path: Path) -> str:
    """Return the hex digest of everything in the file, read in blocks.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        return hash_of(file)


def hash_of(file: BufferedReader) -> str:
    """Return the hex digest of everything in an open file from where it stands, read in blocks.

    Raises:
        OSError: it cannot be read.
    """
    return hashlib.file_digest(file, partial(hashlib.blake2b, digest_size=20)).hexdigest()
