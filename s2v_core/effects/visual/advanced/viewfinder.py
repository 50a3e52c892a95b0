"""The picture as cameras and telephones show it: viewfinder and upright video."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache

import cv2
import numpy as np

from s2v_core.effects.frames import Frame, FrameAt
from s2v_core.effects.kernels import sprites
from s2v_core.effects.kernels.blur import soft
from s2v_core.effects.kernels.lightmap import dimmed
from s2v_core.effects.kernels.mask import FULL, blend
from s2v_core.effects.kernels.particles import ramp
from s2v_core.effects.kernels.tiles import cropped
from s2v_core.effects.visual.advanced.catalogue import advanced

__all__: list[str] = []

_UPRIGHT = 9 / 16
_FONT = cv2.FONT_HERSHEY_SIMPLEX
_RED, _WHITE = (238, 40, 44), (255, 255, 255)

Box = tuple[int, int, int, int]
"""Left, top, right and bottom in pixels."""


@advanced("camera_viewer", look="a camera's viewfinder: corners, cross, red light and running time")
def _camera_viewer(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    height, width = picture.shape[:2]
    short = min(height, width)
    result = blend(picture, np.full_like(picture, 255), _viewfinder(height, width))
    edge = 0.085 * short
    glow = ramp(0.2, 0.6, 0.5 + 0.5 * math.sin(2 * math.pi * t))
    place = (edge + 0.02 * short, edge + 0.026 * short)
    sprites.draw(result, "disc", *place, 0.038 * short, colour=_RED, alpha=glow, blending="normal")
    _text(result, "REC", (edge + 0.055 * short, edge + 0.044 * short), 0.052 * short)
    _text(result, _clock(t), (edge, height - edge), 0.05 * short)
    return result


@advanced("vertical_video", look="an upright picture with round corners before its own blurred light")
def _vertical_video(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    height, width = picture.shape[:2]
    left, top, right, bottom = _upright(height, width, 0.86)
    backdrop = dimmed(soft(picture, 0.05 * min(height, width)), 0.72)
    return _shown(backdrop, cropped(picture, right - left, bottom - top), (left, top, right, bottom), 0.05)


@advanced("vertical_video2", look="a telephone films the picture and shows it, held upright")
def _telephone(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    height, width = picture.shape[:2]
    box = _upright(height, width, 0.8)
    left, top, right, bottom = box
    short = right - left
    rim = max(1, round(0.035 * short))
    filmed = soft(dimmed(picture, 0.62), 0.006 * min(height, width))
    frame = np.empty((bottom - top, right - left, 3), np.uint8)
    frame[:] = (22, 22, 26)
    result = _shown(filmed, frame, box, 0.15)
    inner = (left + rim, top + rim, right - rim, bottom - rim)
    if inner[2] - inner[0] < 2 or inner[3] - inner[1] < 2:
        return result
    screen = cropped(picture, inner[2] - inner[0], inner[3] - inner[1])
    _camera_controls(screen, t)
    return _shown(result, screen, inner, 0.125, shadow=False)


def _upright(height: int, width: int, share: float) -> Box:
    """Return an upright box, 9 to 16, in the middle; one of its sides is ``share`` of the frame's."""
    tall = min(share * height, share * width / _UPRIGHT)
    wide = tall * _UPRIGHT
    left, top = round((width - wide) / 2), round((height - tall) / 2)
    return left, top, left + max(2, round(wide)), top + max(2, round(tall))


def _shown(canvas: Frame, picture: Frame, box: Box, corner: float, *, shadow: bool = True) -> Frame:
    """Return the canvas with a picture in ``box``, with round corners (parts of its width) and a soft shadow."""
    left, top, right, bottom = box
    card = _card(bottom - top, right - left, corner)
    if shadow:
        canvas = _shadowed(canvas, box)
    inside = (slice(top, bottom), slice(left, right))
    canvas[inside] = blend(canvas[inside], picture, card)
    return canvas


