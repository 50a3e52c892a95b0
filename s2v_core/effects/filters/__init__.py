"""The catalogue of colour filters, one file per documented family; manual grading; colour tables of other programs."""

from s2v_core.effects.filters import (
    art_film,
    film,
    fresh,
    infrared,
    japanese,
    modern_film,
    negative,
    travel,
    unsplash,
)
from s2v_core.effects.filters.catalogue import Filter, filters, weakened
from s2v_core.effects.filters.colours import Step, chained
from s2v_core.effects.filters.corners import darken_planes, darkened
from s2v_core.effects.filters.cube import CUBE_SUFFIX, read_cube
from s2v_core.effects.filters.grading import grading
from s2v_core.effects.filters.table import ColourTable, PlanesTable

__all__ = [
    "CUBE_SUFFIX",
    "ColourTable",
    "Filter",
    "PlanesTable",
    "Step",
    "art_film",
    "chained",
    "darken_planes",
    "darkened",
    "film",
    "filters",
    "fresh",
    "grading",
    "infrared",
    "japanese",
    "modern_film",
    "negative",
    "read_cube",
    "travel",
    "unsplash",
    "weakened",
]
