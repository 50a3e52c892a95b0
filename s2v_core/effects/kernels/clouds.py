"""Clouds, smoke and flames: noise that drifts on and on without coming to an end."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np

from s2v_core.effects.frames import Field
from s2v_core.effects.kernels.grid import Grid
from s2v_core.effects.kernels.noise import random_field

__all__ = ["drifting_noise"]

_PERIOD = 64
"""Blobs after which the noise comes back: far more than are seen at once."""


def drifting_noise(
    grid: Grid, cells: float, seed: int, right: float, down: float, *, octaves: int = 3, tall: float = 1.0
) -> Field:
    """Return cloudy noise on the nodes of ``grid``, 0 to 1 and mostly about a half.

    Args:
        grid: where.
        cells: blobs along the shorter side.
        seed: other blobs.
        right: how far it has moved to the right, in shorter sides.
        down: and down.
        octaves: how many times noise is added, each time twice as fine and half as strong.
        tall: height of a blob as a multiple of its width.
    """
    short = min(grid.height, grid.width)
    total = np.zeros((grid.y.size, grid.x.size), np.float32)
    for octave in range(octaves):
        finer = cells * 2**octave
        columns = (grid.x[0].astype(np.float64) / short - right) * finer % _PERIOD
        rows = (grid.y[:, 0].astype(np.float64) / short - down) * finer / tall % _PERIOD
        across, along = np.meshgrid(columns.astype(np.float32), rows.astype(np.float32))
        lattice = _lattice(seed + octave)
        total += cv2.remap(lattice, across, along, cv2.INTER_CUBIC, borderMode=cv2.BORDER_WRAP) * np.float32(
            0.5**octave
        )
    return np.asarray(np.clip(total / np.float32(2 - 0.5 ** (octaves - 1)), 0, 1), np.float32)


@lru_cache(maxsize=32)
def _lattice(seed: int) -> Field:
    field = random_field(_PERIOD, _PERIOD, seed)
    field.setflags(write=False)
    return field
