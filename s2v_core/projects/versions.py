"""The versions of one project, one file each, so that a save is one new file and no writer destroys another's."""

from __future__ import annotations

import errno
import re
import sys
import time
import uuid
from pathlib import Path

__all__ = ["KEPT", "is_abandoned", "path_of", "prune", "publish", "revisions"]

KEPT = 50
"""Versions of a project; older ones go."""

_NAME = re.compile(r"(\d{8})\.json")
_ASIDE = re.compile(r"\.[0-9a-f]{32}\.part")
_NO_LINKS = (errno.EPERM, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK)
_ABANDONED = 3600.0
"""Seconds after which an unfinished file is one that a killed writer has left."""


def path_of(folder: Path, revision: int) -> Path:
    """Return the file of a version."""
    return folder / f"{revision:08d}.json"


def revisions(folder: Path) -> list[int]:
    """Return the revisions that a project's folder holds, the oldest first.

    Raises:
        OSError: there is no such folder, or it cannot be read.
    """
    return sorted(int(found[1]) for path in folder.iterdir() if (found := _NAME.fullmatch(path.name)))


def publish(folder: Path, revision: int, data: bytes) -> bool:
    """Write a version that nobody has written yet; False if somebody has. It appears whole or not at all.

    Raises:
        OSError: it cannot be written.
    """
    aside = folder / f".{uuid.uuid4().hex}.part"
    try:
        aside.write_bytes(data)
        return _given_a_name(aside, path_of(folder, revision))
    finally:
        aside.unlink(missing_ok=True)


def prune(folder: Path) -> None:
    """Remove versions beyond the number that is kept, and what killed writers have left.

    Raises:
        OSError: the folder cannot be read or changed.
    """
    for revision in revisions(folder)[:-KEPT]:
        path_of(folder, revision).unlink(missing_ok=True)
    for path in folder.iterdir():
        if _ASIDE.fullmatch(path.name) and is_abandoned(path):
            path.unlink(missing_ok=True)


def is_abandoned(path: Path) -> bool:
    """Return whether something unfinished is so old that its writer must have been killed."""
    try:
        return time.time() - path.stat().st_mtime > _ABANDONED
    except FileNotFoundError:
        return False


if sys.platform == "win32":

    def _given_a_name(aside: Path, target: Path) -> bool:
        # Renaming refuses to replace a file there.
        try:
            aside.rename(target)
        except FileExistsError:
            return False
        return True

else:

    def _given_a_name(aside: Path, target: Path) -> bool:
        # Renaming would replace another writer's version; a link refuses.
        try:
            target.hardlink_to(aside)
        except FileExistsError:
            return False
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            return _claimed(aside, target)
        return True

    def _claimed(aside: Path, target: Path) -> bool:
        # Some file systems know no links. A writer killed between the two steps leaves an empty version there.
        try:
            target.touch(exist_ok=False)
        except FileExistsError:
            return False
        aside.replace(target)
        return True
