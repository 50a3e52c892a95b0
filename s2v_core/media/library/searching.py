"""Lists: which assets match, which folders and tags there are."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from s2v_core.media.library.model import Asset, Filter, Order
from s2v_core.media.library.names import clean_folder, folded
from s2v_core.media.library.rows import MARK, SELECT, asset_of

__all__ = ["folder_counts", "matching", "tag_counts"]

_COUNT = "SELECT count(*) FROM assets"
_USED = "id IN (SELECT value FROM json_each(?))"
_ORDERS: Mapping[Order, str] = {
    "newest": "added DESC, id DESC",
    "oldest": "added, id",
    "name": "sorted, id",
    "longest": "duration DESC NULLS LAST, sorted, id",
    "largest": "size DESC, sorted, id",
}


def matching(connection: sqlite3.Connection, wanted: Filter, used: Collection[str]) -> tuple[tuple[Asset, ...], int]:
    """Return the assets of one page, and how many match in all.

    Args:
        connection: in a transaction.
        wanted: what is looked for.
        used: ids of the assets that projects use.
    """
    if wanted.offset < 0 or wanted.limit < 1:
        raise ValueError("a page begins at 0 or later and holds at least one asset")
    where, values = _conditions(wanted, used)
    total = int(connection.execute(f"{_COUNT} WHERE {where}", values).fetchone()[0])
    rows = connection.execute(
        f"{SELECT} WHERE {where} ORDER BY {_ORDERS[wanted.order]} LIMIT ? OFFSET ?",
        [*values, wanted.limit, wanted.offset],
    )
    return tuple(map(asset_of, rows)), total


def folder_counts(connection: sqlite3.Connection) -> dict[str, int]:
    """Return every folder, also those that hold only folders, with the assets in and below it; in order."""
    counts: Counter[str] = Counter()
    for folder, count in connection.execute("SELECT folder, count(*) FROM assets WHERE folder != '' GROUP BY folder"):
        parts = folder.split("/")
        for depth in range(1, len(parts) + 1):
            counts["/".join(parts[:depth])] += count
    return {folder: counts[folder] for folder in sorted(counts, key=folded)}


def tag_counts(connection: sqlite3.Connection) -> dict[str, int]:
    """Return every tag with the number of its assets, the most used first."""
    counts: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for tags, count in connection.execute("SELECT tags, count(*) FROM assets WHERE tags != '' GROUP BY tags"):
        for tag in tags.split(MARK):
            counts[shown.setdefault(folded(tag), tag)] += count
    return dict(sorted(counts.items(), key=lambda item: (-item[1], folded(item[0]))))


def _conditions(wanted: Filter, used: Collection[str]) -> tuple[str, list[Any]]:
    terms: list[tuple[str, Any]] = [("instr(searched, ?) > 0", word) for word in folded(wanted.text).split()]
    terms += [("instr(searched, ?) > 0", f"{MARK}{folded(tag)}{MARK}") for tag in wanted.tags]
    if wanted.kinds:
        terms.append(("kind IN (SELECT value FROM json_each(?))", json.dumps(list(wanted.kinds))))
    if wanted.folder is not None:
        folder = clean_folder(wanted.folder)
        terms.append(("instr(folder || '/', ?) = 1", f"{folder}/"))  # at the top that is a lone slash
    if wanted.state is not None:
        terms.append(("state = ?", wanted.state))
    if wanted.used is not None:
        terms.append((_USED if wanted.used else f"NOT {_USED}", json.dumps(list(used))))
    return " AND ".join(term for term, _ in terms) or "1", [value for _, value in terms]
