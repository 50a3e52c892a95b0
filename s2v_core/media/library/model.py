"""What the library tells: assets, what is asked for, and what came of adding and checking."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from typing import Any, Literal

from s2v_core.errors import S2VError
from s2v_core.media.info import MediaInfo, MediaKind

__all__ = [
    "Added",
    "Asset",
    "AssetState",
    "Checked",
    "Filter",
    "Imported",
    "Order",
    "Page",
    "Refreshed",
    "StorageUsed",
    "facts_of",
]

AssetState = Literal["ready", "missing", "damaged"]
Order = Literal["newest", "oldest", "name", "longest", "largest"]
Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Asset:
    """One asset of the library. Its content is one file, however often that was added."""

    id: str
    """32 hex digits that stay the same when the asset is renamed, moved or replaced."""
    name: str
    kind: MediaKind
    folder: str
    """Folder in the library, its parts joined by ``/``; empty for the top."""
    tags: tuple[str, ...]
    width: int
    """Pixels, as displayed."""
    height: int
    duration: float | None
    """Seconds; None for stills."""
    size: int
    """Bytes."""
    added: int
    """Milliseconds since 1970."""
    modified: int
    """Milliseconds since 1970: when name, tags, folder, ranges or content changed last."""
    state: AssetState
    problem: str
    """What is wrong, empty for a ready asset."""
    ranges: tuple[Range, ...]
    """Spans in seconds from in-point to out-point that are worth using; everything when empty."""
    identity: str
    """The hash of the content."""
    stored: str
    """Where the library keeps the content, empty for an asset that lies in a folder of the user's."""
    facts: str = field(repr=False)

    @property
    def reference(self) -> str:
        """What a job document names, in ``MediaArray``, ``MediaId`` and the like."""
        return f"media://{self.id}"

    @property
    def info(self) -> MediaInfo:
        """Everything that probing told."""
        return _info(self.facts, self.identity, self.size)

    @property
    def added_at(self) -> datetime:
        """When it was added, in local time."""
        return datetime.fromtimestamp(self.added / 1000).astimezone()


@dataclass(frozen=True, kw_only=True)
class Filter:
    """What is looked for. Conditions are joined by *and*; an empty one lets everything through."""

    text: str = ""
    """Words that must all occur in name, folder or tags, in any order and case, also as parts of words."""
    kinds: Collection[MediaKind] = ()
    tags: Collection[str] = ()
    """Tags that it must all have."""
    folder: str | None = None
    """Folder that it lies in or below; None: anywhere; empty: at the top, in no folder."""
    state: AssetState | None = None
    used: bool | None = None
    """True: only what a project uses; False: only what none uses."""
    order: Order = "newest"
    offset: int = 0
    limit: int = 100


@dataclass(frozen=True)
class Page:
    """A part of a list."""

    assets: tuple[Asset, ...]
    total: int
    """How many match in all."""
    usage: Mapping[str, int]
    """How many projects use each asset of the page that is used at all, by id."""


@dataclass(frozen=True)
class Added:
    """An asset after adding a file."""

    asset: Asset
    duplicate: bool
    """Whether the library had its content already: then ``asset`` is the one that it had."""


@dataclass(frozen=True)
class Imported:
    """One step of bringing in a folder: what came of one file."""

    done: int
    total: int
    path: str
    """The file, relative to the folder."""
    added: Added | None = None
    error: S2VError | None = None
    """Why it was left out."""


@dataclass(frozen=True)
class Refreshed:
    """What changed in the folders that are referenced; ids of assets."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    found: tuple[str, ...] = ()
    """Those that were missing or damaged and are usable again, perhaps in another place."""
    broken: Mapping[str, str] = field(default_factory=dict)
    """Files that cannot be used, by path, and why."""


@dataclass(frozen=True)
class Checked:
    """What a check of the library found and mended."""

    recovered: tuple[Asset, ...]
    """Content without an entry, which has one now."""
    missing: tuple[str, ...]
    """Ids of assets whose content is gone."""
    damaged: tuple[str, ...]
    """Ids of assets whose content is no longer what it was."""
    unreadable: tuple[str, ...]
    """Names of files in the library's store that are no media; they stay."""
    removed: int
    """Left-over files that were deleted."""
    refreshed: Refreshed


@dataclass(frozen=True)
class StorageUsed:
    """What the library takes."""

    assets: int
    stored_bytes: int
    """Bytes in the library's own store."""
    referenced_bytes: int
    """Bytes in folders of the user's, which take nothing here."""
    limit: int | None
    """Bytes that the store may take; None: as much as the disk holds."""
    free: int
    """Bytes that are free on its disk."""


def facts_of(info: MediaInfo) -> str:
    """Return the facts as text; identity and size are kept beside it."""
    values: dict[str, Any] = {
        name: getattr(info, name) for name in MediaInfo.__dataclass_fields__ if name not in ("identity", "size")
    }
    for name in ("duration", "rate"):
        values[name] = None if values[name] is None else str(values[name])
    return json.dumps(values, separators=(",", ":"))


def _info(facts: str, identity: str, size: int) -> MediaInfo:
    values = json.loads(facts)
    for name in ("duration", "rate"):
        values[name] = None if values[name] is None else Fraction(values[name])
    return MediaInfo(**values, identity=identity, size=size)
