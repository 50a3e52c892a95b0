"""Rain on a window: drops that show the picture small and upside down, and run."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from s2v_core.effects.frames import Frame, FrameAt
from s2v_core.effects.kernels.blur import soft
from s2v_core.effects.kernels.clouds import drifting_noise
from s2v_core.effects.kernels.grid import Grid
from s2v_core.effects.kernels.light import bloomed
from s2v_core.effects.kernels.mask import FULL, blend
from s2v_core.effects.kernels.particles import Numbers, breath, lives, ramp
from s2v_core.effects.kernels.sizes import enlarged, halved, shrunk
from s2v_core.effects.kernels.warp import displaced
from s2v_core.effects.registry import Parameter
from s2v_core.effects.visual.advanced.catalogue import advanced

__all__: list[str] = []

_SIDE = 540
"""Pixels along the shorter side in which the window is drawn; behind it everything is out of focus."""
_NIGHT = np.array([[0.36, 0.05, 0.02], [0.02, 0.42, 0.06], [0.04, 0.12, 0.56]])
_STAMP = 48
"""Pixels of the picture of a drop."""
_VIEW = 0.24
"""How much of the picture a drop shows to each side, in shorter sides."""

_AMOUNT = Parameter(1, 0.2, 2, "how much rain there is")
_SPEED = Parameter(1, 0.1, 4, "how fast the drops run")


@dataclass(frozen=True)
class _Drops:
    """n drops: middle and width in shorter sides from the top left corner, height as a multiple of the width."""

    x: Numbers
    y: Numbers
    size: Numbers
    stretch: Numbers


@advanced("rain_glass_2", look="still drops sit on a window, grow and vanish", amount=_AMOUNT)
def _still_drops(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    window = _Window(frame_at(0))
    behind = soft(window.sharp, 0.009 * window.short)
    drops = (_resting(window, t, seed, round(130 * params["amount"]), 0.012, 0.055),)
    return window.finished(window.with_drops(behind, drops))


@advanced("rain_glass_3", look="drops run down a window in fits and leave beads behind", amount=_AMOUNT, speed=_SPEED)
def _running_drops(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    window = _Window(frame_at(0))
    moment = t * params["speed"]
    behind = soft(window.sharp, 0.013 * window.short)
    paths = _Paths(window, moment, seed, round(17 * params["amount"]))
    drops = (_resting(window, t, seed + 1, round(110 * params["amount"]), 0.01, 0.036), paths.beads(), paths.heads())
    return window.finished(window.with_drops(behind, drops))


@advanced(
    "rain_glass_4",
    look="a steamed-up window: running drops wipe clear tracks into the mist",
    amount=_AMOUNT,
    speed=_SPEED,
)
def _steamed_up(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    window = _Window(frame_at(0))
    paths = _Paths(window, t * params["speed"], seed, round(12 * params["amount"]))
    misty = np.asarray(
        cv2.addWeighted(soft(window.sharp, 0.055 * window.short), 0.66, np.full_like(window.sharp, 214), 0.34, 0),
        np.uint8,
    )
    behind = blend(misty, soft(window.sharp, 0.004 * window.short), paths.wiped())
    fine = _resting(window, t, seed + 1, round(110 * params["amount"]), 0.006, 0.014)
    return window.finished(window.with_drops(behind, (fine, paths.beads(), paths.heads())))


@advanced(
    "rain_glass_5", look="a night window in heavy rain: water sheets over blurred lights", amount=_AMOUNT, speed=_SPEED
)
def _night_window(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    window = _Window(frame_at(0))
    moment = t * params["speed"]
    night = np.asarray(cv2.transform(window.sharp, _NIGHT), np.uint8)
    lights = bloomed(soft(night, 0.014 * window.short), 0.8, threshold=84, size=0.03)
    sheet = Grid.over(lights)
    flow = drifting_noise(sheet, 7, seed, 0, moment * 0.5, octaves=2, tall=2.6) - np.float32(0.5)
    slow = drifting_noise(sheet, 3, seed + 9, 0, moment * 0.22, octaves=2, tall=2) - np.float32(0.5)
    bent = displaced(lights, sheet, flow * np.float32(0.06), (flow + slow) * np.float32(0.1))
    paths = _Paths(window, moment * 1.5, seed, round(14 * params["amount"]))
    drops = (_resting(window, t, seed + 1, round(60 * params["amount"]), 0.014, 0.045), paths.beads(), paths.heads())
    return window.finished(window.with_drops(bent, drops, night))


class _Window:
    """A picture behind glass, in the size in which the window is drawn."""

    def __init__(self, picture: Frame) -> None:
        self._picture = picture
        self.sharp = shrunk(picture, _SIDE)
        height, width = self.sharp.shape[:2]
        self.short = min(height, width)
        self.wide, self.tall = width / self.short, height / self.short

    def finished(self, drawn: Frame) -> Frame:
        """Return what was drawn in the size of the picture."""
        return enlarged(drawn, self._picture)

    def with_drops(self, behind: Frame, groups: Sequence[_Drops], seen: Frame | None = None) -> Frame:
        """Return the window with drops on it that show ``seen``, the later ones over the earlier ones."""
        height, width = behind.shape[:2]
        water = np.zeros((height, width, 4), np.float32)
        for drops in groups:
            for x, y, size, stretch in zip(drops.x, drops.y, drops.size, drops.stretch, strict=True):
                _stamp(water, x * self.short, y * self.short, size * self.short, size * stretch * self.short)
        dx, dy, light, cover = cv2.split(water)
        mask = np.rint(np.clip(cover, 0, 1) * FULL).astype(np.uint8)
        grid = Grid(height, width, step=1)
        reach = np.float32(_VIEW * self.short)
        small = halved(self.sharp if seen is None else seen)
        shown = cv2.remap(
            small, (grid.x + dx * reach) / 2, (grid.y + dy * reach) / 2, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT
        )
        lit = cv2.multiply(shown, cv2.merge([light, light, light]), dtype=cv2.CV_8U)
        return blend(behind, np.asarray(lit, np.uint8), mask)


class _Paths:
    """Drops on their way down: each slides in fits, aside a little, and leaves beads that dry."""

    _FITS = 7
    _BEADS = 26
    _DRYING = 0.55
    """Part of the window's height over which a trail dries."""

    def __init__(self, window: _Window, t: float, seed: int, count: int) -> None:
        self._window = window
        alive = lives(count, t, seed, 4.0, 8.0)
        self._chance = alive.chance
        self._x = alive.chance[0] * window.wide
        self._size = 0.038 + 0.03 * alive.chance[1]
        self._down = self._slid(alive.part)
        self._y = (self._down * 1.75 - 0.1) * window.tall
        self._bulk = ramp(0, 0.03, alive.part)

    def heads(self) -> _Drops:
        """Return the running drops themselves."""
        return _Drops(self._aside(self._y), self._y, self._size * self._bulk, np.full(len(self._x), 1.35))

    def beads(self) -> _Drops:
        """Return what stays on the glass behind them; each bead stays where it is and dries."""
        gap = 0.021
        behind = np.arange(1, self._BEADS + 1)[:, None]
        number = np.floor(self._y / gap)[None, :] - behind
        y = number * gap + gap / 2
        away = (self._y[None, :] - y) / (self._DRYING * self._window.tall)
        lot = np.mod(np.sin(number * 12.9898 + self._chance[2][None, :] * 78.233) * 43758.5453, 1)
        size = (
            self._size[None, :]
            * (0.16 + 0.46 * lot**2)
            * ramp(0, 0.5, 1 - away)
            * ramp(0.0, 0.6, self._y[None, :] - y - self._size)
        )
        size = np.where((lot > 0.3) & (y > -0.05), size, 0)
        x = self._aside(y) + (lot - 0.5) * self._size[None, :] * 0.35
        keep = (size > 0.004).ravel()
        return _Drops(x.ravel()[keep], y.ravel()[keep], size.ravel()[keep], (1 + 0.35 * lot).ravel()[keep])

    def wiped(self) -> Frame:
        """Return weights (H, W), 0 to ``FULL``, of the tracks that they have wiped clear."""
        short = self._window.short
        plane = np.zeros(self._window.sharp.shape[:2], np.uint8)
        ys = np.linspace(np.maximum(self._y - self._DRYING * 1.5 * self._window.tall, -0.05), self._y, 40)
        ways = np.stack([self._aside(ys), ys], axis=2)
        for index in range(len(self._x)):
            fresh = np.clip(1.25 * np.linspace(0, 1, 40), 0, 1) * float(self._bulk[index])
            points = np.rint(ways[:, index] * short * 16).astype(int).tolist()
            thick = max(1, round(float(self._size[index]) * 0.72 * short))
            for step in range(39):
                cv2.line(plane, points[step], points[step + 1], FULL * float(fresh[step]), thick, cv2.LINE_AA, 4)
        return np.asarray(cv2.GaussianBlur(plane, (0, 0), max(0.5, 0.004 * short)), np.uint8)

    def _slid(self, part: Numbers) -> Numbers:
        """Return how far down they are: every fit begins and ends at rest."""
        place = part * self._FITS
        fit = np.floor(place)
        return np.asarray((fit + ramp(0.15, 0.85, place - fit)) / self._FITS)

    def _aside(self, y: Numbers) -> Numbers:
        bent = np.sin(y * (5 + 4 * self._chance[3]) + 6.3 * self._chance[4]) * 0.011
        return np.asarray(self._x + bent + np.sin(y * 23 + 6.3 * self._chance[2]) * 0.003)


