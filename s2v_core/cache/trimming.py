"""Letting go of entries: of those used longest ago when there are too many, or of all that somebody names.

Folders stay even when they are empty, since another process may be about to write into them.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from s2v_core.cache.layout import Found, files_below

__all__ = ["Cleared", "clear", "clearable", "last_look", "note_look", "shortage", "trim"]

_MARKER = ".tidied"
_ABANDONED = 2 * 3600.0
"""Seconds after the last write at which an unfinished file is left over from a writer that was killed."""
_SKEW = 600.0
"""Seconds that a last use may seem to lie in the future: clocks differ, and others use entries meanwhile."""
_RESERVE = 1 << 30

Fate = Literal["freed", "gone", "kept"]


@dataclass(frozen=True)
class Cleared:
    """What was deleted, and what is in use or cannot be deleted. Sizes are bytes."""

    entries: int
    size: int
    kept_entries: int
    kept_size: int


def trim(root: Path, limit: int, *, now: float, spare: float, wanted: int = 0) -> int:
    """Delete what was used longest ago; return the bytes freed. Unfinished files that nobody writes any more go too.

    Two processes that trim at once choose the same entries, and what the other has deleted counts as done.

    Args:
        root: the cache's folder.
        limit: bytes to leave at most.
        now: Unix time by the clock of the storage. A last use long after it counts as none.
        spare: entries used within so many seconds before ``now`` stay.
        wanted: bytes to free at least, even below the limit.
    """
    files: list[Found] = []
    freed = 0
    for file in files_below(root):
        fate = _remove(file) if _is_abandoned(file, now) else "kept"
        freed += file.size if fate == "freed" else 0
        if fate == "kept":
            files.append(file)
    excess = max(sum(file.size for file in files) - limit, wanted - freed)
    for file in _by_last_use(files, latest=now + _SKEW):
        if excess <= 0 or now - spare < file.used <= now + _SKEW:
            break
        fate = _remove(file)
        if fate != "kept":
            excess -= file.size
        if fate == "freed":
            freed += file.size
    return freed


def clearable(root: Path, *, kinds: Collection[str] | None, older_than: float | None, now: float) -> Iterator[Found]:
    """Yield what ``clear`` deletes."""
    for file in files_below(root, kinds):
        if _is_abandoned(file, now) if file.scrap else older_than is None or now - file.used >= older_than:
            yield file


def clear(root: Path, *, kinds: Collection[str] | None, older_than: float | None, now: float) -> Cleared:
    """Delete the entries of some kinds, or of all (None), or of these only what was not used for some seconds.

    Unfinished files that nobody writes any more go too; they count as bytes, not as entries.
    """
    fates: dict[Fate, list[Found]] = {"freed": [], "gone": [], "kept": []}
    for file in clearable(root, kinds=kinds, older_than=older_than, now=now):
        fates[_remove(file)].append(file)
    return Cleared(*_counted(fates["freed"]), *_counted(fates["kept"]))


def shortage(root: Path) -> int:
    """Return the bytes missing until a twentieth of the disk, at most 1 GiB, is free; 0 or less when none are."""
    try:
        usage = shutil.disk_usage(root)
    except OSError:
        return 0
    return min(_RESERVE, usage.total // 20) - usage.free


def note_look(root: Path) -> float:
    """Note for all processes that the cache is looked through now; return the time by the clock of its storage."""
    marker = root / _MARKER
    try:
        marker.touch()
        return marker.stat().st_mtime
    except OSError:
        return time.time()


def last_look(root: Path) -> float:
    """Return when the cache was looked through last, by the clock of its storage; 0 when it never was."""
    try:
        return (root / _MARKER).stat().st_mtime
    except OSError:
        return 0.0


def _is_abandoned(file: Found, now: float) -> bool:
    return file.scrap and file.used < now - _ABANDONED


def _counted(files: Iterable[Found]) -> tuple[int, int]:
    """Return the number of entries and the bytes of all files."""
    sizes = [(not file.scrap, file.size) for file in files]
    return sum(entry for entry, _ in sizes), sum(size for _, size in sizes)


def _by_last_use(files: Iterable[Found], *, latest: float) -> list[Found]:
    """Return the entries, used longest ago first. A time after ``latest`` is a clock gone wrong, and tells nothing."""
    entries = [file for file in files if not file.scrap]
    return sorted(entries, key=lambda file: (file.used if file.used <= latest else 0.0, file.path))


def _remove(file: Found) -> Fate:
    try:
        if os.stat(file.path).st_mtime != file.used:  # noqa: PTH116 (many files)
            return "kept"  # used since
        os.unlink(file.path)  # noqa: PTH108
    except FileNotFoundError:
        return "gone"
    except OSError:  # in use (Windows), or another user's
        return "kept"
    return "freed"
