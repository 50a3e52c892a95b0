"""90s art film."""

from __future__ import annotations

from functools import partial

from s2v_core.effects.filters.catalogue import recipe
from s2v_core.effects.filters.colours import banded, brightened, contrasted, faded, saturated, toned, warmed, washed

__all__: list[str] = []

_recipe = partial(recipe, category="90s_art_film")

_recipe(
    "a1",
    contrasted(-0.15),
    brightened(1.1),
    toned((0.35, 0.3, 0.45), (1.0, 0.92, 0.82), 0.5),
    saturated(0.85),
    look="soft: gentle contrast between lilac shadows and cream",
)
_recipe(
    "a2",
    brightened(0.62),
    contrasted(0.25),
    saturated(0.8),
    toned((0.2, 0.25, 0.3), (1.0, 0.9, 0.75), 0.3),
    look="dark: low light, shadows that swallow detail",
)
_recipe(
    "a3",
    banded(205, 75, turn=6, saturation=1.35, lightness=0.08),
    toned((0.05, 0.25, 0.45), (0.95, 1.0, 1.0), 0.35),
    brightened(1.15),
    look="blue sky: open sky blue in the lights and the shadows",
)
_recipe(
    "a4",
    saturated(0.55),
    washed((0.62, 0.8, 1.0), 0.8),
    brightened(0.85),
    contrasted(0.3),
    look="blue light: a scene lit by blue lamps",
)
_recipe("a5", contrasted(0.4), saturated(1.3), warmed(0.06), look="vivid: strong colours and contrast")
_recipe(
    "a6",
    saturated(0.8),
    contrasted(0.2),
    faded(0.12, 0.88),
    toned((0.3, 0.32, 0.3), (0.95, 0.9, 0.82), 0.25),
    look="matte: soft blacks, whites without gloss",
)
