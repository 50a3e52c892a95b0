"""Folders of the user's whose files are assets without being copied, watched for what happens to them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from s2v_core.errors import MediaError, MediaRefused, MediaUnreadable
from s2v_core.media.info import MediaInfo
from s2v_core.media.library import rows
from s2v_core.media.library.index import Index
from s2v_core.media.library.looking import Looker
from s2v_core.media.library.model import Added, Asset, Imported, Refreshed
from s2v_core.media.library.names import clean_folder, clean_name, shown
from s2v_core.media.library.rows import MARK
from s2v_core.media.library.walking import files_in

__all__ = ["References"]


_SEEN = "SELECT path, size, changed, identity, gone FROM places"


@dataclass(frozen=True)
class _Root:
    """A watched folder, and what is given to what is found in it."""

    path: Path
    folder: str
    tags: tuple[str, ...]


@dataclass(frozen=True)
class _Seen:
    """A file as it was seen last."""

    size: int
    changed: int
    identity: str | None
    gone: bool


@dataclass
class _Notes:
    """What a look around found, by ids of assets."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    found: list[str] = field(default_factory=list)
    broken: dict[str, str] = field(default_factory=dict)

    def done(self) -> Refreshed:
        """Return it all; what one folder has lost and another one has now was only moved."""
        missing = tuple(asset_id for asset_id in self.missing if asset_id not in self.found)
        found = tuple(asset_id for asset_id in self.found if asset_id not in self.missing)
        return Refreshed(tuple(self.added), tuple(self.changed), missing, found, dict(self.broken))


class References:
    """The watched folders of one library. Thread-safe."""

    def __init__(self, index: Index, looker: Looker) -> None:
        self._index = index
        self._looker = looker

    def watch(self, path: Path, folder: str, tags: tuple[str, ...]) -> Iterator[Imported]:
        """Watch a folder from now on and take in what it holds."""
        with self._index.writing() as connection:
            connection.execute(
                "INSERT INTO roots VALUES (?, ?, ?) ON CONFLICT (path) DO UPDATE SET folder = ?2, tags = ?3",
                (str(path), folder, MARK.join(tags)),
            )
            connection.execute("UPDATE places SET hidden = 0 WHERE root = ?", (str(path),))
        yield from self._scan(_Root(path, folder, tags), _Notes(), every=True)

    def unwatch(self, path: Path) -> list[Asset]:
        """Watch a folder no longer and return the assets that lay nowhere else; they become missing."""
        with self._index.writing() as connection:
            connection.execute("DELETE FROM roots WHERE path = ?", (str(path),))
            return _settled(connection, _Notes())

    def folders(self) -> tuple[Path, ...]:
        """Return the watched folders."""
        with self._index.reading() as connection:
            return tuple(Path(row[0]) for row in connection.execute("SELECT path FROM roots ORDER BY path"))

    def broken(self) -> dict[str, str]:
        """Return the files that cannot be used, by path, and why."""
        with self._index.reading() as connection:
            listed = connection.execute(
                "SELECT path, problem FROM places WHERE problem != '' AND NOT gone ORDER BY path"
            )
            return dict(listed.fetchall())

    def refresh(self) -> Refreshed:
        """Look through all watched folders; only new and changed files are read."""
        notes = _Notes()
        with self._index.reading() as connection:
            listed = connection.execute("SELECT path, folder, tags FROM roots ORDER BY path").fetchall()
        for path, folder, tags in listed:
            root = _Root(Path(path), folder, tuple(tags.split(MARK)) if tags else ())
            for _ in self._scan(root, notes, every=False):
                pass
        notes.broken.update(self.broken())
        return notes.done()

    def _scan(self, root: _Root, notes: _Notes, *, every: bool) -> Iterator[Imported]:
        """Look through one folder, yielding what came of each file that is new or changed (or of ``every`` one)."""
        inner = [path for path in self.folders() if path != root.path and path.is_relative_to(root.path)]
        try:
            files = files_in(root.path)
        except MediaRefused as error:  # it has grown too large to be watched
            notes.broken[str(root.path)] = error.message
            return
        except MediaUnreadable:  # the folder is away, with the disk that it lies on perhaps
            files = []
        # A folder in it that is watched by itself is looked through on its own.
        files = [path for path in files if not any(path.is_relative_to(other) for other in inner)]
        with self._index.reading() as connection:
            seen = _places(connection, root.path)
        stamps = {path: stamp for path in files if (stamp := _stamp(path)) is not None}
        fresh = [path for path, stamp in stamps.items() if every or _differs(seen.get(str(path)), stamp)]
        # New files first: when one was moved and another put in its place, the asset follows the one that was moved.
        fresh.sort(key=lambda path: str(path) in seen)
        for done, path in enumerate(fresh, 1):
            name = shown(path.relative_to(root.path).as_posix())
            added, failure = self._take(root, path, stamps[path], notes)
            yield Imported(done, len(fresh), name, added, failure)
        with self._index.writing() as connection:
            lost = [(path,) for path in seen if Path(path) not in stamps]
            connection.executemany("UPDATE places SET gone = 1 WHERE path = ?", lost)
            _settled(connection, notes)

    def _take(
        self, root: _Root, path: Path, stamp: tuple[int, int], notes: _Notes
    ) -> tuple[Added | None, MediaError | None]:
        if shown(str(path)) != str(path):
            return None, MediaUnreadable(
                f"The name of '{shown(path.name)}' is no valid text.", where=shown(str(path)), hint="Rename the file."
            )
        try:
            info, failure = self._looker.look(path), None
        except MediaError as error:
            info, failure = None, error
        with self._index.writing() as connection:
            before = _seen_at(connection, path)
            hidden = _note_place(connection, root, path, stamp, info, failure)
            if info is None:
                _spoilt(connection, before, failure)
                return None, failure
            return (None if hidden else _attached(connection, root, path, info, before, notes)), None


