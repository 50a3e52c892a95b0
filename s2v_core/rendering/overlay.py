"""Pictures with transparency that lie on a frame for a while."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from s2v_core.rendering.stamps import Stamp, stamp_of
from s2v_core.timeline.model import Span

__all__ = ["Overlay"]

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Overlay:
    """A picture whose top left corner lies at pixel ``(x, y)`` of the frame; it may stick out on any side.

    ``rgba`` is H x W x 4 uint8 with straight (not pre-multiplied) alpha and must not be changed afterwards.
    ``span`` are the frames it is shown in, None for all of them.
    """

    rgba: Pixels
    x: int = 0
    y: int = 0
    span: Span | None = None

    def __post_init__(self) -> None:
        if self.rgba.dtype != np.uint8 or self.rgba.ndim != 3 or self.rgba.shape[2] != 4:
            raise ValueError(f"an overlay is H x W x 4 uint8, got {self.rgba.shape} {self.rgba.dtype}")

    @property
    def width(self) -> int:
        """Width of the picture in pixels."""
        return int(self.rgba.shape[1])

    @property
    def height(self) -> int:
        """Height of the picture in pixels."""
        return int(self.rgba.shape[0])

    def moved(self, dx: int, dy: int) -> Overlay:
        """Return the same picture ``dx`` pixels further right and ``dy`` further down."""
        return replace(self, x=self.x + dx, y=self.y + dy)

    def during(self, span: Span | None) -> Overlay:
        """Return the same picture shown in ``span``."""
        return replace(self, span=span)

    def stamp_at(self, frame: int) -> Stamp | None:
        """Return what is drawn on ``frame``, where the overlay is shown; None for nothing."""
        del frame
        return self.stamp

    @cached_property
    def stamp(self) -> Stamp:
        """The picture, ready to be drawn at its place."""
        return stamp_of(self.rgba, self.x, self.y)
