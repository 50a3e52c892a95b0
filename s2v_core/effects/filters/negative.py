"""80s negative: prints from negatives that have aged."""

from __future__ import annotations

from functools import partial

from s2v_core.effects.filters.catalogue import recipe
from s2v_core.effects.filters.colours import (
    banded,
    brightened,
    contrasted,
    curved,
    faded,
    saturated,
    toned,
    vibrant,
    warmed,
    washed,
)

__all__: list[str] = []

_recipe = partial(recipe, category="80s_negative")

_recipe(
    "f1",
    banded(215, 70, turn=-28, saturation=1.3, lightness=0.1),
    toned((0.0, 0.4, 0.45), (1.0, 0.95, 0.78), 0.4),
    curved((0, 0.03), (0.5, 0.55), (1, 0.98)),
    vibrant(0.15),
    look="island: turquoise water and warm sand",
)
_recipe(
    "f2",
    brightened(1.35),
    warmed(-0.22),
    saturated(0.7),
    contrasted(0.3),
    look="snow mountain: white cold light in thin air",
)
_recipe(
    "f3",
    toned((0.4, 0.12, 0.35), (1.0, 0.75, 0.68), 0.5),
    saturated(0.85),
    warmed(0.08, magenta=0.3),
    faded((0.06, 0.03, 0.05), 0.97),
    look="Budapest: rose and lilac of an old grand hotel",
)
_recipe(
    "f4",
    saturated(0.55),
    warmed(-0.3),
    faded((0.06, 0.1, 0.16), (0.95, 0.98, 1.0)),
    contrasted(0.15),
    look="blue frost: pale and icy, with blue blacks",
)
_recipe(
    "f5",
    saturated(0.6),
    banded(110, 70, turn=35, saturation=0.9),
    washed((0.84, 1.0, 0.9), 0.65),
    faded((0.05, 0.07, 0.06), 0.96),
    look="eucalyptus: the grey-green of its leaves",
)
_recipe(
    "f6",
    saturated(0.5),
    washed((1.0, 0.86, 0.6), 0.75),
    brightened(0.9),
    contrasted(0.3),
    faded(0.03, 0.93),
    look="old street: brownish yellow walls, worn and dim",
)
_recipe(
    "f7",
    saturated(0.45),
    toned((0.4, 0.22, 0.1), (1.0, 0.85, 0.68), 0.75),
    brightened(0.82),
    contrasted(0.25),
    look="coffee: dark roasted brown with milky lights",
)
