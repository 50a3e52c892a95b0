"""Light that comes out of the middle of the picture: glows, rays, rings and flares."""

from __future__ import annotations

import math

import cv2
import numpy as np

from s2v_core.effects.frames import Field, Frame
from s2v_core.effects.kernels import sprites
from s2v_core.effects.kernels.glow import beam, coloured, haloed, hues
from s2v_core.effects.kernels.lightmap import map_grid
from s2v_core.effects.kernels.noise import random_field
from s2v_core.effects.kernels.warp import zoomed
from s2v_core.effects.visual.advanced.light import light_over

__all__: list[str] = []

_TURN = 2 * math.pi


@light_over("center_light_1", "a warm glow breathes in the middle of a darker picture", dim=0.45)
def _warm_glow(picture: Frame, t: float, seed: int) -> Frame:
    grid = map_grid(picture, 120)
    reach = grid.reach
    breath = 0.5 + 0.5 * math.sin(t * 2.4)
    glow = np.exp(-((reach / np.float32(0.34 + 0.1 * breath)) ** 2)) * np.float32(0.6 + 0.25 * breath)
    return coloured(((glow, (255, 190, 110)), (beam(reach, 0.12) * np.float32(0.35 + 0.2 * breath), (255, 240, 210))))


@light_over("center_light_2", "the bright parts of the picture shine outwards in long warm rays", dim=0.35)
def _shining_through(picture: Frame, t: float, seed: int) -> Frame:
    grid = map_grid(picture)
    small = cv2.cvtColor(
        cv2.resize(picture, (grid.width, grid.height), interpolation=cv2.INTER_AREA), cv2.COLOR_RGB2GRAY
    )
    level = min(float(np.percentile(small, 80)), 200.0)
    gain = 255 / max(255 - level, 70)
    rays = np.asarray(cv2.convertScaleAbs(cv2.subtract(small, np.full_like(small, round(level))), alpha=gain), np.uint8)
    longest = 2.5 + 0.4 * math.sin(t * 1.8)
    for step in range(1, 7):
        moved = zoomed(rays, longest ** (0.5**step), border=cv2.BORDER_CONSTANT)
        rays = np.asarray(cv2.addWeighted(rays, 0.5, moved, 0.5, 0), np.uint8)
    centre = beam(grid.reach, 0.22) * np.float32(0.45 + 0.1 * math.sin(t * 1.8))
    return coloured(((rays.astype(np.float32) / 255, (440, 400, 320)), (centre, (255, 232, 180))))


@light_over("center_light_3", "two golden sunbursts turn against each other", dim=0.12)
def _sunburst(picture: Frame, t: float, seed: int) -> Frame:
    grid = map_grid(picture)
    reach, angle = grid.reach, grid.angle
    fall = np.exp(-reach * np.float32(1.6)) * np.clip(reach * 8, 0, 1)
    broad = _wedges(angle, 9, t * 0.35, 4) * fall * np.float32(0.75)
    fine = _wedges(angle, 21, -t * 0.22, 7) * fall * np.float32(0.6)
    core = beam(reach, 0.1)
    return coloured(((broad, (255, 176, 56)), (fine, (255, 222, 140)), (core, (255, 244, 214))))


@light_over("center_light_4", "rings of cyan light run outwards one after another", dim=0.18)
def _running_rings(picture: Frame, t: float, seed: int) -> Frame:
    grid = map_grid(picture)
    reach = grid.reach
    parts = []
    for index in range(4):
        way = (t * 0.42 + index / 4) % 1
        bright = min(way * 8, 1) * (1 - way) ** 1.2
        ring = beam(reach - np.float32(1.15 * way), 0.008 + 0.03 * way) * np.float32(bright)
        wake = np.clip(1 - (np.float32(1.15 * way) - reach) / np.float32(0.22), 0, 1) * (reach < 1.15 * way)
        parts += [(ring, (150, 250, 255)), (wake * np.float32(0.28 * bright), (0, 150, 255))]
    return coloured([*parts, (beam(reach, 0.05), (200, 250, 255))])


@light_over("center_light_5", "a blue flare as of a cinema lens, with a long flat streak", dim=0.1)
def _cinema_flare(picture: Frame, t: float, seed: int) -> Frame:
    grid = map_grid(picture)
    pulse = 0.75 + 0.18 * math.sin(t * 2.1) + 0.07 * math.sin(t * 7.3)
    x, y = np.abs(grid.cx), np.abs(grid.cy)
    wide = np.float32(grid.width / min(grid.width, grid.height) / 2)
    streak = beam(grid.cy, 0.014) * np.exp(-x / (wide * np.float32(1.1 * pulse))) * np.float32(1.5)
    post = beam(grid.cx, 0.008) * np.exp(-y / np.float32(0.13 * pulse))
    reach = grid.reach
    ring = beam(reach - np.float32(0.3 + 0.015 * math.sin(t)), 0.012) * (grid.cx + 0.3) * np.float32(1.1)
    light = coloured(
        (
            (streak * np.float32(pulse), (70, 140, 255)),
            (post * np.float32(pulse), (190, 215, 255)),
            (beam(reach, 0.06) * np.float32(1.1 * pulse), (225, 236, 255)),
            (np.maximum(ring, 0), (120, 90, 255)),
        )
    )
    return haloed(light, 0.05, 0.5)


