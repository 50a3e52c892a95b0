"""What a database file is: its tables in every version, the mark that tells it from others, and what is said of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from s2v_core.errors import S2VError

__all__ = ["Format", "Migration", "is_busy"]

Migration = Sequence[str]
"""Statements that lead to a version of the tables from the one before."""

_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_REFUSED = (
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_NOLFS,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
)
_ANOTHER_FOLDER = "set S2V_HOME to another folder."


@dataclass(frozen=True, kw_only=True)
class Format:
    """One kind of database file.

    ``PRAGMA user_version`` holds the version of a file's tables, which is how many ``migrations`` led to them. What was
    published is never edited, only followed by more.

    Args:
        name: what messages call the file, with an article: "the jobs store".
        application: the application id that tells it from other SQLite files.
        migrations: the versions of its tables.
        error: what is raised when the file cannot be used.
        when_damaged: what the user can do with a damaged file.
        refusals: errors of the file system that are told like refusals of this file itself when they happen within a
            transaction, which works on other files beside it.
    """

    name: str
    application: int
    migrations: Sequence[Migration]
    error: type[S2VError]
    when_damaged: str
    refusals: tuple[type[OSError], ...] = ()

    def check(self, connection: sqlite3.Connection, path: Path) -> None:
        """See whether the file can be used: as one of this or an older version, or as a new one.

        Raises:
            ``error``: it is of a newer version, or something else altogether.
        """
        connection.execute("BEGIN")
        try:
            self._version(connection, path)
        finally:
            connection.execute("ROLLBACK")

    def migrate(self, connection: sqlite3.Connection, path: Path) -> None:
        """Bring the file up to the newest version in one transaction, which leaves it as it was when it fails.

        Raises:
            ``error``: as for `check`.
        """
        connection.execute("BEGIN IMMEDIATE")
        try:
            version = self._version(connection, path)
            for statements in self.migrations[version:]:
                for statement in statements:
                    connection.execute(statement)
            if version < len(self.migrations):
                connection.execute(f"PRAGMA application_id = {self.application}")
                connection.execute(f"PRAGMA user_version = {len(self.migrations)}")
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")

    @contextmanager
    def explained(self, path: Path, patience: float) -> Iterator[None]:
        """Turn what SQLite says about the file into an error for the user. Wrong statements are bugs and stay so."""
        try:
            yield
        except self.refusals as error:
            raise self.refused(path, error.strerror or str(error)) from error
        except sqlite3.Error as error:
            kind = _kind(error)
            if kind in _DAMAGED:
                raise self._damaged(path, str(error)) from error
            if kind in _BUSY:
                raise self._in_use(path, patience) from error
            if kind in _REFUSED:
                raise self.refused(path, str(error)) from error
            raise

    def refused(self, path: Path, reason: str) -> S2VError:
        """Return the error that says that disk or folder refuse the file."""
        return self.error(
            f"{self._title} cannot be used ({reason}).",
            where=str(path),
            hint=f"Look at the disk's free space and the folder's permissions, or {_ANOTHER_FOLDER}",
        )

    def closed(self, path: Path) -> S2VError:
        """Return the error that says that the file was closed before."""
        return self.error(f"{self._title} was closed.", where=str(path))

    @property
    def _title(self) -> str:
        return self.name[:1].upper() + self.name[1:]

    def _version(self, connection: sqlite3.Connection, path: Path) -> int:
        application, version = (
            int(connection.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("application_id", "user_version")
        )
        tables = int(connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0])
        if application != self.application and (application or version or tables):
            raise self.error(
                f"This file is a database of something else, not {self.name}.",
                where=str(path),
                hint=f"Move it away, or {_ANOTHER_FOLDER}",
            )
        if version > len(self.migrations):
            raise self.error(
                f"{self._title} has version {version}; this program knows versions up to {len(self.migrations)}.",
                where=str(path),
                hint="Use the newer program that wrote it, or another data folder (S2V_HOME).",
            )
        return version

    def _damaged(self, path: Path, reason: str) -> S2VError:
        return self.error(
            f"{self._title} is damaged ({reason}). Nothing in it was changed or deleted.",
            where=str(path),
            hint=self.when_damaged,
        )

    def _in_use(self, path: Path, patience: float) -> S2VError:
        return self.error(
            f"{self._title} was in use by another program for {patience:g} seconds.",
            where=str(path),
            hint="Try again; if it stays so, end the program that holds it.",
        )


def is_busy(error: sqlite3.Error) -> bool:
    """Tell whether somebody else holds the file, so that trying again may help."""
    return _kind(error) in _BUSY


def _kind(error: sqlite3.Error) -> int:
    """Return the primary result code of SQLite."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF
