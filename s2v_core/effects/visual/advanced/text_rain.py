"""Characters that rain down, stream across or make up the picture, as on screens in films about hackers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import ArrayLike, NDArray

from s2v_core.effects.frames import Field, Frame, FrameAt
from s2v_core.effects.kernels.glow import haloed, ramped
from s2v_core.effects.kernels.lightmap import dimmed
from s2v_core.effects.kernels.noise import random_field
from s2v_core.effects.kernels.signal import tinted
from s2v_core.effects.registry import Parameter
from s2v_core.effects.visual.advanced.catalogue import advanced

__all__: list[str] = []

_FAR = 7919
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
    cell = max(3, round(params["size"] * min(picture.shape[:2])))
    rows, columns = -(-picture.shape[0] // cell), -(-picture.shape[1] // cell)
    moment = t * params["speed"]
    bright = _falling(rows, columns, moment, seed)
    which = _changing(rows, columns, 40, moment * 3, seed)
    plane = _written(_glyphs(cell, 40), which, bright, picture)
    dark = tinted(picture, (0, 6, 2), (40, 120, 60), 1.3)
    return _laid_over(dark, plane, ((0, 0, 0), (0, 150, 50), (90, 255, 130), (235, 255, 240)))


@advanced("hacker_world_2", look="the picture is written in glowing blue characters on black", size=_SIZE, speed=_SPEED)
def _written_picture(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    height, width = picture.shape[:2]
    cell = max(3, round(0.52 * params["size"] * min(height, width)))
    rows, columns = -(-height // cell), -(-width // cell)
    small = cv2.resize(picture, (columns, rows), interpolation=cv2.INTER_AREA)
    luma = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY).astype(np.float32) / 255
    low, high = (float(np.quantile(luma, part)) for part in (0.02, 0.98))
    luma = np.clip((luma - low) / max(high - low, 0.2), 0, 1) ** 0.75
    flicker = _changing(rows, columns, 3, t * params["speed"] * 2.5, seed) - 1
    which = np.clip(luma * (len(_BY_INK) - 1) + flicker * (luma > 0.1), 0, len(_BY_INK) - 1).astype(np.intp)
    place = (np.arange(rows, dtype=np.float32)[:, None] + 0.5) / rows
    sweep = np.exp(-np.mod(np.float32(t * params["speed"] * 0.35) - place, 1) * 6)
    bright = np.clip(0.4 + 0.5 * luma + 0.4 * sweep * luma, 0, 1)
    plane = _written(_letters(cell, _BY_INK), which, bright, picture)
    return _laid_over(dimmed(picture, 0.2), plane, ((0, 0, 0), (0, 70, 170), (40, 200, 255), (230, 250, 255)))


@advanced("hacker_world_3", look="rows of red ones and noughts stream past at several speeds", size=_SIZE, speed=_SPEED)
def _red_streams(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    cell = max(3, round(params["size"] * 0.9 * min(picture.shape[:2])))
    rows, columns = -(-picture.shape[0] // cell), -(-picture.shape[1] // cell)
    moment = t * params["speed"]
    bright = _falling(columns, rows, moment * 1.4, seed + 3, long=0.6)
    bright[:, 1::2] = bright[::-1, 1::2]
    bright *= random_field(1, rows, seed + 4)[0] > _EMPTY_ROWS
    which = _changing(rows, columns, 10, moment * 2, seed) >= 5
    plane = _written(_letters(cell, "01"), which.astype(np.intp), bright.T, picture)
    dark = tinted(picture, (6, 0, 4), (118, 26, 36), 1.4)
    return _laid_over(dark, plane, ((0, 0, 0), (170, 10, 26), (255, 70, 60), (255, 240, 225)))


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


def _changing(rows: int, columns: int, count: int, turns: float, seed: int) -> NDArray[np.intp]:
    """Return which of ``count`` characters stands in each place; each changes at its own moments, ``turns`` so far."""
    first = random_field(rows, columns, seed + 1)
    number = np.floor(turns * (0.3 + first) + first * 7).astype(np.int64)
    mixed = (number * 7919 + (random_field(rows, columns, seed + 2) * 65536).astype(np.int64)) % 65521
    return (mixed * 31 % 1009) % count


def _written(glyphs: Frame, which: NDArray[np.intp], bright: Field, picture: Frame) -> Frame:
    """Return the brightness (H, W) of characters ``which`` (rows, columns) as bright as ``bright``."""
    levels = np.rint(bright * (_LEVELS - 1)).astype(np.intp)
    rows, columns = which.shape
    cell = glyphs.shape[-1]
    plane = glyphs[levels, which].transpose(0, 2, 1, 3).reshape(rows * cell, columns * cell)
    return np.ascontiguousarray(plane[: picture.shape[0], : picture.shape[1]])


def _laid_over(picture: Frame, plane: Frame, colours: ArrayLike) -> Frame:
    """Return the picture with characters over it; ``colours`` (n, 3) run from dark to bright."""
    text = ramped(plane, colours)
    half = cv2.resize(text, (max(1, text.shape[1] // 4), max(1, text.shape[0] // 4)), interpolation=cv2.INTER_AREA)
    glow = cv2.resize(
        haloed(np.asarray(half, np.uint8), 0.008, 1.0), (text.shape[1], text.shape[0]), interpolation=cv2.INTER_LINEAR
    )
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
def _glyphs(cell: int, count: int) -> Frame:
    """Return invented characters in every brightness, (levels, count, cell, cell): strokes along a lattice."""
    fine = 4
    side = cell * fine
    masks = []
    for number in range(count):
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