def _resting(window: _Window, t: float, seed: int, count: int, smallest: float, largest: float) -> _Drops:
    """Return drops that come, grow a little and go where they are."""
    alive = lives(count, t, seed, 5, 11)
    size = smallest + (largest - smallest) * alive.chance[2] ** 3
    grown = size * breath(alive.part, 0.12, 0.15) * (0.85 + 0.25 * alive.part)
    return _Drops(alive.chance[0] * window.wide, alive.chance[1] * window.tall, grown, 1 + 0.35 * alive.chance[3])


def _stamp(water: NDArray[np.float32], x: float, y: float, wide: float, tall: float) -> None:
    """Lay one drop over ``water`` (changed), in pixels."""
    if wide < 1.2:
        return
    left, top = max(math.floor(x - wide / 2) - 1, 0), max(math.floor(y - tall / 2) - 1, 0)
    right, bottom = min(math.ceil(x + wide / 2) + 1, water.shape[1]), min(math.ceil(y + tall / 2) + 1, water.shape[0])
    if left >= right or top >= bottom:
        return
    across, down = _STAMP / wide, _STAMP / tall
    matrix = np.array(
        [
            [across, 0, (left + 0.5 - x) * across + _STAMP / 2 - 0.5],
            [0, down, (top + 0.5 - y) * down + _STAMP / 2 - 0.5],
        ]
    )
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    drop = cv2.warpAffine(_drop(), matrix, (right - left, bottom - top), flags=flags)
    part = water[top:bottom, left:right]
    cover = drop[..., 3:]
    part *= 1 - cover
    part += drop


