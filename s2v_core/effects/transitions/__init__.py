"""The catalogue of transitions, one file per family."""

from s2v_core.effects.transitions import advanced, blurs, fades, grids, shapes, solids, warps, wipes, zooms
from s2v_core.effects.transitions.catalogue import transitions

__all__ = ["advanced", "blurs", "fades", "grids", "shapes", "solids", "transitions", "warps", "wipes", "zooms"]
