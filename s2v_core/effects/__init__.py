"""What can be done to pictures: transitions, visual effects and colour filters, with the kernels they share."""

from s2v_core.effects.filters import Filter, filters
from s2v_core.effects.frames import Frame, FrameAt, Transition, VisualEffect
from s2v_core.effects.registry import Entry, Parameter, Registry
from s2v_core.effects.transitions import transitions
from s2v_core.effects.visual import visual_effects

__all__ = [
    "Entry",
    "Filter",
    "Frame",
    "FrameAt",
    "Parameter",
    "Registry",
    "Transition",
    "VisualEffect",
    "filters",
    "transitions",
    "visual_effects",
]