@light_over("center_light_6", "a halo in the colours of the rainbow breathes round the middle")
def _rainbow_halo(picture: Frame, t: float, seed: int) -> Frame:
    grid = map_grid(picture)
    reach = grid.reach
    radius = 0.33 + 0.05 * math.sin(t * 1.4)
    band = (reach - np.float32(radius)) / np.float32(0.12)
    bow = np.exp(-band * band * 2) * np.float32(0.85)
    second = np.exp(-(((reach - np.float32(radius * 1.75)) / np.float32(0.1)) ** 2) * 2) * np.float32(0.35)
    shimmer = 0.85 + 0.15 * np.cos(grid.angle * 3 + np.float32(t))
    return coloured(
        ((bow * shimmer, hues(0.38 - band * np.float32(0.38))), (second, hues(band * np.float32(0.1) - 0.5)))
    )


@light_over("center_light_7", "violet and cyan hexagons fly out of the depth", dim=0.3)
def _hexagon_tunnel(picture: Frame, t: float, seed: int) -> Frame:
    grid = map_grid(picture)
    turn = t * 0.25
    x = grid.cx * np.float32(math.cos(turn)) - grid.cy * np.float32(math.sin(turn))
    y = grid.cx * np.float32(math.sin(turn)) + grid.cy * np.float32(math.cos(turn))
    hexagon = np.maximum(np.abs(y), np.abs(x) * np.float32(0.8660254) + np.abs(y) * np.float32(0.5))
    parts = []
    for index in range(5):
        way = (t * 0.3 + index / 5) % 1
        size = 0.03 * 50**way
        bright = min(way * 4, 1) * min((1 - way) * 4, 1)
        colour = (176, 60, 255) if index % 2 else (40, 230, 255)
        edge = beam(hexagon - np.float32(size), 0.004 + 0.022 * size) + np.float32(0.3) * beam(
            hexagon - np.float32(size), 0.02 + 0.1 * size
        )
        parts.append((edge * np.float32(bright), colour))
    return coloured(parts)


@light_over("center_light_8", "a galaxy with arms of blue and rose light turns slowly", dim=0.25)
def _galaxy(picture: Frame, t: float, seed: int) -> Frame:
    grid = map_grid(picture)
    reach, angle = grid.reach, grid.angle
    twist = np.log(reach + np.float32(0.04)) * np.float32(2.6)
    arms = ((1 + np.cos(2 * (angle - twist) - np.float32(t * 1.1))) / 2) ** 3
    fall = np.exp(-reach * np.float32(3.0))
    knots = 0.75 + 0.25 * np.sin(angle * 9 - twist * 4 - np.float32(t * 1.5)) * np.sin(reach * 46)
    light = coloured(
        (
            (arms * knots * fall * np.float32(1.2), (86, 130, 255)),
            (arms**3 * fall * np.float32(0.9), (255, 130, 210)),
            (beam(reach, 0.09), (255, 240, 220)),
        )
    )
    _stars(light, t, seed)
    return light


@light_over("center_light_9", "thin white rays burst out of the middle again and again")
def _bursting_rays(picture: Frame, t: float, seed: int) -> Frame:
    grid = map_grid(picture)
    reach, angle = grid.reach, grid.angle
    total = np.zeros_like(reach)
    for index, phase in enumerate((0.0, 0.5)):
        turn = t * 0.9 + phase
        way = turn - math.floor(turn)
        chance = random_field(2, 72, seed + 97 * index + 31 * math.floor(turn))
        place = (angle / np.float32(_TURN) + 0.5) * 72
        ray = np.minimum(place.astype(np.intp), 71)
        aside = np.abs(place - ray - np.float32(0.5)) * 2
        thin = np.clip(1 - aside / (np.float32(0.15) + np.float32(0.5) * chance[0, ray]), 0, 1)
        start, length = np.float32(1.5 * way**1.4) * (np.float32(0.4) + chance[1, ray]), np.float32(0.12 + 0.45 * way)
        along = np.clip((start - reach) / length + 1, 0, 1) * (reach < start)
        total += thin * along * np.float32(math.sin(math.pi * way) ** 0.6) * (chance[0, ray] > 0.35)
    light = coloured(((total, (255, 252, 240)), (beam(reach, 0.05 + 0.02 * math.sin(t * 5.6)), (255, 250, 235))))
    return haloed(light, 0.02, 0.7)


def _stars(light: Frame, t: float, seed: int) -> None:
    """Scatter stars that turn round the middle, the slower the farther they are."""
    height, width = light.shape[:2]
    short = min(height, width)
    chance = random_field(4, 60, seed)
    reach = 0.08 + 0.7 * chance[0] ** 1.5
    turned = _TURN * chance[1] + t * 0.25 / (0.3 + reach)
    alpha = 0.4 + 0.6 * np.sin(t * (1 + 3 * chance[2]) + _TURN * chance[3]) ** 2
    x, y = width / 2 + np.cos(turned) * reach * short, height / 2 + np.sin(turned) * reach * short
    sprites.draw(light, "glow", x, y, short * (0.012 + 0.022 * chance[2]), alpha=alpha, blending="add")


def _wedges(angle: Field, count: int, turn: float, sharpness: int) -> Field:
    return np.asarray(((1 + np.cos(angle * count + np.float32(turn * count))) / 2) ** sharpness, np.float32)
