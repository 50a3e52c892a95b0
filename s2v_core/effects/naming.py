"""Names of the catalogue as documents write them: in any case, or ``random`` for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from s2v_core.effects.registry import Entry, Registry

__all__ = ["ANY", "known_names"]

ANY = "random"
"""What stands for all standard entries."""


def known_names(names: Iterable[str], registry: Registry[Any], beside: Sequence[Entry[Any]] = ()) -> list[str]:
    """Return what ``names`` mean as the catalogue writes it, in this order; unknown ones are left out.

    Entries ``beside`` the registry are known as well; ``random`` does not mean them.
    """
    own = {entry.name.lower(): entry.name for entry in beside}
    found: list[str] = []
    for name in names:
        if name.lower() == ANY:
            found += [entry.name for entry in registry.standard()]
        elif name in registry:
            found.append(registry[name].name)
        elif name.lower() in own:
            found.append(own[name.lower()])
    return found
