"""Where the files in watched folders lie, what they are, and which assets they make."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from s2v_core.errors import MediaError
from s2v_core.media.info import MediaInfo
from s2v_core.media.library import rows
from s2v_core.media.library.model import Added, Asset, Refreshed
from s2v_core.media.library.names import clean_folder, clean_name, shown

__all__ = [
    "Look",
    "Notes",
    "Root",
    "Seen",
    "Stamp",
    "differs",
    "lying",
    "note_gone",
    "places_in",
    "settle",
    "stamp_of",
    "take",
]

Stamp = tuple[int, int]
"""Size in bytes and time of change in nanoseconds."""

_SEEN = "SELECT path, size, changed, identity, gone FROM places"


@dataclass(frozen=True)
class Root:
    """A watched folder, and what is given to what is found in it."""

    path: Path
    folder: str
    tags: tuple[str, ...]


@dataclass(frozen=True)
class Seen:
    """A file as it was seen last."""

    size: int
    changed: int
    identity: str | None
    gone: bool


@dataclass
class Notes:
    """What a look around found, by ids of assets."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    found: list[str] = field(default_factory=list)
    broken: dict[str, str] = field(default_factory=dict)

    def done(self) -> Refreshed:
        """Return it all; what one folder has lost and another one has now was only moved."""
        moved = {*self.missing} & {*self.found}
        missing = tuple(asset_id for asset_id in self.missing if asset_id not in moved)
        found = tuple(asset_id for asset_id in self.found if asset_id not in moved)
        return Refreshed(tuple(self.added), tuple(self.changed), missing, found, dict(self.broken))


@dataclass(frozen=True)
class Look:
    """A file that was looked at: its facts, or why it cannot be used."""

    path: Path
    stamp: Stamp
    outcome: MediaInfo | MediaError

    @property
    def info(self) -> MediaInfo | None:
        """The facts."""
        return self.outcome if isinstance(self.outcome, MediaInfo) else None

    @property
    def failure(self) -> MediaError | None:
        """Why it cannot be used."""
        return self.outcome if isinstance(self.outcome, MediaError) else None


def take(connection: sqlite3.Connection, root: Root, look: Look, notes: Notes) -> Added | None:
    """Note a file, and connect it with its asset if it can be used and was not deleted on purpose."""
    if shown(str(look.path)) != str(look.path):
        return None  # such a name cannot be kept
    before = _seen_at(connection, look.path)
    hidden = _note(connection, root, look)
    if isinstance(look.outcome, MediaError):
        _spoil(connection, before, look.outcome)
        return None
    return None if hidden else _attached(connection, root, look.path, look.outcome, before, notes)


def lying(connection: sqlite3.Connection, assets: Iterable[Asset]) -> dict[str, tuple[Path, ...]]:
    """Return where the content of assets lies in the watched folders, by id; those that lie nowhere are left out."""
    identities = {asset.identity: asset.id for asset in assets}
    found: dict[str, tuple[Path, ...]] = {}
    listed = connection.execute(
        "SELECT identity, path FROM places WHERE NOT gone AND identity IN (SELECT value FROM json_each(?)) "
        "ORDER BY path",
        (json.dumps(list(identities)),),
    )
    for identity, path in listed:
        found[identities[identity]] = (*found.get(identities[identity], ()), Path(path))
    return found


def note_gone(connection: sqlite3.Connection, paths: Iterable[str]) -> None:
    """Note that files are no longer where they were."""
    connection.executemany("UPDATE places SET gone = 1 WHERE path = ?", [(path,) for path in paths])


