"""A lock on a file, held by the operating system: it ends with the process that holds it, however that ends."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

__all__ = ["FileLock"]

if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 30  # locked bytes cannot be read by others, so lock one behind the content
    _PAUSE = 0.005

    def _take(file: int, *, shared: bool, wait: bool) -> bool:
        while True:
            os.lseek(file, _FAR, os.SEEK_SET)
            with suppress(OSError):
                msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
                return True
            if not wait:
                return False
            time.sleep(_PAUSE)

else:
    import fcntl

    def _take(file: int, *, shared: bool, wait: bool) -> bool:
        kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        try:
            fcntl.flock(file, kind | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            return False
        return True


class FileLock:
    """A lock on ``path``, a file that is made and stays. Threads exclude each other as processes do.

    Processes must not be forked while it is held: a forked child would hold it too. Spawned ones do not.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: int | None = None

    @property
    def held(self) -> bool:
        """Whether this object holds the lock."""
        return self._file is not None

    @property
    def file(self) -> int:
        """The descriptor of the locked file."""
        if self._file is None:
            raise ValueError("the lock is not held")
        return self._file

    def acquire(self, *, shared: bool = False, wait: bool = False) -> bool:
        """Take the lock, and tell whether that was possible. With ``wait``, wait until it is.

        ``shared`` locks exclude only others (on Windows there are none, and they exclude each other).

        Raises:
            OSError: the file cannot be opened.
            ValueError: this object holds it already.
        """
        if self._file is not None:
            raise ValueError("the lock is held already")
        file = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            taken = _take(file, shared=shared, wait=wait)
        except BaseException:
            os.close(file)
            raise
        if taken:
            self._file = file
        else:
            os.close(file)
        return taken

    @contextmanager
    def waited_for(self) -> Iterator[None]:
        """Wait for the lock and hold it for a while.

        Raises:
            OSError, ValueError: as for `acquire`.
        """
        self.acquire(wait=True)
        try:
            yield
        finally:
            self.release()

    def release(self) -> None:
        """Let go of the lock."""
        file, self._file = self.file, None
        os.close(file)
