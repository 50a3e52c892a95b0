"""Remembering the facts about files that have not changed, so that thousands of assets are looked at in a moment."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import fields
from fractions import Fraction
from pathlib import Path
from typing import Any, get_args

from s2v_core.cache import Cache, key_of
from s2v_core.errors import SettingsError
from s2v_core.media.info import MediaInfo, MediaKind
from s2v_core.media.pictures import check_pixels
from s2v_core.media.probe import PROBE_VERSION

__all__ = ["ProbeMemory", "stamp_of"]

_KIND, _SHEET, _SUFFIX = "probe", "probe-sheet", ".json"
_NAMES = tuple(field.name for field in fields(MediaInfo))
_KINDS = get_args(MediaKind)
_DAMAGED = (OSError, ValueError, TypeError, LookupError, AttributeError, ZeroDivisionError, RecursionError)


class ProbeMemory:
    """Facts by file, kept in the cache as long as the file's path, size and time of change stay the same.

    Each file has an entry of its own. The files of one job are kept on one sheet besides, which is read in one go.
    Damaged entries and sheets count as none.
    """

    def __init__(self, cache: Cache, *, max_pixels: int) -> None:
        self._cache = cache
        self._max_pixels = max_pixels
        self._rows: dict[str, list[Any]] = {}
        self._used: dict[str, list[Any]] = {}
        self._fresh = False

    def recall(self, path: Path) -> MediaInfo | None:
        """Return what is remembered about a file, None when there is nothing.

        Raises:
            MediaTooLarge: the file has more than ``max_pixels`` pixels.
        """
        stamp = stamp_of(path)
        row = self._rows.get(stamp)
        info = _parsed(row)
        if info is None:
            info = self._read(stamp)
        elif row is not None:
            self._used[stamp] = row
        if info is not None:
            check_pixels(path, info.width, info.height, max_pixels=self._max_pixels)
        return info

    def remember(self, path: Path, info: MediaInfo) -> None:
        """Keep the facts about a file until it changes."""
        stamp, row = stamp_of(path), _row(info)
        if not stamp:
            return
        self._note(stamp, row)
        self._keep(_KIND, key_of(stamp), row)

    def open_sheet(self, references: Sequence[str]) -> None:
        """Read the sheet of the job that names these references, if there is one."""
        try:
            path = self._cache.path(_SHEET, key_of(PROBE_VERSION, references), _SUFFIX)
            self._rows = dict(json.loads(path.read_bytes()))
        except _DAMAGED:
            self._rows = {}

    def save_sheet(self, references: Sequence[str]) -> None:
        """Write the sheet anew if anything on it has changed."""
        if self._fresh:
            self._keep(_SHEET, key_of(PROBE_VERSION, references), self._used)
            self._fresh = False

    def _keep(self, kind: str, key: str, value: Any) -> None:
        """Store ``value``; a cache that cannot be written only means looking again the next time."""
        text = json.dumps(value)
        with suppress(SettingsError):
            self._cache.store(kind, key, _SUFFIX, lambda target: target.write_text(text, encoding="utf-8"))

    def _read(self, stamp: str) -> MediaInfo | None:
        if not stamp:
            return None
        try:
            row = json.loads(self._cache.path(_KIND, key_of(stamp), _SUFFIX).read_bytes())
        except _DAMAGED:
            return None
        info = _parsed(row)
        if info is not None:
            self._note(stamp, row)
        return info

    def _note(self, stamp: str, row: list[Any]) -> None:
        self._used[stamp] = row
        self._fresh = True


def stamp_of(path: Path) -> str:
    """Return a text that changes when the file does, an empty one for a file that cannot be looked at."""
    try:
        facts = path.stat()
    except OSError:
        return ""
    return f"{PROBE_VERSION}|{facts.st_size}|{facts.st_mtime_ns}|{os.fspath(path)}"


def _row(info: MediaInfo) -> list[Any]:
    values = (getattr(info, name) for name in _NAMES)
    return [value.as_integer_ratio() if isinstance(value, Fraction) else value for value in values]


def _parsed(row: Any) -> MediaInfo | None:
    """Return the facts of a row, None when it is not one."""
    try:
        values = dict(zip(_NAMES, row, strict=True))
        for name in ("duration", "rate"):
            values[name] = None if values[name] is None else Fraction(*values[name])
        whole = values["kind"] in _KINDS and isinstance(values["identity"], str)
        pixels = isinstance(values["width"], int) and isinstance(values["height"], int)
        return MediaInfo(**values) if whole and pixels else None
    except _DAMAGED:
        return None
