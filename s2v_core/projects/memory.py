"""The projects that this process has read or saved lately: a version never changes, so it is read once."""

from __future__ import annotations

import threading
from collections import OrderedDict
from pathlib import Path

from s2v_core.projects.files import from_bytes
from s2v_core.projects.project import Project

__all__ = ["Memory"]

_MOST = 16_000_000
"""Bytes of the files whose projects are remembered; in memory they take some times as much."""

_Stamp = tuple[int, int]


class Memory:
    """Versions by their files. Threads may share it.

    Args:
        most: bytes of files whose projects are remembered; the one read or saved last is in any case.
    """

    def __init__(self, *, most: int = _MOST) -> None:
        self._most = most
        self._known: OrderedDict[Path, tuple[_Stamp, Project]] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def read(self, path: Path) -> Project:
        """Return the project in a file.

        Raises:
            OSError: the file cannot be read.
            ProjectDamaged: it holds no project.
        """
        stamp = _stamp(path)
        with self._lock:
            known = self._known.get(path)
            if known is not None and known[0] == stamp:
                self._known.move_to_end(path)
                return known[1]
        project = from_bytes(path.read_bytes(), where=path.name)
        self._put(path, stamp, project)
        return project

    def keep(self, path: Path, project: Project) -> None:
        """Remember what was just written into a file.

        Raises:
            OSError: the file is not there any more.
        """
        self._put(path, _stamp(path), project)

    def _put(self, path: Path, stamp: _Stamp, project: Project) -> None:
        with self._lock:
            self._drop(path)
            self._known[path] = (stamp, project)
            self._size += stamp[1]
            while self._size > self._most and len(self._known) > 1:
                self._drop(next(iter(self._known)))

    def _drop(self, path: Path) -> None:
        known = self._known.pop(path, None)
        if known is not None:
            self._size -= known[0][1]


def _stamp(path: Path) -> _Stamp:
    status = path.stat()
    return status.st_mtime_ns, status.st_size
