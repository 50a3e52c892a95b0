"""The registry of ready-made looks."""

from __future__ import annotations

from s2v_core.effects.looks.recipe import Layer, LookMaker, Paint, Recipe, Relief, painted
from s2v_core.effects.registry import Registry

__all__ = ["add", "looks"]

looks: Registry[LookMaker] = Registry("look")
"""Every ready-made look of letters by its name."""


def add(
    name: str,
    look: str,
    fill: str | Paint,
    *below: Layer,
    category: str,
    above: tuple[Layer, ...] = (),
    relief: Relief | None = None,
) -> None:
    """Register the look with that ``fill`` and the layers ``below`` it, from back to front; see ``Recipe``."""
    recipe = Recipe(painted(fill), below, above, relief)
    looks.add(name, category=category, look=look)(lambda _: recipe)
