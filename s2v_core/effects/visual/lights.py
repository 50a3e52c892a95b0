"""Lamps and beams that light the picture."""

from __future__ import annotations

import numpy as np

from s2v_core.effects.kernels.glow import black
from s2v_core.effects.kernels.lightmap import Colour
from s2v_core.effects.kernels.particles import breath, chances, drift, lives, ramp
from s2v_core.effects.kernels.sprites import draw
from s2v_core.effects.visual.stage import Stage, picked, scene
from s2v_core.effects.visual.suns import around, rays

__all__: list[str] = []

_CATEGORY = "light"
_LAMPS: tuple[Colour, ...] = ((255, 226, 176), (255, 200, 150), (255, 240, 214), (240, 214, 255))
_STAGE_LAMPS: tuple[Colour, ...] = ((1.0, 0.35, 0.55), (0.35, 0.6, 1.0), (1.0, 0.8, 0.3), (0.6, 0.35, 1.0))


@scene("anglelight", category=_CATEGORY, look="soft beams of warm light fall in from above")
def _anglelight(stage: Stage, t: float, seed: int) -> None:
    grid = stage.grid()
    from_left = chances(seed, 0, 0, 1)[0, 0] < 0.5
    x = (-0.62 if from_left else 0.62) * stage.across
    away, angle = around(grid, x, -0.68 * stage.down)
    beams = rays(angle, t, seed, (11, 19, 31), 0.035)
    inward = np.float32(np.arctan2(0.68 * stage.down, -x))
    cone = np.exp(-(((angle - inward) / np.float32(0.62)) ** 2))
    reach = np.exp(-away / np.float32(0.62 * np.hypot(stage.across, stage.down)))
    light = cone * reach * (0.5 + 0.5 * beams)
    stage.illuminate(0.62 + light[..., None] * np.asarray((1.0, 0.86, 0.6), np.float32))
    stage.shine(light * np.float32(0.46), (255, 226, 168))


@scene("fallingcircle", category=_CATEGORY, look="soft circles of light sink, fade in and fade out")
def _fallingcircle(stage: Stage, t: float, seed: int) -> None:
    light = black(stage.canvas, 180)
    unit = min(light.shape[:2])
    circles = lives(stage.count(7), t, seed, 2.2, 4.0)
    x, y = stage.spread(circles.chance[0], circles.chance[1])
    y = y + 0.22 * (circles.part - 0.5)
    size = (0.16 + 0.36 * circles.chance[2]) * (0.9 + 0.2 * circles.part)
    bright = breath(circles.part, 0.4, 0.45) * (0.55 + 0.35 * circles.chance[3])
    look = {"colour": picked(_LAMPS, circles.chance[4]), "alpha": bright, "softness": 0.1}
    draw(light, "bokeh", x * unit, y * unit, size * unit, blending="screen", **look)
    cover = light.astype(np.float32) / np.float32(255)
    stage.illuminate(np.float32(0.62) + cover * np.float32(1.0))
    stage.shine(cover * np.float32(0.3))


@scene("lightcenter", category=_CATEGORY, look="a warm glow breathes in the centre, the corners are dark")
def _lightcenter(stage: Stage, t: float, seed: int) -> None:
    grid = stage.grid()
    away, angle = around(grid, 0.0, 0.0)
    breathing = np.float32(1 + 0.1 * np.sin(1.6 * t) + 0.04 * np.sin(2.7 * t))
    glow = np.exp(-((away / (np.float32(0.4) * breathing)) ** 2))
    core = np.exp(-((away / (np.float32(0.17) * breathing)) ** 2))
    halo = glow * (0.8 + 0.2 * rays(angle, t, seed, (5, 9), 0.15))
    stage.illuminate(np.float32(0.38) + halo[..., None] * np.asarray((1.1, 0.98, 0.72), np.float32))
    stage.shine(
        (core * np.float32(0.5))[..., None] * np.asarray((1.0, 0.95, 0.82), np.float32)
        + (halo * np.float32(0.3))[..., None] * np.asarray((1.0, 0.76, 0.42), np.float32)
    )


