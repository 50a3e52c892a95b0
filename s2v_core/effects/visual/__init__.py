"""The catalogue of visual effects, one file per family."""

from s2v_core.effects.visual import bends, blurs, cameras, colours, flashes, ghosts, masks, openings, spotlights
from s2v_core.effects.visual.catalogue import standard_effects, visual_effects

__all__ = [
    "bends",
    "blurs",
    "cameras",
    "colours",
    "flashes",
    "ghosts",
    "masks",
    "openings",
    "spotlights",
    "standard_effects",
    "visual_effects",
]
