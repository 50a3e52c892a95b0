"""Fireworks: rockets rise, burst, and their sparks fall and fade."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from s2v_core.effects.kernels.lightmap import Colour
from s2v_core.effects.kernels.particles import Numbers, breath, chances, lives, ramp
from s2v_core.effects.visual.stage import Stage, rainbow, scene

__all__: list[str] = []

_RISE = 0.75
"""Seconds from the start of a rocket to its burst."""
_DRAG, _GRAVITY = 2.6, 0.2
"""How fast sparks are braked (per second), and how they then fall (shorter sides per second squared)."""
_BEFORE = 0.2
"""Seconds that a trail is behind its spark."""
_NIGHT: Colour = (0.84, 0.87, 1.0)


@dataclass(frozen=True)
class _Shell:
    """A rocket: where and when it bursts, and numbers that are its own."""

    x: float
    y: float
    age: float
    """Seconds since the burst; below 0 while it rises."""
    part: float
    """Of its sparks' lives that is over, 0 to 1."""
    radius: float
    chance: Numbers
    key: int

    def reached(self, age: float) -> float:
        """Return how far sparks have got ``age`` seconds after the burst, 0 to 1: fast, then braked."""
        return float(1 - np.exp(-_DRAG * max(age, 0.0)))

    def fallen(self, age: float) -> float:
        """Return how far sparks have fallen ``age`` seconds after the burst, in shorter sides."""
        return _GRAVITY * max(age, 0.0) ** 2 / 2


def _shells(stage: Stage, t: float, seed: int, density: float, radius: tuple[float, float]) -> list[_Shell]:
    flights = lives(stage.count(density), t, seed, 2.4, 3.3, 8)
    shells = []
    for number, (age, span) in enumerate(zip(flights.age, flights.span, strict=True)):
        chance = flights.chance[:, number]
        shells.append(
            _Shell(
                x=float(stage.across * (0.14 + 0.72 * chance[0])),
                y=float(stage.down * (0.12 + 0.42 * chance[1])),
                age=float(age - _RISE),
                part=float(max(age - _RISE, 0) / (span - _RISE)),
                radius=float(radius[0] + (radius[1] - radius[0]) * chance[2]),
                chance=chance,
                key=int(chance[3] * 2**40),
            )
        )
    return shells


def _rocket(stage: Stage, shell: _Shell, colour: Colour) -> None:
    """Draw a rocket on its way up, slower and slower, with a trail of light."""
    if not -_RISE < shell.age < 0:
        return
    left = -shell.age / _RISE
    height = np.array([shell.y + (stage.down + 0.1 - shell.y) * left**2])
    speed = (stage.down + 0.1 - shell.y) * 2 * left
    bright = float(ramp(0, 0.15, left))
    sway = np.array([shell.x + 0.012 * np.sin(9 * left + 6 * shell.chance[4])])
    stage.trail(sway, height, np.zeros(1), np.array([-0.05 - 0.11 * speed]), 0.016, colour=colour, alpha=bright)
    stage.glow(sway, height, 0.07, colour, 0.6 * bright)


def _flash(stage: Stage, shell: _Shell, colour: Colour) -> None:
    if shell.age > 0:
        bright = float(ramp(0, 0.03, shell.age) * np.exp(-shell.age / 0.16))
        stage.glow(shell.x, shell.y, 1.9 * shell.radius, colour, 0.85 * bright)
        halo = float((1 - shell.part) ** 1.5 * ramp(0, 0.2, shell.age))
        stage.glow(shell.x, shell.y + shell.fallen(shell.age), 2.6 * shell.radius, colour, 0.3 * halo)


def _sparks(
    stage: Stage, shell: _Shell, way_x: Numbers, way_y: Numbers, colour: Numbers | Colour, size: float = 0.0145
) -> None:
    """Draw sparks that fly ``way_x``, ``way_y`` (parts of the shell's radius), with their trails."""
    if shell.age <= 0:
        return
    before = max(shell.age - _BEFORE * (1 + shell.part), 0.0)
    now, then = shell.reached(shell.age) * shell.radius, shell.reached(before) * shell.radius
    fallen = shell.fallen(shell.age)
    x, y = shell.x + way_x * now, shell.y + way_y * now + fallen
    dx, dy = way_x * (now - then), way_y * (now - then) + fallen - shell.fallen(before)
    bright = ramp(0, 0.04, shell.age) * ramp(1.0, 0.35, shell.part) * _glitter(shell, len(way_x))
    stage.trail(x, y, dx, dy, size * (1 - 0.35 * shell.part), colour=colour, alpha=bright, blending="add")
    stage.draw("dot", x, y, size * 0.5, alpha=bright * ramp(0.8, 0.1, shell.part))


def _glitter(shell: _Shell, count: int) -> Numbers:
    """Return how bright each spark is: even at first, glittering as it dies."""
    phase, pace = chances(shell.key, np.arange(count), 1, 2)
    wild = ramp(0.35, 0.8, shell.part)
    return np.asarray(1 - 0.6 * wild * (0.5 + 0.5 * np.sin(2 * np.pi * (phase + (5 + 5 * pace) * shell.age))))


def _ball(shell: _Shell, count: int) -> tuple[Numbers, Numbers]:
    """Return the ways of sparks that fly in all directions of space, as they are seen from the front."""
    across, turn, far = chances(shell.key, np.arange(count), 0, 3)
    level = 2 * across - 1
    flat = np.sqrt(1 - level**2) * (0.82 + 0.18 * far)
    return flat * np.cos(2 * np.pi * turn), level * (0.82 + 0.18 * far)


