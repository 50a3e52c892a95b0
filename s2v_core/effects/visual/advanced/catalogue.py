"""The names of the advanced effects."""

from __future__ import annotations

from collections.abc import Callable

from s2v_core.effects.frames import VisualEffect
from s2v_core.effects.registry import ADVANCED, Parameter
from s2v_core.effects.visual.catalogue import visual_effect
from s2v_core.effects.visual.order import ADVANCED_PREFIX

__all__ = ["advanced"]


def advanced(name: str, *, look: str, **parameters: Parameter) -> Callable[[VisualEffect], VisualEffect]:
    """Return a decorator that registers a drawing as the advanced effect ``name`` (without the prefix)."""
    return visual_effect(ADVANCED_PREFIX + name, category=ADVANCED, look=look, reach=0.0, **parameters)
