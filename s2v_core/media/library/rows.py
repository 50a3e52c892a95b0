"""Rows of assets: reading, adding and changing them inside a transaction."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import time
from collections.abc import Iterable, Mapping
from typing import Any

from s2v_core.errors import MediaNotFound
from s2v_core.media.info import MediaInfo
from s2v_core.media.library.ids import is_asset_id
from s2v_core.media.library.model import Asset, facts_of
from s2v_core.media.library.names import counted, folded, shown

__all__ = [
    "MARK",
    "SELECT",
    "asset_of",
    "by_identity",
    "change",
    "insert",
    "known",
    "many",
    "one",
    "remove",
    "set_content",
]

MARK = "\x1e"
"""Stands around each tag; no cleaned name, folder or tag holds it."""
SELECT = (
    "SELECT id, name, kind, folder, tags, width, height, duration, size, added, modified, state, problem, ranges, "
    "identity, stored, facts FROM assets"
)
_AMONG = "WHERE id IN (SELECT value FROM json_each(?))"
_INSERT = """INSERT INTO assets VALUES (
    :id, :name, :kind, :folder, :tags, :width, :height, :duration, :size, :added, :modified, :state, :problem,
    :ranges, :identity, :stored, :facts, :searched, :sorted
)"""
_UPDATE = """UPDATE assets SET
    name = :name, kind = :kind, folder = :folder, tags = :tags, width = :width, height = :height,
    duration = :duration, size = :size, modified = :modified, state = :state, problem = :problem, ranges = :ranges,
    identity = :identity, stored = :stored, facts = :facts, searched = :searched, sorted = :sorted
    WHERE id = :id"""


def asset_of(row: sqlite3.Row) -> Asset:
    """Return the asset of a row that was selected by ``SELECT``."""
    values = list(row)
    values[4] = tuple(values[4].split(MARK)) if values[4] else ()
    values[13] = tuple((low, high) for low, high in json.loads(values[13])) if values[13] else ()
    return Asset(*values)


def known(connection: sqlite3.Connection, asset_id: str) -> Asset | None:
    """Return an asset, None when there is none of that id."""
    if not is_asset_id(asset_id):
        return None
    row = connection.execute(f"{SELECT} WHERE id = ?", (asset_id,)).fetchone()
    return asset_of(row) if row else None


def one(connection: sqlite3.Connection, asset_id: str) -> Asset:
    """Return an asset.

    Raises:
        MediaNotFound: there is none of that id.
    """
    found = known(connection, asset_id)
    if found is None:
        name = shown(asset_id[:80])
        raise MediaNotFound(f"The library has no asset '{name}'.", where=name, hint="It may have been deleted.")
    return found


def many(connection: sqlite3.Connection, ids: Iterable[str]) -> dict[str, Asset]:
    """Return the assets of these ids; unknown ones are left out."""
    wanted = (json.dumps([asset_id for asset_id in ids if is_asset_id(asset_id)]),)
    rows = connection.execute(f"{SELECT} {_AMONG}", wanted)
    return {asset.id: asset for asset in map(asset_of, rows)}


def by_identity(connection: sqlite3.Connection, identity: str) -> Asset | None:
    """Return the asset that has this content."""
    row = connection.execute(f"{SELECT} WHERE identity = ?", (identity,)).fetchone()
    return asset_of(row) if row else None


def insert(
    connection: sqlite3.Connection, info: MediaInfo, *, name: str, folder: str, tags: tuple[str, ...], stored: str
) -> Asset:
    """Add an asset whose content is new to the library.

    Its id follows from its content, so that a library that has lost its index, or another one with the same files,
    gives the same ids; what was replaced keeps its id, and its old content gets another one.
    """
    now = _now()
    row = {
        "id": _free_id(connection, info.identity),
        "identity": info.identity,
        "name": name,
        "folder": folder,
        "tags": MARK.join(tags),
        "searched": _searched(name, folder, tags),
        "sorted": counted(name),
        "added": now,
        "modified": now,
        "state": "ready",
        "problem": "",
        "ranges": "",
        "stored": stored,
        **_measures(info),
    }
    connection.execute(_INSERT, row)
    connection.execute("DELETE FROM leaving WHERE stored = ?", (stored,))
    return one(connection, str(row["id"]))


def set_content(connection: sqlite3.Connection, asset: Asset, info: MediaInfo, *, stored: str) -> Asset:
    """Give an asset other content, or its own content a place in the store, and return it anew.

    Ranges that lie behind the end of the new content go, others end with it.
    """
    values = {**_measures(info), "identity": info.identity, "stored": stored, "state": "ready", "problem": ""}
    values["ranges"] = _dumped(_clamped(asset.ranges, values["duration"]))
    connection.execute("DELETE FROM leaving WHERE stored = ?", (stored,))
    return _update(connection, asset.id, values)


def change(connection: sqlite3.Connection, asset: Asset, **changes: Any) -> Asset:
    """Change name, folder, tags, ranges, state or problem of an asset and return it anew."""
    name, folder, tags = (changes.get(key, getattr(asset, key)) for key in ("name", "folder", "tags"))
    values = {**changes, "tags": MARK.join(tags), "searched": _searched(name, folder, tags)}
    values["sorted"] = counted(name)
    if "ranges" in changes:
        values["ranges"] = _dumped(changes["ranges"])
    return _update(connection, asset.id, values)


def remove(connection: sqlite3.Connection, asset: Asset) -> None:
    """Delete the row; the content is noted as leaving, and the files of the user's that hold it stay unlisted."""
    connection.execute("DELETE FROM assets WHERE id = ?", (asset.id,))
    connection.execute("UPDATE places SET hidden = 1 WHERE identity = ?", (asset.identity,))
    if asset.stored:
        connection.execute("INSERT OR IGNORE INTO leaving VALUES (?)", (asset.stored,))


def _update(connection: sqlite3.Connection, asset_id: str, values: Mapping[str, Any]) -> Asset:
    row = connection.execute("SELECT * FROM assets WHERE id = ?", (asset_id,)).fetchone()
    connection.execute(_UPDATE, {**dict(row), **values, "modified": _now()})
    return one(connection, asset_id)


def _measures(info: MediaInfo) -> dict[str, Any]:
    return {
        "kind": info.kind,
        "width": info.width,
        "height": info.height,
        "duration": None if info.duration is None else float(info.duration),
        "size": info.size,
        "facts": facts_of(info),
    }


def _free_id(connection: sqlite3.Connection, identity: str) -> str:
    for attempt in range(1_000_000):
        made = hashlib.blake2b(f"{identity}/{attempt}".encode(), digest_size=16).hexdigest()
        if connection.execute("SELECT 1 FROM assets WHERE id = ?", (made,)).fetchone() is None:
            return made
    raise AssertionError("no id is free")


def _searched(name: str, folder: str, tags: Iterable[str]) -> str:
    marked = MARK.join(("", *(folded(tag) for tag in tags), ""))
    return f"{folded(name)}\n{folded(folder)}\n{marked}"


def _clamped(ranges: Iterable[tuple[float, float]], duration: float | None) -> list[tuple[float, float]]:
    end = duration or 0.0
    return [(low, min(high, end)) for low, high in ranges if low < end]


def _dumped(ranges: Iterable[tuple[float, float]]) -> str:
    values = [list(span) for span in ranges]
    return json.dumps(values) if values else ""


def _now() -> int:
    return time.time_ns() // 1_000_000
