"""From the id of an asset to its file, for those who read job documents and timelines."""

from __future__ import annotations

import sqlite3
import threading
import weakref
from collections.abc import Mapping
from pathlib import Path

from s2v_core.database import address_of
from s2v_core.media.library.contents import Contents
from s2v_core.media.library.ids import is_asset_id
from s2v_core.media.library.index import INDEX_NAME

__all__ = ["Lookup"]


class Lookup:
    """Finds the files of assets in one library, which need not exist. Thread-safe; nothing is ever written.

    A file of the user's is named as it was registered: who registered it allowed it to be read. Whoever uses the path
    must see that no link has been put in its place since.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / INDEX_NAME
        self._contents = Contents(folder)
        self._known: dict[str, Path] = {}
        self._guard = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    def know(self, paths: Mapping[str, Path]) -> None:
        """Take these for the files of the assets with these ids, without a look into the index."""
        self._known.update(paths)

    def find(self, asset_id: str) -> Path | None:
        """Return where the content of an asset lies or lay, None when the library has no asset of that id.

        Raises:
            sqlite3.Error: the index cannot be read.
        """
        if asset_id in self._known:
            return self._known[asset_id]
        if not is_asset_id(asset_id) or not self._path.is_file():
            return None
        with self._guard:
            if self._connection is None:
                self._connection = _opened(self._path)
                weakref.finalize(self, self._connection.close)
            row = self._connection.execute(
                "SELECT stored, (SELECT path FROM places WHERE places.identity = assets.identity "
                "ORDER BY gone, path LIMIT 1) FROM assets WHERE id = ?",
                (asset_id,),
            ).fetchone()
        if row is None:
            return None
        stored, place = row
        return self._contents.path(stored) if stored else Path(place) if place else None

    def close(self) -> None:
        """Close the index; it is opened again when something is looked for."""
        with self._guard:
            connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()


def _opened(path: Path) -> sqlite3.Connection:
    address = address_of(path.absolute(), mode="ro")
    return sqlite3.connect(address, uri=True, timeout=10.0, isolation_level=None, check_same_thread=False)
