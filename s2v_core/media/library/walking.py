"""The files in a folder of the user's, in order, without hidden ones and without following links out of it."""

from __future__ import annotations

import itertools
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path

from s2v_core.errors import MediaNotFound, MediaRefused, MediaUnreadable
from s2v_core.media.library.names import counted, shown

__all__ = ["MOST_FILES", "explained_reading", "files_in", "folders_in", "opened", "readable_folder"]

MOST_FILES = 50_000
_LITTER = frozenset({"thumbs.db", "desktop.ini", "icon\r"})


def files_in(folder: Path) -> list[Path]:
    """Return the files below a folder, sorted as people count (2 before 10).

    Hidden files, the litter of operating systems, and links are passed over.

    Raises:
        MediaRefused: there are more than ``MOST_FILES``.
        MediaUnreadable: the folder itself cannot be listed.
    """
    with explained_reading(folder.name):
        found = list(itertools.islice(_below(folder), MOST_FILES + 1))
    if len(found) > MOST_FILES:
        raise MediaRefused(
            f"'{folder.name}' holds more than {MOST_FILES:,} files.",
            where=str(folder),
            hint="Choose the folders in it one by one.",
        )
    return sorted(found, key=lambda path: counted(path.relative_to(folder).as_posix()))


def folders_in(folder: Path) -> list[Path]:
    """Return the folders in a folder, sorted as people count, without hidden ones and links.

    Raises:
        MediaUnreadable: it cannot be listed.
    """
    with explained_reading(folder.name):
        found = [path for path in folder.iterdir() if not path.name.startswith(".") and _is_folder(path)]
    return sorted(found, key=lambda path: counted(shown(path.name)))


def readable_folder(folder: Path, roots: tuple[Path, ...] | None) -> Path:
    """Return a folder free of links, when it may be read.

    Args:
        folder: as given.
        roots: the folders that may be read, free of links; None: all.

    Raises:
        MediaRefused: it lies outside the roots.
        MediaNotFound: it is no folder.
    """
    with _explained(folder):
        real = _real(folder, roots)
        if real.is_dir() and shown(str(real)) == str(real):
            return real
    raise MediaNotFound(f"'{folder}' is no folder.", where=str(folder), hint="Check the spelling.")


@contextmanager
def opened(path: Path, roots: tuple[Path, ...] | None) -> Iterator[BufferedReader]:
    """Open a file of the user's, when it may be read. Devices and pipes are no files.

    Raises:
        MediaRefused: it lies outside the roots.
        MediaNotFound: it is no file.
        MediaUnreadable: it may not be opened.
    """
    with _explained(path):
        real = _real(path, roots)
        if not real.is_file():
            noun = "a folder" if real.is_dir() else "a device or a pipe" if real.exists() else ""
            said = f"'{path.name}' is {noun}, not a file." if noun else f"'{path.name}' does not exist."
            raise MediaNotFound(said, where=str(path), hint="Check the spelling.")
    with explained_reading(path.name):
        file = real.open("rb")
    with file:
        yield file


@contextmanager
def explained_reading(name: str) -> Iterator[None]:
    """Name the file when reading from it fails: its disk was pulled out, or is worn.

    Raises:
        MediaUnreadable: it cannot be read.
    """
    try:
        yield
    except OSError as error:
        raise MediaUnreadable(f"'{name}' cannot be read: {error.strerror or error}.", where=name) from error


def _real(path: Path, roots: tuple[Path, ...] | None) -> Path:
    if roots is None:
        return path.expanduser().resolve()
    # Looking at a share of Windows already talks to the machine that it names.
    share = path.drive.startswith("\\\\")
    real = path if share else path.resolve()
    if share or not any(real.is_relative_to(root) for root in roots):
        raise MediaRefused(
            f"'{path}' lies outside the folders that may be read.",
            where=str(path),
            hint="Name its folder in S2V_ROOTS, or upload it.",
        )
    return real


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError, RuntimeError) as error:  # a name too long, a null byte, links that run in a circle
        shown = str(path)[:120]
        raise MediaNotFound(f"'{shown}' cannot be looked up: {error}", where=shown) from error


def _below(folder: Path) -> Iterator[Path]:
    def complain(error: OSError) -> None:
        if error.filename is not None and Path(error.filename) == folder:
            raise error

    for place, folders, names in os.walk(folder, onerror=complain):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(place, name)
            if not name.startswith(".") and name.lower() not in _LITTER and _is_plain(path):
                yield path


def _is_plain(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:  # it has just gone, or may not be looked at
        return False


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.lstat().st_mode)
    except OSError:  # it has just gone, or may not be looked at
        return False
