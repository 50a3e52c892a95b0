"""Connections to a database file: opened, shared between threads, used in short transactions.

Write-ahead log, so that readers never wait for the writer; ``BEGIN IMMEDIATE``, since a transaction that starts by
reading and then writes fails at once when another one wrote in between; full synchronisation, so that what was
answered survives a loss of power.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePath
from urllib.parse import quote_from_bytes

from s2v_core.database.format import Format, is_busy

__all__ = ["DatabaseFile", "address_of"]

_KEPT = 4


class DatabaseFile:
    """One file, for all threads of a process; other processes open it themselves. Closing it ends every connection.

    Args:
        path: the file; made, with its folder, when it is not there.
        kind: what the file is. Its ``error`` is raised, here and by every method, when the file cannot be used.
        patience: seconds to wait for the transactions of others.
    """

    def __init__(self, path: Path, kind: Format, *, patience: float) -> None:
        self.path = path
        self._kind = kind
        self._patience = patience
        self._guard = threading.Lock()
        self._idle: list[sqlite3.Connection] = []
        self._closed = False
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise kind.refused(path, error.strerror or str(error)) from error
        with self._explained():
            connection = self._open(mode="rwc")
            try:
                kind.check(connection, path)  # before anything is changed: it may be somebody else's
                self._use_log(connection)
                kind.migrate(connection, path)
            except BaseException:
                connection.close()
                raise
        self._give_back(connection)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give a connection that sees one unchanging state."""
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
    def _explained(self) -> Iterator[None]:
        with self._kind.explained(self.path, self._patience):
            yield

    @contextmanager
    def _borrowed(self) -> Iterator[sqlite3.Connection]:
        with self._guard:
            if self._closed:
                raise self._kind.closed(self.path)
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
            address_of(self.path.absolute(), mode=mode),
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
                if not is_busy(error) or time.monotonic() > give_up:
                    raise
                time.sleep(0.01)


def address_of(path: PurePath, *, mode: str) -> str:
    """Return the address by which SQLite opens the file at an absolute path, also on a share of Windows.

    Args:
        path: the file.
        mode: ``ro`` to read only, ``rw`` to write, ``rwc`` to make it when it is not there.
    """
    name = quote_from_bytes(os.fsencode(path.as_posix()), safe="/:")
    return f"file://{name if name.startswith('/') else '/' + name}?mode={mode}"
