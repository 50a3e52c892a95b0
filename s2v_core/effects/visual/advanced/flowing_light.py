"""Light that flows over the picture: beams, ribbons, trails and curtains."""

from __future__ import annotations

import math

import numpy as np

from s2v_core.effects.frames import Frame
from s2v_core.effects.kernels import sprites
from s2v_core.effects.kernels.glow import Line, beam, black, coloured, haloed, hues, traced
from s2v_core.effects.kernels.lightmap import map_grid
from s2v_core.effects.kernels.noise import random_field
from s2v_core.effects.kernels.particles import Numbers, breath, lives
from s2v_core.effects.visual.advanced.light import light_over

__all__: list[str] = []

_TURN = 2 * math.pi


@light_over("flow_move_light_1", "broad golden beams sweep across on the slant")
def _golden_beams(picture: Frame, t: float, seed: int) -> Frame:
    grid = map_grid(picture)
    slant = (grid.cx * np.float32(0.9) + grid.cy * np.float32(0.44)) / np.float32(_half_diagonal(picture))
    parts = []
    for index, (width, bright) in enumerate(((0.07, 0.75), (0.16, 0.5), (0.03, 0.6), (0.1, 0.45))):
        way = (t * 0.16 + index * 0.27) % 1
        light = beam(slant - np.float32(way * 3.2 - 1.6), width) * np.float32(bright)
        parts.append((light, (255, 196 - 12 * index, 92)))
    return coloured(parts)


@light_over("flow_move_light_2", "thin blue streaks shoot upwards", dim=0.2)
def _blue_streaks(picture: Frame, t: float, seed: int) -> Frame:
    canvas = black(picture)
    height, width = canvas.shape[:2]
    short = min(height, width)
    alive = lives(54, t, seed, 1.1, 2.6)
    size = short * (0.016 + 0.026 * alive.chance[1])
    long = 10 + 12 * alive.chance[2]
    colour = np.array([70, 150, 255]) + alive.chance[3][:, None] * np.array([120, 90, 0])
    y = height * (1.25 - 1.5 * alive.part)
    sprites.draw(canvas, "streak", alive.chance[0] * width, y, size, colour=colour, angle=math.pi, stretch=long)
    return haloed(canvas, 0.02, 1.6)


@light_over("flow_move_light_3", "ribbons in the colours of the rainbow wave from side to side")
def _rainbow_ribbons(picture: Frame, t: float, seed: int) -> Frame:
    grid = map_grid(picture)
    parts = []
    for index in range(4):
        phase = index * 1.3 + t * (0.8 + 0.15 * index)
        wave = np.sin(grid.cx * np.float32(3.2 + 0.7 * index) - np.float32(phase)) * np.float32(0.16 + 0.05 * index)
        wave += np.sin(grid.cx * np.float32(1.3) + np.float32(phase * 0.6)) * np.float32(0.12)
        middle = np.float32((index - 1.5) * 0.13)
        width = np.float32(0.022) + np.float32(0.03) * (1 + np.sin(grid.cx * 4 + np.float32(phase * 1.7))) / 2
        colour = hues(grid.u * np.float32(0.5) + np.float32(index * 0.22 - t * 0.08), 0.1)
        parts.append((beam(grid.cy - wave - middle, width) * np.float32(0.8), colour))
    return coloured(parts)


@light_over("flow_move_light_4", "two comets of neon light chase each other along the border", dim=0.12)
def _border_comets(picture: Frame, t: float, seed: int) -> Frame:
    canvas = black(picture)
    short = min(picture.shape[:2])
    half = np.array([picture.shape[1], picture.shape[0]]) / short / 2 - 0.045
    lines = []
    for index, colour in enumerate(((255, 40, 190), (20, 220, 255))):
        way = (t * 0.22 + index * 0.5 - np.linspace(0.42, 0, 90)) % 1
        x, y = _round_border(way, *half)
        lines.append(Line(x, y, np.linspace(0, 1, 90) ** 1.5, colour, 0.012))
        lines.append(Line(x, y, np.linspace(0, 1, 90) ** 3, (255, 255, 255), 0.004))
    traced(canvas, lines)
    return haloed(haloed(canvas, 0.012, 0.9), 0.05, 1.1)


@light_over("flow_move_light_5", "warm leaks of light drift in from the borders of the film")
def _light_leaks(picture: Frame, t: float, seed: int) -> Frame:
    grid = map_grid(picture, 120)
    parts = []
    leaks = (
        (0.02, 0.25, 0.34, 0.5, (255, 96, 24)),
        (1.0, 0.7, 0.3, 0.4, (255, 40, 60)),
        (0.9, 0.05, 0.4, 0.3, (255, 190, 60)),
    )
    for index, (u, v, broad, tall, colour) in enumerate(leaks):
        swing = 0.5 + 0.5 * math.sin(t * (0.9 + 0.23 * index) + index * 2.1)
        x = grid.u - np.float32(u + 0.16 * math.sin(t * 0.7 + index))
        y = grid.v - np.float32(v + 0.22 * math.sin(t * 0.5 + 2 * index + 1))
        light = np.exp(-((x / np.float32(broad)) ** 2) - (y / np.float32(tall)) ** 2)
        parts.append((light * np.float32(0.45 + 0.5 * swing), colour))
    return coloured(parts)


