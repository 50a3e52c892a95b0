"""The file of the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from s2v_core.database import DatabaseFile, Migration
from s2v_core.production.store.schema import JOBS_STORE, MIGRATIONS

__all__ = ["Database"]


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
