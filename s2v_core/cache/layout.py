"""Where entries lie: ``<kind>/<first two digits of the key>/<key>[-<digest>]<suffix>``.

Only files with such names are the cache's. Whatever else lies in its folder is never counted or deleted.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from s2v_core.cache.files import DIGEST_LENGTH

__all__ = ["Found", "Holding", "entry_path", "files_below", "holdings_of", "seal_of", "sealed_path", "sealed_paths"]

_KIND = re.compile(r"[a-z][a-z0-9-]*")
_KEY = re.compile(r"[0-9a-f]{40}")
_SUFFIX = re.compile(r"(\.[A-Za-z0-9]{1,12})*")
_FOLDER = re.compile(r"[0-9a-f]{2}")
_ENTRY = re.compile(rf"{_KEY.pattern}(-[0-9a-f]{{{DIGEST_LENGTH}}})?{_SUFFIX.pattern}")
_SCRAP = re.compile(rf"\.{_KEY.pattern}\.[0-9a-f]{{8}}\.part{_SUFFIX.pattern}")


class Found(NamedTuple):
    """One file of the cache: an entry, or (``scrap``) what a writer has not finished."""

    used: float
    """Unix time of the last use, or of the last write to a scrap."""
    size: int
    path: str
    kind: str
    scrap: bool


@dataclass(frozen=True)
class Holding:
    """What the cache holds of one kind. Times are Unix times of the last use; sizes are bytes."""

    kind: str
    entries: int
    size: int
    oldest: float
    newest: float


def entry_path(root: Path, kind: str, key: str, suffix: str) -> Path:
    """Return where an entry without a seal lies.

    Raises:
        ValueError: the kind, key or suffix is none that the cache would know again.
    """
    if not (_KIND.fullmatch(kind) and _KEY.fullmatch(key) and _SUFFIX.fullmatch(suffix)):
        raise ValueError(f"no entry of a cache: kind {kind!r}, key {key!r}, suffix {suffix!r}")
    return root / kind / key[:2] / f"{key}{suffix}"


def sealed_path(plain: Path, suffix: str, digest: str) -> Path:
    """Return where the entry lies whose path without a seal is ``plain``, once its content has that digest."""
    return plain.with_name(f"{plain.name.removesuffix(suffix)}-{digest}{suffix}")


def seal_of(path: Path, suffix: str) -> str:
    """Return the digest that a sealed entry's name promises."""
    return path.name.removesuffix(suffix)[-DIGEST_LENGTH:]


def sealed_paths(plain: Path, suffix: str) -> list[Path]:
    """Return the sealed entries there are for a key, in an order that is the same for every reader."""
    start = plain.name.removesuffix(suffix) + "-"
    length = len(start) + DIGEST_LENGTH + len(suffix)
    try:
        names = os.listdir(plain.parent)  # noqa: PTH208 (names alone, for the sake of speed)
    except OSError:
        return []
    return [
        plain.with_name(name)
        for name in sorted(names)
        if len(name) == length and name.startswith(start) and _ENTRY.fullmatch(name) and name.endswith(suffix)
    ]


def files_below(root: Path, kinds: Iterable[str] | None = None) -> Iterator[Found]:
    """Yield the cache's files, of all kinds or of some. Symbolic links are not followed; what vanishes is left out."""
    for kind in _folders(str(root)) if kinds is None else (_Folder(name, str(root / name)) for name in kinds):
        if not _KIND.fullmatch(kind.name):
            continue
        for digits in _folders(kind.path):
            if _FOLDER.fullmatch(digits.name):
                yield from _files(digits, kind.name)


def holdings_of(files: Iterable[Found]) -> tuple[Holding, ...]:
    """Sum up entries (scraps left aside) by kind, in the order of the kinds' names."""
    kinds: dict[str, list[Found]] = {}
    for file in files:
        if not file.scrap:
            kinds.setdefault(file.kind, []).append(file)
    return tuple(
        Holding(
            kind=kind,
            entries=len(found),
            size=sum(file.size for file in found),
            oldest=min(file.used for file in found),
            newest=max(file.used for file in found),
        )
        for kind, found in sorted(kinds.items())
    )


class _Folder(NamedTuple):
    name: str
    path: str


def _folders(path: str) -> Iterator[_Folder]:
    with suppress(OSError), os.scandir(path) as listing:
        for item in listing:
            if item.is_dir(follow_symlinks=False):
                yield _Folder(item.name, item.path)


def _files(folder: _Folder, kind: str) -> Iterator[Found]:
    with suppress(OSError), os.scandir(folder.path) as listing:
        for item in listing:
            entry = item.name.startswith(folder.name) and _ENTRY.fullmatch(item.name)
            if not entry and not _SCRAP.fullmatch(item.name):
                continue
            with suppress(OSError):
                if item.is_file(follow_symlinks=False):
                    facts = item.stat(follow_symlinks=False)
                    yield Found(facts.st_mtime, facts.st_size, item.path, kind, not entry)