@lru_cache(maxsize=1)
def _drop() -> NDArray[np.float32]:
    """Return a drop (n, n, 4): where it looks right and down, its light, each times its cover, and its cover."""
    place = (np.arange(_STAMP, dtype=np.float32) + 0.5) / (_STAMP / 2) - 1
    x, y = place.reshape(1, -1), place.reshape(-1, 1)
    lopsided = x * (1 + np.float32(0.16) * y * -1)
    reach = np.sqrt(lopsided**2 + y**2)
    cover = np.clip((np.float32(0.94) - reach) * 7, 0, 1)
    bent = np.float32(0.45) + np.float32(0.75) * reach**3
    rim = np.clip((reach - np.float32(0.55)) / np.float32(0.4), 0, 1) ** 2
    light = 1.06 + 0.22 * y - 0.5 * rim * np.clip(0.5 - y, 0, 1) + 0.18 * rim * np.clip(y, 0, 1)
    light = light + 1.1 * np.exp(-(((x + 0.3) / 0.17) ** 2) - ((y + 0.42) / 0.12) ** 2)
    layers = [-x * bent * cover, -y * bent * cover, light * cover, cover]
    return np.ascontiguousarray(np.stack([np.broadcast_to(layer, cover.shape) for layer in layers], axis=2), np.float32)
