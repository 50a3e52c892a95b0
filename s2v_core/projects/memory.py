"""The projects that this process has read or saved lately: a version never changes, so it is read once."""

from __future__ import annotations

import threading
from collections import OrderedDict
from pathlib import Path

from s2v_core.projects.files import from_bytes
from s2v_core.projects.project import Project

__all__ = ["Memory"]

_MOST = 64

_Stamp = tuple[int, int]


class Memory:
    """Versions by their files. Threads may share it."""

    def __init__(self) -> None:
        self._known: OrderedDict[Path, tuple[_Stamp, Project]] = OrderedDict()
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
            self._known[path] = (stamp, project)
            self._known.move_to_end(path)
            while len(self._known) > _MOST:
                self._known.popitem(last=False)


def _stamp(path: Path) -> _Stamp:
    status = path.stat()
    return status.st_mtime_ns, status.st_size
