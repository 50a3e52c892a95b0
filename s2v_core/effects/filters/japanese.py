"""Japanese: airy pictures full of light."""

from __future__ import annotations

from functools import partial

from s2v_core.effects.filters.catalogue import recipe
from s2v_core.effects.filters.colours import (
    banded,
    brightened,
    channels,
    contrasted,
    curved,
    faded,
    saturated,
    toned,
    warmed,
    washed,
)

__all__: list[str] = []

_recipe = partial(recipe, category="japanese")

_recipe(
    "pj1",
    banded(110, 65, turn=30, saturation=1.0),
    toned((0.05, 0.4, 0.3), (0.92, 1.0, 0.93), 0.5),
    curved((0, 0.05), (0.5, 0.53), (1, 0.98)),
    look="forest: cool deep greens and green-tinted air",
)
_recipe(
    "pj2",
    brightened(1.25),
    contrasted(-0.12),
    toned((0.3, 0.45, 0.55), (1.0, 0.88, 0.72), 0.45),
    saturated(1.05),
    faded(0.04, 1.0),
    look="childhood: sunny and a little faded, peach lights, sky-blue shadows",
)
_recipe(
    "pj3",
    brightened(1.1),
    washed((1.0, 0.83, 0.6), 0.5),
    channels(blue=[(0, 0.06), (1, 0.9)]),
    contrasted(-0.08),
    look="afternoon: low golden sun through a window",
)
_recipe(
    "pj4",
    brightened(1.3),
    contrasted(-0.2),
    toned((0.55, 0.35, 0.5), (1.0, 0.85, 0.92), 0.5),
    warmed(0.0, magenta=0.35),
    banded(340, 60, saturation=1.25),
    look="flower haze: a veil of blossom pink",
)
