"""The picture on tubes of monitors and television sets."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache

import cv2
import numpy as np

from s2v_core.effects.frames import Field, Frame, FrameAt
from s2v_core.effects.kernels.glow import beam
from s2v_core.effects.kernels.grid import Grid, smoothstep
from s2v_core.effects.kernels.light import apart, bloomed, scaled
from s2v_core.effects.kernels.noise import random_field
from s2v_core.effects.kernels.signal import noisy, rows_shifted, scan_lines, seed_at, shaded, tinted, tube, vignette
from s2v_core.effects.kernels.sizes import enlarged, shrunk
from s2v_core.effects.registry import Parameter
from s2v_core.effects.visual.advanced.catalogue import advanced

__all__: list[str] = []

_STRENGTH = Parameter(1, 0.1, 2, "how strongly the tube shows")
_OLD_SIDE = 540
"""Pixels along the shorter side that an ancient tube is able to show."""
_FAINTEST = np.float32(0.3)
"""How much fainter the faintest tube of a wall is than the brightest."""


@advanced("tv_crt_1", look="a colour tube: bulging glass, fine stripes of red, green and blue", strength=_STRENGTH)
def _colour_tube(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = bloomed(frame_at(0), 0.15, threshold=150)
    height, width = picture.shape[:2]
    striped = cv2.multiply(picture, _stripes(height, width, round(0.3 * params["strength"], 2)), scale=1 / 255)
    lines = scan_lines(height, width, 170, 0.32 * params["strength"] ** 0.5)
    shade = vignette(height, width, 0.5, 1.1, 0.65)
    return tube(shaded(np.asarray(striped, np.uint8), lines, shade, light=1.36 + 0.02 * math.sin(t * 37)), 0.13)


@advanced("tv_crt_2", look="a green computer monitor with thick lines and an afterglow", strength=_STRENGTH)
def _green_monitor(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = tinted(frame_at(0), (0, 12, 4), (120, 255, 140), 1.25)
    height, width = picture.shape[:2]
    rows = Grid(height, width, step=1).v
    sweep = 0.86 + 0.3 * np.exp(-np.mod(np.float32(t * 0.55) - rows, 1) * 5)
    lines = scan_lines(height, width, 110, min(0.6 * params["strength"], 0.95))
    lit = shaded(bloomed(picture, 0.7, threshold=70), lines, sweep / np.float32(1.16), light=1.35)
    return tube(lit, 0.2, 0.09)


@advanced(
    "tv_crt_3", look="a cold flickering tube: a dark bar rolls down, lines jump, colours part", strength=_STRENGTH
)
def _flickering_tube(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    height, width = picture.shape[:2]
    strength = params["strength"]
    cold = np.asarray(
        cv2.transform(picture, np.array([[0.72, 0.1, 0.02], [0.05, 0.9, 0.05], [0.04, 0.14, 1.0]])), np.uint8
    )
    parted = apart(cold, max(1, round(0.005 * width * strength)))
    rows = (np.arange(height) + 0.5) / height
    every_other = np.where(np.arange(height) // max(1, round(min(height, width) / 360)) % 2, 1.0, -1.0)
    comb = every_other * 0.0035 * width * strength * (0.5 + 0.5 * math.sin(t * 19)) ** 2
    bar = 1 - min(0.6 * strength, 0.9) * np.exp(-(((np.mod(rows - t * 0.28, 1.3) - 0.15) / 0.09) ** 2))
    lines = scan_lines(height, width, 240, 0.35, t * 12)
    lit = shaded(rows_shifted(parted, comb), bar.reshape(-1, 1), lines, light=1.16 + 0.08 * math.sin(t * 43))
    return tube(lit, 0.09, 0.04)


@advanced(
    "tv_crt_4",
    look="a wall of small tubes, each shows its part of the picture",
    size=Parameter(3, 2, 6, "tubes along the shorter side"),
)
def _wall(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    height, width = picture.shape[:2]
    cell = min(height, width) / round(params["size"])
    columns, rows = max(1, round(width / cell)), max(1, round(height / cell))
    lit = bloomed(picture, 0.12, threshold=150)
    flicker = random_field(rows, columns, seed_at(seed, t, 9))
    faint = random_field(rows, columns, seed) * _FAINTEST
    bright = (1 - faint) * (1 - 0.12 * flicker)
    shade = np.asarray(cv2.resize(bright, (width, height), interpolation=cv2.INTER_NEAREST), np.float32)
    return shaded(lit, _wall_glass(height, width, columns, rows), shade, light=1.08)


@advanced(
    "tv_crt_old_1", look="an ancient round tube: brown, dim at its rim, it takes time to light up", strength=_STRENGTH
)
def _ancient_tube(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    brown = tinted(shrunk(picture, _OLD_SIDE), (20, 12, 6), (250, 224, 178), 1.05)
    height, width = brown.shape[:2]
    shade = vignette(height, width, 0.2, 1.0, 0.95)
    lines = scan_lines(height, width, 120, min(0.3 * params["strength"], 0.9))
    light = 1.25 + 0.1 * math.sin(t * 23) * math.sin(t * 5)
    lit = shaded(bloomed(brown, 0.5, threshold=130), lines, shade, light=light)
    snowy = noisy(lit, seed_at(seed, t, 20), 0.16 * params["strength"])
    return enlarged(_lighting_up(tube(snowy, 0.32, 0.2), t / min(0.9, 0.4 * duration)), picture)


def _lighting_up(picture: Frame, part: float) -> Frame:
    """Return a tube while it lights up, 0 (a bright line in its middle) to 1 (the whole picture)."""
    if part >= 1:
        return picture
    height, width = picture.shape[:2]
    open_ = max(smoothstep(0.15, 0.75, part), 0.006)
    flash = 1 - smoothstep(0.3, 1, part)
    matrix = np.array([[1, 0, 0], [0, open_, (height - 1) / 2 * (1 - open_)]])
    canvas = scaled(np.asarray(cv2.warpAffine(picture, matrix, (width, height)), np.uint8), 1 + 0.5 * flash)
    line = beam(Grid(height, width, step=1).cy, 0.012 + 0.05 * open_) * np.float32(flash)
    plane = cv2.resize(np.rint(line * 200).astype(np.uint8), (width, height), interpolation=cv2.INTER_NEAREST)
    return np.asarray(cv2.add(canvas, cv2.merge([plane, plane, plane])), np.uint8)


@lru_cache(maxsize=2)
def _stripes(height: int, width: int, depth: float) -> Frame:
    """Return light (H, W, 3) that leaves most of one colour in each of three stripes."""
    period = max(3.0, min(height, width) / 210)
    place = (np.arange(width) + 0.5) / period
    waves = [1 - depth * (1 - np.cos(2 * np.pi * (place - index / 3))) / 2 * 1.6 for index in range(3)]
    row = np.rint(np.clip(np.stack(waves, axis=1), 0, 1) * 255).astype(np.uint8)
    return np.ascontiguousarray(np.broadcast_to(row, (height, width, 3)))


@lru_cache(maxsize=2)
def _wall_glass(height: int, width: int, columns: int, rows: int) -> Field:
    """Return shade (H, W) of a wall of tubes: lit glass with round corners, black between, lines and rims."""
    tall, wide = -(-height // rows), -(-width // columns)
    grid = Grid(tall, wide, step=1)
    short = np.float32(min(tall, wide))
    radius = short * np.float32(0.13)
    over_x = np.maximum(np.abs(grid.cx) * short - (np.float32(wide / 2) - short * np.float32(0.025) - radius), 0)
    over_y = np.maximum(np.abs(grid.cy) * short - (np.float32(tall / 2) - short * np.float32(0.025) - radius), 0)
    inside = radius - np.hypot(over_x, over_y)
    glass = np.clip(inside + np.float32(0.5), 0, 1) * (
        np.float32(0.45) + np.float32(0.55) * np.clip(inside / radius, 0, 1)
    )
    glass = glass * scan_lines(tall, wide, 60, 0.34)
    canvas = np.zeros((height, width), np.float32)
    for row in range(rows):
        for column in range(columns):
            top, left = row * height // rows, column * width // columns
            bottom, right = (row + 1) * height // rows, (column + 1) * width // columns
            canvas[top:bottom, left:right] = glass[: bottom - top, : right - left]
    canvas.setflags(write=False)
    return canvas
