"""A retro television set round the picture."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import cv2
import numpy as np

from s2v_core.effects.frames import Frame, FrameAt
from s2v_core.effects.kernels.grid import Grid
from s2v_core.effects.kernels.lightmap import shine
from s2v_core.effects.kernels.mask import FULL, blend
from s2v_core.effects.kernels.signal import scan_lines, shaded, vignette
from s2v_core.effects.kernels.tiles import cropped
from s2v_core.effects.visual.catalogue import visual_effect

__all__: list[str] = []


@visual_effect("tvshow", category="retro", look="the picture runs on the screen of a retro television set")
def _tv_show(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    height, width = picture.shape[:2]
    front, screen, (left, top, right, bottom) = _television(height, width)
    shown = cropped(picture, right - left, bottom - top)
    inside = (slice(top, bottom), slice(left, right))
    lines = scan_lines(bottom - top, right - left, 170, 0.16, t * 0.6)
    lit = shaded(shown, lines, vignette(bottom - top, right - left, 0.55, 1.2, 0.5), light=1.1)
    result = front.copy()
    shine(lit, _gleam(bottom - top, right - left))
    result[inside] = blend(front[inside], lit, screen)
    return result


@lru_cache(maxsize=2)
def _gleam(height: int, width: int) -> Frame:
    """Return the light of a window on curved glass: a soft slanting band near the top left corner."""
    grid = Grid(height, width, step=4)
    slant = grid.u * np.float32(0.8) + grid.v
    band = np.exp(-(((slant - np.float32(0.34)) / np.float32(0.16)) ** 2)) * np.clip(1 - slant, 0, 1)
    plane = np.rint(grid.enlarge(band) * 62).astype(np.uint8)
    return np.asarray(cv2.merge([plane, plane, plane]), np.uint8)


@lru_cache(maxsize=2)
def _television(height: int, width: int) -> tuple[Frame, Frame, tuple[int, int, int, int]]:
    """Return the front of a set (H, W, 3), its screen's weights and where the screen lies: left, top, right, bottom.

    Drawn twice as fine and shrunk, so that it is smooth. Knobs and loudspeaker are beside the screen or, in an upright
    frame, below it.
    """
    fine = 2
    tall, wide = height * fine, width * fine
    short = min(tall, wide)
    rim = 0.05 * short
    panel = 0.2 * short
    box = (rim, rim, wide - rim - (panel if wide > tall else 0), tall - rim - (0 if wide > tall else panel))
    body = _wood(tall, wide)
    _rounded(body, (rim * 0.35, rim * 0.35, wide - rim * 0.35, tall - rim * 0.35), rim, (46, 31, 24))
    _rounded(body, (rim * 0.5, rim * 0.5, wide - rim * 0.5, tall - rim * 0.5), rim, (214, 196, 164))
    _rounded(
        body,
        (box[0] - rim * 0.25, box[1] - rim * 0.25, box[2] + rim * 0.25, box[3] + rim * 0.25),
        rim * 1.7,
        (70, 60, 52),
    )
    _rounded(body, box, rim * 1.5, (12, 12, 14))
    _controls(body, box, rim, wide > tall)
    left, top, right, bottom = (round(edge / fine) for edge in box)
    glass = np.zeros((tall, wide), np.uint8)
    _rounded(
        glass, tuple(edge + sign * rim * 0.12 for edge, sign in zip(box, (1, 1, -1, -1), strict=True)), rim * 1.4, FULL
    )
    front = np.asarray(cv2.resize(body, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
    screen = np.asarray(cv2.resize(glass, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
    right, bottom = max(right, left + 1), max(bottom, top + 1)
    return front, np.ascontiguousarray(screen[top:bottom, left:right]), (left, top, right, bottom)


def _wood(height: int, width: int) -> Frame:
    """Return a brown surface that is lighter above."""
    shade = np.linspace(1.12, 0.72, height).reshape(-1, 1, 1)
    plain = np.clip(shade * np.array([128, 78, 44]), 0, 255).astype(np.uint8)
    return np.ascontiguousarray(np.broadcast_to(plain, (height, width, 3)))


def _controls(body: Frame, box: tuple[float, float, float, float], rim: float, wide: bool) -> None:
    """Draw two knobs and the slits of a loudspeaker beside (or below) the screen ``box``."""
    height, width = body.shape[:2]
    middle = (box[2] + width - rim * 0.5) / 2 if wide else (box[3] + height - rim * 0.5) / 2
    long = height if wide else width
    for place in (0.2, 0.36):
        along = place * long if wide else (1 - place) * long
        centre = (middle, along) if wide else (along, middle)
        _disc(body, centre, rim * 1.15, (62, 50, 42))
        _disc(body, centre, rim * 0.95, (236, 226, 204))
        _disc(body, centre, rim * 0.55, (150, 132, 108))
        turned = (centre[0] + rim * 0.55, centre[1] - rim * 0.55)
        _stroke(body, centre, turned, rim * 0.2, (62, 50, 42))
    for index in range(7):
        along = (0.52 + 0.055 * index) * long if wide else (0.1 + 0.055 * index) * long
        ends = (
            ((middle - rim, along), (middle + rim, along)) if wide else ((along, middle - rim), (along, middle + rim))
        )
        _stroke(body, *ends, rim * 0.16, (84, 68, 56))


def _rounded(canvas: Frame, box: tuple[float, ...], radius: float, colour: int | tuple[int, int, int]) -> None:
    left, top, right, bottom = (round(edge) for edge in box)
    corner = max(0, min(round(radius), (right - left) // 2, (bottom - top) // 2))
    cv2.rectangle(canvas, (left + corner, top), (right - corner, bottom), colour, -1)
    cv2.rectangle(canvas, (left, top + corner), (right, bottom - corner), colour, -1)
    for x in (left + corner, right - corner):
        for y in (top + corner, bottom - corner):
            cv2.circle(canvas, (x, y), corner, colour, -1, cv2.LINE_AA)


def _disc(canvas: Frame, centre: tuple[float, float], radius: float, colour: tuple[int, int, int]) -> None:
    cv2.circle(canvas, (round(centre[0]), round(centre[1])), max(1, round(radius)), colour, -1, cv2.LINE_AA)


def _stroke(
    canvas: Frame, start: tuple[float, float], end: tuple[float, float], width: float, colour: tuple[int, int, int]
) -> None:
    first, last = ((round(x), round(y)) for x, y in (start, end))
    cv2.line(canvas, first, last, colour, max(1, round(width)), cv2.LINE_AA)
