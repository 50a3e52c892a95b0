"""The file of the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from s2v_core.database import DatabaseFile, Migration
from s2v_core.production.store.schema import JOBS_STORE, MIGRATIONS

__all__ = ["Database", "OpenStore"]


class Database(DatabaseFile):
    """The file of one store, for all threads of a process. Closing it closes every connection.

    Args:
        path: the file; made, with its folder, when it is not there.
        patience: seconds to wait for the transactions of others.
        migrations: the versions of the tables.

    Raises:
        StoreUnusable: the file cannot be used; it stays as it is. Every method can raise it too.
    """

    def __init__(self, path: Path, *, patience: float = 30.0, migrations: Sequence[Migration] = MIGRATIONS) -> None:
        super().__init__(path, replace(JOBS_STORE, migrations=migrations), patience=patience)


class OpenStore:
    """What is read from and written into the file of a store, open until it is closed.

    Args:
        path: the file; made when it is not there.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._database = Database(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._database.close()
