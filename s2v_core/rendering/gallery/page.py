"""The page that shows a gallery: one file, with its pictures beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any

from s2v_core.effects import Entry

__all__ = ["gallery_page", "shown_entry", "shown_sheet"]

_PLACE = "__DATA__"


def gallery_page(
    entries: Sequence[Mapping[str, Any]], sheets: Sequence[Mapping[str, Any]], shapes: Sequence[str]
) -> str:
    """Return the page as HTML.

    Args:
        entries: what :func:`shown_entry` returns, in the order in which they are shown.
        sheets: what :func:`shown_sheet` returns.
        shapes: ``portrait``, ``landscape`` or both.
    """
    template = files(__package__).joinpath("page.html").read_text("utf-8")
    told = json.dumps({"entries": entries, "sheets": sheets, "shapes": shapes}, ensure_ascii=False)
    return template.replace(_PLACE, told.replace("<", "\\u003c"))


def shown_entry(kind: str, entry: Entry[Any], pictures: Mapping[str, str]) -> dict[str, Any]:
    """Return what the page has to know of an entry, whose ``pictures`` are addresses by shape."""
    return {
        "kind": kind,
        "name": entry.name,
        "category": entry.category,
        "look": entry.look,
        "pictures": dict(pictures),
        "parameters": [
            {"name": name, "default": one.default, "low": one.low, "high": one.high, "meaning": one.meaning}
            for name, one in entry.parameters.items()
        ],
    }


def shown_sheet(kind: str, title: str, picture: str) -> dict[str, Any]:
    """Return what the page has to know of a picture that shows several entries of a kind together."""
    return {"kind": kind, "title": title, "picture": picture}
