"""The tables of the store.

Big texts (documents, timelines, results) lie in tables of their own, so that a change of state or progress rewrites a
short row; a timeline is the last column of its row, so that the others are read without it. Planning is the step -1 of
a job and its outputs are the steps from 0 on: they are claimed, counted and reported in the same way.
"""

from __future__ import annotations

from s2v_core.database import Format, Migration
from s2v_core.errors import StoreUnusable

__all__ = ["JOBS_STORE", "MIGRATIONS", "PLANNING"]

PLANNING = -1

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

_SECOND: Migration = (
    "ALTER TABLE jobs ADD COLUMN kind TEXT NOT NULL DEFAULT 'Script'",
    """CREATE TABLE texts (
        id TEXT PRIMARY KEY, kind TEXT NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
        title TEXT NOT NULL, description TEXT NOT NULL, config TEXT NOT NULL, user_data TEXT NOT NULL,
        created INTEGER NOT NULL, modified INTEGER NOT NULL, ended INTEGER, failure TEXT, result TEXT
    )""",
    "CREATE INDEX texts_by_state ON texts (state, created, id)",
    "CREATE INDEX texts_by_end ON texts (ended) WHERE ended IS NOT NULL",
)

MIGRATIONS: tuple[Migration, ...] = (_FIRST, _SECOND)


JOBS_STORE = Format(
    name="the jobs store",
    application=0x53325631,
    migrations=MIGRATIONS,
    error=StoreUnusable,
    when_damaged="Put back a copy, or end the program and move the file away, with its neighbours named -wal and -shm: "
    "an empty store is made then, and finished videos stay where they are. "
    "`sqlite3 FILE .recover` saves what can be read.",
)
