"""SQLite files that many threads and processes use at once: opened, brought up to date, and their errors told."""

from s2v_core.database.file import DatabaseFile, address_of
from s2v_core.database.format import Format, Migration

__all__ = ["DatabaseFile", "Format", "Migration", "address_of"]
