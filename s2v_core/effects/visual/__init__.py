"""The catalogue of visual effects, one file per family."""

from s2v_core.effects.visual import colours
from s2v_core.effects.visual.catalogue import visual_effects

__all__ = ["colours", "visual_effects"]