def _shadowed(canvas: Frame, box: Box) -> Frame:
    """Return the canvas with a soft shadow below what will lie in ``box``."""
    height, width = canvas.shape[:2]
    shrink = max(1.0, min(height, width) / 160)
    size = max(1, round(width / shrink)), max(1, round(height / shrink))
    plane = np.full((size[1], size[0]), 255, np.uint8)
    left, top, right, bottom = (round(edge / shrink) for edge in box)
    cv2.rectangle(plane, (left, top + 3), (right, bottom + 3), 96, -1)
    plane = cv2.resize(cv2.GaussianBlur(plane, (0, 0), 5), (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.multiply(canvas, cv2.merge([plane, plane, plane]), scale=1 / 255), np.uint8)


@lru_cache(maxsize=8)
def _card(height: int, width: int, corner: float) -> Frame:
    """Return weights (H, W), 0 to ``FULL``, of a rectangle with round corners."""
    radius = corner * width
    x = np.maximum(np.abs(np.arange(width) + 0.5 - width / 2) - (width / 2 - radius), 0).reshape(1, -1)
    y = np.maximum(np.abs(np.arange(height) + 0.5 - height / 2) - (height / 2 - radius), 0).reshape(-1, 1)
    return np.asarray(np.rint(np.clip(radius + 0.5 - np.hypot(x, y), 0, 1) * FULL), np.uint8)


@lru_cache(maxsize=2)
def _viewfinder(height: int, width: int) -> Frame:
    """Return weights (H, W), 0 to ``FULL``, of the white lines of a viewfinder."""
    short = min(height, width)
    lines = np.zeros((height, width), np.uint8)
    thick = max(1, round(0.0045 * short))
    inset, long = 0.05 * short, 0.1 * short
    for x, across in ((inset, 1), (width - inset, -1)):
        for y, down in ((inset, 1), (height - inset, -1)):
            corner = [(x + across * long, y), (x, y), (x, y + down * long)]
            cv2.polylines(lines, [np.rint(corner).astype(np.int32)], False, FULL, thick, cv2.LINE_AA)
    middle = width / 2, height / 2
    for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        ends = [(middle[0] + dx * reach * short, middle[1] + dy * reach * short) for reach in (0.015, 0.05)]
        cv2.polylines(lines, [np.rint(ends).astype(np.int32)], False, FULL, thick, cv2.LINE_AA)
    box = np.rint([(middle[0] + x * 0.15 * short, middle[1] + y * 0.11 * short) for x, y in ((-1, -1), (1, 1))]).astype(
        int
    )
    faint = np.zeros_like(lines)
    cv2.rectangle(faint, box[0].tolist(), box[1].tolist(), FULL // 2, max(1, thick // 2), cv2.LINE_AA)
    _battery(lines, (width - 0.085 * short, 0.085 * short), short)
    return np.maximum(lines, faint)


def _battery(lines: Frame, corner: tuple[float, float], short: float) -> None:
    """Draw a battery with three bars whose top right corner is at ``corner``."""
    right, top = corner
    wide, tall = 0.085 * short, 0.042 * short
    thick = max(1, round(0.0035 * short))

    def box(x0: float, y0: float, x1: float, y1: float, width: int) -> None:
        first, last = (
            (round(right - wide + x0 * wide), round(top + y0 * tall)),
            (round(right - wide + x1 * wide), round(top + y1 * tall)),
        )
        cv2.rectangle(lines, first, last, FULL, width, cv2.LINE_AA)

    box(0, 0, 1, 1, thick)
    box(1.03, 0.3, 1.07, 0.7, -1)
    for index in range(3):
        box(0.1 + 0.28 * index, 0.2, 0.3 + 0.28 * index, 0.8, -1)


def _camera_controls(screen: Frame, t: float) -> None:
    """Draw what a telephone shows while it films onto ``screen`` (changed)."""
    height, width = screen.shape[:2]
    middle = width / 2, height - 0.17 * width
    cv2.circle(screen, _point(middle), max(1, round(0.085 * width)), _WHITE, max(1, round(0.014 * width)), cv2.LINE_AA)
    half = round(0.034 * width)
    corner = _point((middle[0] - half, middle[1] - half))
    cv2.rectangle(screen, corner, (corner[0] + 2 * half, corner[1] + 2 * half), _RED, -1, cv2.LINE_AA)
    tall = 0.05 * width
    text = _clock(t)[:8]
    broad = len(text) * tall * 0.86
    _pill(screen, (width / 2, 0.1 * width), broad, tall * 1.7, _RED)
    _text(screen, text, (width / 2 - _length(text, tall) / 2, 0.1 * width + tall / 2), tall)


def _pill(canvas: Frame, middle: tuple[float, float], wide: float, tall: float, colour: tuple[int, int, int]) -> None:
    half = (wide - tall) / 2
    ends = _point((middle[0] - half, middle[1])), _point((middle[0] + half, middle[1]))
    cv2.line(canvas, *ends, colour, max(1, round(tall)), cv2.LINE_AA)


def _clock(t: float) -> str:
    """Return hours, minutes, seconds and hundredths."""
    whole = int(t)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}:{int(t * 100) % 100:02d}"


def _text(canvas: Frame, text: str, place: tuple[float, float], tall: float) -> None:
    """Write white letters ``tall`` pixels high with a dark edge, their lower left corner at ``place``."""
    scale = tall / 22
    thick = max(1, round(tall * 0.11))
    for colour, width in (((30, 30, 30), thick + max(2, round(tall * 0.08))), (_WHITE, thick)):
        cv2.putText(canvas, text, _point(place), _FONT, scale, colour, width, cv2.LINE_AA)


def _length(text: str, tall: float) -> float:
    return float(cv2.getTextSize(text, _FONT, tall / 22, max(1, round(tall * 0.11)))[0][0])


def _point(place: tuple[float, float]) -> tuple[int, int]:
    return round(place[0]), round(place[1])
