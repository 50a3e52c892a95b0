"""Where the library keeps what was uploaded: files named by the hash of their content.

A file is received in a folder of its own below ``incoming`` and renamed into ``content`` when it is whole and known to
be media, so that nothing half-made has a final name.
"""

from __future__ import annotations

import errno
import os
import shutil
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from s2v_core.cache import is_disk_full
from s2v_core.errors import LibraryFull, LibraryUnusable, MediaTooLarge

__all__ = ["Contents", "Receiver", "check_size", "explained_space"]

_CLOSED = (errno.EACCES, errno.EPERM, errno.EROFS)
_STALE = 6 * 3600.0
"""Seconds after its last write at which a file that is still being received counts as left over."""
_SPARE = 64 << 20
"""Bytes that stay free on the disk."""


class Receiver:
    """A file that is being received; its name is kept, so that what is said about it names it."""

    def __init__(self, path: Path, file: BinaryIO, most: int) -> None:
        self.path = path
        self._file = file
        self._most = most
        self._received = 0

    def write(self, block: bytes | bytearray | memoryview) -> None:
        """Take the next bytes.

        Raises:
            MediaTooLarge: they are more than may be uploaded.
            LibraryFull: the disk is full.
        """
        self._received += len(block)
        check_size(self.path.name, self._received, self._most)
        with explained_space(self.path):
            self._file.write(block)

    def finish(self) -> None:
        """Bring everything to the disk; nothing can be written afterwards."""
        with explained_space(self.path):
            self._file.flush()
            os.fsync(self._file.fileno())
        self._file.close()


class Contents:
    """The files below the library's folder."""

    def __init__(self, folder: Path) -> None:
        self._incoming = folder / "incoming"
        self._files = folder / "content"

    def path(self, stored: str) -> Path:
        """Return where content lies or would lie; ``stored`` is its hash and suffix."""
        return self._files / stored[:2] / stored

    @contextmanager
    def receiving(self, name: str, most: int) -> Iterator[Receiver]:
        """Receive a file of at most ``most`` bytes; what is left of it afterwards is removed.

        Args:
            name: a cleaned name.
            most: bytes.
        """
        folder = self._incoming / uuid.uuid4().hex
        path = folder / name
        with explained_space(path):
            folder.mkdir(parents=True)
        try:
            with path.open("wb") as file:
                yield Receiver(path, file, most)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def place(self, received: Path, stored: str) -> None:
        """Give a received file its final name. Equal content that is there already may stay."""
        target = self.path(stored)
        with explained_space(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            size = received.stat().st_size
            try:
                received.replace(target)
            except PermissionError:  # Windows: somebody reads the equal file that is there
                if not target.is_file() or target.stat().st_size != size:
                    raise

    def remove(self, stored: str) -> bool:
        """Delete content and tell whether it is gone; it is not while somebody reads it on Windows."""
        with suppress(OSError):
            self.path(stored).unlink(missing_ok=True)
        return not self.path(stored).exists()

    def sizes(self) -> dict[str, int]:
        """Return the bytes of every file that is stored."""
        sizes: dict[str, int] = {}
        for path in sorted(self._files.glob("??/*")):
            with suppress(FileNotFoundError):
                sizes[path.name] = path.stat().st_size
        return sizes

    def free(self) -> int:
        """Return the bytes that may still be written to the disk."""
        folder = next(path for path in (self._files, *self._files.parents) if path.exists())
        return max(0, shutil.disk_usage(folder).free - _SPARE)

    def drop_stale(self) -> int:
        """Remove what was left by killed writers hours ago and return how many files that were."""
        removed = 0
        folders = sorted(self._incoming.iterdir()) if self._incoming.is_dir() else []
        for folder in folders:
            with suppress(OSError):
                newest = max(path.stat().st_mtime for path in (folder, *folder.iterdir()))
                if time.time() - newest > _STALE:
                    shutil.rmtree(folder)
                    removed += 1
        return removed


def check_size(name: str, size: int, most: int) -> None:
    """Refuse a file that is too large to be stored.

    Raises:
        MediaTooLarge: it has more than ``most`` bytes.
    """
    if size > most:
        raise MediaTooLarge(
            f"'{name}' is larger than {most / 1e6:g} MB.",
            where=name,
            hint="Make it smaller, use it from a folder on this machine, or raise S2V_MAX_UPLOAD_MB.",
        )


@contextmanager
def explained_space(path: Path) -> Iterator[None]:
    """Name the library's disk when it takes nothing more.

    Raises:
        LibraryFull: it is full.
        LibraryUnusable: it, or the folder, may not be written.
    """
    try:
        yield
    except OSError as error:
        if error.errno in _CLOSED:
            raise LibraryUnusable(
                f"The asset library cannot be written ({error.strerror}).",
                where=str(path.parent),
                hint="Look at the folder's permissions, or set S2V_HOME to another folder.",
            ) from error
        if not is_disk_full(error.errno):
            raise
        raise LibraryFull(
            "The disk of the asset library is full.",
            where=path.name,
            hint="Free some space, delete assets that no project uses, or set S2V_HOME to another disk.",
        ) from error
