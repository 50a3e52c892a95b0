"""The catalogue of ready-made looks of letters, one file per family."""

from s2v_core.effects.looks import flat, gradients, layered, lights, metal, named
from s2v_core.effects.looks.catalogue import looks
from s2v_core.effects.looks.recipe import Layer, LookMaker, Paint, Recipe, Relief

__all__ = [
    "Layer",
    "LookMaker",
    "Paint",
    "Recipe",
    "Relief",
    "flat",
    "gradients",
    "layered",
    "lights",
    "looks",
    "metal",
    "named",
]
