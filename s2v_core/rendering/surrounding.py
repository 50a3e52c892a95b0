"""A picture on the canvas together with what fills the rest of it."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

from s2v_core.media.planes import Planes, from_rgb
from s2v_core.rendering.altered import Altered
from s2v_core.rendering.background import Background
from s2v_core.rendering.fit import Place
from s2v_core.rendering.pictures import Picture, Seen
from s2v_core.rendering.stamps import lay, stamp_of

__all__ = ["Surrounded"]


class Surrounded(Altered):
    """The canvas with ``picture`` at its ``place`` on a background, as a picture of its own."""

    def __init__(self, picture: Picture, place: Place, background: Background, opacity: float) -> None:
        super().__init__(picture)
        self._place = place
        self._background = background
        self._opacity = opacity

    def alter(self, seen: Seen, *, own: bool) -> Seen:
        left, top = self._place.left, self._place.top
        if isinstance(seen, Planes):
            canvas = self._background(seen)
            lay(canvas, seen, left, top, self._opacity)
        else:
            canvas = self._background(from_rgb(_on_black(seen)))
            stamp_of(seen, left, top, self._opacity).draw(canvas)
        return canvas


def _on_black(pixels: Any) -> Any:
    """Return a picture without its alpha, so that colours which nobody is to see lend nothing to a blur."""
    alpha = cv2.cvtColor(np.ascontiguousarray(pixels[..., 3]), cv2.COLOR_GRAY2RGB)
    return cv2.multiply(np.ascontiguousarray(pixels[..., :3]), alpha, scale=1 / 255)