@light_over("flow_move_light_6", "curtains of northern light hang from above and wave", dim=0.25)
def _aurora(picture: Frame, t: float, seed: int) -> Frame:
    grid = map_grid(picture)
    height = 1 - grid.v
    rays = 0.65 + 0.35 * np.sin(grid.cx * 31 + 2.4 * np.sin(grid.cx * 7 + np.float32(t * 0.9)) + np.float32(t * 0.8))
    parts = []
    for index, (base, colour) in enumerate(((0.36, (40, 255, 150)), (0.52, (30, 200, 230)), (0.68, (150, 80, 255)))):
        edge = np.float32(base) + np.float32(0.1) * np.sin(
            grid.cx * np.float32(3.1 + index) + np.float32(t * 0.7 + 2 * index)
        )
        above = np.clip((height - edge) / np.float32(0.5), -0.2, 1.2)
        light = np.where(above > 0, np.exp(-above * 2.6), np.exp(above * 13)) * rays
        parts.append((light * np.float32(0.75), colour))
    return coloured(parts)


@light_over("flow_move_light_7", "a stream of golden lights out of focus drifts across")
def _bokeh_stream(picture: Frame, t: float, seed: int) -> Frame:
    canvas = black(picture)
    height, width = canvas.shape[:2]
    short = min(height, width)
    alive = lives(52, t, seed, 4.0, 8.0)
    along = (alive.part * 1.5 - 0.25) * width
    aside = (alive.chance[0] - 0.5) * height * 0.7
    y = height * (0.95 - 0.9 * along / width) + aside
    colour = np.array([255, 176, 70]) + alive.chance[2][:, None] * np.array([0, 40, 110])
    alpha = breath(alive.part, 0.2, 0.2) * (0.4 + 0.55 * alive.chance[3])
    size = short * (0.05 + 0.16 * alive.chance[1] ** 2)
    sprites.draw(canvas, "bokeh", along, y, size, colour=colour, alpha=alpha, softness=alive.chance[4] * 0.5)
    return canvas


@light_over("flow_move_light_8", "green and pink laser beams fan out from the lower corners", dim=0.3)
def _lasers(picture: Frame, t: float, seed: int) -> Frame:
    grid = map_grid(picture)
    half_x, half_y = grid.cx[0, -1], grid.cy[-1, 0]
    parts = []
    for side, colour in ((-1, (40, 255, 90)), (1, (255, 50, 200))):
        x, y = (half_x - grid.cx * side), half_y - grid.cy
        total = np.zeros((grid.height, grid.width), np.float32)
        for index in range(5):
            swing = math.radians(48 + 26 * math.sin(t * 1.1 + side * 0.8) + (index - 2) * (9 + 7 * math.sin(t * 0.7)))
            total += beam(x * np.float32(math.sin(swing)) - y * np.float32(math.cos(swing)), 0.0065)
        parts.append((total, colour))
    return haloed(coloured(parts), 0.035, 1.0)


@light_over("flow_move_light_9", "arcs of white and cyan light run round the middle", dim=0.15)
def _running_arcs(picture: Frame, t: float, seed: int) -> Frame:
    canvas = black(picture)
    lines = []
    for index, (radius, pace, colour) in enumerate(
        (
            (0.44, 0.32, (0, 210, 255)),
            (0.37, -0.45, (255, 255, 255)),
            (0.3, 0.6, (60, 120, 255)),
            (0.44, 0.32, (0, 210, 255)),
        )
    ):
        way = _TURN * (t * pace + index * 0.31 + np.linspace(0, 0.33, 64) * math.copysign(1, pace))
        lines.append(Line(radius * np.cos(way), radius * np.sin(way), np.linspace(0, 1, 64) ** 2, colour, 0.009))
    traced(canvas, lines)
    return haloed(haloed(canvas, 0.01, 0.8), 0.045, 1.3)


