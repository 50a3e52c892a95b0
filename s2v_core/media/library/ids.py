"""What names an asset in a job document."""

from __future__ import annotations

import re

__all__ = ["asset_id_of", "is_asset_id"]

_ID = re.compile(r"[0-9a-f]{32}")


def is_asset_id(text: str) -> bool:
    """Tell whether a text could be the id of an asset."""
    return _ID.fullmatch(text) is not None


def asset_id_of(reference: str) -> str | None:
    """Return the id in what a job document names, None when that is no asset of the library (but a path, a URL...)."""
    name = reference.removeprefix("media://")
    return name if is_asset_id(name) else None
