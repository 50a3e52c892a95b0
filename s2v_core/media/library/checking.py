"""Looking through the whole library for what crashes, disks and people have done to it, and mending it."""

from __future__ import annotations

import json
from pathlib import Path

from s2v_core.errors import MediaError
from s2v_core.media.identity import content_hash
from s2v_core.media.library import rows
from s2v_core.media.library.contents import Contents
from s2v_core.media.library.index import Index
from s2v_core.media.library.looking import Looker
from s2v_core.media.library.model import Asset, AssetState

__all__ = ["mend_states", "recover", "settle_deleted"]


def settle_deleted(index: Index, contents: Contents) -> int:
    """Delete the files of deleted assets, and return how many went."""
    with index.writing() as connection:
        # While this transaction lasts nobody adds, so that content which comes back at this moment is not lost.
        gone = [
            stored
            for (stored,) in connection.execute(
                "SELECT stored FROM leaving WHERE stored NOT IN (SELECT stored FROM assets)"
            ).fetchall()
            if contents.remove(stored)
        ]
        connection.execute("DELETE FROM leaving WHERE stored IN (SELECT value FROM json_each(?))", (json.dumps(gone),))
    return len(gone)


def mend_states(index: Index, contents: Contents, *, deep: bool) -> tuple[list[str], list[str]]:
    """See whether the content of every stored asset is there and whole.

    Args:
        index, contents: of the library.
        deep: read everything and compare hashes; otherwise only sizes are looked at.

    Returns:
        the ids of the missing and of the damaged ones.
    """
    with index.reading() as connection:
        assets = [rows.asset_of(row) for row in connection.execute(f"{rows.SELECT} WHERE stored != '' ORDER BY id")]
    states: dict[AssetState, list[str]] = {"ready": [], "missing": [], "damaged": []}
    for asset in assets:
        state, problem = _state(asset, contents.path(asset.stored), deep=deep)
        states[state].append(asset.id)
        if state != asset.state and (deep or asset.state != "damaged"):
            _note(index, asset, state, problem)
    return states["missing"], states["damaged"]


def recover(index: Index, contents: Contents, looker: Looker) -> tuple[list[Asset], list[str]]:
    """Give stored content without an entry a new one.

    Returns:
        the new assets, and the names of the files that are no media or not what their name says.
    """
    recovered: list[Asset] = []
    unreadable: list[str] = []
    for stored in _orphans(index, contents):
        path = contents.path(stored)
        try:
            info, suffix = looker.probe(path)
        except MediaError:
            unreadable.append(stored)
            continue
        if info.identity + suffix != stored:
            unreadable.append(stored)
            continue
        with index.writing() as connection:
            if rows.by_identity(connection, info.identity) is None and path.is_file():
                name = f"Recovered {stored[:8]}{suffix}"
                recovered.append(rows.insert(connection, info, name=name, folder="", tags=(), stored=stored))
    return recovered, unreadable


def _orphans(index: Index, contents: Contents) -> list[str]:
    """Return stored files without an entry; adding and deleting wait meanwhile, so that none of them is halfway."""
    with index.writing() as connection:
        listed = {row[0] for row in connection.execute("SELECT stored FROM assets UNION SELECT stored FROM leaving")}
        return [stored for stored in contents.sizes() if stored not in listed]


def _state(asset: Asset, path: Path, *, deep: bool) -> tuple[AssetState, str]:
    try:
        if path.stat().st_size == asset.size and (not deep or content_hash(path) == asset.identity):
            return "ready", ""
    except FileNotFoundError:
        return "missing", "Its file is gone from the library's folder. Add it again, or replace it."
    except OSError as error:
        return "damaged", f"Its file cannot be read: {error.strerror or error}."
    return "damaged", "Its file in the library's folder is no longer what it was. Add it again, or replace it."


def _note(index: Index, asset: Asset, state: AssetState, problem: str) -> None:
    with index.writing() as connection:
        now = rows.known(connection, asset.id)
        if now is not None and now.identity == asset.identity and now.stored == asset.stored:
            rows.change(connection, now, state=state, problem=problem)