def _attached(
    connection: sqlite3.Connection, root: _Root, path: Path, info: MediaInfo, before: _Seen | None, notes: _Notes
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


def _spoilt(connection: sqlite3.Connection, before: _Seen | None, error: MediaError | None) -> None:
    """Say of the asset that a file was before it was damaged what is wrong, unless it lies somewhere else, too."""
    old = rows.by_identity(connection, before.identity) if before and before.identity else None
    if old is not None and not old.stored and _place_of(connection, old.identity) is None:
        rows.change(connection, old, state="damaged", problem=error.message if error else "")


def _settled(connection: sqlite3.Connection, notes: _Notes) -> list[Asset]:
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


def _places(connection: sqlite3.Connection, root: Path) -> Mapping[str, _Seen]:
    listed = connection.execute(f"{_SEEN} WHERE root = ?", (str(root),))
    return {row["path"]: _seen(row) for row in listed}


def _seen_at(connection: sqlite3.Connection, path: Path) -> _Seen | None:
    row = connection.execute(f"{_SEEN} WHERE path = ?", (str(path),)).fetchone()
    return _seen(row) if row else None


def _seen(row: sqlite3.Row) -> _Seen:
    return _Seen(row["size"], row["changed"], row["identity"], bool(row["gone"]))


def _place_of(connection: sqlite3.Connection, identity: str) -> str | None:
    row = connection.execute(
        "SELECT path FROM places WHERE identity = ? AND NOT gone ORDER BY path LIMIT 1", (identity,)
    ).fetchone()
    return row[0] if row else None


def _note_place(
    connection: sqlite3.Connection,
    root: _Root,
    path: Path,
    stamp: tuple[int, int],
    info: MediaInfo | None,
    error: MediaError | None,
) -> bool:
    """Note what lies at a path now, and tell whether its asset was deleted from the library on purpose."""
    identity, problem = (info.identity, "") if info else (None, error.message if error else "")
    row = connection.execute("SELECT identity, hidden FROM places WHERE path = ?", (str(path),)).fetchone()
    hidden = bool(row and row["hidden"] and row["identity"] == identity)
    connection.execute(
        "INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, 0, ?) ON CONFLICT (path) DO UPDATE SET "
        "root = excluded.root, size = excluded.size, changed = excluded.changed, identity = excluded.identity, "
        "problem = excluded.problem, gone = 0, hidden = excluded.hidden",
        (str(path), str(root.path), *stamp, identity, problem, hidden),
    )
    return hidden


def _differs(seen: _Seen | None, stamp: tuple[int, int]) -> bool:
    return seen is None or seen.gone or (seen.size, seen.changed) != stamp


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        facts = path.stat()
    except OSError:
        return None
    return facts.st_size, facts.st_mtime_ns
