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

import sqlite3
from pathlib import Path

from s2v_core.errors import LibraryUnusable

__all__ = ["prepare"]

_APPLICATION = 0x5332564C
_VERSION = 1
_TABLES = (
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


def prepare(connection: sqlite3.Connection, path: Path) -> None:
    """Make the tables in a new file, and refuse one that is something else.

    Raises:
        LibraryUnusable: it is of a newer version, or no library's index.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        application, version = (
            int(connection.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("application_id", "user_version")
        )
        tables = int(connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0])
        if application != _APPLICATION and (application or version or tables):
            raise LibraryUnusable(
                "This file is a database of something else, not the index of an asset library.",
                where=str(path),
                hint="Move it away, or set S2V_HOME to another folder.",
            )
        if version > _VERSION:
            raise LibraryUnusable(
                f"The library's index has version {version}; this program knows versions up to {_VERSION}.",
                where=str(path),
                hint="Use the newer program that wrote it, or another data folder (S2V_HOME).",
            )
        if version < _VERSION:
            for statement in _TABLES:
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {_APPLICATION}")
            connection.execute(f"PRAGMA user_version = {_VERSION}")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
