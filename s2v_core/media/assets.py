"""The assets of one production: each reference is found, fetched and looked at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from s2v_core.cache import Cache
from s2v_core.errors import DependencyMissing, MediaError, MediaUnreadable
from s2v_core.media.identity import content_hash
from s2v_core.media.info import MediaInfo
from s2v_core.media.locate import Locator, reference_kind
from s2v_core.media.probe import probe
from s2v_core.media.probe_memory import ProbeMemory, stamp_of
from s2v_core.media.still_memory import StillMemory
from s2v_core.processes import usable_cores
from s2v_core.settings import Settings

__all__ = ["Assets"]

_Failure = MediaError | DependencyMissing
_Result = TypeVar("_Result")


@dataclass
class _Entry:
    """What is known about one reference so far; its lock lets one thread find it out for all."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    path: Path | None = None
    named: str | None = None
    info: MediaInfo | None = None
    failure: _Failure | None = None


class Assets:
    """Finds and looks at the assets that a job or timeline names. Thread-safe.

    What was found out about a reference, also that it is broken, holds for the life of the object. What was found out
    about a file is kept in the cache as long as its size and time of change stay the same.

    ``stills`` are the pictures loaded last.

    Args:
        settings: folders, trusted roots and hosts, limits.
        base: folder that relative paths start from; None: the working folder.
        trusted: True when the references come from this machine's user, who may name any local path.
    """

    def __init__(self, settings: Settings, *, base: Path | None = None, trusted: bool = False) -> None:
        self.stills = StillMemory()
        self._max_pixels = settings.max_pixels
        self._memory = ProbeMemory(Cache(settings.cache_dir), max_pixels=settings.max_pixels)
        self._locator = Locator(settings, base=base, trusted=trusted)
        self._entries: dict[str, _Entry] = {}
        self._stamps: dict[Path, str] = {}

    @property
    def max_pixels(self) -> int:
        """Largest picture that may be decoded, in pixels."""
        return self._max_pixels

    def know(self, assets: Mapping[str, Path]) -> None:
        """Take these for the files of the library's assets with these ids, without a look into its index.

        Its index can only be read on the machine that it lies on.
        """
        self._locator.know(assets)

    def path(self, reference: str) -> Path:
        """Return the local file that a reference names, fetching it when it lies elsewhere.

        Raises:
            MediaNotFound: the reference leads nowhere.
            MediaRefused: it leads outside the trusted folders or hosts.
            MediaTooLarge: it is larger than may be fetched.
            DependencyMissing: the package for its kind of storage, or the music pool, is not installed.
        """
        entry = self._entry(reference)
        with entry.lock:
            return self._find(reference, entry)

    def info(self, reference: str) -> MediaInfo:
        """Return the facts about an asset.

        Raises:
            MediaUnreadable: the file is damaged or no media.
            MediaTooLarge: it has more pixels than ``settings.max_pixels``.
            MediaNotFound, MediaRefused, DependencyMissing: as for ``path``.
        """
        entry = self._entry(reference)
        if entry.info is not None:
            return entry.info
        with entry.lock:
            if entry.info is None:
                path = self._find(reference, entry)
                entry.info = self._attempt(entry, partial(self._look, reference, path))
            return entry.info

    def info_many(
        self, references: Iterable[str], *, progress: Callable[[int, int], None] | None = None
    ) -> dict[str, MediaInfo | MediaError | DependencyMissing]:
        """Look at many assets at once and return the facts, or what is wrong, for each distinct reference.

        ``progress`` is called with how many are done and how many there are, in the calling thread.
        """
        wanted = list(dict.fromkeys(references))
        self._memory.open_sheet(wanted)
        unknown = self._unknown(wanted)
        for done, _ in enumerate(self._side_by_side(unknown), len(wanted) - len(unknown) + 1):
            if progress is not None:
                progress(done, len(wanted))
        self._memory.save_sheet(wanted)
        return {reference: self._outcome(reference) for reference in wanted}

    def look_ahead(self, references: Iterable[str]) -> None:
        """Look at some assets at once that ``info`` will be asked for; it tells what is wrong with them."""
        for _ in self._side_by_side(self._unknown(dict.fromkeys(references))):
            pass

    def content_hash(self, reference: str) -> str:
        """Return the hash of a file's content, for those that are no media: fonts, colour tables.

        Raises:
            MediaUnreadable: the file cannot be read.
            MediaNotFound, MediaRefused, MediaTooLarge, DependencyMissing: as for ``path``.
        """
        path = self.path(reference)
        self._note(reference, path)
        try:
            return content_hash(path)
        except OSError as error:
            raise MediaUnreadable(f"'{path.name}' cannot be read ({error.strerror}).", where=reference) from error

    def check_unchanged(self, paths: Iterable[Path]) -> None:
        """See that files which were looked at are the same since, as far as their sizes and times of change tell.

        Who keeps what was made of them under the hash of their content asks this before. What was fetched lies in the
        cache, where nothing is changed.

        Raises:
            MediaUnreadable: a file was changed, or is gone.
        """
        for path in paths:
            if path in self._stamps and stamp_of(path) != self._stamps[path]:
                raise MediaUnreadable(
                    "The file was changed while it was being used.", where=str(path), hint="Make the output again."
                )

    def canonical(self, reference: str) -> str:
        """Return what to write into a timeline: the absolute path of a local file; a URL or id as it is.

        Nothing is fetched, and a reference that leads nowhere stays as it is.
        """
        entry = self._entry(reference)
        if entry.named is None:
            entry.named = self._named(reference)
        return entry.named

    def _named(self, reference: str) -> str:
        if reference_kind(reference) not in ("path", "file"):
            return reference
        try:
            return self._locator.canonical(reference, self.path(reference))
        except (MediaError, DependencyMissing):
            return reference

    def _entry(self, reference: str) -> _Entry:
        entry = self._entries.get(reference)
        return entry if entry is not None else self._entries.setdefault(reference, _Entry())

    def _find(self, reference: str, entry: _Entry) -> Path:
        if entry.path is None or (_is_fetched(reference) and not entry.path.exists()):  # the cache has evicted it
            entry.path = self._attempt(entry, partial(self._locator.find, reference))
        return entry.path

    def _look(self, reference: str, path: Path) -> MediaInfo:
        info = self._recall(reference, path)
        if info is None:
            info = probe(path, max_pixels=self._max_pixels)
            self.check_unchanged([path])  # or the facts would be kept as those of what lies there now
            self._memory.remember(path, info)
        return info

    def _recall(self, reference: str, path: Path) -> MediaInfo | None:
        self._note(reference, path)
        return self._memory.recall(path)

    def _note(self, reference: str, path: Path) -> None:
        """Remember when a file was changed last, if it is one that somebody may change."""
        if not _is_fetched(reference):
            self._stamps.setdefault(path, stamp_of(path))

    def _unknown(self, references: Iterable[str]) -> list[str]:
        return [reference for reference in references if not self._is_known(reference)]

    def _side_by_side(self, references: list[str]) -> Iterator[MediaInfo | MediaError | DependencyMissing]:
        with ThreadPoolExecutor(usable_cores(8)) as pool:
            yield from pool.map(self._outcome, references)

    def _is_known(self, reference: str) -> bool:
        """Settle what can be settled without network and decoding: threads would only slow that down."""
        entry = self._entry(reference)
        if entry.info is None and entry.failure is None and not _is_fetched(reference):
            with entry.lock, suppress(MediaError, DependencyMissing):
                entry.info = self._recall(reference, self._find(reference, entry))
        return entry.info is not None or entry.failure is not None

    def _outcome(self, reference: str) -> MediaInfo | MediaError | DependencyMissing:
        try:
            return self.info(reference)
        except (MediaError, DependencyMissing) as error:
            return error

    @staticmethod
    def _attempt(entry: _Entry, action: Callable[[], _Result]) -> _Result:
        if entry.failure is not None:
            raise entry.failure.at(entry.failure.where)  # a copy: the traceback of one grows with every raise
        try:
            return action()
        except (MediaError, DependencyMissing) as error:
            entry.failure = error
            raise


def _is_fetched(reference: str) -> bool:
    return reference_kind(reference) in ("http", "remote")
