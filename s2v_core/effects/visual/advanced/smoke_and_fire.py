"""Flames, burning edges and smoke."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from s2v_core.effects.frames import Field, Frame, FrameAt
from s2v_core.effects.kernels import sprites
from s2v_core.effects.kernels.clouds import drifting_noise
from s2v_core.effects.kernels.glow import coloured, ramped
from s2v_core.effects.kernels.grid import Grid
from s2v_core.effects.kernels.lightmap import illuminated, map_grid, shine, veil
from s2v_core.effects.kernels.particles import breath, drift, lives
from s2v_core.effects.registry import Parameter
from s2v_core.effects.visual.advanced.catalogue import advanced

__all__: list[str] = []

_SPEED = Parameter(1, 0.1, 4, "how fast it burns")
_FLAME = ((0, 0, 0), (90, 8, 0), (190, 44, 0), (245, 100, 8), (255, 164, 34), (255, 214, 96), (255, 240, 180))


@advanced(
    "bottom_burn",
    look="flames lick up from the lower border and throw sparks",
    tall=Parameter(0.5, 0.1, 1.2, "height of the flames in shorter sides"),
    speed=_SPEED,
)
def _flames(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    grid = map_grid(picture, 180)
    moment = t * params["speed"]
    up = _up(grid) / np.float32(params["tall"])
    tongues = _tall(grid, 6, seed, moment)
    broad = _tall(grid, 2.6, seed + 3, moment * 0.6)
    fine = _tall(grid, 15, seed + 7, moment * 1.5)
    heat = (
        1.02 - up * (np.float32(1.5) - np.float32(0.7) * broad) + (tongues - np.float32(0.55)) * (np.float32(0.55) + up)
    )
    heat = np.clip(heat + (fine - np.float32(0.5)) * np.float32(0.4), 0, 1) * np.clip((1.5 - up) * 2, 0, 1)
    lit = illuminated(picture, 1 - np.float32(0.75) * np.clip(heat * np.float32(2.2), 0, 1))
    shine(lit, ramped(np.rint(heat * 255).astype(np.uint8), _FLAME))
    _sparks(lit, moment, seed, 46, params["tall"])
    return lit


@advanced(
    "bottom_burn2",
    look="the picture burns away from below like paper, with a glowing edge",
    tall=Parameter(0.22, 0.05, 0.6, "how much has burnt, as a part of the height"),
    speed=_SPEED,
)
def _burning_paper(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    grid = map_grid(picture)
    moment = t * params["speed"]
    tall = np.float32(params["tall"] * picture.shape[0] / min(picture.shape[:2]))
    ragged = (drifting_noise(grid, 3.5, seed, 0, -moment * 0.03, octaves=4) - np.float32(0.5)) * np.float32(0.55)
    edge = _up(grid) - tall * np.float32(0.9 + 0.1 * np.sin(moment * 0.8)) + ragged
    paper = np.clip(edge / np.float32(0.008) + 1, 0, 1)
    scorched = paper * (
        np.float32(0.12)
        + np.float32(0.88) * np.clip((edge - np.float32(0.005)) / np.float32(0.13), 0, 1) ** np.float32(0.7)
    )
    brown = np.stack([scorched ** np.float32(strength) for strength in (0.7, 1.0, 1.4)], axis=2)
    burnt = illuminated(picture, brown)
    flicker = drifting_noise(grid, 11, seed + 2, moment * 0.12, -moment * 0.5, octaves=2)
    glow = np.exp(-np.abs(edge) / np.float32(0.011)) * (np.float32(0.4) + flicker)
    halo = np.exp(-np.abs(edge) / np.float32(0.06)) * np.float32(0.5) * (np.float32(0.5) + flicker)
    embers = (
        np.clip((flicker - np.float32(0.62)) * 5, 0, 1) * (edge < 0) * np.exp(np.minimum(edge, 0) / np.float32(0.12))
    )
    shine(burnt, coloured(((glow, (255, 200, 90)), (halo, (255, 84, 10)), (embers * np.float32(0.7), (255, 70, 8)))))
    _sparks(burnt, moment, seed, 30, float(tall) * 1.6)
    return burnt


@advanced(
    "smog_1",
    look="thick grey smoke wells up from below and rolls over the picture",
    thick=Parameter(1, 0.2, 1.6, "how thick it is"),
    speed=_SPEED,
)
def _smog(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    result = frame_at(0).copy()
    grid = map_grid(result, 120)
    moment = t * params["speed"]
    bent = drifting_noise(grid, 2.5, seed + 4, moment * 0.04, -moment * 0.06, octaves=2)
    banks = drifting_noise(grid, 2.2, seed, moment * 0.07, -moment * 0.12, octaves=4)
    wisps = drifting_noise(grid, 4.5, seed + 8, -moment * 0.05, -moment * 0.2, octaves=3)
    rising = np.clip(np.float32(1.05) - (1 - grid.v) * np.float32(1.15), 0, 1)
    thick = np.float32(min(0.55 * params["thick"], 0.9))
    dark = np.clip((banks + bent - np.float32(0.85)) * np.float32(2.6) + rising * np.float32(0.5), 0, 1)
    veil(result, dark * thick * (np.float32(0.4) + np.float32(0.6) * rising), (104, 102, 100))
    pale = np.clip((wisps * np.float32(0.9) + banks * np.float32(0.6) - np.float32(0.72)) * 3, 0, 1)
    veil(result, pale * thick * np.float32(1.3) * (np.float32(0.3) + np.float32(0.7) * rising), (206, 203, 198))
    return result


def _up(grid: Grid) -> Field:
    """Return the height above the lower border in shorter sides (m, 1)."""
    return np.asarray((1 - grid.v) * np.float32(grid.height / min(grid.height, grid.width)), np.float32)


def _tall(grid: Grid, cells: float, seed: int, risen: float) -> Field:
    """Return noise of strong contrast whose blobs are three times as tall as wide and rise."""
    noise = drifting_noise(grid, cells, seed, 0, -risen, tall=3)
    return np.asarray((noise - np.float32(0.5)) * np.float32(1.8) + np.float32(0.5), np.float32)


def _sparks(canvas: Frame, t: float, seed: int, count: int, tall: float) -> None:
    """Draw glowing sparks that rise from the lower border, about twice as high as ``tall`` shorter sides."""
    height, width = canvas.shape[:2]
    short = min(height, width)
    alive = lives(count, t, seed + 1, 1.2, 2.8)
    wander = drift(count, t, seed, 0.5)[0] * 0.06 * short
    x = alive.chance[0] * width + wander
    y = height - (alive.part**0.8 * (0.6 + 1.6 * alive.chance[1]) * tall) * short
    size = short * (0.006 + 0.012 * alive.chance[2])
    colour = np.array([255, 150, 40]) + alive.chance[3][:, None] * np.array([0, 70, 60])
    sprites.draw(canvas, "glow", x, y, size * 1.8, colour=colour, alpha=breath(alive.part, 0.08, 0.5))