@scene("lightsweep", category=_CATEGORY, look="a slanted beam of light sweeps across")
def _lightsweep(stage: Stage, t: float, seed: int) -> None:
    grid = stage.grid()
    sweep = lives(1, t, seed, 1.9, 2.3)
    lean = np.float32(0.42)
    reach = stage.across / 2 + float(lean) * stage.down / 2 + 0.35
    middle = np.float32(reach * (2 * sweep.part[0] - 1))
    place = grid.cx + lean * grid.cy - middle
    wide = np.exp(-((place / np.float32(0.17)) ** 2))
    thin = np.exp(-(((place + np.float32(0.25)) / np.float32(0.04)) ** 2)) * np.float32(0.4)
    edge = np.exp(-(((place - np.float32(0.1)) / np.float32(0.05)) ** 2)) * np.float32(0.3)
    stage.illuminate(np.float32(0.82) + wide * np.float32(0.55))
    stage.shine(np.clip(wide * np.float32(0.5) + thin + edge, 0, 1) * np.float32(0.8), (255, 246, 226))


@scene("moon", category=_CATEGORY, look="a shadow glides over a disc of light as in an eclipse")
def _moon(stage: Stage, t: float, seed: int) -> None:
    grid = stage.grid(180)
    radius, offset = 0.36, 0.86 * np.cos(2 * np.pi * t / 7)
    middle = -0.03 * stage.down
    away, _ = around(grid, 0.0, middle)
    shadow, _ = around(grid, offset, middle - 0.16 * offset)
    disc = ramp(radius + 0.012, radius - 0.012, away).astype(np.float32)
    covered = ramp(radius + 0.02, radius - 0.012, shadow * np.float32(0.985)).astype(np.float32)
    lit = disc * (1 - covered)
    hidden = float(ramp(0.8, 0.0, abs(offset)))
    corona = np.exp(-np.abs(away - np.float32(radius)) / np.float32(0.05 + 0.05 * hidden)) * (
        1 - disc * np.float32(0.6)
    )
    halo = (1 - disc) * np.exp(-(away - np.float32(radius)) / np.float32(0.3)) * np.float32(0.38 - 0.3 * hidden)
    night = np.asarray((0.3, 0.32, 0.42), np.float32) * np.float32(1 - 0.6 * hidden)
    gain = night * (1 - covered * disc * np.float32(0.55))[..., None] + (lit + halo)[..., None] * np.float32(1.05)
    stage.illuminate(gain)
    stage.shine(
        lit[..., None] * np.asarray((0.2, 0.19, 0.16), np.float32)
        + (corona * np.float32(0.2 + 0.55 * hidden))[..., None] * np.asarray((1.0, 0.93, 0.8), np.float32)
    )


@scene("rotationspotlight", category=_CATEGORY, look="coloured stage lights swing their beams from above")
def _rotationspotlight(stage: Stage, t: float, seed: int) -> None:
    grid = stage.grid()
    swings, _ = drift(len(_STAGE_LAMPS), t, seed, 0.22)
    gain = np.full((grid.height, grid.width, 3), 0.36, np.float32)
    haze = np.zeros_like(gain)
    for number, (colour, swing) in enumerate(zip(_STAGE_LAMPS, swings, strict=True)):
        x = ((number + 0.5) / len(_STAGE_LAMPS) - 0.5) * stage.across * 1.1
        away, angle = around(grid, x, -stage.down / 2 - 0.12)
        turned = np.pi / 2 + 0.62 * swing + 0.3 * x / stage.across
        aside = (angle - np.float32(turned)) / np.float32(0.15)
        beam = ramp(1.15, 0.55, np.abs(aside)).astype(np.float32)
        far = np.exp(-away / np.float32(0.85 * stage.down))
        tint = np.asarray(colour, np.float32)
        gain += (beam * np.float32(0.95))[..., None] * (tint * np.float32(0.8) + np.float32(0.2))
        haze += (beam * far * (1 - np.abs(aside) * np.float32(0.5)).clip(0, 1) * np.float32(0.42))[..., None] * tint
    stage.illuminate(gain)
    stage.shine(haze)
