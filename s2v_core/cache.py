"""The content-addressed cache: equal keys promise equal content.

The file system is the index, so the folder may lie on shared storage. An entry is written aside and
renamed into place, so that a reader sees a whole entry or none.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from s2v_core.errors import SettingsError

__all__ = ["Cache", "key_of", "write_atomically"]

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG)


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
        """Return the path of an existing entry, or None. Finding an entry counts as using it."""
        path = self.path(kind, key, suffix)
        try:
            os.utime(path)
        except OSError:
            return path if path.is_file() else None
        return path

    def store(self, kind: str, key: str, suffix: str, write: Callable[[Path], object]) -> Path:
        """Make the entry with ``write(path)`` and return its final path; an older one is replaced.

        Raises:
            SettingsError: the folder cannot be written, or its disk is full.
        """
        target = self.path(kind, key, suffix)
        with self._writing():
            target.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(target, write)
        return target

    def obtain(self, kind: str, key: str, suffix: str, write: Callable[[Path], object]) -> Path:
        """Return the entry's path, making it with ``write(path)`` when it is not there.

        Raises:
            SettingsError: as for ``store``.
        """
        return self.find(kind, key, suffix) or self.store(kind, key, suffix, write)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Name the folder when it refuses an entry. Troubles of an entry's source (network, files) stay as they are."""
        try:
            yield
        except OSError as error:
            if error.errno not in _FULL and not self._concerns(error.filename):
                raise
            raise SettingsError(
                f"The cache cannot be written ({error.strerror or error}).",
                where=str(self.root),
                hint="Free some space there, or set S2V_HOME to a folder that can be written.",
            ) from error

    def _concerns(self, filename: object) -> bool:
        """Tell whether an error's file is an entry, or a folder that the cache needs."""
        path = Path(filename) if isinstance(filename, str) else None
        return path is not None and (path.is_relative_to(self.root) or self.root.is_relative_to(path))

    def trim(self, limit: int, *, now: float, spare: float = 3600.0) -> int:
        """Delete what was used longest ago until at most ``limit`` bytes are left; return the bytes freed.

        Entries used within ``spare`` seconds before ``now`` (a Unix time) are kept: another process may be about to
        open them.
        """
        entries = sorted(self._entries())
        excess = sum(size for _, size, _ in entries) - limit
        freed = 0
        for used, size, path in entries:
            if freed >= excess or used > now - spare:
                break
            with suppress(OSError):  # in use (Windows), or gone
                path.unlink()
                freed += size
        return freed

    def _entries(self) -> Iterator[tuple[float, int, Path]]:
        """Yield (last use, bytes, path) of every file below the folder."""
        for folder, _, names in os.walk(self.root):
            for name in names:
                path = Path(folder, name)
                try:
                    facts = path.stat()
                except OSError:
                    continue
                yield facts.st_mtime, facts.st_size, path
