"""From a reference in a document to a file on this machine, within the limits of trust.

A reference is a path, a ``file://``, ``http(s)://`` or other fsspec URL, the id of an asset in the library
(``media://name`` or bare), or a track of the music pool (``pool:mood/name``).
"""

from __future__ import annotations

import difflib
import glob
import os
import re
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path, PureWindowsPath
from typing import Literal
from urllib.request import url2pathname

from s2v_core.cache import Cache
from s2v_core.errors import MediaNotFound, MediaRefused
from s2v_core.media.library.ids import is_asset_id
from s2v_core.media.library.lookup import Lookup
from s2v_core.media.music import music_path
from s2v_core.settings import Settings

__all__ = ["Locator", "path_of_url", "reference_kind"]

ReferenceKind = Literal["pool", "library", "file", "http", "remote", "path"]

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]+(?=://|::)")
_KINDS: Mapping[str, ReferenceKind] = {"media": "library", "http": "http", "https": "http"}
"""What a scheme names, in lower case; every other one is fsspec's."""
_BESIDE = (".json", ".txt", ".part")
"""Endings of files in the library that describe assets but are none."""


def reference_kind(reference: str) -> ReferenceKind:
    """Tell what a reference names; a drive letter of Windows is no scheme."""
    if reference.startswith("pool:"):
        return "pool"
    if reference[:5].lower() == "file:" and reference[5:6] == "/":
        return "file"
    match = _SCHEME.match(reference)
    if match is None:
        return "path"
    scheme = match.group().lower()
    if reference[match.end() :].startswith("::"):
        return "remote"
    return _KINDS.get(scheme, "remote")


class Locator:
    """Finds the files of one production.

    Args:
        settings: roots, hosts, limits and the folders of library and cache.
        base: folder that relative paths start from; None: the working folder.
        trusted: True when the references come from this machine's user: then any local path may be read. Otherwise
            only what lies, after resolving symbolic links, below ``settings.trusted_roots``, on hosts that
            ``settings.url_hosts`` allows, and in the object stores' folders of ``settings.sources``.
    """

    def __init__(self, settings: Settings, *, base: Path | None, trusted: bool) -> None:
        self._settings = settings
        self._base = (base or Path()).absolute()
        self._trusted = trusted
        self._roots = tuple(root.resolve() for root in settings.trusted_roots)
        self._library = settings.library_dir.resolve()
        self._lookup = Lookup(settings.library_dir)
        self._folders: dict[Path, Path] = {}
        self._cache = Cache(settings.cache_dir, limit=settings.cache_limit)

    def find(self, reference: str) -> Path:
        """Return the file, fetching it when it lies elsewhere.

        Raises:
            MediaNotFound: the reference leads nowhere.
            MediaRefused: it leads outside the trusted folders or hosts.
            MediaTooLarge: it is larger than may be fetched.
            DependencyMissing: the package for its kind of address, or the music pool, is not installed.
        """
        kind = reference_kind(reference)
        if not reference.strip() or "\0" in reference:
            raise MediaNotFound("The reference to an asset is empty or malformed.", where=reference[:80])
        if kind == "pool":
            return music_path(reference)
        if kind == "library":
            return self._library_file(reference)
        if kind == "file":
            return self._local(Path(path_of_url(reference)), reference)
        if kind == "path":
            return self._path_or_library(reference)
        return self._fetched(reference, kind)

    def know(self, assets: Mapping[str, Path]) -> None:
        """Take these for the files of the library's assets with these ids, without a look into its index."""
        self._lookup.know(assets)

    def canonical(self, reference: str, found: Path) -> str:
        """Return what a timeline should say for a reference whose file is ``found``.

        That is the absolute path of a local file; URLs and ids of the library stay as they are.
        """
        kind = reference_kind(reference)
        in_library = found.is_relative_to(self._library) or is_asset_id(reference)
        by_id = kind == "path" and in_library and not (self._base / reference).is_file()
        return reference if by_id or kind not in ("path", "file") else str(found)

    def _fetched(self, reference: str, kind: ReferenceKind) -> Path:
        limit = self._settings.max_download_mb * 1_000_000
        if kind == "http":
            from s2v_core.media.download import fetch_url

            return fetch_url(reference, cache=self._cache, private_hosts=self._settings.url_hosts, max_bytes=limit)
        from s2v_core.media.remote import fetch_remote

        sources = None if self._trusted else self._settings.sources
        return fetch_remote(reference, cache=self._cache, sources=sources, max_bytes=limit)

    def _local(self, path: Path, reference: str) -> Path:
        try:
            real = self._allowed(self._base / (path.expanduser() if self._trusted else path))
            if real is not None and real.is_file():
                return real
        except (OSError, ValueError, RuntimeError) as error:  # a name too long, or links that run in a circle
            raise MediaNotFound(f"'{_shortened(reference)}' cannot be looked up: {error}", where=reference) from error
        if real is None:
            raise MediaRefused(
                f"'{reference}' lies outside the folders that this job may read.",
                where=reference,
                hint="Add the file to the library, or name its folder in S2V_ROOTS.",
            )
        raise self._not_found(real, reference)

    def _path_or_library(self, reference: str) -> Path:
        try:
            return self._local(Path(reference), reference)
        except (MediaNotFound, MediaRefused):
            asset = self._asset_file(reference, reference)
            if asset is not None:
                return asset
            found = self._in_library(reference)
            if found is None:
                raise
            return self._local(found, reference)

    def _library_file(self, reference: str) -> Path:
        name = reference.partition("://")[2]
        asset = self._asset_file(name, reference)
        if asset is not None:
            return asset
        found = self._in_library(name) or self._in_library(url2pathname(name))
        if found is None:
            raise MediaNotFound(
                f"The library has no asset '{name}'.", where=reference, hint="Check its id, or add the file first."
            )
        return self._local(found, reference)

    def _asset_file(self, asset_id: str, reference: str) -> Path | None:
        """Return the file of an asset in the library's index, None when there is none of that id.

        It may lie in any folder: who added the folder to the library allowed it, but only as it was then, so that no
        link may have been put in the file's place.
        """
        try:
            path = self._lookup.find(asset_id)
            if path is None:
                return None
            if path.is_file() and (path.is_relative_to(self._settings.library_dir) or path.resolve() == path):
                return path.resolve()
        except (OSError, sqlite3.Error) as error:
            raise MediaNotFound(f"The library cannot be read: {error}.", where=reference) from error
        raise MediaNotFound(
            f"The file of the asset '{asset_id}' was moved or deleted.",
            where=reference,
            hint="Bring it back to where it was, or replace the asset in the library.",
        )

    def _in_library(self, name: str) -> Path | None:
        """Return the file named ``name``, or ``name`` plus any suffix, below the library; never above it."""
        parts = PureWindowsPath(name)
        if not name.strip() or parts.anchor or ".." in parts.parts:
            return None
        path = self._settings.library_dir / name
        try:
            return next((file for file in (path, *_with_any_suffix(path)) if file.is_file()), None)
        except (OSError, ValueError):
            return None

    def _allowed(self, path: Path) -> Path | None:
        """Return the path to read, free of symbolic links, or None when it may not be read."""
        if self._trusted:
            return self._real(path)
        if os.name == "nt" and path.drive.startswith("\\\\"):
            return None  # looking at a share already talks to the machine that it names
        real = self._real(path)
        return real if any(real.is_relative_to(root) for root in self._roots) else None

    def _real(self, path: Path) -> Path:
        """Resolve a path as ``Path.resolve`` does, each folder only once: jobs name many files in few folders."""
        folder = self._folders.get(path.parent)
        if folder is None:
            folder = self._folders[path.parent] = path.parent.resolve()
        real = folder / path.name
        return path.resolve() if path.name in ("", "..") or real.is_symlink() else real

    def _not_found(self, path: Path, reference: str) -> MediaNotFound:
        if path.is_dir():
            return MediaNotFound(
                f"'{reference}' is a folder, not a file.", where=reference, hint="Name the files in it one by one."
            )
        if path.exists():
            return MediaNotFound(f"'{reference}' is a device or a pipe, not a file.", where=reference)
        hint = "Check the spelling; relative paths start from the folder of the job document."
        close = difflib.get_close_matches(path.name, _names_in(path.parent), n=1, cutoff=0.8) if self._trusted else []
        hint = f"Did you mean '{close[0]}'?" if close else hint
        return MediaNotFound(
            f"'{reference}' is neither a file nor an asset of the library.", where=reference, hint=hint
        )


def _names_in(folder: Path) -> list[str]:
    try:
        return [entry.name for entry in folder.iterdir()]
    except OSError:  # it is not there, or may not be listed
        return []


def _with_any_suffix(path: Path) -> Iterator[Path]:
    others = sorted(path.parent.glob(f"{glob.escape(path.name)}.*"))
    return (other for other in others if other.suffix not in _BESIDE)


def _shortened(reference: str) -> str:
    return reference if len(reference) <= 120 else f"{reference[:120]}..."


def path_of_url(reference: str) -> str:
    """Return the path of a ``file:`` URL, with its ``%`` escapes decoded and, on Windows, its drive letter.

    Raises:
        MediaNotFound: it names a file on another machine.
    """
    rest = reference[5:]
    if rest.startswith("//"):
        host, slash, rest = rest[2:].partition("/")
        rest = slash + rest
        if host.lower() not in ("", "localhost"):
            raise MediaNotFound(
                f"'{reference}' names a file on another machine.",
                where=reference,
                hint="A local file has three slashes: file:///folder/name.mp4.",
            )
    return url2pathname(rest)
