"""Travel."""

from __future__ import annotations

from functools import partial

from s2v_core.effects.filters.catalogue import recipe
from s2v_core.effects.filters.colours import (
    banded,
    brightened,
    contrasted,
    curved,
    greyed,
    saturated,
    toned,
    vibrant,
    warmed,
)

__all__: list[str] = []

_recipe = partial(recipe, category="travel")

_recipe(
    "pv1",
    curved((0, 0), (0.25, 0.17), (0.5, 0.5), (0.75, 0.82), (1, 0.98)),
    saturated(0.72),
    toned((0.3, 0.28, 0.25), (1.0, 0.94, 0.85), 0.25),
    look="texture: strong middle contrast and restrained colour",
)
_recipe(
    "pv2",
    banded(215, 65, saturation=1.5, lightness=-0.12),
    banded(30, 50, saturation=1.1),
    contrasted(0.15),
    look="sky: deeper, bluer skies",
)
_recipe(
    "pv3",
    brightened(1.18),
    warmed(-0.12, magenta=-0.2),
    banded(110, 70, turn=12, saturation=1.2),
    vibrant(0.25),
    contrasted(0.1),
    look="fresh: clean, bright and slightly green",
)
_recipe(
    "pv4",
    contrasted(-0.38),
    brightened(1.12),
    saturated(0.7),
    toned((0.4, 0.45, 0.5), (0.95, 0.98, 1.0), 0.3),
    look="mist: little contrast, as if through haze",
)
_recipe(
    "pv5",
    brightened(1.6),
    contrasted(0.25),
    vibrant(0.3),
    warmed(0.06),
    look="high key: very bright, with colours that hold",
)
_recipe(
    "pv6",
    greyed(0.6, 0.4, 0.0),
    contrasted(0.7),
    look="black and white: dark skies and strong contrast, as through a red glass",
)
