"""Kinds of photographic film."""

from __future__ import annotations

from functools import partial

from s2v_core.effects.filters.catalogue import recipe
from s2v_core.effects.filters.colours import (
    banded,
    brightened,
    channels,
    contrasted,
    curved,
    greyed,
    saturated,
    toned,
    vibrant,
    warmed,
)

__all__: list[str] = []

_recipe = partial(recipe, category="film")

_recipe(
    "pf1",
    brightened(1.45),
    curved((0, 0.06), (0.5, 0.6), (1, 1)),
    saturated(0.85),
    toned((0.5, 0.45, 0.42), (1.0, 0.97, 0.92), 0.2),
    look="high key: light throughout, soft whites and no deep shadow",
)
_recipe(
    "pf2",
    banded(110, 60, turn=22, saturation=1.1),
    banded(20, 40, turn=-8, saturation=1.05),
    toned((0.1, 0.4, 0.35), (1.0, 0.92, 0.95), 0.3),
    curved((0, 0.02), (0.25, 0.23), (0.75, 0.79), (1, 0.98)),
    vibrant(0.25),
    look="Fuji-like: cool fresh greens, clear skin, gently green shadows",
)
_recipe(
    "pf3",
    warmed(0.32),
    curved((0, 0.02), (0.5, 0.53), (1, 0.98)),
    vibrant(0.1),
    look="warm: the light of late afternoon on film",
)
_recipe(
    "pf4",
    channels(red=[(0.5, 0.56)], green=[(0.5, 0.51)], blue=[(0, 0.03), (0.5, 0.44), (1, 0.9)]),
    toned((0.05, 0.25, 0.35), (1.0, 0.85, 0.45), 0.35),
    contrasted(0.35),
    vibrant(0.2),
    look="Kodak-like: golden lights, rich reds, strong contrast",
)
_recipe(
    "pf5",
    channels(red=[(0, 0.05), (1, 0.97)], green=[(0.5, 0.48), (1, 0.94)], blue=[(0, 0.17), (1, 0.8)]),
    saturated(0.75),
    contrasted(0.1),
    look="vintage: faded print with bluish blacks and yellow whites",
)
_recipe(
    "pf6",
    contrasted(0.7),
    brightened(0.92),
    saturated(1.35),
    channels(blue=[(0.25, 0.28)]),
    look="reversal: the deep blacks and strong colours of a slide",
)
_recipe(
    "pf7",
    banded(110, 75, turn=-130, saturation=1.35, lightness=0.12),
    banded(215, 60, saturation=0.9, lightness=-0.4),
    contrasted(0.2),
    look="infrared-like: foliage in pink and red under dark skies",
)
_recipe(
    "pf8",
    curved((0, 0.1), (0.3, 0.34), (0.7, 0.74), (1, 0.95)),
    channels(red=[(0, 0), (0.5, 0.52), (1, 1)], green=[(0, 0.02), (1, 0.97)], blue=[(0, 0.06), (0.5, 0.5), (1, 0.84)]),
    saturated(0.8),
    toned((0.1, 0.35, 0.35), (1.0, 0.9, 0.65), 0.3),
    look="instant film: milky blacks, cream whites, greenish shadows",
)
_recipe(
    "pf9",
    curved((0, 0), (0.2, 0.15), (0.5, 0.49), (0.8, 0.85), (1, 0.99)),
    saturated(0.9),
    toned((0.35, 0.38, 0.45), (1.0, 0.95, 0.88), 0.3),
    look="medium format: full range of tones, calm natural colour",
)
_recipe(
    "pfa",
    saturated(0.5),
    toned((0.05, 0.35, 0.4), (0.85, 0.95, 0.85), 0.55),
    contrasted(0.55),
    brightened(0.9),
    look="industrial: steel and concrete, hard contrast, greenish grey",
)
_recipe("pfb", greyed(), look="grey scale: plain black and white")
_recipe(
    "pfc",
    greyed(0.3, 0.6, 0.1),
    brightened(1.6),
    curved((0, 0.05), (0.5, 0.58), (1, 1)),
    look="white scale: black and white that is mostly white",
)
