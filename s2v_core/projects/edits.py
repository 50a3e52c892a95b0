"""What a table editor reports (changed cells, added and deleted rows) applied to the rows that it was given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from s2v_core.projects.tables import Row

__all__ = ["with_edits"]


def with_edits(rows: Sequence[Mapping[str, Any]], edits: Mapping[str, Any]) -> list[Row]:
    """Return the rows after the edits, in their order, added ones last and without an ``id``.

    Args:
        rows: what the editor was given.
        edits: ``edited_rows`` (changed cells by the position of their row), ``added_rows`` and ``deleted_rows``
            (positions); all positions are those in ``rows``. Positions that ``rows`` does not have are ignored.
    """
    cells = {int(position): changed for position, changed in _mapping(edits, "edited_rows").items()}
    gone = {int(position) for position in _sequence(edits, "deleted_rows")}
    kept = [
        {**row, **cells.get(position, {}), **_identity(row)}
        for position, row in enumerate(rows)
        if position not in gone
    ]
    added = [{key: value for key, value in row.items() if key != "id"} for row in _sequence(edits, "added_rows")]
    return kept + added


def _identity(row: Mapping[str, Any]) -> Row:
    return {"id": row["id"]} if "id" in row else {}


def _mapping(edits: Mapping[str, Any], name: str) -> Mapping[Any, Mapping[str, Any]]:
    found: Mapping[Any, Mapping[str, Any]] = edits.get(name) or {}
    return found


def _sequence(edits: Mapping[str, Any], name: str) -> Iterable[Any]:
    found: Iterable[Any] = edits.get(name) or ()
    return found
