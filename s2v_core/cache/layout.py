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

__all__ = [
    "Found",
    "Holding",
    "Survey",
    "entry_path",
    "files_below",
    "is_entry",
    "seal_of",
    "sealed_path",
    "sealed_paths",
    "survey_of",
]

_KIND = re.compile(r"[a-z][a-z0-9-]*")
_KEY = re.compile(r"[0-9a-f]{40}")
_SUFFIX = re.compile(r"(\.[A-Za-z0-9]{1,12})?")
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


@dataclass(frozen=True)
class Survey:
    """What the cache holds by kind, and what its writers have not finished. Sizes are bytes."""

    holdings: tuple[Holding, ...]
    unfinished: int
    unfinished_size: int

    @property
    def entries(self) -> int:
        """Number of all entries."""
        return sum(holding.entries for holding in self.holdings)

    @property
    def size(self) -> int:
        """Size of all files."""
        return sum(holding.size for holding in self.holdings) + self.unfinished_size


def entry_path(root: Path, kind: str, key: str, suffix: str) -> Path:
    """Return where an entry without a seal lies.

    Raises:
        ValueError: the kind, key or suffix is none that the cache would know again.
    """
    if not (_KIND.fullmatch(kind) and _KEY.fullmatch(key) and _SUFFIX.fullmatch(suffix)):
        raise ValueError(f"no entry of a cache: kind {kind!r}, key {key!r}, suffix {suffix!r}")
    return root / kind / key[:2] / f"{key}{suffix}"


def is_entry(root: Path, path: Path) -> bool:
    """Tell whether a path is one that an entry has."""
    parts = path.relative_to(root).parts if path.is_relative_to(root) else ()
    return len(parts) == 3 and bool(_KIND.fullmatch(parts[0]) and _belongs(parts[1], parts[2]))


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


def survey_of(files: Iterable[Found]) -> Survey:
    """Sum up files by kind, in the order of the kinds' names."""
    kinds: dict[str, list[Found]] = {}
    scraps = []
    for file in files:
        if file.scrap:
            scraps.append(file)
        else:
            kinds.setdefault(file.kind, []).append(file)
    holdings = (_holding(kind, found) for kind, found in sorted(kinds.items()))
    return Survey(tuple(holdings), len(scraps), sum(file.size for file in scraps))


def _holding(kind: str, found: list[Found]) -> Holding:
    return Holding(
        kind=kind,
        entries=len(found),
        size=sum(file.size for file in found),
        oldest=min(file.used for file in found),
        newest=max(file.used for file in found),
    )


def _belongs(folder: str, name: str) -> bool:
    """Tell whether a file of that name in that folder is an entry."""
    return name.startswith(folder) and bool(_ENTRY.fullmatch(name))


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
            entry = _belongs(folder.name, item.name)
            if not entry and not _SCRAP.fullmatch(item.name):
                continue
            with suppress(OSError):
                if item.is_file(follow_symlinks=False):
                    facts = item.stat(follow_symlinks=False)
                    yield Found(facts.st_mtime, facts.st_size, item.path, kind, not entry)