def _heart(shell: _Shell, count: int) -> tuple[Numbers, Numbers]:
    """Return the ways of sparks that keep to the outline of a heart, some of them to a smaller one inside."""
    turn, far = chances(shell.key, np.arange(count), 0, 2)
    angle = 2 * np.pi * (np.arange(count) + 0.6 * turn) / count
    inner = np.where(np.arange(count) % 3 == 2, 0.55, 1.0) * (0.95 + 0.08 * far)
    x = np.sin(angle) ** 3
    y = -(13 * np.cos(angle) - 5 * np.cos(2 * angle) - 2 * np.cos(3 * angle) - np.cos(4 * angle)) / 16
    return x * inner, y * inner


@scene("fireworks", category="dreamy", look="golden fireworks rise, burst and rain down")
def _fireworks(stage: Stage, t: float, seed: int) -> None:
    stage.dim(0.5, _NIGHT)
    gold: Colour = (255, 196, 104)
    for shell in _shells(stage, t, seed, 2.3, (0.36, 0.54)):
        _rocket(stage, shell, gold)
        _flash(stage, shell, (255, 214, 150))
        _sparks(stage, shell, *_ball(shell, 112), gold)


@scene("colorfulfireworks", category="dreamy", look="fireworks burst in balls of changing colours")
def _colorfulfireworks(stage: Stage, t: float, seed: int) -> None:
    stage.dim(0.5, _NIGHT)
    for shell in _shells(stage, t, seed, 3.2, (0.26, 0.44)):
        hue = shell.chance[5]
        outer, inner = 255 * rainbow(hue), 255 * rainbow(hue + 0.36)
        count = 72
        colours = np.where((np.arange(count) % 3 == 0)[:, None], inner, outer).astype(np.float64)
        way_x, way_y = _ball(shell, count)
        nearer = np.where(np.arange(count) % 3 == 0, 0.58, 1.0)
        _rocket(stage, shell, (255, 232, 200))
        _flash(stage, shell, (float(outer[0]), float(outer[1]), float(outer[2])))
        _sparks(stage, shell, way_x * nearer, way_y * nearer, colours)


@scene("heartfireworks", category="atmosphere", look="fireworks burst into glowing hearts")
def _heartfireworks(stage: Stage, t: float, seed: int) -> None:
    stage.dim(0.52, _NIGHT)
    palette: tuple[Colour, ...] = ((255, 92, 138), (255, 120, 196), (255, 74, 96), (232, 128, 255))
    for shell in _shells(stage, t, seed, 2.3, (0.24, 0.4)):
        colour = palette[int(shell.chance[5] * len(palette))]
        _rocket(stage, shell, (255, 200, 210))
        _flash(stage, shell, colour)
        _sparks(stage, shell, *_heart(shell, 72), colour, 0.017)


@scene("starexplosion", category="atmosphere", look="stars burst from the centre and spin outward")
def _starexplosion(stage: Stage, t: float, seed: int) -> None:
    stage.dim(0.88, (0.96, 0.94, 1.0))
    count = stage.count(56)
    flight = lives(1, t, seed, 1.6, 1.9)
    age, key = float(flight.age[0]), int(flight.chance[0, 0] * 2**40)
    _burst(stage, age, float(flight.part[0]), chances(key, np.arange(count), 0, 5))
    flare = float(ramp(0, 0.06, age) * np.exp(-age / 0.2))
    stage.glow(stage.across / 2, stage.down / 2, 1.7, (255, 222, 160), flare)
    stage.draw("flare", stage.across / 2, stage.down / 2, 1.1 * (0.4 + flare), colour=(255, 240, 206), alpha=flare)


def _burst(stage: Stage, age: float, part: float, own: Numbers) -> None:
    """Draw stars that fly from the centre in all directions; ``own``: five numbers from 0 to 1 for each (5, n)."""
    turn, speed, size, spin, kind = own
    reach = 0.38 * np.hypot(stage.across, stage.down) * (0.3 + 0.7 * speed**0.6)
    before = max(age - 0.16, 0.0)
    far, tail = (reach * (1 - np.exp(-2.6 * moment)) for moment in (age, before))
    right, below = np.cos(2 * np.pi * turn), np.sin(2 * np.pi * turn)
    x, y = stage.across / 2 + far * right, stage.down / 2 + far * below + 0.05 * age**2
    bright = float(breath(part, 0.05, 0.5)) * np.ones_like(far)
    wide = (0.026 + 0.05 * size**2) * float(ramp(0, 0.3, age))
    gold = np.where((kind < 0.65)[:, None], (255.0, 204.0, 84.0), (255.0, 242.0, 206.0))
    look = {"colour": gold, "alpha": 0.7 * bright, "blending": "add"}
    stage.trail(x, y, right * (far - tail), below * (far - tail), 0.5 * wide, **look)
    stage.glow(x, y, wide * 2.6, (255, 190, 90), 0.5 * bright)
    big = size > 0.4
    angle = 2 * np.pi * spin + (spin - 0.5) * 5 * age
    look = {"colour": gold[big], "alpha": bright[big], "angle": angle[big]}
    stage.draw("star", x[big], y[big], wide[big], blending="normal", **look)
    stage.draw("cross", x[~big], y[~big], 2.4 * wide[~big], colour=gold[~big], alpha=bright[~big])
