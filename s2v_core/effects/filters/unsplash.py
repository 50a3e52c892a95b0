"""Unsplash: the moods of stock photography."""

from __future__ import annotations

from functools import partial

from s2v_core.effects.filters.catalogue import recipe
from s2v_core.effects.filters.colours import (
    banded,
    brightened,
    contrasted,
    faded,
    saturated,
    toned,
    vibrant,
    warmed,
    washed,
)

__all__: list[str] = []

_recipe = partial(recipe, category="unsplash")

_recipe(
    "delta",
    washed((1.0, 0.83, 0.7), 0.75),
    brightened(1.12),
    faded((0.05, 0.03, 0.03), 0.99),
    look="peach: soft peach light on everything",
)
_recipe(
    "electric",
    banded(105, 70, turn=35, saturation=1.25, lightness=-0.15),
    toned((0.0, 0.35, 0.4), (1.0, 0.95, 0.7), 0.5),
    contrasted(0.4),
    brightened(0.88),
    look="woods: deep teal-green forest with glowing lights",
)
_recipe(
    "faded",
    saturated(0.6),
    brightened(1.15),
    faded(0.16, 0.96),
    toned((0.3, 0.35, 0.4), (1.0, 0.96, 0.92), 0.25),
    look="salt: bleached by sun and salt, chalky blacks",
)
_recipe(
    "slowlived",
    saturated(0.65),
    toned((0.15, 0.3, 0.5), (0.85, 0.93, 1.0), 0.55),
    contrasted(-0.15),
    faded((0.05, 0.08, 0.12), 0.97),
    look="blue mist: hazy, blue and quiet",
)
_recipe(
    "tokoyo",
    banded(215, 70, turn=-12, saturation=1.2),
    toned((0.1, 0.15, 0.65), (1.0, 0.62, 0.85), 0.6),
    contrasted(0.35),
    vibrant(0.35),
    look="Tokyo: neon night of blue and magenta",
)
_recipe(
    "urbex",
    saturated(0.6),
    warmed(-0.14, magenta=-0.25),
    contrasted(0.5),
    brightened(0.95),
    banded(110, 60, saturation=1.4),
    look="after rain: washed streets, wet greens, cool grey",
)
_recipe("warm", warmed(0.5), contrasted(0.1), look="warm: plainly warmer light")
