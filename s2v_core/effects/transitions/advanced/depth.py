"""The pictures as planes in space, before a dim blurred view of themselves."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from s2v_core.effects.frames import Frame
from s2v_core.effects.kernels.blur import soft
from s2v_core.effects.kernels.camera import Pose, Sweep, hides_detail, posed, reduced, swept
from s2v_core.effects.kernels.easing import ease_in_out
from s2v_core.effects.kernels.grid import smoothstep, triangle
from s2v_core.effects.kernels.light import scaled
from s2v_core.effects.kernels.mask import fade
from s2v_core.effects.kernels.sizes import enlarged, shrunk
from s2v_core.effects.kernels.warp import projected
from s2v_core.effects.registry import Parameter
from s2v_core.effects.transitions.advanced.naming import advanced
from s2v_core.effects.transitions.solids import draw_plane

__all__: list[str] = []

_BACKDROP_SIDE = 120
_NESTED = 0.46
"""How large each picture of a tunnel is in the one around it."""


@advanced("atom_space_rotation", look="A turns away in space like a card, and B is its back")
def _space_rotation(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    angle = math.pi * ease_in_out(p, 2.5)
    back = 0.9 * triangle(p)
    canvas = _backdrop(a, b, p, triangle(p))
    turn = angle if p < 0.5 else angle - math.pi
    half, lean = 0.5 * math.cos(turn), 0.5 * math.sin(turn)
    shade = 0.45 + 0.55 * abs(math.cos(turn))
    draw_plane(canvas, a if p < 0.5 else b, (-half, half), (back - lean, back + lean), shade)
    return canvas


@advanced("trapezoid", look="A tips over backwards as a trapezoid and lies down, B stands behind it")
def _trapezoid(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    height, width = a.shape[:2]
    fallen = ease_in_out(p, 2.2)
    canvas = posed(b, Pose(scale=1.18 - 0.18 * smoothstep(0, 1, p)))
    tip = fallen * math.pi / 2
    eye = 1.6
    shrunk = eye / (eye + math.sin(tip))
    top = height - height * math.cos(tip) * shrunk
    sunk = height * 0.25 * smoothstep(0.55, 1, fallen)
    left, right = width / 2 * (1 - shrunk), width / 2 * (1 + shrunk)
    wide = width * 0.06 * fallen
    corners = [[left, top + sunk], [right, top + sunk], [width + wide, height + sunk], [-wide, height + sunk]]
    projected(a, np.array(corners, np.float64), canvas, shade=1 - 0.45 * fallen)
    return canvas


@advanced(
    "atom_unlimited_wear1",
    look="a flight through pictures of A within each other, the innermost of which is B",
    depth=Parameter(3, 1, 6, "how many pictures are flown through"),
)
def _tunnel(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    levels = round(params["depth"])
    gone = ease_in_out(p, 2.4) * levels
    return _nested([*[a] * levels, b], gone, 0.0, a, b, p)


@advanced(
    "atom_unlimited_wear2",
    look="the view whirls back out of A through pictures of B around each other",
    depth=Parameter(2, 1, 6, "how many pictures are flown through"),
)
def _whirling_tunnel(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    levels = round(params["depth"])
    left = (1 - ease_in_out(p, 2.4)) * levels
    return _nested([*[b] * levels, a], left, 40.0, a, b, p)


def _nested(pictures: list[Frame], gone: float, turn: float, a: Frame, b: Frame, p: float) -> Frame:
    """Return the view after ``gone`` pictures, each turned by ``turn`` degrees within the one around it.

    At its ends only the picture that fills the frame is left.
    """
    speed = 4.5 * triangle(p) ** 2
    sweep = Sweep(1 + 0.05 * speed, 0.08 * turn * speed)
    if hides_detail(a, sweep):
        small_a, small_b = reduced(a), reduced(b)
        small = swept(_view([small_a if each is a else small_b for each in pictures], gone, turn), Pose(), sweep)
        moving = enlarged(small, a)
    else:
        moving = swept(_view(pictures, gone, turn), Pose(), sweep)
    if p < 0.5:
        return fade(a, moving, smoothstep(0, 0.2, p))
    return fade(moving, b, smoothstep(0.8, 1, p))


def _view(pictures: list[Frame], gone: float, turn: float) -> Frame:
    first = min(math.floor(gone), len(pictures) - 1)
    part = gone - first
    canvas = posed(pictures[first], Pose(scale=_NESTED**-part, turn=turn * part))
    for number, picture in enumerate(pictures[first + 1 :], start=1):
        corners = _corners(canvas, _NESTED ** (number - part), turn * (part - number))
        if np.ptp(corners[:, 0]) > 2:
            projected(picture, corners, canvas)
    return canvas


def _corners(canvas: Frame, scale: float, turn: float) -> NDArray[np.float64]:
    """Return the corners (4, 2), clockwise from top left, of the frame shrunk and turned (degrees) about its middle."""
    height, width = canvas.shape[:2]
    cosine, sine = scale * math.cos(math.radians(turn)), scale * math.sin(math.radians(turn))
    sides = np.array([[-width, -height], [width, -height], [width, height], [-width, height]]) / 2
    turned = sides @ np.array([[cosine, -sine], [sine, cosine]])
    return np.asarray(turned + np.array([width / 2, height / 2]), np.float64)


def _backdrop(a: Frame, b: Frame, p: float, depth: float) -> Frame:
    """Return a blurred view of both pictures mixed, the dimmer the higher ``depth`` (0 to 1) is."""
    first, second = (shrunk(each, _BACKDROP_SIDE) for each in (a, b))
    mixed = fade(first, second, smoothstep(0.3, 0.7, p))
    dim = scaled(soft(mixed, 0.05 * min(mixed.shape[:2])), 1 - 0.5 * smoothstep(0, 0.3, depth))
    return enlarged(dim, a)
