"""90s modern film: the muted colours of prints from a minilab."""

from __future__ import annotations

from functools import partial

from s2v_core.effects.filters.catalogue import recipe
from s2v_core.effects.filters.colours import (
    banded,
    brightened,
    channels,
    contrasted,
    faded,
    saturated,
    toned,
    vibrant,
    warmed,
)

__all__: list[str] = []

_recipe = partial(recipe, category="90s_modern_film")

_recipe(
    "m1",
    contrasted(-0.1),
    toned((0.25, 0.3, 0.15), (1.0, 0.85, 0.55), 0.45),
    channels(blue=[(0, 0.04), (0.5, 0.45), (1, 0.86)]),
    saturated(0.85),
    faded(0.06, 0.97),
    look="vintage: yellowed paper white, olive shadows, a little faded",
)
_recipe(
    "m2",
    saturated(0.35),
    contrasted(0.15),
    warmed(-0.06),
    faded(0.05, 0.95),
    look="grey: nearly all colour gone, cool and even",
)
_recipe(
    "m3",
    channels(red=[(0, 0), (0.5, 0.42), (1, 0.96)], green=[(0.5, 0.53)], blue=[(0, 0.04), (0.5, 0.54)]),
    toned((0.0, 0.45, 0.5), (0.85, 1.0, 0.95), 0.4),
    saturated(0.9),
    look="cyan: greenish blue in shadows and middle tones, clean whites",
)
_recipe(
    "m4",
    warmed(-0.4),
    toned((0.1, 0.2, 0.6), (0.75, 0.85, 1.0), 0.4),
    contrasted(0.15),
    faded((0.01, 0.02, 0.07)),
    look="blue: cold light and deep blue shadows",
)
_recipe(
    "m5",
    brightened(0.78),
    channels(red=[(0.25, 0.3), (0.6, 0.66)], green=[(0.5, 0.44)], blue=[(0.5, 0.43), (1, 0.92)]),
    toned((0.6, 0.08, 0.1), (1.0, 0.8, 0.7), 0.38),
    contrasted(0.2),
    look="dark red: dim, with wine-red shadows",
)
_recipe(
    "m6",
    saturated(0.6),
    brightened(0.85),
    contrasted(-0.22),
    toned((0.3, 0.3, 0.2), (0.85, 0.82, 0.7), 0.3),
    look="dull: flat and subdued, as on an overcast day",
)
_recipe(
    "m7",
    banded(215, 90, saturation=0.25),
    banded(120, 65, turn=-40, saturation=0.3),
    banded(28, 45, saturation=1.3),
    toned((0.3, 0.32, 0.36), (1.0, 0.8, 0.55), 0.4),
    contrasted(0.2),
    look="grey-orange: only oranges keep their colour, the rest turns grey",
)
_recipe(
    "m8",
    brightened(1.12),
    contrasted(0.35),
    vibrant(0.2),
    warmed(-0.08),
    look="clear: bright and crisp with clean whites",
)
