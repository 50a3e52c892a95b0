"""Names of the catalogue in a document: which can be drawn, and which are not known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from s2v_core.effects.naming import ANY, known_names
from s2v_core.effects.registry import Registry
from s2v_core.errors import Problem
from s2v_core.timeline.names import listed_names

__all__ = ["alternatives", "placed_names", "unknown_name", "unknown_names"]


def alternatives(entries: Iterable[str], registry: Registry[Any]) -> tuple[str, ...]:
    """Return the entries of the catalogue that a list names, each once."""
    return tuple(dict.fromkeys(name for entry in entries for name in known_names(listed_names(entry), registry)))


def placed_names(path: str, entries: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the names in the list at ``path``, each after the path of its entry, which may hold several."""
    for place, entry in enumerate(entries):
        yield from ((f"{path}[{place}]", name) for name in listed_names(entry))


def unknown_names(placed: Iterable[tuple[str, str]], registry: Registry[Any]) -> list[Problem]:
    """Return an error for every name that is not known; each comes after its path."""
    unknown = [(path, name) for path, name in placed if name.lower() != ANY and name not in registry]
    return [unknown_name(path, name, registry) for path, name in dict.fromkeys(unknown)]


def unknown_name(path: str, name: str, registry: Registry[Any], hint: str = "") -> Problem:
    """Return the error that a name is not known: with the closest one, or with ``hint`` where none is close."""
    closest = registry.closest(name)
    if closest:
        hint = f"Did you mean {closest!r}?"
    hint = hint or f"`effects list --kind {registry.kind}` shows all of them."
    return Problem(path=path, message=f"There is no {registry.kind} {name!r}.", hint=hint)
