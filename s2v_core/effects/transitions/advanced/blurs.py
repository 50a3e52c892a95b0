"""Both pictures blur, and change where they are most blurred."""

from __future__ import annotations

from collections.abc import Mapping

import cv2
import numpy as np

from s2v_core.effects.frames import Frame
from s2v_core.effects.kernels.blur import streaked
from s2v_core.effects.kernels.camera import Pose, Sweep, swept
from s2v_core.effects.kernels.grid import smoothstep, triangle
from s2v_core.effects.kernels.mask import fade
from s2v_core.effects.kernels.sizes import shrunk
from s2v_core.effects.registry import Parameter
from s2v_core.effects.transitions.advanced.naming import advanced

__all__: list[str] = []

_LENGTH = Parameter(0.6, 0.05, 1.5, "length of the blur as a part of the shorter side")
_ZOOM = Parameter(1.6, 1.05, 3, "by how much the blur enlarges")
_PATCH_SIDE = 240
"""Pixels along the shorter side in which patches of colour are found."""


@advanced("horizontal_blur", look="both are drawn out sideways into streaks of light", intensity=_LENGTH)
def _horizontal(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    length = params["intensity"] * min(a.shape[:2]) * triangle(p)
    return streaked(fade(a, b, smoothstep(0.3, 0.7, p)), length, 0)


@advanced("vertical_blur", look="both are drawn out upwards and downwards into streaks of light", intensity=_LENGTH)
def _vertical(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    length = params["intensity"] * min(a.shape[:2]) * triangle(p)
    return streaked(fade(a, b, smoothstep(0.3, 0.7, p)), 0, length)


@advanced("lower_left_radial_blur", look="both are blurred along rays out of the lower left corner", scale=_ZOOM)
def _lower_left(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    return _radial(a, b, p, params["scale"], 0.0, 1.0)


@advanced("upper_right_radial_blur", look="both are blurred along rays out of the upper right corner", scale=_ZOOM)
def _upper_right(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    return _radial(a, b, p, params["scale"], 1.0, 0.0)


@advanced("center_radial_blur", look="both are blurred along rays out of the middle", scale=_ZOOM)
def _centre(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    return _radial(a, b, p, params["scale"], 0.5, 0.5)


@advanced("surface_blur", look="detail melts into smooth patches with clear edges, out of which B appears")
def _surface(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    picture = fade(a, b, smoothstep(0.3, 0.7, p))
    return fade(picture, _patches(picture), smoothstep(0, 0.4, p) * (1 - smoothstep(0.6, 1, p)))


def _radial(a: Frame, b: Frame, p: float, scale: float, across: float, down: float) -> Frame:
    picture = fade(a, b, smoothstep(0.35, 0.65, p))
    return swept(picture, Pose(), Sweep(scale ** triangle(p), across=across, down=down))


def _patches(picture: Frame) -> Frame:
    """Return the picture without small detail: medians of neighbours, four times, as if painted."""
    height, width = picture.shape[:2]
    small = shrunk(picture, _PATCH_SIDE)
    for _ in range(4):
        small = np.asarray(cv2.medianBlur(small, 5), np.uint8)
    return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC), np.uint8)
