"""The tables of the library's index.

``assets``: one row for each content. ``stored`` names the file in the library's store, or is empty when the content
lies in a folder of the user's only. ``searched`` holds the folded name, folder and tags, each tag between ``\\x1e``;
``sorted`` the name as it is sorted.

``roots``: the folders of the user's that are watched. ``places``: every file seen in them, with size and time, so that
only new and changed ones are read again. An asset without stored content lies in whichever place has its identity.

``leaving``: content whose asset was deleted and whose file is yet to go. Content that is neither in ``assets`` nor here
was cut off while it was added, or its index was lost; a check gives it an entry.
"""

from __future__ import annotations

from s2v_core.database import Format, Migration
from s2v_core.errors import LibraryUnusable

__all__ = ["INDEX"]

_FIRST: Migration = (
    """CREATE TABLE assets (
        id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, folder TEXT NOT NULL, tags TEXT NOT NULL,
        width INTEGER NOT NULL, height INTEGER NOT NULL, duration REAL, size INTEGER NOT NULL,
        added INTEGER NOT NULL, modified INTEGER NOT NULL, state TEXT NOT NULL, problem TEXT NOT NULL,
        ranges TEXT NOT NULL, identity TEXT NOT NULL UNIQUE, stored TEXT NOT NULL, facts TEXT NOT NULL,
        searched TEXT NOT NULL, sorted TEXT NOT NULL
    )""",
    "CREATE INDEX assets_by_age ON assets (added, id)",
    "CREATE TABLE roots (path TEXT PRIMARY KEY, folder TEXT NOT NULL, tags TEXT NOT NULL)",
    """CREATE TABLE places (
        path TEXT PRIMARY KEY, root TEXT NOT NULL REFERENCES roots ON DELETE CASCADE,
        size INTEGER NOT NULL, changed INTEGER NOT NULL, identity TEXT, problem TEXT NOT NULL,
        gone INTEGER NOT NULL DEFAULT 0, hidden INTEGER NOT NULL DEFAULT 0
    )""",
    "CREATE INDEX places_by_identity ON places (identity)",
    "CREATE INDEX places_by_root ON places (root)",
    "CREATE TABLE leaving (stored TEXT PRIMARY KEY)",
)

INDEX = Format(
    name="the index of the asset library",
    application=0x5332564C,
    migrations=(_FIRST,),
    error=LibraryUnusable,
    when_damaged="Put back a copy; or move the file away, with its neighbours named -wal and -shm, and check the "
    "library: what it stores gets new entries with the old ids, without names and tags.",
    refusals=(PermissionError, NotADirectoryError, FileExistsError),
)
