"""Infrared film: foliage shines, skies are dark."""

from __future__ import annotations

from functools import partial

from s2v_core.effects.filters.catalogue import recipe
from s2v_core.effects.filters.colours import banded, brightened, contrasted, saturated, toned, warmed

__all__: list[str] = []

_recipe = partial(recipe, category="infrared")

_recipe(
    "pi1",
    banded(105, 75, turn=-62, saturation=0.7, lightness=0.8),
    banded(215, 70, turn=-25, saturation=1.15),
    contrasted(0.15),
    brightened(1.12),
    look="clear: pale golden foliage under clear blue-green skies",
)
_recipe(
    "pi2",
    banded(105, 80, saturation=-0.8, lightness=0.15),
    toned((0.35, 0.15, 0.6), (1.0, 0.72, 0.75), 0.55),
    brightened(0.85),
    contrasted(0.1),
    look="dusk: violet foliage and a rosy evening sky",
)
_recipe(
    "pi3",
    banded(100, 75, turn=-72, saturation=1.3, lightness=0.1),
    banded(60, 40, turn=-20, saturation=1.1),
    warmed(0.12),
    contrasted(0.1),
    look="autumn: every leaf turns orange and red",
)
_recipe(
    "pi4",
    banded(90, 85, lightness=0.75),
    banded(215, 75, lightness=-0.8),
    saturated(0.25),
    warmed(-0.05),
    contrasted(0.5),
    brightened(0.75),
    look="dark: nearly black skies, silver foliage, little colour",
)
