"""Characters that rain down, stream across or make up the picture, as on screens in films about hackers."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import ArrayLike, NDArray

from s2v_core.effects.frames import Field, Frame, FrameAt
from s2v_core.effects.kernels.glow import haloed, ramped
from s2v_core.effects.kernels.lightmap import dimmed
from s2v_core.effects.kernels.noise import random_field
from s2v_core.effects.kernels.signal import tinted
from s2v_core.effects.kernels.sizes import enlarged
from s2v_core.effects.registry import Parameter
from s2v_core.effects.visual.advanced.catalogue import advanced

__all__: list[str] = []

_GLYPHS = 40
_LEAST = 3
_LEVELS = 12
"""Brightnesses that a character is prepared in."""
_EMPTY_ROWS = 0.38
_FONT = cv2.FONT_HERSHEY_SIMPLEX
_BY_INK = " .'-:;+=!o*xnZ%8#MW"
_SIZE = Parameter(0.034, 0.015, 0.2, "height of a character as a part of the shorter side")
_SPEED = Parameter(1, 0.1, 4, "how fast they move")


@advanced("hacker_world_1", look="columns of green glyphs rain down the darkened picture", size=_SIZE, speed=_SPEED)
def _green_rain(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    places = _Lattice.over(picture, params["size"])
    moment = t * params["speed"]
    bright = _falling(places.rows, places.columns, moment, seed)
    which = places.changing(_GLYPHS, moment * 3, seed)
    plane = places.written(_glyphs(places.cell), which, bright)
    dark = tinted(picture, (0, 6, 2), (40, 120, 60), 1.3)
    return _laid_over(dark, plane, ((0, 0, 0), (0, 150, 50), (90, 255, 130), (235, 255, 240)))


@advanced("hacker_world_2", look="the picture is written in glowing blue characters on black", size=_SIZE, speed=_SPEED)
def _written_picture(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    places = _Lattice.over(picture, 0.52 * params["size"])
    small = cv2.resize(picture, (places.columns, places.rows), interpolation=cv2.INTER_AREA)
    luma = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY).astype(np.float32) / 255
    low, high = (float(np.quantile(luma, part)) for part in (0.02, 0.98))
    luma = np.clip((luma - low) / max(high - low, 0.2), 0, 1) ** 0.75
    flicker = places.changing(3, t * params["speed"] * 2.5, seed) - 1
    which = np.clip(luma * (len(_BY_INK) - 1) + flicker * (luma > 0.1), 0, len(_BY_INK) - 1).astype(np.intp)
    place = (np.arange(places.rows, dtype=np.float32)[:, None] + 0.5) / places.rows
    sweep = np.exp(-np.mod(np.float32(t * params["speed"] * 0.35) - place, 1) * 6)
    bright = np.clip(0.4 + 0.5 * luma + 0.4 * sweep * luma, 0, 1)
    plane = places.written(_letters(places.cell, _BY_INK), which, bright)
    return _laid_over(dimmed(picture, 0.2), plane, ((0, 0, 0), (0, 70, 170), (40, 200, 255), (230, 250, 255)))


@advanced("hacker_world_3", look="rows of red ones and noughts stream past at several speeds", size=_SIZE, speed=_SPEED)
def _red_streams(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    places = _Lattice.over(picture, 0.9 * params["size"])
    moment = t * params["speed"]
    bright = _falling(places.columns, places.rows, moment * 1.4, seed + 3, long=0.6)
    bright[:, 1::2] = bright[::-1, 1::2]
    bright *= random_field(1, places.rows, seed + 4)[0] > _EMPTY_ROWS
    plane = places.written(_letters(places.cell, "01"), places.changing(2, moment * 2, seed), bright.T)
    dark = tinted(picture, (6, 0, 4), (118, 26, 36), 1.4)
    return _laid_over(dark, plane, ((0, 0, 0), (170, 10, 26), (255, 70, 60), (255, 240, 225)))


@dataclass(frozen=True)
class _Lattice:
    """Places of characters over a picture, as many along its shorter side whatever its size."""

    height: int
    width: int
    count: int
    """Places along the shorter side."""

    @classmethod
    def over(cls, picture: Frame, size: float) -> _Lattice:
        """Return places that are ``size`` shorter sides apart, but not fewer than three pixels."""
        height, width = picture.shape[:2]
        return cls(height, width, max(1, min(round(1 / size), min(height, width) // _LEAST)))

    @property
    def step(self) -> float:
        """Pixels from one place to the next."""
        return min(self.height, self.width) / self.count

    @property
    def cell(self) -> int:
        """The same in whole pixels: the size in which characters are prepared."""
        return round(self.step)

    @property
    def rows(self) -> int:
        return math.ceil(self.height / self.step - 1e-6)

    @property
    def columns(self) -> int:
        return math.ceil(self.width / self.step - 1e-6)

    def changing(self, kinds: int, turns: float, seed: int) -> NDArray[np.intp]:
        """Return which of ``kinds`` characters stands in each place (rows, columns).

        Each changes at its own moments; ``turns`` is about how often it has.
        """
        first = random_field(self.rows, self.columns, seed + 1)
        number = np.floor(turns * (0.3 + first) + first * 7).astype(np.intp)
        mixed = number * 7919 + (random_field(self.rows, self.columns, seed + 2) * 65536).astype(np.intp)
        return mixed % 65521 * 31 % 1009 % kinds

    def written(self, characters: Frame, which: NDArray[np.intp], bright: Field) -> Frame:
        """Return the brightness (H, W) of the chosen ones of ``characters``, each as bright as ``bright`` (0 to 1)."""
        levels = np.rint(bright * (_LEVELS - 1)).astype(np.intp)
        tall, wide = self.rows * self.cell, self.columns * self.cell
        plane = characters[levels, which].transpose(0, 2, 1, 3).reshape(tall, wide)
        if self.cell != self.step:
            size = math.ceil(self.columns * self.step), math.ceil(self.rows * self.step)
            plane = np.asarray(cv2.resize(plane, size, interpolation=cv2.INTER_LINEAR), np.uint8)
        return np.ascontiguousarray(plane[: self.height, : self.width])


def _falling(rows: int, columns: int, t: float, seed: int, long: float = 0.45) -> Field:
    """Return how bright each character is (rows, columns), 0 to 1: in every column two trails fall and start anew."""
    total = np.zeros((rows, columns), np.float32)
    place = (np.arange(rows, dtype=np.float32)[:, None] + 0.5) / rows
    for trail in range(2):
        chance = random_field(3, columns, seed + 11 * trail)
        pace = 0.22 + 0.4 * chance[0]
        length = long * (0.4 + chance[1])
        head = np.mod(np.float32(t) * pace + chance[2], 1) * (1 + length)
        behind = head - place
        light = np.where(behind >= 0, np.clip(1 - behind / length, 0, 1) ** 1.5 * 0.8, 0)
        light += np.clip(1 - np.abs(behind) * rows / 1.2, 0, 1) * 0.6
        total = np.maximum(total, light)
    return np.asarray(np.clip(total, 0, 1), np.float32)


def _laid_over(picture: Frame, plane: Frame, colours: ArrayLike) -> Frame:
    """Return the picture with characters over it; ``colours`` (n, 3) run from dark to bright."""
    text = ramped(plane, colours)
    small = cv2.resize(text, (max(1, text.shape[1] // 4), max(1, text.shape[0] // 4)), interpolation=cv2.INTER_AREA)
    glow = enlarged(haloed(np.asarray(small, np.uint8), 0.008), text)
    return np.asarray(cv2.add(cv2.addWeighted(picture, 1, glow, 0.6, 0), text), np.uint8)


def _levelled(masks: list[Frame]) -> Frame:
    whole = np.stack(masks).astype(np.float32)
    light = np.linspace(0, 1, _LEVELS, dtype=np.float32).reshape(-1, 1, 1, 1)
    return np.asarray(np.rint(whole * light), np.uint8)


@lru_cache(maxsize=4)
def _letters(cell: int, letters: str) -> Frame:
    """Return letters in every brightness: (levels, letters, cell, cell)."""
    fine = 4
    side = cell * fine
    masks = []
    for letter in letters:
        canvas = np.zeros((side, side), np.uint8)
        scale = side / 29
        thick = max(1, round(side * 0.09))
        wide = cv2.getTextSize(letter, _FONT, scale, thick)[0][0]
        cv2.putText(
            canvas, letter, ((side - wide) // 2, (side + round(21 * scale)) // 2), _FONT, scale, 255, thick, cv2.LINE_AA
        )
        masks.append(np.asarray(cv2.resize(canvas, (cell, cell), interpolation=cv2.INTER_AREA), np.uint8))
    return _levelled(masks)


@lru_cache(maxsize=4)
def _glyphs(cell: int) -> Frame:
    """Return invented characters in every brightness, (levels, glyphs, cell, cell): strokes along a lattice."""
    fine = 4
    side = cell * fine
    masks = []
    for number in range(_GLYPHS):
        canvas = np.zeros((side, side), np.uint8)
        chance = random_field(5, 4, 500 + number)
        for stroke in range(3 + number % 3):
            x, y, turn, long = chance[stroke].tolist()
            start = np.array([0.22 + 0.28 * int(x * 3), 0.16 + 0.17 * int(y * 5)])
            across, down = ((1, 0), (0, 1), (0.7, 0.7), (-0.6, 0.8))[int(turn * 4)]
            end = np.clip(start + np.array([across, down]) * (0.28 + 0.34 * long), 0.16, 0.84)
            first, last = (np.rint(point * side).astype(int).tolist() for point in (start, end))
            cv2.line(canvas, first, last, 255, max(1, round(side * 0.09)), cv2.LINE_AA)
        masks.append(np.asarray(cv2.resize(canvas, (cell, cell), interpolation=cv2.INTER_AREA), np.uint8))
    return _levelled(masks)
