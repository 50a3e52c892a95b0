"""Letters painted in a ready-made look."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

from s2v_core.effects.looks.recipe import Layer, Paint, Recipe, Relief, rgb
from s2v_core.rendering.text.patterns import coloured
from s2v_core.rendering.text.runs import RunStyle
from s2v_core.rendering.text.sheets import (
    Mask,
    Sheet,
    coloured_in,
    faded,
    moved,
    over,
    shrunk,
    softened,
    stretched,
    tinted,
    trailed,
)
from s2v_core.rendering.text.stage import Stage

__all__ = ["dressed"]

_LIT = (0.6, 0.8)
"""Slopes that rise in this direction face the light."""


def dressed(stage: Stage, recipe: Recipe) -> Sheet:
    """Return the letters on ``stage`` as ``recipe`` wants them. Emoji, and runs that have a colour of their own, keep
    their colours."""
    return _Dresser(stage, recipe).sheet()


class _Dresser:
    def __init__(self, stage: Stage, recipe: Recipe) -> None:
        self.stage, self.recipe = stage, recipe
        self.ground = stage.ground()
        self.size = stage.block.size
        self.letters = stage.mask(_is_letter)
        self.emoji = stage.mask(_is_emoji) if any(run.emoji for run in stage.block.styles) else None
        self._grown: dict[tuple[float, float], Mask] = {(0.0, 0.0): self.letters}

    def sheet(self) -> Sheet:
        sheet = np.zeros((*self.letters.shape, 4), np.uint8)
        for layer in self.recipe.below:
            sheet = over(self._in_paint(layer.paint, self._below(layer)), sheet)
        own = self.recipe.fill is None or any(self._is_own(run) for run in self.stage.block.styles)
        if self.recipe.fill is not None:
            letters = self.stage.mask(lambda run: not self._is_own(run)) if own else self.letters
            sheet = over(self._face(letters, self.recipe.fill), sheet)
        return over(self.stage.drawn(self._is_own), sheet) if own else sheet

    def _is_own(self, run: RunStyle) -> bool:
        return run.emoji or run.own_fill or self.recipe.fill is None

    def _face(self, letters: Mask, fill: Paint) -> Sheet:
        recipe = self.recipe
        sheet = self._in_paint(fill, letters)
        for layer in recipe.above:
            inner = shrunk(letters, -min(layer.grow) * self.size)
            mask = np.minimum(self._moved(inner, layer), letters)
            sheet = over(self._in_paint(layer.paint, faded(mask, layer.opacity)), sheet)
        return _in_relief(sheet, letters, recipe.relief, self.size) if recipe.relief else sheet

    def _below(self, layer: Layer) -> Mask:
        mask = self._silhouette(layer.grow)
        if self.emoji is not None and layer.blur:
            mask = np.maximum(mask, self.emoji)
        return np.asarray(faded(self._moved(mask, layer), layer.opacity), np.uint8)

    def _silhouette(self, grow: tuple[float, float]) -> Mask:
        if grow not in self._grown:
            even = min(grow)
            mask = np.maximum(self.letters, self.stage.mask(_is_letter, even)) if even > 0 else self.letters
            self._grown[grow] = stretched(mask, *self._pixels((grow[0] - even, grow[1] - even)))
        return self._grown[grow]

    def _moved(self, mask: Mask, layer: Layer) -> Any:
        right, down = self._pixels(layer.shift)
        shifted = trailed(mask, right, down) if layer.trail else moved(mask, right, down)
        return softened(shifted, layer.blur * self.size)

    def _in_paint(self, paint: Paint, mask: Mask) -> Sheet:
        if paint.pattern == "plain":
            return tinted(mask, rgb(paint.stops[0][1]))
        return coloured_in(mask, coloured(paint, self.ground))

    def _pixels(self, lengths: tuple[float, float]) -> tuple[float, float]:
        return lengths[0] * self.size, lengths[1] * self.size


def _is_letter(run: RunStyle) -> bool:
    return not run.emoji


def _is_emoji(run: RunStyle) -> bool:
    return run.emoji


def _in_relief(sheet: Sheet, letters: Mask, relief: Relief, size: float) -> Sheet:
    """Light the edges of ``letters``: the slope of the blurred mask is that of a rounded edge."""
    depth = max(relief.depth * size, 0.8)
    height = cv2.GaussianBlur(letters, (0, 0), depth, borderType=cv2.BORDER_CONSTANT).astype(np.float32)
    slope = _LIT[0] * cv2.Sobel(height, cv2.CV_32F, 1, 0) + _LIT[1] * cv2.Sobel(height, cv2.CV_32F, 0, 1)
    # The steepest slope of a straight edge is 0.4 of its height per standard deviation; Sobel counts it eight times.
    slope *= np.float32(depth / 8 / 0.4 * relief.strength)
    for colour, lit in ((relief.light, slope), (relief.dark, -slope)):
        mask = np.minimum(np.clip(lit, 0, 255).astype(np.uint8), letters)
        sheet = over(tinted(mask, rgb(colour)), sheet)
    return sheet
