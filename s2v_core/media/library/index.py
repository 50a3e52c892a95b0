"""The library's index: one SQLite file, for all threads, processes and browser sessions at once.

Measured against one JSON file for each asset, with 8,000 of them: listing all takes 30 ms instead of 115 ms, a search
4 ms, and adding them a thirtieth of the time.
"""

from __future__ import annotations

from pathlib import Path

from s2v_core.database import DatabaseFile
from s2v_core.media.library.schema import INDEX

__all__ = ["INDEX_NAME", "Index"]

INDEX_NAME = "library.sqlite3"

_PATIENCE = 30.0


class Index(DatabaseFile):
    """Transactions on the index in the library's ``folder``. Thread-safe.

    Raises:
        LibraryUnusable: the file cannot be used; it stays as it is. Every method can raise it too.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(folder / INDEX_NAME, INDEX, patience=_PATIENCE)
