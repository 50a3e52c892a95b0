"""The tables of the store and how older ones are brought up to date.

``PRAGMA user_version`` holds the version, and the application id tells a jobs store from other SQLite files. A version
is a list of statements that leads to it from the one before; what was published is never edited, only followed by more.

Big texts (documents, timelines, results) lie in tables of their own, so that a change of state or progress rewrites a
short row; a timeline is the last column of its row, so that the others are read without it. Planning is the step -1 of
a job and its outputs are the steps from 0 on: they are claimed, counted and reported in the same way.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from s2v_core.errors import StoreUnusable

__all__ = ["MIGRATIONS", "PLANNING", "Migration", "check", "migrate"]

Migration = Sequence[str]

PLANNING = -1
_APPLICATION = 0x53325631

_FIRST: Migration = (
    "CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID",
    "INSERT INTO counters VALUES ('revision', 0), ('turn', 0), ('forgotten', 0)",
    """CREATE TABLE jobs (
        id TEXT PRIMARY KEY, token TEXT UNIQUE, digest TEXT NOT NULL, name TEXT NOT NULL, folded TEXT NOT NULL,
        mode TEXT NOT NULL, seed TEXT, out TEXT NOT NULL, priority INTEGER NOT NULL, turn INTEGER NOT NULL,
        state TEXT NOT NULL, planned INTEGER NOT NULL, cancel INTEGER NOT NULL,
        created INTEGER NOT NULL, modified INTEGER NOT NULL, started INTEGER, ended INTEGER, revision INTEGER NOT NULL
    )""",
    "CREATE INDEX jobs_by_creation ON jobs (created, id)",
    "CREATE INDEX jobs_by_state ON jobs (state, created, id)",
    "CREATE INDEX jobs_by_end ON jobs (ended) WHERE ended IS NOT NULL",
    "CREATE INDEX jobs_by_revision ON jobs (revision)",
    """CREATE TABLE requests (
        job TEXT PRIMARY KEY REFERENCES jobs ON DELETE CASCADE,
        document TEXT NOT NULL, user_data TEXT NOT NULL, settings TEXT NOT NULL, facts TEXT NOT NULL DEFAULT '{}'
    )""",
    """CREATE TABLE steps (
        job TEXT NOT NULL REFERENCES jobs ON DELETE CASCADE, place INTEGER NOT NULL, name TEXT NOT NULL,
        state TEXT NOT NULL, done INTEGER NOT NULL DEFAULT 0, total INTEGER NOT NULL DEFAULT 0,
        attempts INTEGER NOT NULL DEFAULT 0, due INTEGER NOT NULL DEFAULT 0, started INTEGER, ended INTEGER,
        lease INTEGER, worker TEXT, expires INTEGER, failure TEXT, revision INTEGER NOT NULL,
        PRIMARY KEY (job, place)
    )""",
    "CREATE INDEX steps_waiting ON steps (job, place, due) WHERE state = 'Init'",
    "CREATE INDEX steps_leased ON steps (expires) WHERE state = 'Processing'",
    "CREATE INDEX steps_by_revision ON steps (revision)",
    """CREATE TABLE details (
        job TEXT NOT NULL, place INTEGER NOT NULL, draws TEXT NOT NULL, results TEXT, timeline TEXT NOT NULL,
        PRIMARY KEY (job, place), FOREIGN KEY (job, place) REFERENCES steps ON DELETE CASCADE
    )""",
    "CREATE TABLE removed (id TEXT PRIMARY KEY, revision INTEGER NOT NULL)",
    "CREATE INDEX removed_by_revision ON removed (revision)",
)

MIGRATIONS: tuple[Migration, ...] = (_FIRST,)


def check(connection: sqlite3.Connection, path: Path, newest: int) -> None:
    """See whether the file can be used: as a store of this or an older version, or as a new one.

    Raises:
        StoreUnusable: it is of a newer version, or no jobs store at all.
    """
    connection.execute("BEGIN")
    try:
        _version(connection, path, newest)
    finally:
        connection.execute("ROLLBACK")


def migrate(connection: sqlite3.Connection, path: Path, migrations: Sequence[Migration]) -> None:
    """Bring the file up to the newest version in one transaction, which leaves it as it was when it fails.

    Raises:
        StoreUnusable: as for `check`.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = _version(connection, path, len(migrations))
        for statements in migrations[version:]:
            for statement in statements:
                connection.execute(statement)
        if version < len(migrations):
            connection.execute(f"PRAGMA application_id = {_APPLICATION}")
            connection.execute(f"PRAGMA user_version = {len(migrations)}")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _version(connection: sqlite3.Connection, path: Path, newest: int) -> int:
    application, version = (
        int(connection.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("application_id", "user_version")
    )
    tables = int(connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0])
    if application != _APPLICATION and (application or version or tables):
        raise StoreUnusable(
            "This file is a database of something else, not a jobs store.",
            where=str(path),
            hint="Name another file, or move this one away.",
        )
    if version > newest:
        raise StoreUnusable(
            f"The jobs store has version {version}; this program knows versions up to {newest}.",
            where=str(path),
            hint="Use the newer program that wrote it, or another data folder (S2V_HOME).",
        )
    return version
