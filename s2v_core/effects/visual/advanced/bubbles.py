"""Coloured bubbles that rise, pop up, swell and float."""

from __future__ import annotations

import math
from collections.abc import Mapping

import cv2
import numpy as np

from s2v_core.effects.frames import Field, Frame, FrameAt
from s2v_core.effects.kernels import sprites
from s2v_core.effects.kernels.glow import black, coloured, haloed, hues
from s2v_core.effects.kernels.lightmap import dimmed, map_grid, shine
from s2v_core.effects.kernels.mask import FULL, blend
from s2v_core.effects.kernels.particles import Lives, Numbers, breath, chances, drift, lives, ramp
from s2v_core.effects.kernels.sizes import enlarged
from s2v_core.effects.registry import Parameter
from s2v_core.effects.visual.advanced.catalogue import advanced

__all__: list[str] = []

_SPEED = Parameter(1, 0.1, 4, "how fast they move")
_PASTEL = np.array([[255, 173, 196], [255, 214, 150], [186, 235, 190], [168, 214, 255], [214, 186, 255]], float)
_POSTER = np.array([[255, 64, 84], [255, 196, 0], [0, 186, 148], [38, 122, 255], [176, 70, 255]], float)


@advanced(
    "pop_up_color_1",
    look="soap bubbles in all colours rise and sway",
    count=Parameter(26, 4, 80, "bubbles"),
    speed=_SPEED,
)
def _soap(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    result = frame_at(0).copy()
    height, width, short = _sizes(result)
    alive = lives(round(params["count"]), t * params["speed"], seed, 4, 8)
    x, y = _risen(alive, t * params["speed"], seed, width, height, short)
    size = short * (0.05 + 0.15 * alive.chance[2] ** 2)
    hue = alive.chance[3] + 0.15 * alive.part
    sprites.draw(result, "bubble", x, y, size, colour=hues(hue, 0.35), alpha=0.9 * breath(alive.part, 0.1, 0.05))
    sprites.draw(result, "dot", x, y, size, colour=hues(hue + 0.3, 0.2), alpha=0.22 * breath(alive.part, 0.1, 0.05))
    return result


@advanced(
    "pop_up_color_2",
    look="flat pastel discs pop up anywhere and shrink away",
    count=Parameter(22, 4, 80, "discs"),
    speed=_SPEED,
)
def _pastel_discs(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    result = frame_at(0).copy()
    height, width, short = _sizes(result)
    alive = lives(round(params["count"]), t * params["speed"], seed, 1.4, 2.6)
    size = short * (0.06 + 0.16 * alive.chance[2] ** 1.5) * _popped(alive.part)
    colour = _PASTEL[(alive.chance[3] * 4.999).astype(int)]
    sprites.draw(
        result,
        "disc",
        alive.chance[0] * width,
        alive.chance[1] * height,
        size,
        colour=colour,
        alpha=0.82,
        blending="normal",
    )
    return result


@advanced(
    "pop_up_color_3",
    look="neon rings open one inside another and fade",
    count=Parameter(12, 2, 40, "rings"),
    speed=_SPEED,
)
def _neon_rings(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    result = dimmed(frame_at(0), 0.84)
    canvas = black(result)
    height, width, short = _sizes(canvas)
    alive = lives(round(params["count"]), t * params["speed"], seed, 1.6, 2.8)
    colour = hues(alive.chance[3], 0.1)
    for late, alpha in ((0.0, 1.0), (0.14, 0.7), (0.28, 0.45)):
        part = np.clip((alive.part - late) / (1 - late), 0, 1)
        size = short * (0.12 + 0.36 * alive.chance[2]) * (1 - (1 - part) ** 3)
        faint = alpha * ramp(0, 0.08, part) * (1 - part) ** 1.4
        x, y = alive.chance[0] * width, alive.chance[1] * height
        sprites.draw(canvas, "ring", x, y, size, colour=colour, alpha=faint)
    shine(result, haloed(canvas, 0.014, 1.5))
    return result


@advanced(
    "pop_up_color_4",
    look="large soft lights in warm colours swell and fade",
    count=Parameter(14, 3, 40, "lights"),
    speed=_SPEED,
)
def _warm_bokeh(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    result = dimmed(frame_at(0), 0.85)
    canvas = black(result, 270)
    height, width, short = _sizes(canvas)
    alive = lives(round(params["count"]), t * params["speed"], seed, 3, 6)
    wander = drift(len(alive.part), t * params["speed"], seed, 0.12) * 0.06 * short
    size = short * (0.12 + 0.26 * alive.chance[2]) * (0.85 + 0.3 * alive.part)
    colour = np.array([255, 120, 60]) + alive.chance[3][:, None] * np.array([0, 90, 120])
    alpha = breath(alive.part, 0.35, 0.35) * (0.55 + 0.4 * alive.chance[4])
    x, y = alive.chance[0] * width + wander[0], alive.chance[1] * height + wander[1]
    sprites.draw(canvas, "bokeh", x, y, size, colour=colour, alpha=alpha, softness=0.3)
    shine(result, canvas)
    return result


@advanced("pop_up_color_5", look="poster-coloured circles with white rims jump out of the lower corners", speed=_SPEED)
def _poster_circles(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    result = frame_at(0).copy()
    height, width, short = _sizes(result)
    alive = lives(22, t * params["speed"], seed, 1.5, 2.4)
    side = np.where(np.arange(22) % 2 == 0, 1.0, -1.0)
    angle = np.radians(32 + 50 * alive.chance[0])
    start = (0.75 + 0.65 * alive.chance[1]) * math.sqrt(max(width, height) * 1.0 / short) * short
    way = alive.part * 1.5
    x = np.where(side > 0, 0, width) + side * np.cos(angle) * start * way * 0.55 * width / short
    y = height - np.sin(angle) * start * way * 1.5 + 0.95 * short * way**2
    size = short * (0.045 + 0.085 * alive.chance[2]) * _popped(alive.part * 0.9)
    sprites.draw(result, "disc", x, y, size * 1.2, blending="normal")
    sprites.draw(result, "disc", x, y, size, colour=_POSTER[(alive.chance[3] * 4.999).astype(int)], blending="normal")
    sprites.draw(result, "dot", x - size * 0.2, y - size * 0.22, size * 0.36, alpha=0.75)
    return result


@advanced("pop_up_color_6", look="two streams of small blue bubbles wind upwards, as from divers", speed=_SPEED)
def _two_streams(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    result = dimmed(frame_at(0), 1, (0.86, 0.97, 1))
    height, width, short = _sizes(result)
    alive = lives(70, t * params["speed"], seed, 2.6, 4.6)
    side = np.where(np.arange(70) % 2 == 0, 0.2, 0.8)
    sway = np.sin(alive.part * 9 + t * params["speed"] + side * 9) * 0.05 + (alive.chance[0] - 0.5) * (
        0.05 + 0.22 * alive.part
    )
    size = short * (0.022 + 0.06 * alive.chance[2] ** 2) * (0.6 + 0.8 * alive.part)
    y = height * (1.06 - 1.15 * alive.part)
    colour = np.array([90, 190, 255]) + alive.chance[3][:, None] * np.array([90, 60, 0])
    sprites.draw(
        result, "bubble", side * width + sway * short, y, size, colour=colour, alpha=breath(alive.part, 0.05, 0.08)
    )
    return result


@advanced("pop_up_color_7", look="blobs of coloured liquid rise, melt into one another and part again", speed=_SPEED)
def _lava(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    grid = map_grid(picture, 180)
    tall = grid.height / min(grid.height, grid.width)
    phase, pace, aside, size = chances(seed, np.arange(9), 0, 4)
    total = np.zeros((grid.height, grid.width), np.float32)
    heat = np.zeros_like(total)
    for index in range(9):
        turn = t * params["speed"] * (0.1 + 0.12 * pace[index]) + phase[index]
        up = (0.5 - 0.58 * math.cos(2 * math.pi * turn)) * 1.1 - 0.12
        x = (aside[index] - 0.5) * grid.width / min(grid.height, grid.width) + 0.07 * math.sin(turn * 11)
        radius = 0.07 + 0.1 * size[index]
        away = (grid.cx - np.float32(x)) ** 2 + (grid.cy - np.float32((0.5 - up) * tall)) ** 2
        pull = np.float32(radius**2) / (away + np.float32(1e-4))
        total += pull
        heat += pull * np.float32(index / 9)
    cover = np.rint(np.clip((total - 1) * 6, 0, 1) * FULL * 0.92).astype(np.uint8)
    paint = coloured(
        ((_rounded(total), hues(heat / np.maximum(total, 1e-4) * 0.55 + grid.v * np.float32(0.3) + 0.75, 0.1)),)
    )
    return blend(picture, enlarged(paint, picture), enlarged(cover, picture))


@advanced("pop_up_color_8", look="a colourful frame of bubbles bobs round the picture", speed=_SPEED)
def _bubble_frame(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    result = frame_at(0).copy()
    height, width, short = _sizes(result)
    count = 54
    lot = chances(seed, np.arange(count), 0, 5)
    wander = drift(count, t * params["speed"], seed, 0.35) * 0.028 * short
    x, y = _along_border((np.arange(count) + 0.8 * lot[0]) / count, width, height)
    inward = (lot[1] ** 2 * 0.11 - 0.01) * short
    x += np.sign(width / 2 - x) * inward * (np.abs(x - width / 2) > width / 2 - 1)
    y += np.sign(height / 2 - y) * inward * (np.abs(y - height / 2) > height / 2 - 1)
    beat = 1 + 0.12 * np.sin(t * params["speed"] * (1.5 + 2 * lot[2]) + 6.3 * lot[3])
    size = short * (0.07 + 0.13 * lot[4] ** 1.5) * beat
    colour = hues(np.arange(count) / count + t * params["speed"] * 0.03, 0.25)
    sprites.draw(result, "disc", x + wander[0], y + wander[1], size * 0.94, colour=colour, alpha=0.5, blending="normal")
    sprites.draw(result, "bubble", x + wander[0], y + wander[1], size, colour=(255, 255, 255), alpha=0.9)
    return result


def _sizes(picture: Frame) -> tuple[int, int, int]:
    """Return height, width and the shorter of them."""
    height, width = picture.shape[:2]
    return height, width, min(height, width)


def _risen(alive: Lives, t: float, seed: int, width: int, height: int, short: int) -> tuple[Numbers, Numbers]:
    """Return where bubbles are that rise from below the frame to above it and sway."""
    sway = drift(len(alive.part), t, seed, 0.25)[0] * 0.07 * short
    return alive.chance[0] * width + sway, height * 1.12 - alive.part * (height * 1.24)


def _popped(part: Numbers) -> Numbers:
    """Return the size of something that pops up beyond its size, stays and shrinks away: 0 at both ends."""
    rise = np.clip(part / 0.16, 0, 1)
    return np.asarray((1 - (1 - rise) ** 3 + 0.3 * np.sin(rise * math.pi)) * ramp(0, 0.22, 1 - part))


def _rounded(level: Field) -> Field:
    """Return the light on blobs whose edge lies at level 1, from above left: they look round."""
    depth = -1 / np.maximum(level, np.float32(0.5))
    across, down = (cv2.Sobel(depth, cv2.CV_32F, *which, ksize=3) for which in ((1, 0), (0, 1)))
    scale = np.float32(min(level.shape) / 180)
    gleam = np.exp(
        -(((across * scale - np.float32(0.3)) / np.float32(0.13)) ** 2)
        - ((down * scale - np.float32(0.42)) / np.float32(0.1)) ** 2
    )
    light = np.float32(0.85) + np.float32(0.22) * (across * np.float32(0.6) + down) * scale
    return np.asarray(np.clip(light, 0.55, 1.05) + gleam, np.float32)


def _along_border(place: Numbers, width: int, height: int) -> tuple[Numbers, Numbers]:
    """Return points of the frame's border at parts (0 to 1) of its length."""
    length = 2.0 * (width + height)
    corners = np.array([0, width, width + height, 2 * width + height, length]) / length
    x = np.interp(place % 1, corners, [0, width, width, 0, 0])
    return x, np.interp(place % 1, corners, [0, 0, height, height, 0])
