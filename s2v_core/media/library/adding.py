"""Taking content into the library's store."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

from s2v_core.errors import LibraryError, LibraryFull, MediaError
from s2v_core.media.identity import hash_of
from s2v_core.media.info import MediaInfo
from s2v_core.media.library import rows
from s2v_core.media.library.contents import Contents, Receiver, check_size
from s2v_core.media.library.index import Index
from s2v_core.media.library.looking import Looker
from s2v_core.media.library.model import Added, Asset
from s2v_core.media.library.names import clean_tags
from s2v_core.media.library.walking import explained_reading
from s2v_core.settings import Settings

__all__ = ["Adding", "Upload"]


@dataclass(frozen=True)
class _Labels:
    """What an asset is called and where it is put, cleaned."""

    name: str
    folder: str
    tags: tuple[str, ...]


class Upload:
    """A file on its way into the library."""

    def __init__(self, receiver: Receiver, keep: Callable[[], Added]) -> None:
        self._receiver = receiver
        self._keep = keep

    def write(self, block: bytes | bytearray | memoryview) -> None:
        """Take the next bytes; they go to the disk at once.

        Raises:
            MediaTooLarge: they are more than ``settings.max_upload_mb``.
            LibraryFull: the disk is full.
        """
        self._receiver.write(block)

    def finish(self) -> Added:
        """Look at the whole file and make it an asset; to be called once.

        Raises:
            MediaUnreadable, MediaTooLarge: it cannot be used.
            LibraryFull: the library has no room for it.
        """
        self._receiver.finish()
        return self._keep()


class Adding:
    """Adds to and replaces in one library. Thread-safe."""

    def __init__(self, settings: Settings, index: Index, contents: Contents, looker: Looker) -> None:
        self._most = settings.max_upload_mb * 1_000_000
        self._limit = round(settings.library_limit_gb * 1e9) or None
        self._index = index
        self._contents = contents
        self._looker = looker

    @property
    def limit(self) -> int | None:
        """Bytes that the store may take."""
        return self._limit

    @contextmanager
    def uploading(self, name: str, folder: str, tags: tuple[str, ...]) -> Iterator[Upload]:
        """Receive a new asset under a cleaned name, folder and tags."""
        labels = _Labels(name, folder, tags)
        with self._contents.receiving(name, self._most) as receiver:
            yield Upload(receiver, lambda: self._keep_new(receiver.path, labels))

    @contextmanager
    def replacing(self, asset_id: str, name: str) -> Iterator[Upload]:
        """Receive new content for an asset."""
        with self._contents.receiving(name, self._most) as receiver:
            yield Upload(receiver, lambda: Added(self._keep_instead(receiver.path, asset_id), duplicate=False))

    def add_again(self, file: BufferedReader, tags: tuple[str, ...]) -> Asset | None:
        """Give the stored asset with the content of an open file the new tags, too, without copying the file.

        None when there is no such asset; the file is rewound.

        Raises:
            MediaTooLarge: it has more bytes than may be stored.
            MediaUnreadable: it cannot be read.
        """
        size = os.fstat(file.fileno()).st_size
        check_size(Path(file.name).name, size, self._most)
        with self._index.reading() as connection:
            like = connection.execute("SELECT 1 FROM assets WHERE size = ? AND stored != ''", (size,)).fetchone()
        if like is None:
            return None
        with explained_reading(Path(file.name).name):
            identity = hash_of(file)
            file.seek(0)
        with self._index.writing() as connection:
            found = rows.by_identity(connection, identity)
            return _labelled(connection, found, tags) if found and self._is_whole(found) else None

    def _keep_new(self, path: Path, labels: _Labels) -> Added:
        info, suffix = self._looker.probe(path)
        stored = info.identity + suffix
        with self._index.writing() as connection:
            found = rows.by_identity(connection, info.identity)
            if found is None:
                self._store(connection, path, stored, info.size)
                name, folder, tags = labels.name, labels.folder, labels.tags
                asset = rows.insert(connection, info, name=name, folder=folder, tags=tags, stored=stored)
            else:
                asset = self._made_whole(connection, found, path, info, stored)
                asset = _labelled(connection, asset, labels.tags)
        self._looker.remember(self._contents.path(asset.stored), info)
        return Added(asset, duplicate=found is not None)

    def _made_whole(
        self, connection: sqlite3.Connection, found: Asset, path: Path, info: MediaInfo, stored: str
    ) -> Asset:
        """Give an asset whose content is not, or no longer, in the store what has just been received."""
        if self._is_whole(found):
            return found
        self._store(connection, path, stored, info.size)
        return rows.set_content(connection, found, info, stored=stored)

    def _keep_instead(self, path: Path, asset_id: str) -> Asset:
        info, suffix = self._looker.probe(path)
        stored = info.identity + suffix
        with self._index.writing() as connection:
            asset = rows.one(connection, asset_id)
            _check_replacement(asset, info, rows.by_identity(connection, info.identity))
            self._store(connection, path, stored, info.size)
            changed = rows.set_content(connection, asset, info, stored=stored)
            if asset.stored and asset.stored != stored:
                connection.execute("INSERT OR IGNORE INTO leaving VALUES (?)", (asset.stored,))
        self._looker.remember(self._contents.path(stored), info)
        return changed

    def _store(self, connection: sqlite3.Connection, path: Path, stored: str, size: int) -> None:
        """Move received content to its place, while no other process adds or deletes."""
        if self._limit is not None:
            total = connection.execute("SELECT coalesce(sum(size), 0) FROM assets WHERE stored != ''").fetchone()[0]
            if total + size > self._limit:
                raise LibraryFull(
                    f"'{path.name}' ({size / 1e6:.1f} MB) does not fit: the library stores {total / 1e6:.0f} MB "
                    f"of the {self._limit / 1e6:g} MB that it may.",
                    where=path.name,
                    hint="Delete assets that no project uses, or raise S2V_LIBRARY_LIMIT_GB.",
                )
        self._contents.place(path, stored)

    def _is_whole(self, asset: Asset) -> bool:
        path = self._contents.path(asset.stored)
        return bool(asset.stored) and asset.state == "ready" and path.is_file() and path.stat().st_size == asset.size


def _check_replacement(asset: Asset, info: MediaInfo, equal: Asset | None) -> None:
    if equal is not None and equal.id != asset.id:
        raise LibraryError(
            f"This file is in the library already, as '{equal.name}'.",
            where=asset.name,
            hint="Use that asset in place of this one.",
        )
    if (asset.kind == "audio") != (info.kind == "audio"):
        raise MediaError(
            f"'{asset.name}' is {_noun(asset.kind)} and cannot be replaced by {_noun(info.kind)}.",
            where=asset.name,
            hint="Add the file as an asset of its own.",
        )


def _noun(kind: str) -> str:
    return "sound" if kind == "audio" else "a picture or film"


def _labelled(connection: sqlite3.Connection, asset: Asset, tags: tuple[str, ...]) -> Asset:
    merged = clean_tags((*asset.tags, *tags))
    return rows.change(connection, asset, tags=merged) if merged != asset.tags else asset
