"""Both pictures blur, and change where they are most blurred."""

from __future__ import annotations

import math
from collections.abc import Mapping

from s2v_core.effects.frames import Frame
from s2v_core.effects.kernels.blur import streaked
from s2v_core.effects.kernels.grid import smoothstep, triangle
from s2v_core.effects.kernels.mask import fade
from s2v_core.effects.registry import Parameter
from s2v_core.effects.transitions.catalogue import transition

__all__: list[str] = []

_CATEGORY = "blur"


@transition(
    "linearblur",
    category=_CATEGORY,
    look="both blur along a line, cross-fade at the blur peak",
    intensity=Parameter(0.12, 0.01, 0.5, "length of the blur as a part of the shorter side"),
    angle=Parameter(45, -360, 360, "direction in degrees, 0 along the rows"),
)
def _linear_blur(a: Frame, b: Frame, p: float, seed: int, params: Mapping[str, float]) -> Frame:
    length = params["intensity"] * min(a.shape[:2]) * triangle(p)
    angle = math.radians(params["angle"])
    return streaked(fade(a, b, smoothstep(0.2, 0.8, p)), length * math.cos(angle), length * math.sin(angle))
