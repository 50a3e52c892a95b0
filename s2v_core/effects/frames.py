"""What pictures are here, and what transitions and visual effects are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Field", "Frame", "FrameAt", "Transition", "VisualEffect"]

Frame = NDArray[np.uint8]
"""A picture, H x W x 3 uint8 RGB."""

Field = NDArray[np.floating[Any]]
"""One number per pixel (H x W) or per node of a coarse grid over the picture."""

Transition = Callable[[Frame, Frame, float, int, Mapping[str, float]], Frame]
"""``(a, b, p, seed, params) -> frame``: p from 0 (exactly a) to 1 (exactly b); a and b are not changed."""

FrameAt = Callable[[float], Frame]
"""``frame_at(dt)``: a clip's picture ``dt`` seconds away from the moment that is drawn, held at the clip's ends."""

VisualEffect = Callable[[FrameAt, float, float, int, Mapping[str, float]], Frame]
"""``(frame_at, t, duration, seed, params) -> frame``: ``t`` seconds from the start of what lasts ``duration`` seconds.

What ``frame_at`` returns is not changed, and nothing is remembered between calls.
"""
