"""The picture as water and cloth: waves, folds and a reflection."""

from __future__ import annotations

import math
from collections.abc import Mapping

import cv2
import numpy as np

from s2v_core.effects.frames import Frame, FrameAt
from s2v_core.effects.kernels.clouds import drifting_noise
from s2v_core.effects.kernels.grid import Grid
from s2v_core.effects.kernels.lightmap import illuminated
from s2v_core.effects.kernels.sizes import halved
from s2v_core.effects.kernels.warp import displaced
from s2v_core.effects.registry import Parameter
from s2v_core.effects.visual.advanced.catalogue import advanced

__all__: list[str] = []

_TURN = 2 * math.pi
_STRENGTH = Parameter(1, 0.1, 2, "how high the waves are")
_SPEED = Parameter(1, 0.1, 4, "how fast they run")


@advanced(
    "wave_1",
    look="tall crests roll across from left to right and bend what lies below",
    strength=_STRENGTH,
    speed=_SPEED,
)
def _rolling_crests(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    grid = Grid.over(picture)
    lean = (
        grid.cx + grid.cy * np.float32(0.35) + np.float32(0.05) * np.sin(grid.cy * 5 + np.float32(t * params["speed"]))
    )
    phase = lean * np.float32(_TURN * 1.15) - np.float32(t * params["speed"] * 2.6)
    crest = np.exp(np.float32(2.2) * (np.cos(phase) - 1))
    slope = -np.sin(phase) * crest
    amount = np.float32(0.11 * params["strength"])
    bent = displaced(picture, grid, slope * amount, slope * amount * np.float32(0.35))
    return illuminated(bent, 1 + np.float32(0.55 * min(params["strength"], 1.6)) * slope)


@advanced(
    "wave_2",
    look="the picture flutters like a flag, with light and shade in its folds",
    strength=_STRENGTH,
    speed=_SPEED,
)
def _flag(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    grid = Grid.over(picture)
    moment = t * params["speed"]
    loose = np.float32(0.35) + np.float32(0.65) * grid.u
    first = grid.cx * 8 + grid.cy * np.float32(2.4) - np.float32(moment * 4.2)
    second = grid.cx * np.float32(4.3) - grid.cy * np.float32(3.1) - np.float32(moment * 2.7 + 1)
    height = (np.sin(first) * np.float32(0.6) + np.sin(second) * np.float32(0.4)) * loose
    fold = (np.cos(first) * np.float32(0.65) + np.cos(second) * np.float32(0.35)) * loose
    amount = np.float32(0.05 * params["strength"])
    waving = displaced(picture, grid, fold * amount * np.float32(0.7), height * amount)
    return illuminated(waving, 1 + np.float32(0.42 * min(params["strength"], 1.6)) * fold)


@advanced("wave_3", look="the picture runs like oil: slow swirls pull it about", strength=_STRENGTH, speed=_SPEED)
def _oil(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    grid = Grid.over(picture, step=16)
    moment = t * params["speed"]
    first = drifting_noise(grid, 2.2, seed, moment * 0.09, -moment * 0.13, octaves=2) - np.float32(0.5)
    second = drifting_noise(grid, 2.2, seed + 17, -moment * 0.11, moment * 0.08, octaves=2) - np.float32(0.5)
    amount = np.float32(0.42 * params["strength"])
    return displaced(picture, grid, first * amount, second * amount)


@advanced(
    "reflection_water",
    look="the picture is mirrored in rippling water below it",
    horizon=Parameter(0.6, 0.4, 0.85, "where the water begins, from the top"),
    speed=_SPEED,
)
def _reflection(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    height, width = picture.shape[:2]
    shore = min(max(1, round(params["horizon"] * height)), height - 1)
    water = _water(picture, shore, t * params["speed"])
    result = picture.copy()
    result[shore:] = cv2.resize(water, (width, height - shore), interpolation=cv2.INTER_LINEAR)
    return result


def _water(picture: Frame, shore: int, t: float) -> Frame:
    """Return what the water below row ``shore`` mirrors, half as large."""
    height, width = picture.shape[:2]
    small = halved(picture[:shore])
    rows, columns = max(1, (height - shore) // 2), small.shape[1]
    unit = np.float32(min(height, width) / 2)
    down = (np.arange(rows, dtype=np.float32).reshape(-1, 1) + np.float32(0.5)) / unit
    across = np.arange(columns, dtype=np.float32).reshape(1, -1) / unit
    far = 1 / (down + np.float32(0.06))
    wave = np.sin(far * np.float32(3.4) + across * np.float32(2.1) + np.float32(t * 2.4))
    wave += np.float32(0.6) * np.sin(far * np.float32(7.1) - across * np.float32(5.3) - np.float32(t * 3.1))
    wave += np.float32(0.4) * np.sin(far * np.float32(1.9) + across * np.float32(9.0) + np.float32(t * 1.3))
    deep = down * np.float32(0.75) + np.float32(0.02)
    x = np.arange(columns, dtype=np.float32).reshape(1, -1) + wave * deep * np.float32(0.06) * unit
    y = small.shape[0] - 1 - (down * np.float32(0.92) + wave * deep * np.float32(0.1)) * unit
    mirrored = cv2.remap(small, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    deeper = cv2.transform(mirrored, np.array([[0.66, 0.04, 0.02], [0.03, 0.76, 0.06], [0.04, 0.1, 0.84]]))
    glint = np.clip(wave - np.float32(1.25), 0, 1) * np.float32(150) * np.clip(down * 5, 0, 1)
    light = np.rint(glint).astype(np.uint8)
    return np.asarray(cv2.add(deeper, cv2.merge([light, light, light])), np.uint8)
