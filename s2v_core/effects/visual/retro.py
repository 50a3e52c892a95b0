"""Old television pictures, scanners and night-vision goggles."""

from __future__ import annotations

import math
from collections.abc import Mapping

import cv2
import numpy as np

from s2v_core.effects.frames import Frame, FrameAt
from s2v_core.effects.kernels.glow import haloed
from s2v_core.effects.kernels.grid import Grid, smoothstep
from s2v_core.effects.kernels.light import bloomed
from s2v_core.effects.kernels.noise import random_field
from s2v_core.effects.kernels.signal import (
    grey,
    noisy,
    rolled,
    rows_shifted,
    scan_lines,
    seed_at,
    shaded,
    tinted,
    vignette,
)
from s2v_core.effects.kernels.sizes import enlarged, shrunk
from s2v_core.effects.registry import Parameter
from s2v_core.effects.visual.catalogue import visual_effect

__all__: list[str] = []

_CATEGORY = "retro"
_OUTLINE_SIDE = 540
_STRENGTH = Parameter(1, 0.1, 2, "how strong the fault is")


@visual_effect(
    "blackwhitetv", category=_CATEGORY, look="black-and-white television with fine noise", strength=_STRENGTH
)
def _black_white_tv(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = tinted(frame_at(0), (8, 8, 10), (246, 247, 250), 1.1)
    height, width = picture.shape[:2]
    lines = scan_lines(height, width, 190, 0.28, t * 0.8)
    shade = vignette(height, width, 0.45, 1.15, 0.6)
    flicker = 1.08 + 0.05 * math.sin(t * 31) * math.sin(t * 7.3)
    return noisy(shaded(picture, lines, shade, light=flicker), seed_at(seed, t, 25), 0.26 * params["strength"])


@visual_effect(
    "edgescan",
    category=_CATEGORY,
    look="a bright line scans the picture and leaves glowing outlines behind",
    speed=Parameter(0.5, 0.05, 3, "scans in a second"),
)
def _edge_scan(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    height, width = picture.shape[:2]
    grid = Grid(height, width, step=1)
    part = t * params["speed"] % 1
    behind = np.float32(part * 1.5 - 0.1) - grid.v
    trail = np.where(behind >= 0, np.exp(-behind * 3.2), np.exp(behind * 60)).astype(np.float32)
    trail *= np.float32(1 - smoothstep(0.75, 1, part))
    bar = 1 / (1 + (behind / np.float32(0.006)) ** 2)
    lit = shaded(enlarged(_outlines(picture), picture), trail)
    dark = shaded(picture, 1 - np.float32(0.62) * trail)
    line = np.rint(bar * np.array([40, 200, 220], np.float32)).astype(np.uint8).reshape(height, 1, 3)
    glow = cv2.add(lit, cv2.resize(line, (width, height), interpolation=cv2.INTER_NEAREST))
    return np.asarray(cv2.add(dark, glow), np.uint8)


@visual_effect(
    "oldtv", category=_CATEGORY, look="an old set with snow, slipping rows and a rolling bar", strength=_STRENGTH
)
def _old_tv(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    height, width = picture.shape[:2]
    strength = params["strength"]
    if random_field(1, 1, seed_at(seed, t, 2.5))[0, 0] < 0.3 * strength:
        picture = rolled(picture, (1 - t * 2.5 % 1) ** 3 * 0.35)
    rows = (np.arange(height) + 0.5) / height
    slip = random_field(1, 40, seed_at(seed, t, 12))[0]
    jumps = np.where(slip > 0.86, (slip - 0.93) * 0.7, 0)[np.minimum((rows * 40).astype(int), 39)]
    sway = 0.006 * np.sin(rows * 8 + t * 9) + 0.0025 * np.sin(rows * 90 + t * 40)
    slipped = rows_shifted(picture, (jumps + sway) * width * strength)
    bar = 0.78 + 0.22 * np.abs(np.cos((rows - t * 0.35) * math.pi)) ** 0.5
    pale = np.asarray(cv2.addWeighted(slipped, 0.5, grey(slipped), 0.5, 12), np.uint8)
    lit = shaded(
        pale, bar.reshape(-1, 1), scan_lines(height, width, 170, 0.3), vignette(height, width, 0.5, 1.15, 0.55)
    )
    return noisy(lit, seed_at(seed, t, 25), 0.34 * strength, fineness=340)


@visual_effect("oldtvshine", category=_CATEGORY, look="an old tube that flickers and shines warmly", strength=_STRENGTH)
def _old_tv_shine(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = frame_at(0)
    height, width = picture.shape[:2]
    beat = 0.5 + 0.5 * math.sin(t * 9 + 2 * math.sin(t * 3.7))
    flare = beat**2 * params["strength"]
    warm = tinted(picture, (26, 14, 4), (255, 232, 186), 0.95)
    faded = np.asarray(cv2.addWeighted(picture, 0.45, warm, 0.55, 0), np.uint8)
    glowing = bloomed(faded, 0.12 + 0.3 * flare, threshold=120)
    shade = vignette(height, width, 0.3, 1.1, 0.85)
    return shaded(glowing, scan_lines(height, width, 150, 0.24, t * 2), shade, light=1.0 + 0.14 * flare)


@visual_effect(
    "nightvision",
    category=_CATEGORY,
    look="green night-vision goggles with noise and a round field of view",
    strength=Parameter(1, 0.1, 2, "how noisy it is"),
)
def _night_vision(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = tinted(frame_at(0), (0, 14, 2), (150, 255, 130), 0.72)
    height, width = picture.shape[:2]
    grainy = noisy(bloomed(picture, 0.45, threshold=150), seed_at(seed, t, 24), 0.12 * params["strength"])
    grid = Grid(height, width, step=8)
    half = np.float32(min(0.5 * math.hypot(height, width) / min(height, width), 0.9) * 0.84)
    reach = np.sqrt((grid.cx * (0.93 if width > height else 1)) ** 2 + grid.cy**2)
    field = grid.enlarge(np.clip((half - reach) / np.float32(0.16), 0, 1) ** np.float32(0.8))
    pulse = 1.04 + 0.04 * math.sin(t * 13)
    return shaded(grainy, scan_lines(height, width, 200, 0.22), field, light=pulse)


def _outlines(picture: Frame) -> Frame:
    """Return the picture's outlines as neon light, at most ``_OUTLINE_SIDE`` pixels along the shorter side."""
    small = shrunk(picture, _OUTLINE_SIDE)
    plane = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY)
    plane = cv2.GaussianBlur(plane, (0, 0), 1.2)
    across, down = (cv2.convertScaleAbs(cv2.Sobel(plane, cv2.CV_16S, *which)) for which in ((1, 0), (0, 1)))
    gain = 1.7 * min(1.0, min(small.shape[:2]) / _OUTLINE_SIDE)
    strong = cv2.addWeighted(across, gain, down, gain, -26)
    red, blue = (cv2.convertScaleAbs(strong, alpha=share) for share in (0.25, 0.9))
    return haloed(np.asarray(cv2.merge([red, strong, blue]), np.uint8), 0.012, 0.9)
