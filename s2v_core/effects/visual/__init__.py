"""The catalogue of visual effects, one file per family."""

from s2v_core.effects.visual import (
    advanced,
    bends,
    blurs,
    cameras,
    colours,
    distortion,
    flashes,
    ghosts,
    masks,
    openings,
    retro,
    split,
    spotlights,
    television,
)
from s2v_core.effects.visual.catalogue import standard_effects, visual_effects

__all__ = [
    "advanced",
    "bends",
    "blurs",
    "cameras",
    "colours",
    "distortion",
    "flashes",
    "ghosts",
    "masks",
    "openings",
    "retro",
    "split",
    "spotlights",
    "standard_effects",
    "television",
    "visual_effects",
]
