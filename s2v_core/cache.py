"""The content-addressed cache: equal keys promise equal content.

The file system is the index, so the folder may lie on shared storage. An entry is written aside and
renamed into place, so that a reader sees a whole entry or none.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

__all__ = ["Cache", "key_of", "write_atomically"]


def key_of(*parts: Any) -> str:
    """Return a hex digest of ``parts``, which must be made of JSON values (tuples count as lists).

    Keys must name everything that changes the content, including the version of the code that makes it.
    """
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return hashlib.blake2b(text.encode("utf-8"), digest_size=20).hexdigest()


def write_atomically(target: Path, write: Callable[[Path], object]) -> None:
    """Call ``write`` with a path beside ``target`` (same suffix) and rename the result into place.

    When ``write`` raises, the unfinished file is removed and ``target`` stays as it was.
    """
    aside = target.with_name(f".{target.stem}.{uuid.uuid4().hex[:8]}.part{target.suffix}")
    try:
        write(aside)
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)


class Cache:
    """Files by kind and key below one folder.

    Args:
        root: the folder; created when the first entry is written.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, kind: str, key: str, suffix: str) -> Path:
        """Return where the entry lies or would lie. ``suffix`` includes its dot."""
        return self.root / kind / key[:2] / f"{key}{suffix}"

    def find(self, kind: str, key: str, suffix: str) -> Path | None:
        """Return the path of an existing entry, or None."""
        path = self.path(kind, key, suffix)
        return path if path.is_file() else None

    def store(self, kind: str, key: str, suffix: str, write: Callable[[Path], object]) -> Path:
        """Make the entry with ``write(path)`` and return its final path; an older one is replaced."""
        target = self.path(kind, key, suffix)
        target.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(target, write)
        return target

    def obtain(self, kind: str, key: str, suffix: str, write: Callable[[Path], object]) -> Path:
        """Return the entry's path, making it with ``write(path)`` when it is not there."""
        return self.find(kind, key, suffix) or self.store(kind, key, suffix, write)
