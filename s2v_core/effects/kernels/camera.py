"""A camera over an endless wall that mirrors the picture at each border, and the blur that its motion leaves."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from s2v_core.effects.frames import Frame
from s2v_core.effects.kernels.grid import smoothstep
from s2v_core.effects.kernels.mask import fade
from s2v_core.effects.kernels.sizes import enlarged

__all__ = [
    "Pose",
    "PoseAt",
    "Sweep",
    "filmed",
    "filmed_change",
    "hides_detail",
    "posed",
    "reduced",
    "row_of",
    "swept",
]

Matrix = NDArray[np.float64]
"""3 x 3, from pixel coordinates of the picture to those of the frame."""

_FINE = 400
"""Pixels along the shorter side in which blur is computed; it holds no finer detail."""
_VISIBLE = 0.02
"""Blur in shorter sides from which on nothing sharp is mixed in."""
_SPACING = 2.0
"""Pixels between neighbouring places of the camera that blur is the mean of."""
_MOST_HALVINGS = 6
_SHUTTER = 0.035
"""Parts of a motion for which the shutter is open before the moment that is drawn, and after it."""
_FARTHEST = 2.0
"""Widths or heights beyond which the wall is not drawn any more."""


@dataclass(frozen=True)
class Pose:
    """Where the picture lies in the frame.

    ``x`` and ``y``: how far it is moved, in shorter sides, right and down. ``scale`` and ``turn`` (degrees, against the
    clock): about the middle. ``stretch``: how much wider it is, before it is turned.
    """

    x: float = 0.0
    y: float = 0.0
    scale: float = 1.0
    turn: float = 0.0
    stretch: float = 1.0


PoseAt = Callable[[float], Pose]
"""A motion: the pose at each part of it, 0 to 1."""


@dataclass(frozen=True)
class Sweep:
    """What happens while the shutter is open.

    The picture moves by ``x`` and ``y`` shorter sides, grows and turns (degrees) about a point of the frame, which is
    ``across`` and ``down`` (0 to 1 of the frame).
    """

    scale: float = 1.0
    turn: float = 0.0
    across: float = 0.5
    down: float = 0.5
    x: float = 0.0
    y: float = 0.0


def posed(picture: Frame, pose: Pose) -> Frame:
    """Return the picture as it lies in the frame."""
    return _on_wall(picture, _matrix(pose, picture.shape[1], picture.shape[0]), picture.shape[1], picture.shape[0])


def swept(picture: Frame, pose: Pose, sweep: Sweep) -> Frame:
    """Return the picture as it lies in the frame, blurred along the way of the camera, the pose being its middle."""
    height, width = picture.shape[:2]
    short = min(height, width)
    reach = _reach(sweep, width, height) / short
    if reach * short < 1:
        return posed(picture, pose)
    blurred = enlarged(_blurred(reduced(picture), pose, sweep), picture)
    if hides_detail(picture, sweep):
        return blurred
    return fade(posed(picture, pose), blurred, smoothstep(0, _VISIBLE, reach))


def filmed(picture: Frame, pose_at: PoseAt, p: float) -> Frame:
    """Return the picture as it lies in the frame at ``p`` (0 to 1) of a motion, with the blur of that motion."""
    return swept(picture, pose_at(p), _motion(picture, pose_at, p))


def filmed_change(a: Frame, b: Frame, p: float, of_a: PoseAt, of_b: PoseAt, weight: float) -> Frame:
    """Return A and B as :func:`filmed` does, each in its own motion, mixed by ``weight`` (0 is A, 1 is B)."""
    if weight <= 0:
        return filmed(a, of_a, p)
    if weight >= 1:
        return filmed(b, of_b, p)
    of_both = [(picture, pose_at(p), _motion(picture, pose_at, p)) for picture, pose_at in ((a, of_a), (b, of_b))]
    if not all(hides_detail(picture, sweep) for picture, _, sweep in of_both):
        first, second = (swept(*each) for each in of_both)
        return fade(first, second, weight)
    first, second = (_blurred(reduced(picture), pose, sweep) for picture, pose, sweep in of_both)
    return enlarged(fade(first, second, weight), a)


def hides_detail(picture: Frame, sweep: Sweep) -> bool:
    """Return whether so much blur leaves nothing of the picture that could not be seen in a small one."""
    height, width = picture.shape[:2]
    return bool(_reach(sweep, width, height) >= _VISIBLE * min(height, width))


def reduced(picture: Frame) -> Frame:
    """Return the picture in the size in which blur is computed."""
    height, width = picture.shape[:2]
    shrink = max(1, round(min(height, width) / _FINE))
    if shrink == 1:
        return picture
    size = max(1, round(width / shrink)), max(1, round(height / shrink))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)


def row_of(tiles: Sequence[Frame], offset: float, axis: int) -> Frame:
    """Return what a window shows that has moved ``offset`` tiles along a row (axis 1) or a column (axis 0) of tiles.

    Beyond its ends the row is mirrored.
    """
    length = tiles[0].shape[axis]
    place = round(offset * length)
    number, cut = divmod(place, length)
    first = _tile(tiles, number, axis)
    if cut == 0:
        return first.copy()
    second = _tile(tiles, number + 1, axis)
    parts = (first[:, cut:], second[:, :cut]) if axis == 1 else (first[cut:], second[:cut])
    return np.concatenate(parts, axis=axis)


def _motion(picture: Frame, pose_at: PoseAt, p: float) -> Sweep:
    height, width = picture.shape[:2]
    short = min(height, width)
    here, before, after = pose_at(p), pose_at(max(p - _SHUTTER, 0.0)), pose_at(min(p + _SHUTTER, 1.0))
    return Sweep(
        after.scale / before.scale,
        after.turn - before.turn,
        0.5 + here.x * short / width,
        0.5 + here.y * short / height,
        after.x - before.x,
        after.y - before.y,
    )


def _blurred(picture: Frame, pose: Pose, sweep: Sweep) -> Frame:
    """Return a reduced picture as it lies in the frame, blurred.

    Any such motion repeated is twice that motion, so that the mean of 2^n places takes n steps: the picture is averaged
    with itself moved by half of the way, then by a quarter, and so on.
    """
    height, width = picture.shape[:2]
    places = max(_reach(sweep, width, height) / _SPACING, 2.0)
    halvings = min(math.ceil(math.log2(places)), _MOST_HALVINGS)
    share = 1 - 0.5**halvings
    start = _sweep_matrix(sweep, width, height, -share / 2) @ _matrix(pose, width, height)
    work = _on_wall(picture, start, width, height)
    for step in range(1, halvings + 1):
        moved = _warped(work, _sweep_matrix(sweep, width, height, 0.5**step), width, height)
        work = np.asarray(cv2.addWeighted(work, 0.5, moved, 0.5, 0), np.uint8)
    return work


def _tile(tiles: Sequence[Frame], number: int, axis: int) -> Frame:
    count = len(tiles)
    turn, place = divmod(number, count)
    mirrored = turn % 2 != 0
    tile = tiles[count - 1 - place if mirrored else place]
    return np.asarray(cv2.flip(tile, axis), np.uint8) if mirrored else tile


def _reach(sweep: Sweep, width: int, height: int) -> float:
    """Return the pixels that the corner farthest from the point moves, along its way."""
    far = math.hypot(width * max(sweep.across, 1 - sweep.across), height * max(sweep.down, 1 - sweep.down))
    turned = far * math.hypot(math.log(sweep.scale), math.radians(sweep.turn))
    return turned + math.hypot(sweep.x, sweep.y) * min(width, height)


def _matrix(pose: Pose, width: int, height: int) -> Matrix:
    short = min(width, height)
    wide = np.diag([pose.stretch, 1.0, 1.0])
    moved = _about(pose.scale, pose.turn, 0.0, 0.0)
    moved[:2, 2] = pose.x * short + (width - 1) / 2, pose.y * short + (height - 1) / 2
    return np.asarray(moved @ wide @ _moved(-(width - 1) / 2, -(height - 1) / 2), np.float64)


def _sweep_matrix(sweep: Sweep, width: int, height: int, share: float) -> Matrix:
    """Return ``share`` of the motion; enlarging, whichever way it goes: its blur is the same."""
    sense = -share if sweep.scale < 1 else share
    x, y = sweep.across * width - 0.5, sweep.down * height - 0.5
    short = min(width, height) * sense
    moved = _moved(sweep.x * short, sweep.y * short) @ _about(sweep.scale**sense, sweep.turn * sense, x, y)
    return np.asarray(moved, np.float64)


def _about(scale: float, turn: float, x: float, y: float) -> Matrix:
    cosine, sine = scale * math.cos(math.radians(turn)), scale * math.sin(math.radians(turn))
    turned = np.array([[cosine, sine, 0.0], [-sine, cosine, 0.0], [0.0, 0.0, 1.0]])
    return np.asarray(_moved(x, y) @ turned @ _moved(-x, -y), np.float64)


def _moved(x: float, y: float) -> Matrix:
    return np.array([[1.0, 0.0, x], [0.0, 1.0, y], [0.0, 0.0, 1.0]])


def _on_wall(picture: Frame, matrix: Matrix, width: int, height: int) -> Frame:
    """Return the frame (``width`` x ``height``) over the wall of mirrored pictures.

    What is needed of the wall is built first: looking up mirrored pixels one by one is many times slower. A picture
    that gets smaller is shrunk before, so that the wall is small as well.
    """
    scale = math.sqrt(abs(float(np.linalg.det(matrix[:2, :2]))))
    if scale < 0.6 and min(picture.shape[:2]) > 16:
        shrunk = max(1, round(picture.shape[1] / 2)), max(1, round(picture.shape[0] / 2))
        across, down = shrunk[0] / picture.shape[1], shrunk[1] / picture.shape[0]
        half = np.asarray(cv2.resize(picture, shrunk, interpolation=cv2.INTER_AREA), np.uint8)
        to_whole = _moved(-0.5, -0.5) @ np.diag([1 / across, 1 / down, 1.0]) @ _moved(0.5, 0.5)
        return _on_wall(half, np.asarray(matrix @ to_whole, np.float64), width, height)
    corners = np.array([[0, width - 1, 0, width - 1], [0, 0, height - 1, height - 1], [1, 1, 1, 1]], np.float64)
    places = (np.linalg.inv(matrix) @ corners)[:2]
    tall, wide = picture.shape[:2]
    left, top = (math.ceil(max(0.0, 1 - float(low))) for low in places.min(axis=1))
    right, bottom = (
        math.ceil(max(0.0, float(high) + 2 - length))
        for high, length in zip(places.max(axis=1), (wide, tall), strict=True)
    )
    left, right = (min(each, int(_FARTHEST * wide)) for each in (left, right))
    top, bottom = (min(each, int(_FARTHEST * tall)) for each in (top, bottom))
    if left or top or right or bottom:
        picture = np.asarray(cv2.copyMakeBorder(picture, top, bottom, left, right, cv2.BORDER_REFLECT), np.uint8)
    return _warped(picture, np.asarray(matrix @ _moved(-left, -top), np.float64), width, height)


def _warped(picture: Frame, matrix: Matrix, width: int, height: int) -> Frame:
    drawn = cv2.warpAffine(picture, matrix[:2], (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    return np.asarray(drawn, np.uint8)
