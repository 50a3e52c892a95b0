"""Several names in one text, as documents write what can be chosen from."""

from __future__ import annotations

__all__ = ["listed_names"]


def listed_names(text: str | None) -> list[str]:
    """Return the names in ``text``, which have commas (Latin or Chinese ones) between them."""
    parts = (text or "").replace("，", ",").split(",")
    return [name for part in parts if (name := part.strip())]
