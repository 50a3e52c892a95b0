"""The registry of visual effects, and the guard that every entry has in common."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping

import numpy as np

from s2v_core.effects.frames import Frame, FrameAt, VisualEffect
from s2v_core.effects.registry import Parameter, Registry, held
from s2v_core.effects.visual.order import DOCUMENTED

__all__ = ["visual_effect", "visual_effects"]

visual_effects: Registry[VisualEffect] = Registry("effect", order=DOCUMENTED)
"""Every visual effect by its name."""


def visual_effect(
    name: str, *, category: str, look: str, reach: float = 0.0, **parameters: Parameter
) -> Callable[[VisualEffect], VisualEffect]:
    """Return a decorator that registers a drawing as a whole visual effect.

    The drawing gets a duration above 0, ``t`` within it, contiguous pictures no further than ``reach`` seconds away,
    and a value within its range for each parameter. What it returns is never a picture that it was given.
    """

    def register(draw: VisualEffect) -> VisualEffect:
        @functools.wraps(draw)
        def whole(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
            given: list[Frame] = []

            def within_reach(dt: float) -> Frame:
                frame = np.ascontiguousarray(frame_at(min(max(dt, -reach), reach)))
                given.append(frame)
                return frame

            lasting = max(duration, 1e-3)
            drawn = draw(within_reach, min(max(t, 0.0), lasting), lasting, seed, held(parameters, params))
            return drawn.copy() if any(np.may_share_memory(drawn, frame) for frame in given) else drawn

        return visual_effects.add(name, category=category, look=look, linear=False, reach=reach, **parameters)(whole)

    return register
