"""How the advanced transitions are registered."""

from __future__ import annotations

from collections.abc import Callable

from s2v_core.effects.frames import Transition
from s2v_core.effects.registry import ADVANCED, Parameter
from s2v_core.effects.transitions.catalogue import ADVANCED_PREFIX, transition

__all__ = ["advanced"]


def advanced(name: str, *, look: str, **parameters: Parameter) -> Callable[[Transition], Transition]:
    """Return a decorator as :func:`transition` does, for the advanced transition ``name`` (without the prefix)."""
    return transition(ADVANCED_PREFIX + name, category=ADVANCED, look=look, linear=False, **parameters)
