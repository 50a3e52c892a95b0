"""Outlines of drawn shapes, in pixels."""

from __future__ import annotations

import math

__all__ = [
    "Path",
    "Point",
    "burst",
    "circle",
    "cloud",
    "ellipse",
    "line",
    "polygon",
    "rectangle",
    "ring_of",
    "rounded",
    "shifted",
    "star",
]

Point = tuple[float, float]
Path = tuple[tuple[str, *tuple[float, ...]], ...]
"""Commands as SVG has them, with absolute places: ``M`` x y, ``L`` x y, ``Q`` (two points), ``C`` (three), ``Z``."""

_ROUND = 0.5523
"""Where the control points of a quarter circle lie (in radii)."""


def line(*points: Point) -> Path:
    """Return straight lines from point to point."""
    (x, y), *others = points
    return (("M", x, y), *(("L", *point) for point in others))


def polygon(*points: Point, radius: float = 0.0) -> Path:
    """Return a closed shape with straight sides and corners rounded by ``radius``, less where sides are short."""
    if radius <= 0:
        return (*line(*points), ("Z",))
    commands: list[tuple[str, *tuple[float, ...]]] = []
    for place, corner in enumerate(points):
        before, after = points[place - 1], points[(place + 1) % len(points)]
        start, end = _towards(corner, before, radius), _towards(corner, after, radius)
        commands += [("L" if commands else "M", *start), ("Q", *corner, *end)]
    return (*commands, ("Z",))


def rectangle(left: float, top: float, right: float, bottom: float) -> Path:
    """Return an upright rectangle."""
    return polygon((left, top), (right, top), (right, bottom), (left, bottom))


def rounded(left: float, top: float, right: float, bottom: float, radius: float) -> Path:
    """Return a rectangle with round corners, at most half circles."""
    r = max(min(radius, (right - left) / 2, (bottom - top) / 2), 0.0)
    k = r * (1 - _ROUND)
    return (
        ("M", left + r, top),
        ("L", right - r, top),
        ("C", right - k, top, right, top + k, right, top + r),
        ("L", right, bottom - r),
        ("C", right, bottom - k, right - k, bottom, right - r, bottom),
        ("L", left + r, bottom),
        ("C", left + k, bottom, left, bottom - k, left, bottom - r),
        ("L", left, top + r),
        ("C", left, top + k, left + k, top, left + r, top),
        ("Z",),
    )


def ellipse(x: float, y: float, across: float, down: float) -> Path:
    """Return an ellipse around (``x``, ``y``) with these radii."""
    a, d = across * _ROUND, down * _ROUND
    return (
        ("M", x + across, y),
        ("C", x + across, y + d, x + a, y + down, x, y + down),
        ("C", x - a, y + down, x - across, y + d, x - across, y),
        ("C", x - across, y - d, x - a, y - down, x, y - down),
        ("C", x + a, y - down, x + across, y - d, x + across, y),
        ("Z",),
    )


def circle(x: float, y: float, radius: float) -> Path:
    """Return a circle."""
    return ellipse(x, y, radius, radius)


def star(x: float, y: float, radius: float) -> Path:
    """Return a star with five points, one of them up."""
    return polygon(
        *(_polar(x, y, radius * (0.45 if step % 2 else 1), step * math.pi / 5 - math.pi / 2) for step in range(10))
    )


def burst(
    left: float, top: float, right: float, bottom: float, *, spikes: int, depth: float, uneven: float = 0.0
) -> Path:
    """Return a ring of ``spikes`` that fills a rectangle, with dents of ``depth`` pixels, some deeper if uneven."""
    x, y, across, down = (left + right) / 2, (top + bottom) / 2, (right - left) / 2, (bottom - top) / 2
    points = []
    for step in range(2 * spikes):
        angle = step * math.pi / spikes - math.pi / 2
        change = uneven * depth * math.sin(7.3 * step + 1.1)
        cut = depth + change if step % 2 else max(-change, 0.0)
        points.append((x + (across - cut) * math.cos(angle), y + (down - cut) * math.sin(angle)))
    return polygon(*points)


def cloud(left: float, top: float, right: float, bottom: float, bump: float) -> Path:
    """Return a rectangle whose edge is made of bumps of about that radius. Its parts overlap: fill it."""
    inner = (left + bump, top + bump, right - bump, bottom - bump)
    parts = [rounded(*inner, bump / 2)]
    for index, (x, y) in enumerate(ring_of(*inner, 1.15 * bump)):
        parts.append(circle(x, y, bump * (1.0 if index % 2 else 0.82)))
    return tuple(command for part in parts for command in part)


def ring_of(left: float, top: float, right: float, bottom: float, apart: float) -> list[Point]:
    """Return points evenly along the edge of a rectangle, about that far apart, corners among them."""
    across = max(1, round((right - left) / apart))
    down = max(1, round((bottom - top) / apart))
    xs = [left + (right - left) * step / across for step in range(across + 1)]
    ys = [top + (bottom - top) * step / down for step in range(down + 1)]
    return [
        *((x, top) for x in xs[:-1]),
        *((right, y) for y in ys[:-1]),
        *((x, bottom) for x in reversed(xs[1:])),
        *((left, y) for y in reversed(ys[1:])),
    ]


def shifted(path: Path, right: float, down: float) -> Path:
    """Return the same shape elsewhere."""
    return tuple(
        (name, *(value + (down if place % 2 else right) for place, value in enumerate(values)))
        for name, *values in path
    )


def _polar(x: float, y: float, radius: float, angle: float) -> Point:
    return x + radius * math.cos(angle), y + radius * math.sin(angle)


def _towards(start: Point, end: Point, by: float) -> Point:
    length = math.dist(start, end)
    share = min(by / length, 0.5) if length else 0.0
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share
