"""Storing and finding entries."""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from s2v_core.cache.files import aside_of, digest_of, is_disk_full
from s2v_core.cache.layout import (
    Survey,
    entry_path,
    files_below,
    is_entry,
    seal_of,
    sealed_path,
    sealed_paths,
    survey_of,
)
from s2v_core.cache.trimming import Cleared, clear, clearable, last_look, note_look, shortage, trim
from s2v_core.errors import SettingsError

__all__ = ["Cache"]

_FRESH = 60.0
"""Seconds within which a second use is not noted again."""
_SPARE = 600.0
"""Seconds for which a used entry stays in any case: who found it may not have opened it yet."""
_INTERVAL = 600.0
"""Seconds after which the cache is looked through again while entries are stored."""
_PART, _MOST = 20, 512 << 20
"""It is also looked through when one object has stored this part of the limit, or this many bytes."""
_MOST_SEALS = 4096


class _Seal(NamedTuple):
    """A sealed entry whose content was seen to be whole when the file had this size and time."""

    path: Path
    size: int
    changed: int


class Cache:
    """Files by kind and key below one folder. Thread-safe, and safe beside other processes on the same folder.

    An entry can be evicted between being found and being opened: a reader that meets ``FileNotFoundError`` makes it
    again.

    Args:
        root: the folder; created when the first entry is written.
        limit: bytes that the cache should not exceed (see ``tidy``); None: storing never evicts.
    """

    def __init__(self, root: Path, *, limit: int | None = None) -> None:
        self.root = root
        self.limit = limit
        self._stored = 0
        self._seals: dict[Path, _Seal] = {}

    def path(self, kind: str, key: str, suffix: str) -> Path:
        """Return where the entry without a seal lies or would lie.

        Args:
            kind: lower-case letters, digits and hyphens.
            key: what ``key_of`` returns.
            suffix: with its dot, or empty.
        """
        return entry_path(self.root, kind, key, suffix)

    def find(self, kind: str, key: str, suffix: str) -> Path | None:
        """Return the path of an existing entry, or None. Finding an entry counts as using it."""
        path = self.path(kind, key, suffix)
        return path if _used(path) else None

    def store(self, kind: str, key: str, suffix: str, write: Callable[[Path], object]) -> Path:
        """Make the entry with ``write(path)`` and return its final path; an older one is replaced.

        Raises:
            SettingsError: the folder cannot be written, or its disk is full.
        """
        target = self.path(kind, key, suffix)
        with self._making(target) as aside:
            write(aside)
            _place(aside, target, is_equal=target.is_file)
        self._count(target)
        return target

    def obtain(self, kind: str, key: str, suffix: str, write: Callable[[Path], object]) -> Path:
        """Return the entry's path, making it with ``write(path)`` when it is not there.

        Raises:
            SettingsError: as for ``store``.
        """
        return self.find(kind, key, suffix) or self.store(kind, key, suffix, write)

    def find_sealed(self, kind: str, key: str, suffix: str) -> Path | None:
        """Return the path of a whole entry made by ``store_sealed``, or None. Finding an entry counts as using it.

        The content is compared with the digest in the name once per object for each size and time of change of the
        file. A damaged entry is removed.
        """
        plain = self.path(kind, key, suffix)
        seal = self._seals.get(plain)
        if seal is not None and self._is_whole(plain, seal.path, suffix):
            return seal.path
        return next((path for path in sealed_paths(plain, suffix) if self._is_whole(plain, path, suffix)), None)

    def store_sealed(self, kind: str, key: str, suffix: str, write: Callable[[Path], object]) -> Path:
        """Make the entry with ``write(path)``, name it after its content, and return its final path.

        For content whose damage a reader would not notice. When two processes make different content for one key,
        both succeed, each reader gets one of the two whole, and the other is evicted in time.

        Raises:
            SettingsError: the folder cannot be written, or its disk is full.
        """
        plain = self.path(kind, key, suffix)
        with self._making(plain) as aside:
            write(aside)
            digest = digest_of(aside)
            target = sealed_path(plain, suffix, digest)
            _place(aside, target, is_equal=lambda: digest_of(target) == digest)
        self._count(target)
        return target

    def drop(self, path: Path) -> None:
        """Remove an entry that turned out to be unusable. One that is gone, or cannot be removed, is left as it is.

        Raises:
            ValueError: the path is no entry of this cache.
        """
        if not is_entry(self.root, path):
            raise ValueError(f"no entry of the cache: {path}")
        with suppress(OSError):
            path.unlink()

    def trim(self, limit: int, *, now: float | None = None, spare: float = _SPARE) -> int:
        """Delete what was used longest ago until at most ``limit`` bytes are left; return the bytes freed.

        Entries used within ``spare`` seconds before ``now`` (a Unix time; None: this moment by the storage's clock)
        stay even when they exceed the limit: another process may be about to open them. Unfinished files that were
        last written hours ago are left over from a killed process and go too. Files that are not the cache's stay.
        """
        return trim(self.root, limit, now=note_look(self.root) if now is None else now, spare=spare)

    def tidy(self) -> int:
        """Bring the cache back below its ``limit`` when it is time to look; return the bytes freed.

        Storing does that too, so only who ends its work needs to call it. To look through the cache costs a moment, so
        that happens when nobody on the same folder did it for ten minutes, or when this object has stored a
        twentieth of the limit or 512 MiB since it did. Afterwards the cache holds at most the limit, or what was used
        in the last ten minutes if that is more; between two looks it may grow by what was just named. When its
        disk is nearly full (less than a twentieth, at most 1 GiB, is free), it makes room even below its limit.
        """
        return self._tidy(time.time())

    def survey(self) -> Survey:
        """Look through the cache and sum up what it holds. A cache that does not exist yet is empty."""
        return survey_of(files_below(self.root))

    def clearable(self, *, kinds: Collection[str] | None = None, older_than: float | None = None) -> Survey:
        """Sum up what ``clear`` would delete."""
        return survey_of(clearable(self.root, kinds=kinds, older_than=older_than, now=time.time()))

    def clear(self, *, kinds: Collection[str] | None = None, older_than: float | None = None) -> Cleared:
        """Delete the entries of these kinds (None: of all), or only those not used for ``older_than`` seconds.

        Other processes may go on meanwhile. Unfinished files that were last written hours ago go too.
        """
        return clear(self.root, kinds=kinds, older_than=older_than, now=note_look(self.root))

    def _count(self, stored: Path) -> None:
        """Count a new entry, and look through the cache when it is time."""
        try:
            facts = stored.stat()
        except OSError:  # evicted already
            return
        self._stored += facts.st_size
        self._tidy(facts.st_mtime)

    def _tidy(self, now: float) -> int:
        if self.limit is None or not os.access(self.root, os.W_OK):
            return 0
        due = self._stored >= min(self.limit // _PART, _MOST) or abs(now - last_look(self.root)) >= _INTERVAL
        if not due:
            return 0
        self._stored = 0
        return trim(self.root, self.limit, now=note_look(self.root), spare=_SPARE, wanted=shortage(self.root))

    def _is_whole(self, plain: Path, path: Path, suffix: str) -> bool:
        """Tell whether a sealed entry is there and its content is what its name says; drop it when it is not."""
        facts = _used(path)
        if facts is None:
            return False
        seal = _Seal(path, facts.st_size, facts.st_mtime_ns)
        if self._seals.get(plain) == seal:
            return True
        try:
            whole = digest_of(path) == seal_of(path, suffix)
        except OSError:
            return False
        if not whole:
            self.drop(path)
            return False
        if len(self._seals) >= _MOST_SEALS:
            self._seals.clear()
        self._seals[plain] = seal
        return True

    @contextmanager
    def _making(self, target: Path) -> Iterator[Path]:
        """Yield where to write an entry that is to lie at ``target``."""
        with self._writing():
            target.parent.mkdir(parents=True, exist_ok=True)
            with aside_of(target) as aside:
                yield aside

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Name the folder when it refuses an entry. Troubles of an entry's source (network, files) stay as they are."""
        try:
            yield
        except OSError as error:
            full = is_disk_full(error.errno)
            if not (full or error.errno == errno.EROFS or self._concerns(error.filename)):
                raise
            reason = "its disk is full" if full else error.strerror or error
            raise SettingsError(
                f"The cache cannot be written ({reason}).",
                where=str(self.root),
                hint="Free some space there (see `python -m s2v_core cache`), or set S2V_HOME to a folder to write to.",
            ) from error

    def _concerns(self, filename: object) -> bool:
        """Tell whether an error's file is an entry, or a folder that the cache needs."""
        path = Path(filename) if isinstance(filename, str) else None
        return path is not None and (path.is_relative_to(self.root) or self.root.is_relative_to(path))


def _place(aside: Path, target: Path, *, is_equal: Callable[[], bool]) -> None:
    """Rename an entry into place.

    When that is refused because somebody reads the older one (Windows) or owns it, the older one stays if it is equal.
    """
    try:
        aside.replace(target)
    except PermissionError:
        if not is_equal():
            raise


def _used(path: Path) -> os.stat_result | None:
    """Note that a file is used now and return its facts, None when there is no such file.

    The time is the storage's own, so that machines with different clocks agree on who used what last.
    """
    try:
        facts = path.stat()
    except OSError:
        return None
    if abs(time.time() - facts.st_mtime) > _FRESH:
        with suppress(OSError):
            os.utime(path)
            facts = path.stat()
    return facts if stat.S_ISREG(facts.st_mode) else None
