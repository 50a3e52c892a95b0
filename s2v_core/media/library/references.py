"""Folders of the user's whose files are assets without being copied, watched for what happens to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from s2v_core.errors import MediaError, MediaRefused, MediaUnreadable
from s2v_core.media.library.index import Index
from s2v_core.media.library.looking import Looker
from s2v_core.media.library.model import Asset, Imported, Refreshed
from s2v_core.media.library.names import shown
from s2v_core.media.library.places import (
    Look,
    Notes,
    Root,
    Stamp,
    differs,
    note_gone,
    places_in,
    settle,
    stamp_of,
    take,
)
from s2v_core.media.library.rows import MARK
from s2v_core.media.library.walking import files_in
from s2v_core.processes import usable_cores

__all__ = ["References"]

_HANDFUL = 16
"""Files whose facts are written together."""


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
        yield from self._scan(Root(path, folder, tags), Notes(), every=True)

    def unwatch(self, path: Path) -> list[Asset]:
        """Watch a folder no longer and return the assets that lay nowhere else; they become missing."""
        with self._index.writing() as connection:
            connection.execute("DELETE FROM roots WHERE path = ?", (str(path),))
            return settle(connection, Notes())

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
        notes = Notes()
        with self._index.reading() as connection:
            listed = connection.execute("SELECT path, folder, tags FROM roots ORDER BY path").fetchall()
        for path, folder, tags in listed:
            root = Root(Path(path), folder, tuple(tags.split(MARK)) if tags else ())
            for _ in self._scan(root, notes, every=False):
                pass
        notes.broken.update(self.broken())
        return notes.done()

    def _scan(self, root: Root, notes: Notes, *, every: bool) -> Iterator[Imported]:
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
            seen = places_in(connection, root.path)
        stamps = {path: stamp for path in files if (stamp := stamp_of(path)) is not None}
        fresh = [path for path, stamp in stamps.items() if every or differs(seen.get(str(path)), stamp)]
        # New files first: when one was moved and another put in its place, the asset follows the one that was moved.
        fresh.sort(key=lambda path: str(path) in seen)
        yield from self._take_all(root, fresh, stamps, notes)
        with self._index.writing() as connection:
            note_gone(connection, (path for path in seen if Path(path) not in stamps))
            settle(connection, notes)

    def _take_all(
        self, root: Root, fresh: Sequence[Path], stamps: Mapping[Path, Stamp], notes: Notes
    ) -> Iterator[Imported]:
        """Look at files, some at a time, and note what they are in one transaction for each handful."""
        done = 0
        with ThreadPoolExecutor(usable_cores(_HANDFUL)) as pool:
            for place in range(0, len(fresh), _HANDFUL):
                handful = fresh[place : place + _HANDFUL]
                looks = list(pool.map(lambda path: self._look(path, stamps[path]), handful))
                with self._index.writing() as connection:
                    taken = [take(connection, root, look, notes) for look in looks]
                for look, added in zip(looks, taken, strict=True):
                    done += 1
                    name = shown(look.path.relative_to(root.path).as_posix())
                    yield Imported(done, len(fresh), name, added, look.failure)

    def _look(self, path: Path, stamp: Stamp) -> Look:
        name = shown(str(path))
        if name != str(path):
            return Look(
                path, stamp, MediaUnreadable(f"'{name}' has no valid name.", where=name, hint="Rename the file.")
            )
        try:
            return Look(path, stamp, self._looker.look(path))
        except MediaError as error:
            return Look(path, stamp, error)