@light_over("flow_move_light_10", "trails of traffic at night: red lights leave, white ones come", dim=0.35)
def _night_traffic(picture: Frame, t: float, seed: int) -> Frame:
    canvas = black(picture)
    short = min(picture.shape[:2])
    tall = picture.shape[0] / short / 2
    chance = random_field(4, 36, seed)
    lines = []
    for index in range(36):
        away = index % 2
        lane = (0.12 + 0.5 * float(chance[0, index])) * (1 if away else -1)
        pace = 0.25 + 0.3 * float(chance[1, index])
        way = (t * pace + float(chance[2, index])) % 1
        near = (
            np.linspace(0, 0.16 + 0.25 * float(chance[3, index]), 14) + (1.3 * (1 - way) if away else 1.3 * way) - 0.3
        )
        near = np.clip(near, 0.0, 1.0) ** 2.2
        x = lane * 2.2 * near + 0.06 * math.sin(lane * 9) * (1 - near)
        y = 0.04 + (tall + 0.1 - 0.9 * abs(lane) * tall) * near
        bright = np.sqrt(near) * np.linspace(0.2, 1, 14)[:: -1 if away else 1]
        lines.append(Line(x, y, bright, (255, 46, 20) if away else (255, 236, 200), 0.006))
    traced(canvas, lines)
    return haloed(haloed(canvas, 0.008, 1.0), 0.04, 0.9)


@light_over("flow_move_light_11", "a fan of fine violet and pink lines ripples like silk")
def _silk(picture: Frame, t: float, seed: int) -> Frame:
    canvas = black(picture)
    short = min(picture.shape[:2])
    wide = picture.shape[1] / short / 2
    x = np.linspace(-wide - 0.05, wide + 0.05, 48)
    lines = []
    for index in range(20):
        part = index / 19
        y = 0.2 * np.sin(x * 3.4 + t * 1.1 + part * 1.6) + 0.1 * np.sin(x * 5.3 - t * 0.8 + part * 3.2)
        y += (part - 0.5) * (0.12 + 0.3 * np.sin(x * 1.7 + t * 0.5) ** 2)
        lines.append(Line(x, y, np.full(48, 0.35 + 0.6 * part), (150 + 105 * part, 70, 255 - 40 * part), 0.0025))
    traced(canvas, lines)
    return haloed(canvas, 0.02, 1.4)


@light_over("flow_move_light_12", "a golden pen of light writes loops that fade behind it", dim=0.18)
def _light_pen(picture: Frame, t: float, seed: int) -> Frame:
    canvas = black(picture)
    height, width = canvas.shape[:2]
    short = min(height, width)
    way = _TURN * (t * 0.3 - np.linspace(0.55, 0, 140))
    x, y = 0.4 * width / short * np.sin(2 * way + 0.6), 0.38 * height / short * np.sin(3 * way)
    bright = np.linspace(0, 1, 140)
    traced(canvas, [Line(x, y, bright**1.6, (255, 170, 40), 0.01), Line(x, y, bright**4, (255, 250, 220), 0.004)])
    lit = haloed(haloed(canvas, 0.012, 0.8), 0.05, 1.0)
    at = x[-1] * short + width / 2, y[-1] * short + height / 2
    sprites.draw(lit, "flare", *at, short * 0.28, colour=(255, 230, 170), angle=t)
    return lit


@light_over("flow_move_light_13", "nets of light as on the floor of a pool, in blue and green")
def _caustics(picture: Frame, t: float, seed: int) -> Frame:
    grid = map_grid(picture)
    x, y = grid.cx * np.float32(9), grid.cy * np.float32(9)
    bent_x = x + np.sin(y * np.float32(0.7) + np.float32(t * 1.1)) + np.float32(0.6) * np.sin(x + y - np.float32(t))
    bent_y = (
        y + np.sin(x * np.float32(0.8) - np.float32(t * 0.9)) + np.float32(0.6) * np.sin(x - y + np.float32(t * 1.3))
    )
    first = np.abs(np.sin(bent_x) + np.sin(bent_y + np.float32(t * 0.5)))
    second = np.abs(np.sin(bent_x * np.float32(0.62) + 2) - np.sin(bent_y * np.float32(0.71) - np.float32(t * 0.6)))
    net = np.exp(-first * 4.5) + np.float32(0.7) * np.exp(-second * 5)
    return coloured(
        ((net * np.float32(0.75), (110, 255, 240)), (np.exp(-first * 1.6) * np.float32(0.3), (0, 120, 200)))
    )


def _half_diagonal(picture: Frame) -> float:
    height, width = picture.shape[:2]
    return float(math.hypot(height, width) / min(height, width) / 2)


def _round_border(way: Numbers, half_x: float, half_y: float) -> tuple[Numbers, Numbers]:
    """Return the points of a rectangle with round corners at parts (0 to 1) of its length, clockwise from top left."""
    radius = 0.07
    corners = np.array([[half_x, -half_y, -90.0], [half_x, half_y, 0], [-half_x, half_y, 90], [-half_x, -half_y, 180]])
    outline = []
    for x, y, start in corners:
        angle = np.radians(np.linspace(start, start + 90, 9))
        outline.append(
            np.stack(
                [
                    x - math.copysign(radius, x) + radius * np.cos(angle),
                    y - math.copysign(radius, y) + radius * np.sin(angle),
                ],
                axis=1,
            )
        )
    points = np.concatenate([*outline, outline[0][:1]])
    length = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    return np.interp(way * length[-1], length, points[:, 0]), np.interp(way * length[-1], length, points[:, 1])
