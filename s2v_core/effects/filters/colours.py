"""The steps that recipes of filters are made of: each takes colours and returns others.

Colours are float32 (n x 3), red, green and blue as they are encoded for a screen (BT.709), 0 to 1. A step may leave
that range a little; ``chained`` ends within it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "LUMA",
    "Colours",
    "Step",
    "banded",
    "brightened",
    "chained",
    "channels",
    "contrasted",
    "curved",
    "faded",
    "greyed",
    "luma",
    "saturated",
    "toned",
    "vibrant",
    "warmed",
    "washed",
]

Colours = NDArray[np.float32]
Step = Callable[[Colours], Colours]
"""A colour map, or a part of one."""

Colour = tuple[float, float, float]

LUMA = np.array([0.2126, 0.7152, 0.0722], np.float32)
"""What red, green and blue add to the brightness (ITU-R BT.709)."""

_FINE = 1024
"""Steps of a curve between 0 and 1."""


def luma(colours: Colours) -> Colours:
    """Return the brightness of colours (n x 1)."""
    return np.asarray(colours @ LUMA, np.float32)[:, None]


def chained(*steps: Step) -> Step:
    """Return one map that goes through all ``steps`` and ends within 0 to 1."""

    def through(colours: Colours) -> Colours:
        for step in steps:
            colours = step(colours)
        return np.asarray(np.clip(colours, 0, 1), np.float32)

    return through


def brightened(gamma: float) -> Step:
    """Make the middle as much lighter (above 1) or darker (below 1) as that gamma does; black and white stay.

    Unlike a gamma it rises gently from black, so that noise in shadows is not lifted with them.
    """
    bend = np.float32(2 ** (1 / gamma) - 1)

    def step(colours: Colours) -> Colours:
        level = np.clip(colours, 0, 1)
        return np.asarray(level / (level + (1 - level) * bend), np.float32)

    return step


def contrasted(amount: float) -> Step:
    """Deepen the contrast by an S-curve (0 to 1), or flatten it towards the middle (0 to -1)."""

    def step(colours: Colours) -> Colours:
        if amount < 0:
            return np.asarray(0.5 + (colours - 0.5) * np.float32(1 + amount), np.float32)
        held = np.clip(colours, 0, 1)
        return np.asarray(held + np.float32(amount) * (held * held * (3 - 2 * held) - held), np.float32)

    return step


def faded(black: float | Colour, white: float | Colour = 1.0) -> Step:
    """Bring black up and white down to these levels, or to these colours."""
    low, high = (np.asarray(end, np.float32) for end in (black, white))
    return lambda colours: np.asarray(low + colours * (high - low), np.float32)


def curved(*points: tuple[float, float]) -> Step:
    """Bend the brightness of every channel through ``points`` (from, to) without overshooting."""
    table = _curve(points)
    return lambda colours: _looked_up(table, colours)


def channels(
    red: Sequence[tuple[float, float]] = (),
    green: Sequence[tuple[float, float]] = (),
    blue: Sequence[tuple[float, float]] = (),
) -> Step:
    """Bend single channels; where black, or white, is not named it stays."""
    tables = [_curve(_with_ends(points)) for points in (red, green, blue)]

    def step(colours: Colours) -> Colours:
        return np.stack([_looked_up(table, colours[:, at]) for at, table in enumerate(tables)], axis=1)

    return step


def saturated(amount: float) -> Step:
    """Strengthen colours (above 1), weaken them (below 1) or take them away (0); the brightness stays."""

    def step(colours: Colours) -> Colours:
        grey = luma(colours)
        return np.asarray(grey + (colours - grey) * np.float32(amount), np.float32)

    return step


def vibrant(amount: float) -> Step:
    """Strengthen (or below 0 weaken) weak colours more than strong ones."""

    def step(colours: Colours) -> Colours:
        strength = np.ptp(colours, axis=1, keepdims=True)
        factor = 1 + np.float32(amount) * (1 - np.clip(strength, 0, 1))
        grey = luma(colours)
        return np.asarray(grey + (colours - grey) * factor, np.float32)

    return step


def warmed(amount: float, *, magenta: float = 0.0) -> Step:
    """Turn to the warm (above 0) or the cold side, and to ``magenta`` (below 0: green); the brightness stays."""
    gains = np.array([1 + 0.3 * amount, 1 - 0.15 * magenta, 1 - 0.3 * amount], np.float32)
    gains /= gains @ LUMA
    return lambda colours: np.asarray(colours * gains, np.float32)


def toned(shadows: Colour, highlights: Colour, amount: float) -> Step:
    """Give the shadows and the highlights a colour each; the brightness stays."""
    dark, light = (np.asarray(colour, np.float32) - np.dot(LUMA, colour) for colour in (shadows, highlights))

    def step(colours: Colours) -> Colours:
        level = np.clip(luma(colours), 0, 1)
        # Neither black nor white itself takes a colour: there is no room for one.
        room = 4 * level * (1 - level)
        weight = np.float32(amount) * (0.35 + 0.65 * room)
        return np.asarray(colours + weight * ((1 - level) ** 2 * dark + level**2 * light), np.float32)

    return step


def washed(colour: Colour, amount: float) -> Step:
    """Lay ``colour`` over the picture as a pane of glass does, without making it darker."""
    pane = np.asarray(colour, np.float32)
    gains = 1 + np.float32(amount) * (pane / np.dot(LUMA, pane) - 1)
    return lambda colours: np.asarray(colours * gains, np.float32)


def greyed(red: float = 0.2126, green: float = 0.7152, blue: float = 0.0722) -> Step:
    """Make it black and white; the weights say how bright each colour comes out, as if through coloured glass."""
    weights = np.array([red, green, blue], np.float32) / np.float32(red + green + blue)

    def step(colours: Colours) -> Colours:
        return np.repeat(np.asarray(colours @ weights, np.float32)[:, None], 3, axis=1)

    return step


def banded(hue: float, width: float, *, turn: float = 0.0, saturation: float = 1.0, lightness: float = 0.0) -> Step:
    """Change the colours around one hue and leave the others.

    Args:
        hue: degrees: red 0, yellow 60, green 120, cyan 180, blue 240, magenta 300.
        width: degrees to either side where the change has died away.
        turn: how far the hue goes, in degrees.
        saturation: factor.
        lightness: what the strongest of these colours gains (or below 0 loses) in brightness.
    """

    def step(colours: Colours) -> Colours:
        red, green, blue = colours.T
        across, up = red - (green + blue) / 2, np.float32(3**0.5 / 2) * (green - blue)
        distance = (np.degrees(np.arctan2(up, across)) - np.float32(hue) + 180) % 360 - 180
        weight = np.cos(np.clip(distance / np.float32(width), -1, 1) * np.float32(np.pi / 2)) ** 2
        angle = np.radians(np.float32(turn)) * weight
        factor = 1 + np.float32(saturation - 1) * weight
        turned = factor * (across * np.cos(angle) - up * np.sin(angle))
        risen = factor * (across * np.sin(angle) + up * np.cos(angle))
        tints = (turned * (2 / 3), -turned / 3 + risen / 3**0.5, -turned / 3 - risen / 3**0.5)
        tint = np.stack(tints, axis=1).astype(np.float32)
        strength = np.hypot(across, up) * weight
        level = luma(colours) + np.float32(lightness) * strength[:, None]
        return np.asarray(level + tint - luma(tint), np.float32)

    return step


def _with_ends(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    known = {start for start, _ in points}
    return sorted([*points, *((end, end) for end in (0.0, 1.0) if end not in known)])


def _looked_up(table: Colours, values: Colours) -> Colours:
    place = np.clip(values, 0, 1) * np.float32(_FINE)
    below = np.minimum(place.astype(np.int32), _FINE - 1)
    start = table[below]
    return np.asarray(start + (table[below + 1] - start) * (place - below), np.float32)


def _curve(points: Sequence[tuple[float, float]]) -> Colours:
    """Return a curve through ``points`` at 0, 1/1024, ... 1: cubic, and rising wherever they rise.

    The slopes are those of F. N. Fritsch and J. Butland, "A method for constructing local monotone piecewise cubic
    interpolants" (1984).
    """
    x, y = (np.array(column, np.float64) for column in zip(*points, strict=True))
    gaps, rises = np.diff(x), np.diff(y) / np.diff(x)
    slopes = np.empty_like(x)
    slopes[0], slopes[-1] = rises[0], rises[-1]
    before, after = rises[:-1], rises[1:]
    alike = before * after > 0
    heavy, light = 2 * gaps[1:] + gaps[:-1], gaps[1:] + 2 * gaps[:-1]
    inverse = heavy / np.where(alike, before, 1) + light / np.where(alike, after, 1)
    slopes[1:-1] = np.where(alike, (heavy + light) / inverse, 0)
    at = np.linspace(0, 1, _FINE + 1)
    part = np.clip(np.searchsorted(x, at, side="right") - 1, 0, len(gaps) - 1)
    t = np.clip((at - x[part]) / gaps[part], 0, 1)
    hermite = (
        (1 + 2 * t) * (1 - t) ** 2 * y[part]
        + t * (1 - t) ** 2 * gaps[part] * slopes[part]
        + t * t * (3 - 2 * t) * y[part + 1]
        + t * t * (t - 1) * gaps[part] * slopes[part + 1]
    )
    return hermite.astype(np.float32)
