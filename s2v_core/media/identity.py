"""The identity of a file: the hash of its whole content."""

from __future__ import annotations

import hashlib
from functools import partial
from pathlib import Path

__all__ = ["content_hash"]


def content_hash(path: Path) -> str:
    """Return the hex digest of everything in the file, read in blocks.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, partial(hashlib.blake2b, digest_size=20)).hexdigest()
