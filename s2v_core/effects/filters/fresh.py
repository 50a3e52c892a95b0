"""Fresh: light and young."""

from __future__ import annotations

from functools import partial

from s2v_core.effects.filters.catalogue import recipe
from s2v_core.effects.filters.colours import banded, brightened, contrasted, curved, saturated, toned, vibrant, washed

__all__: list[str] = []

_recipe = partial(recipe, category="fresh")

_recipe(
    "pl1",
    saturated(0.75),
    toned((0.25, 0.35, 0.4), (1.0, 0.93, 0.82), 0.45),
    curved((0, 0.04), (0.5, 0.53), (1, 0.97)),
    look="tonal: few colours, cool shadows against creamy lights",
)
_recipe(
    "pl2",
    brightened(1.2),
    curved((0, 0.13), (0.5, 0.6), (1, 0.98)),
    saturated(1.05),
    toned((0.5, 0.45, 0.5), (1.0, 0.95, 0.95), 0.25),
    look="soft: low contrast, pastel colours",
)
_recipe(
    "pl3",
    banded(120, 70, turn=-25, saturation=1.25, lightness=0.12),
    washed((0.93, 1.0, 0.82), 0.7),
    brightened(1.15),
    look="spring bud: fresh yellow-green, like first leaves",
)
_recipe(
    "pl4",
    brightened(1.35),
    contrasted(0.2),
    vibrant(0.45),
    look="bright: much light and lively colours",
)
