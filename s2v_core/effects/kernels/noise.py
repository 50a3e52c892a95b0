"""Repeatable chance: numbers that depend on the seed and on nothing else."""

from __future__ import annotations

import cv2
import numpy as np

from s2v_core.effects.frames import Field
from s2v_core.effects.kernels.grid import Grid

__all__ = ["generator", "random_field", "smooth_noise"]

_MARGIN = 3
"""Cells of noise beyond each border of a picture."""


def generator(rows: int, columns: int, seed: int) -> np.random.Generator:
    """Return the chance that fills a field of that size."""
    return np.random.Generator(np.random.PCG64([seed & 0xFFFFFFFF, rows, columns]))


def random_field(rows: int, columns: int, seed: int) -> Field:
    """Return independent numbers from 0 to 1 (rows, columns)."""
    return generator(rows, columns, seed).random((rows, columns), dtype=np.float32)


def smooth_noise(grid: Grid, cells: float, seed: int, octaves: int = 3) -> Field:
    """Return cloudy noise on the nodes of ``grid``, from 0 to 1; ``cells`` blobs fit along the shorter side."""
    scale = cells / min(grid.height, grid.width)
    total = np.zeros((grid.y.size, grid.x.size), np.float32)
    for octave in range(octaves):
        finer = scale * 2**octave
        across, down = np.meshgrid(*(axis * np.float32(finer) + _MARGIN for axis in (grid.x[0], grid.y[:, 0])))
        rows, columns = (round(length * finer) + 2 * _MARGIN for length in (grid.height, grid.width))
        lattice = random_field(rows, columns, seed + octave)
        drawn = cv2.remap(lattice, across, down, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT)
        total += drawn * np.float32(0.5**octave)
    low, high = float(total.min()), float(total.max())
    return (total - np.float32(low)) / np.float32(max(high - low, 1e-6))
