"""What pictures are here, and what a transition is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Field", "Frame", "Transition"]

Frame = NDArray[np.uint8]
"""A picture, H x W x 3 uint8 RGB."""

Field = NDArray[np.floating[Any]]
"""One number per pixel (H x W) or per node of a coarse grid over the picture."""

Transition = Callable[[Frame, Frame, float, int, Mapping[str, float]], Frame]
"""``(a, b, p, seed, params) -> frame``: p from 0 (exactly a) to 1 (exactly b); a and b are not changed."""
