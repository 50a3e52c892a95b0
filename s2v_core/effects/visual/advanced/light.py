"""What all effects have in common that lay light over the picture."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from s2v_core.effects.frames import Frame, FrameAt
from s2v_core.effects.kernels.light import scaled
from s2v_core.effects.kernels.lightmap import dimmed, shine
from s2v_core.effects.registry import Parameter
from s2v_core.effects.visual.advanced.catalogue import advanced

__all__ = ["Light", "light_over"]

Light = Callable[[Frame, float, int], Frame]
"""``(picture, t, seed) -> light``: the map (h, w, 3) of what shines on the picture at ``t``."""


def light_over(name: str, look: str, *, dim: float = 0.0) -> Callable[[Light], Light]:
    """Return a decorator that registers a light over the picture, which gets darker by ``dim`` (0 to 1)."""

    def register(light: Light) -> Light:
        @advanced(
            name,
            look=look,
            strength=Parameter(1, 0.1, 2, "how bright the light is"),
            speed=Parameter(1, 0.1, 4, "how fast it moves"),
        )
        def _drawn(frame_at: FrameAt, t: float, duration: float, seed: int, params: Mapping[str, float]) -> Frame:
            picture = frame_at(0)
            lit = light(picture, t * params["speed"], seed)
            result = dimmed(picture, 1 - dim) if dim else picture.copy()
            shine(result, lit if params["strength"] == 1 else scaled(lit, params["strength"]))
            return result

        return light

    return register
