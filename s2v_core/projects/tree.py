"""Changing plain JSON values without changing them: every change is a copy along the way to it, the rest is shared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from s2v_core.job.removals import entry_of

__all__ = ["Document", "at", "put", "without"]

Document = Mapping[str, Any]
"""A job document as plain JSON values, under the vendor's names. Nobody changes one in place."""


def at(value: Any, place: Sequence[str | int], default: Any = None) -> Any:
    """Return the value at ``place``; ``default`` where there is none, or null."""
    for part in place:
        value = entry_of(value, part)
    return default if value is None else value


def put(value: Any, place: Sequence[str | int], new: Any) -> Any:
    """Return ``value`` with ``new`` at ``place``. Objects on the way are made; list positions must be there."""
    if not place:
        return new
    part, *rest = place
    if isinstance(part, int):
        items: list[Any] = list(value)
        items[part] = put(items[part], rest, new)
        return items
    holder = dict(value) if isinstance(value, Mapping) else {}
    holder[part] = put(holder.get(part), rest, new)
    return holder


def without(value: Any, place: Sequence[str | int]) -> Any:
    """Return ``value`` without what is at ``place``, and without the objects on the way that this leaves empty."""
    part, *rest = place
    if isinstance(part, int):
        if not isinstance(value, list) or part >= len(value):
            return value
        items = list(value)
        if rest:
            items[part] = without(items[part], rest)
        else:
            del items[part]
        return items
    if not isinstance(value, Mapping) or part not in value:
        return value
    holder = dict(value)
    left = without(holder[part], rest) if rest else None
    if left is None or left == {}:
        del holder[part]
    else:
        holder[part] = left
    return holder
