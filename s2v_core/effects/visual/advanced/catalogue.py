"""The names of the advanced effects."""

from __future__ import annotations

from collections.abc import Callable

from s2v_core.effects.frames import VisualEffect
from s2v_core.effects.registry import Parameter
from s2v_core.effects.visual.catalogue import visual_effect

__all__ = ["advanced"]


def advanced(name: str, *, look: str, **parameters: Parameter) -> Callable[[VisualEffect], VisualEffect]:
    """Return a decorator that registers a drawing as the advanced effect ``OV0001-name``."""
    return visual_effect(f"OV0001-{name}", category="advanced", look=look, reach=0.0, **parameters)