def _attached(
    connection: sqlite3.Connection, root: Root, path: Path, info: MediaInfo, before: Seen | None, notes: Notes
) -> Added:
    """Connect a file that can be used with its asset: one with its content, the one it was before, or a new one."""
    equal = rows.by_identity(connection, info.identity)
    if equal is not None:
        return Added(equal, duplicate=True)
    old = rows.by_identity(connection, before.identity) if before and before.identity else None
    if old is not None and not old.stored and _place_of(connection, old.identity) is None:
        followed = rows.set_content(connection, old, info, stored="")
        notes.changed.append(followed.id)
        return Added(followed, duplicate=False)
    inner = path.parent.relative_to(root.path).as_posix()
    folder = clean_folder(f"{root.folder}/{inner}")
    asset = rows.insert(connection, info, name=clean_name(path.name), folder=folder, tags=root.tags, stored="")
    notes.added.append(asset.id)
    return Added(asset, duplicate=False)


def _spoil(connection: sqlite3.Connection, before: Seen | None, failure: MediaError) -> None:
    """Say of the asset that a file was before it was damaged what is wrong, unless it lies somewhere else, too."""
    old = rows.by_identity(connection, before.identity) if before and before.identity else None
    if old is not None and not old.stored and _place_of(connection, old.identity) is None:
        rows.change(connection, old, state="damaged", problem=failure.message)


def settle(connection: sqlite3.Connection, notes: Notes) -> list[Asset]:
    """Bring the states of all assets in folders of the user's up to date; return those that have become unusable."""
    lost: list[Asset] = []
    listed = connection.execute(f"{rows.SELECT} WHERE stored = ''").fetchall()
    lying = {row[0] for row in connection.execute("SELECT identity FROM places WHERE identity NOT NULL AND NOT gone")}
    for asset in map(rows.asset_of, listed):
        if asset.identity in lying:
            if asset.state != "ready":
                rows.change(connection, asset, state="ready", problem="")
                notes.found.append(asset.id)
        elif asset.state == "ready":
            reason = "Its file was moved, changed or deleted."
            lost.append(rows.change(connection, asset, state="missing", problem=reason))
            notes.missing.append(asset.id)
    return lost


def places_in(connection: sqlite3.Connection, root: Path) -> Mapping[str, Seen]:
    """Return what was seen in a watched folder, by path."""
    listed = connection.execute(f"{_SEEN} WHERE root = ?", (str(root),))
    return {row["path"]: _seen(row) for row in listed}


def _seen_at(connection: sqlite3.Connection, path: Path) -> Seen | None:
    row = connection.execute(f"{_SEEN} WHERE path = ?", (str(path),)).fetchone()
    return _seen(row) if row else None


def _seen(row: sqlite3.Row) -> Seen:
    return Seen(row["size"], row["changed"], row["identity"], bool(row["gone"]))


def _place_of(connection: sqlite3.Connection, identity: str) -> str | None:
    row = connection.execute(
        "SELECT path FROM places WHERE identity = ? AND NOT gone ORDER BY path LIMIT 1", (identity,)
    ).fetchone()
    return row[0] if row else None


def _note(connection: sqlite3.Connection, root: Root, look: Look) -> bool:
    """Note what lies at a path now, and tell whether its asset was deleted from the library on purpose."""
    identity = None if look.info is None else look.info.identity
    problem = "" if look.failure is None else look.failure.message
    row = connection.execute("SELECT identity, hidden FROM places WHERE path = ?", (str(look.path),)).fetchone()
    hidden = bool(row and row["hidden"] and row["identity"] == identity)
    connection.execute(
        "INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, 0, ?) ON CONFLICT (path) DO UPDATE SET "
        "root = excluded.root, size = excluded.size, changed = excluded.changed, identity = excluded.identity, "
        "problem = excluded.problem, gone = 0, hidden = excluded.hidden",
        (str(look.path), str(root.path), *look.stamp, identity, problem, hidden),
    )
    return hidden


def differs(seen: Seen | None, stamp: Stamp) -> bool:
    """Tell whether a file is new, back, or changed since it was seen."""
    return seen is None or seen.gone or (seen.size, seen.changed) != stamp


def stamp_of(path: Path) -> Stamp | None:
    """Return what changes when the file does, None when it cannot be looked at."""
    try:
        facts = path.stat()
    except OSError:
        return None
    return facts.st_size, facts.st_mtime_ns
