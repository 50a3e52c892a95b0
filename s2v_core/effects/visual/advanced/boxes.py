"""The picture on a turning cube, within itself, and sharp in the middle alone."""

from __future__ import annotations

import math
from collections.abc import Mapping

import cv2
import numpy as np
from numpy.typing import NDArray

from s2v_core.effects.frames import Frame, FrameAt
from s2v_core.effects.kernels.blur import soft
from s2v_core.effects.kernels.camera import Pose, Sweep, swept
from s2v_core.effects.kernels.grid import Grid
from s2v_core.effects.kernels.lightmap import dimmed
from s2v_core.effects.kernels.mask import FULL, blend
from s2v_core.effects.kernels.sizes import halved
from s2v_core.effects.kernels.tiles import Cell, cropped, fill
from s2v_core.effects.kernels.warp import projected, zoomed
from s2v_core.effects.registry import Parameter
from s2v_core.effects.visual.advanced.catalogue import advanced

__all__: list[str] = []

_SPEED = Parameter(1, 0.1, 4, "how fast it moves")
_SMALLER = 0.7
"""Size of each picture within the next larger one."""
_LEAST = 1
"""Pixels along the shorter side of the smallest picture within a picture."""
_RIM = 0.014
"""Width of a picture's white rim in shorter sides."""
_SIDES = ((0, 0), (90, 0), (180, 0), (270, 0), (0, 90), (0, -90))
"""How far each side of a cube is turned from the front: degrees to the right and upwards."""
_EYE = 3.2
"""How far away a cube is seen from, in half edges."""

Points = NDArray[np.float64]


@advanced(
    "box_1",
    look="a cube turns with the picture on all of its sides",
    size=Parameter(0.6, 0.2, 0.75, "length of an edge in shorter sides"),
    speed=_SPEED,
)
def _cube(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    height, width = picture.shape[:2]
    short = min(height, width)
    canvas = dimmed(soft(picture, 0.035 * short), 0.55)
    side = max(8, round(params["size"] * short * 1.15))
    face = cropped(picture, side, side)
    turned = _turn(t * params["speed"] * 50 + 28, -24 - 10 * math.sin(t * params["speed"] * 0.9))
    scale = params["size"] * short / 2 * (_EYE - 1)
    for right, up in _SIDES:
        corners = np.array([[-1, -1, 1], [1, -1, 1], [1, 1, 1], [-1, 1, 1]], float) @ _turn(right, up).T @ turned.T
        normal = np.cross(corners[1] - corners[0], corners[3] - corners[0])
        if normal @ (corners.mean(axis=0) - np.array([0, 0, _EYE])) >= 0:
            continue
        flat = corners[:, :2] / (_EYE - corners[:, 2:]) * scale + np.array([width / 2, height / 2])
        light = normal / np.linalg.norm(normal) @ np.array([-0.25, -0.45, 0.857])
        projected(face, flat, canvas, shade=float(np.clip(0.5 + 0.55 * light, 0.35, 1)))
    return canvas


@advanced("box_2", look="the picture holds itself, and in it itself again: an endless flight inwards", speed=_SPEED)
def _within_itself(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    part = t * params["speed"] * 0.7 % 1
    canvas = zoomed(picture, _SMALLER**-part)
    rim = max(1, round(_RIM * min(picture.shape[:2])))
    framed = np.asarray(
        cv2.copyMakeBorder(picture, rim, rim, rim, rim, cv2.BORDER_CONSTANT, value=(255,) * 3), np.uint8
    )
    middle_x, middle_y = picture.shape[1] / 2, picture.shape[0] / 2
    half_x, half_y = framed.shape[1] / 2, framed.shape[0] / 2
    scale = _SMALLER ** (1 - part)
    while scale * min(picture.shape[:2]) >= _LEAST:
        while scale * 2 * half_x / framed.shape[1] <= 0.5 and min(framed.shape[:2]) >= 4:
            framed = halved(framed)
        wide, tall = min(scale * half_x, middle_x), min(scale * half_y, middle_y)
        cell = Cell(middle_x - wide, middle_y - tall, middle_x + wide, middle_y + tall)
        fill(canvas, cell, framed, zoom=scale / max(wide / half_x, tall / half_y))
        scale *= _SMALLER
    return canvas


@advanced(
    "blur_1",
    look="only the middle stays sharp: all round it a rushing blur comes and goes",
    strength=Parameter(1, 0.1, 2, "how far it blurs"),
    speed=_SPEED,
)
def _rushing(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    grid = Grid.over(picture)
    beat = 0.5 - 0.5 * math.cos(2 * math.pi * 0.55 * t * params["speed"])
    rushed = swept(picture, Pose(), Sweep(scale=1 + 0.28 * params["strength"]))
    clear = np.float32(0.42 - 0.2 * beat)
    cover = np.clip((grid.reach - clear) / np.float32(0.3), 0, 1) * np.float32(0.45 + 0.55 * beat)
    return blend(picture, rushed, np.rint(grid.enlarge(cover) * FULL).astype(np.uint8))


def _turn(right: float, up: float) -> Points:
    """Return the rotation by degrees to the right, and then upwards."""
    a, b = math.radians(right), math.radians(up)
    about_y = np.array([[math.cos(a), 0, math.sin(a)], [0, 1, 0], [-math.sin(a), 0, math.cos(a)]])
    about_x = np.array([[1, 0, 0], [0, math.cos(b), -math.sin(b)], [0, math.sin(b), math.cos(b)]])
    return np.asarray(about_x @ about_y)
