"""The registry of filters, and what makes a filter of a recipe."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from s2v_core.effects.filters.colours import Colours, Step, chained
from s2v_core.effects.filters.corners import darkened
from s2v_core.effects.filters.table import ColourTable
from s2v_core.effects.frames import Frame
from s2v_core.effects.registry import Parameter, Registry, held

__all__ = ["STRENGTH", "Filter", "filters", "recipe", "weakened"]

_TABLES = 64
"""Tables kept; one is 0.8 MB and takes a tenth of a second to make."""

STRENGTH = Parameter(1, 0, 1, "how much of it is seen")


class Filter:
    """A filter of colours: ``filter(frame, params)`` returns a picture (H x W x 3 uint8 RGB) of its own.

    Whoever keeps pictures in another form takes ``colour_map`` and ``corners`` and applies those.
    """

    def __init__(self, step: Step, parameters: Mapping[str, Parameter]) -> None:
        self._step = step
        self.parameters = parameters

    def __call__(self, frame: Frame, params: Mapping[str, float]) -> Frame:
        values = held(self.parameters, params)
        table = _table(self, tuple(values.items()))
        coloured = frame.copy() if table is None else table.applied(frame)
        return darkened(coloured, self.corners(values))

    def colour_map(self, params: Mapping[str, float]) -> Step | None:
        """Return the map from colours to colours; None when it would change nothing."""
        return weakened(self._step, held(self.parameters, params)["strength"])

    def corners(self, params: Mapping[str, float]) -> float:
        """Return how dark the corners get: 0 as they are, 1 black."""
        del params
        return 0.0


filters: Registry[Filter] = Registry("filter")
"""Every ready-made filter by its name; categories are the documented families."""


def recipe(name: str, *steps: Step, category: str, look: str) -> None:
    """Register the filter that goes through ``steps``; ``look`` begins with the documented name of its character."""
    made = Filter(chained(*steps), {"strength": STRENGTH})
    filters.add(name, category=category, look=look, strength=STRENGTH)(made)


def weakened(step: Step, strength: float) -> Step | None:
    """Return the way to ``step`` up to ``strength`` (0 to 1); None for nothing of it."""
    if strength <= 0:
        return None
    if strength >= 1:
        return step

    def partly(colours: Colours) -> Colours:
        return np.asarray(colours + np.float32(strength) * (step(colours) - colours), np.float32)

    return partly


@lru_cache(_TABLES)
def _table(made: Filter, values: tuple[tuple[str, float], ...]) -> ColourTable | None:
    colour_map = made.colour_map(dict(values))
    return None if colour_map is None else ColourTable(colour_map)
