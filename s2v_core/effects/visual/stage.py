"""A picture to draw particles and light on, measured in units of its shorter side."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from s2v_core.effects.frames import Field, Frame, FrameAt
from s2v_core.effects.kernels.glow import black, hues
from s2v_core.effects.kernels.grid import Grid
from s2v_core.effects.kernels.lightmap import Colour, dimmed, illuminated, map_grid, quantised, shine, veil
from s2v_core.effects.kernels.particles import Numbers
from s2v_core.effects.kernels.sprites import draw, heading
from s2v_core.effects.visual.catalogue import visual_effect

__all__ = ["Drawing", "Stage", "picked", "rainbow", "scene"]

_MOST = 4.0
"""A picture counts as no larger than this many squares of its shorter side when particles are spread over it."""
_THINNEST = 1e-6


class Stage:
    """A picture (``canvas``, H x W x 3 uint8) that changes as it is drawn on.

    Places and sizes are in units of the shorter side, from the top left corner: the picture is ``across`` wide and
    ``down`` high. Soft light gathers in a small map, which shines on the picture when :meth:`finished` is called.
    """

    def __init__(self, picture: Frame) -> None:
        self.canvas = picture.copy()
        height, width = picture.shape[:2]
        self.unit = float(min(height, width))
        self.across, self.down = width / self.unit, height / self.unit
        self._light: Frame | None = None

    def count(self, density: float) -> int:
        """Return how many particles make ``density`` of them on each square of the shorter side."""
        return max(1, int(density * min(self.across * self.down, _MOST) + 0.5))

    def spread(self, chance_x: Numbers, chance_y: Numbers, beyond: float = 0.0) -> tuple[Numbers, Numbers]:
        """Return places all over the picture, and ``beyond`` its borders, for numbers from 0 to 1."""
        return (
            chance_x * (self.across + 2 * beyond) - beyond,
            chance_y * (self.down + 2 * beyond) - beyond,
        )

    def grid(self, nodes: int = 135) -> Grid:
        """Return the nodes of a map of the picture with about ``nodes`` of them across."""
        return map_grid(self.canvas, nodes)

    def draw(self, shape: str, x: ArrayLike, y: ArrayLike, size: ArrayLike, **look: Any) -> None:
        """Draw sprites as :func:`s2v_core.effects.kernels.sprites.draw` does, which lists their looks."""
        unit = self.unit
        draw(self.canvas, shape, np.asarray(x) * unit, np.asarray(y) * unit, np.asarray(size) * unit, **look)

    def trail(self, x: Numbers, y: Numbers, dx: Numbers, dy: Numbers, width: ArrayLike, **look: Any) -> None:
        """Draw streaks whose heads are at ``x``, ``y`` and that began ``dx``, ``dy`` before."""
        thick = np.broadcast_to(np.maximum(width, _THINNEST), x.shape)
        length = np.hypot(dx, dy) + thick
        self.draw("streak", x - dx / 2, y - dy / 2, thick, stretch=length / thick, angle=heading(dx, dy), **look)

    def glow(self, x: ArrayLike, y: ArrayLike, size: ArrayLike, colour: ArrayLike, alpha: ArrayLike = 1.0) -> None:
        """Add soft round light ``size`` wide to the map of light."""
        if self._light is None:
            self._light = black(self.canvas, 270)
        unit = min(self._light.shape[:2])
        places = (np.asarray(value) * unit for value in (x, y, size))
        draw(self._light, "glow", *places, colour=colour, alpha=alpha, blending="add")

    def dim(self, left: float, tint: Colour = (1.0, 1.0, 1.0)) -> None:
        """Leave ``left`` (0 to 1) of the picture's light, through glass of the colour ``tint``."""
        self.canvas = dimmed(self.canvas, left, tint)

    def illuminate(self, gain: Field) -> None:
        """Light the picture as :func:`s2v_core.effects.kernels.lightmap.illuminated` does."""
        self.canvas = illuminated(self.canvas, gain)

    def shine(self, cover: Field, colour: Colour | None = None) -> None:
        """Shine light of a colour, as strong as ``cover`` (h x w; or h x w x 3 with its colours), 0 to 1."""
        shine(self.canvas, quantised(cover, colour))

    def veil(self, cover: Field, colour: Colour) -> None:
        """Lay mist over the picture as :func:`s2v_core.effects.kernels.lightmap.veil` does."""
        veil(self.canvas, cover, colour)

    def finished(self) -> Frame:
        """Return the picture with its light."""
        if self._light is not None:
            shine(self.canvas, self._light)
        return self.canvas


Drawing = Callable[[Stage, float, int], None]
"""``(stage, t, seed)``: draws what is seen ``t`` seconds from the start."""


def scene(name: str, *, category: str, look: str) -> Callable[[Drawing], Drawing]:
    """Return a decorator that registers a drawing on the clip's picture as a visual effect."""

    def register(drawing: Drawing) -> Drawing:
        def effect(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
            stage = Stage(frame_at(0))
            drawing(stage, t, seed)
            return stage.finished()

        visual_effect(name, category=category, look=look)(effect)
        return drawing

    return register


def picked(palette: tuple[Colour, ...], chance: Numbers) -> Numbers:
    """Return a colour of the palette (n, 3) for each number from 0 to 1."""
    return np.asarray(np.asarray(palette, np.float64)[(chance * len(palette)).astype(int)])


def rainbow(hue: ArrayLike) -> NDArray[np.float32]:
    """Return the bright colour (..., 3), 0 to 1, of each hue; 1 is a full turn and the colour of 0 again."""
    return np.asarray(hues(hue) / np.float32(255), np.float32)
