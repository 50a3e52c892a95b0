"""Connections to the file of the store: opened, shared between threads, used in short transactions.

Write-ahead log, so that readers never wait for the writer; ``BEGIN IMMEDIATE``, since a transaction that starts by
reading and then writes fails at once when another one wrote in between; full synchronisation, so that what was
answered survives a loss of power.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from s2v_core.errors import StoreUnusable
from s2v_core.production.store.schema import MIGRATIONS, Migration, check, migrate

__all__ = ["Database"]

_KEPT = 4
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


class Database:
    """The file of one store, for all threads of a process. Closing it closes every connection.

    Args:
        path: the file; made, with its folder, when it is not there.
        patience: seconds to wait for the transactions of others.
        migrations: the versions of the tables.

    Raises:
        StoreUnusable: the file cannot be used; it stays as it is.
    """

    def __init__(self, path: Path, *, patience: float = 30.0, migrations: Sequence[Migration] = MIGRATIONS) -> None:
        self.path = path
        self._patience = patience
        self._guard = threading.Lock()
        self._idle: list[sqlite3.Connection] = []
        self._closed = False
        with self._explained():
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = self._open(mode="rwc")
            try:
                check(connection, path, len(migrations))  # before anything is changed: it may be somebody else's
                self._use_log(connection)
                migrate(connection, path, migrations)
            except BaseException:
                connection.close()
                raise
        self._give_back(connection)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give a connection that sees one unchanging state of the store."""
        with self._transaction("BEGIN") as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give the connection of a transaction that is the only one to write; an error undoes all of it."""
        with self._transaction("BEGIN IMMEDIATE") as connection:
            yield connection

    @contextmanager
    def alone(self) -> Iterator[sqlite3.Connection]:
        """Give a connection outside of any transaction, for statements that need that."""
        with self._explained(), self._borrowed() as connection:
            yield connection

    def close(self) -> None:
        """Close the connections; those at work are closed when their transaction ends."""
        with self._guard:
            self._closed = True
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[sqlite3.Connection]:
        with self._explained(), self._borrowed() as connection:
            connection.execute(begin)
            try:
                yield connection
                connection.execute("COMMIT")
            finally:
                if connection.in_transaction:
                    with suppress(sqlite3.Error):  # the first error says more; a lost transaction is undone anyway
                        connection.execute("ROLLBACK")

    @contextmanager
    def _borrowed(self) -> Iterator[sqlite3.Connection]:
        with self._guard:
            if self._closed:
                raise StoreUnusable("The jobs store was closed.", where=str(self.path))
            connection = self._idle.pop() if self._idle else None
        connection = connection or self._open(mode="rw")
        try:
            yield connection
        except sqlite3.Error:
            connection.close()
            raise
        except BaseException:
            self._give_back(connection)
            raise
        self._give_back(connection)

    def _give_back(self, connection: sqlite3.Connection) -> None:
        with self._guard:
            keep = not self._closed and not connection.in_transaction and len(self._idle) < _KEPT
            if keep:
                self._idle.append(connection)
        if not keep:
            connection.close()

    def _open(self, *, mode: str) -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"{self.path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=self._patience,
            isolation_level=None,
            check_same_thread=False,  # lent to one thread at a time
        )
        connection.row_factory = sqlite3.Row
        try:
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA synchronous = FULL")
        except BaseException:
            connection.close()
            raise
        return connection

    def _use_log(self, connection: sqlite3.Connection) -> None:
        """Switch to the write-ahead log. SQLite does not wait for others here, so this does."""
        give_up = time.monotonic() + self._patience
        while connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            try:
                connection.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                if _kind(error) not in _BUSY or time.monotonic() > give_up:
                    raise
                time.sleep(0.01)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn what SQLite says about the file into an error for the user. Wrong statements are bugs and stay so."""
        try:
            yield
        except OSError as error:
            raise self._refused(error.strerror or str(error)) from error
        except sqlite3.Error as error:
            kind = _kind(error)
            if kind in _DAMAGED:
                raise self._damaged(str(error)) from error
            if kind in _BUSY:
                raise self._busy() from error
            if kind in _REFUSED:
                raise self._refused(str(error)) from error
            raise

    def _damaged(self, reason: str) -> StoreUnusable:
        return StoreUnusable(
            f"The jobs store is damaged ({reason}). Nothing in it was changed or deleted.",
            where=str(self.path),
            hint="Put back a copy, or end the program and move the file away, with its neighbours named -wal and -shm: "
            "an empty store is made then, and finished videos stay where they are. "
            "`sqlite3 FILE .recover` saves what can be read.",
        )

    def _busy(self) -> StoreUnusable:
        return StoreUnusable(
            f"The jobs store was in use by another program for {self._patience:g} seconds.",
            where=str(self.path),
            hint="Try again; if it stays so, end the program that holds it.",
        )

    def _refused(self, reason: str) -> StoreUnusable:
        return StoreUnusable(
            f"The jobs store cannot be used ({reason}).",
            where=str(self.path),
            hint="Look at the disk's free space and the folder's permissions, or set S2V_HOME to another folder.",
        )


def _kind(error: sqlite3.Error) -> int:
    """Return the primary result code of SQLite."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF
