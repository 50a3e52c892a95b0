"""Pictures with transparency that lie on a frame, and the fast way to put them there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from s2v_core.timeline.model import Span

__all__ = ["Overlay", "blend"]

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

    def shown_at(self, frame: int) -> bool:
        """Say whether the overlay is on ``frame``."""
        return self.span is None or frame in self.span

    @cached_property
    def premultiplied(self) -> Pixels:
        """Colour times alpha, H x W x 3 uint8."""
        alpha = self.rgba[..., 3:].astype(np.uint16)
        product: Pixels = ((self.rgba[..., :3] * alpha + 127) // 255).astype(np.uint8)
        return product

    @cached_property
    def remaining(self) -> Pixels:
        """What is left of the frame below (255 - alpha) for each channel, H x W x 3 uint8."""
        return np.ascontiguousarray(np.repeat(255 - self.rgba[..., 3:], 3, axis=2))


def blend(frame: NDArray[Any], overlay: Overlay, opacity: float = 1.0) -> None:
    """Draw ``overlay`` onto ``frame`` (H x W x 3 uint8, changed in place), touching only the overlay's box.

    Alpha 0 leaves a pixel exactly as it is, alpha 255 at full opacity replaces it exactly; between them the result is
    within 1 of the exact mean. ``opacity`` (0 to 1) fades the whole overlay. What sticks out of the frame is cut.
    """
    if opacity <= 0:
        return
    height, width = frame.shape[:2]
    left, top = max(0, overlay.x), max(0, overlay.y)
    right, bottom = min(width, overlay.x + overlay.width), min(height, overlay.y + overlay.height)
    if left >= right or top >= bottom:
        return
    part = np.s_[top - overlay.y : bottom - overlay.y, left - overlay.x : right - overlay.x]
    colour: NDArray[Any] = overlay.premultiplied[part]
    remaining: NDArray[Any] = overlay.remaining[part]
    if opacity < 1:
        colour = cv2.convertScaleAbs(colour, alpha=opacity)
        remaining = cv2.convertScaleAbs(remaining, alpha=opacity, beta=255 * (1 - opacity))
    below = frame[top:bottom, left:right]
    cv2.add(cv2.multiply(below, remaining, scale=1 / 255), colour, dst=below)
