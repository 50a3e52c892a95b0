"""Coarse grids over a picture: smooth functions are computed on few nodes and enlarged.

A node every ``step`` pixels costs 1/64 of computing every pixel; enlarging is one bilinear resize. The grid reaches
one step beyond each border, so that nothing is extrapolated.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from s2v_core.effects.frames import Field, Frame

__all__ = ["Grid", "smoothstep", "triangle"]


@dataclass(frozen=True)
class Grid:
    """Nodes over a picture of ``height`` x ``width`` pixels, ``step`` pixels apart (1: every pixel)."""

    height: int
    width: int
    step: int = 8

    @classmethod
    def over(cls, picture: Frame, step: int = 8) -> Grid:
        """Return a grid over ``picture``."""
        return cls(picture.shape[0], picture.shape[1], step)

    @classmethod
    def coarse(cls, height: int, width: int, nodes: int) -> Grid:
        """Return the pixels of a small map of a picture of that size, about ``nodes`` along its shorter side."""
        shrink = max(1, min(height, width) // nodes)
        return cls(-(-height // shrink), -(-width // shrink), 1)

    @property
    def x(self) -> Field:
        """Pixel coordinates of the columns (1, n)."""
        return self._axis(self.width).reshape(1, -1)

    @property
    def y(self) -> Field:
        """Pixel coordinates of the rows (m, 1)."""
        return self._axis(self.height).reshape(-1, 1)

    @property
    def u(self) -> Field:
        """0 at the left border to 1 at the right one (1, n)."""
        return (self.x + np.float32(0.5)) / np.float32(self.width)

    @property
    def v(self) -> Field:
        """0 at the top to 1 at the bottom (m, 1)."""
        return (self.y + np.float32(0.5)) / np.float32(self.height)

    @property
    def cx(self) -> Field:
        """Distance right of the centre in units of the shorter side (1, n)."""
        return (self.x + np.float32(0.5 - self.width / 2)) / np.float32(min(self.width, self.height))

    @property
    def cy(self) -> Field:
        """Distance below the centre in units of the shorter side (m, 1)."""
        return (self.y + np.float32(0.5 - self.height / 2)) / np.float32(min(self.width, self.height))

    @property
    def reach(self) -> Field:
        """Distance from the centre in units of the shorter side (m, n)."""
        return np.sqrt(self.cx**2 + self.cy**2)

    @property
    def radius(self) -> Field:
        """Distance from the centre (m, n), 1 in the corners, round in pixels."""
        corner = np.hypot(self.width, self.height) / 2 / min(self.width, self.height)
        return self.reach / np.float32(corner)

    @property
    def angle(self) -> Field:
        """Direction from the centre (m, n) in radians, from -pi to pi, clockwise from the right."""
        return np.arctan2(self.cy, self.cx)

    def enlarge(self, field: Field) -> Field:
        """Return the field (m, n), or what broadcasts to that, for every pixel (H, W)."""
        field = np.ascontiguousarray(np.broadcast_to(field, (self.y.size, self.x.size)), np.float32)
        if self.step == 1:
            return field
        size = (field.shape[1] * self.step, field.shape[0] * self.step)
        whole = np.asarray(cv2.resize(field, size, interpolation=cv2.INTER_LINEAR), np.float32)
        return whole[self.step : self.step + self.height, self.step : self.step + self.width]

    def _axis(self, length: int) -> Field:
        if self.step == 1:
            return np.arange(length, dtype=np.float32)
        nodes = -(-length // self.step) + 2
        return (np.arange(nodes, dtype=np.float32) - 1) * self.step + np.float32((self.step - 1) / 2)


def smoothstep(low: float, high: float, value: float) -> float:
    """Return 0 below ``low``, 1 above ``high`` and a smooth rise between."""
    part = min(max((value - low) / (high - low), 0.0), 1.0)
    return part * part * (3 - 2 * part)


def triangle(p: float) -> float:
    """Return 0 at both ends and 1 in the middle, smoothly."""
    return smoothstep(0, 1, 1 - abs(2 * p - 1))
