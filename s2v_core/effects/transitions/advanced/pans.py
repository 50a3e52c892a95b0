"""B follows A like the next picture of a row, and the row is moved."""

from __future__ import annotations

from collections.abc import Mapping

import cv2
import numpy as np

from s2v_core.effects.frames import Frame
from s2v_core.effects.kernels.blur import streaked
from s2v_core.effects.kernels.camera import row_of
from s2v_core.effects.kernels.easing import Easing, ease_in_out, ease_out, elastic, overshot
from s2v_core.effects.kernels.grid import smoothstep
from s2v_core.effects.kernels.light import scaled
from s2v_core.effects.registry import Parameter
from s2v_core.effects.transitions.advanced.naming import advanced

__all__ = ["pulled_row"]

_SHUTTER = 0.03
"""Parts of the transition for which the shutter is open before the moment that is drawn, and after it."""
_LONGEST = 0.35
"""The longest streaks, as a part of the way."""


def _streak_length(eased: Easing, p: float) -> float:
    """Return how far something eased moves while the shutter is open, as a part of its way."""
    moved = eased(min(p + _SHUTTER, 1.0)) - eased(max(p - _SHUTTER, 0.0))
    return min(max(moved, -_LONGEST), _LONGEST)


def pulled_row(
    first: Frame, second: Frame, p: float, eased: Easing, axis: int, *, back: bool = False, blur: float = 1.0
) -> Frame:
    """Return the window on a row (axis 1) or column (axis 0) of two pictures that moves from the first to the second.

    ``back``: the second one lies before the first one, and the window moves back. ``blur``: length of the streaks that
    its motion draws, as a part of the usual one.
    """
    offset = eased(p)
    shown = row_of((second, first), 1 - offset, axis) if back else row_of((first, second), offset, axis)
    streak = _streak_length(eased, p) * first.shape[axis] * blur
    return streaked(shown, streak, 0) if axis == 1 else streaked(shown, 0, streak)


@advanced("normal_pan", look="the camera pans from A to B beside it, blurred while it is fast")
def _normal_pan(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    return pulled_row(a, b, p, ease_in_out, 1)


@advanced(
    "dispersion_pan",
    look="a pan back whose red and blue lag behind and hurry ahead",
    strength=Parameter(0.12, 0.02, 0.4, "how far the colours part, as a part of the width"),
)
def _dispersion_pan(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    strength = params["strength"]

    def eased(q: float) -> float:
        return ease_in_out(q, 3.5)

    parted = strength * smoothstep(0, 1, 4 * p * (1 - p))
    planes = []
    for channel, lag in enumerate((-1, 0, 1)):
        offset = eased(p) + lag * parted
        planes.append(row_of((b[..., channel], a[..., channel]), 1 - offset, 1))
    return streaked(np.asarray(cv2.merge(planes), np.uint8), _streak_length(eased, p) * a.shape[1] * 0.5, 0)


@advanced("elastic_ease_out", look="B shoots in from the right, pushes A out and swings to rest like rubber")
def _elastic(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    return pulled_row(a, b, p, elastic, 1)


@advanced("atom_down_glide", look="A glides down out of the picture and B after it, gently braking")
def _down_glide(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    return pulled_row(a, b, p, _gliding, 0, back=True)


@advanced("atom_drag_down", look="B is dragged down over A, stretching, and snaps back into its place")
def _drag_down(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    height, width = a.shape[:2]
    eased = overshot(ease_in_out(p, 2.2), 2.2)
    bottom = round(height * min(eased, 1.0))
    if bottom <= 0:
        return a.copy()
    long = max(bottom, round(height * (1 + 1.6 * max(eased - 1, 0) + 0.25 * max(0.0, 4 * p * (1 - p) - 0.2))))
    sheet = np.asarray(cv2.resize(b, (width, long), interpolation=cv2.INTER_LINEAR), np.uint8)
    drawn = a.copy()
    drawn[:bottom] = sheet[long - bottom :] if eased < 1 else sheet[:bottom]
    return streaked(drawn, 0, _streak_length(lambda q: ease_in_out(q, 2.2), p) * height * 0.6)


@advanced("atom_push_away2", look="B slides in over A, which gives way at half its speed and darkens")
def _push_away(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    width = a.shape[1]
    eased = ease_out(smoothstep(0, 1, p), 1.6)
    cut = round(width * (1 - eased))
    shade = 1 - 0.6 * eased
    drawn = row_of((a,), eased * 0.5, 1)
    drawn = scaled(drawn, shade)
    _cast_shadow(drawn, cut, 0.5 * min(1.0, 8 * p))
    drawn[:, cut:] = b[:, : width - cut]
    return drawn


def _cast_shadow(canvas: Frame, edge: int, strength: float) -> None:
    """Darken what lies left of the column ``edge``, the less the farther away."""
    reach = max(2, round(0.16 * min(canvas.shape[:2])))
    start = max(0, edge - reach)
    if start >= edge:
        return
    fall = (np.arange(start, edge, dtype=np.float32) - (edge - reach)) / reach
    light = (1 - np.float32(strength) * fall**2).reshape(1, -1, 1)
    canvas[:, start:edge] = np.rint(canvas[:, start:edge] * light).astype(np.uint8)


def _gliding(p: float) -> float:
    started = smoothstep(0, 0.35, p)
    return started * ease_out(p, 3.2)
