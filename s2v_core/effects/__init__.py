"""What pictures can be done to: transitions and colour filters, with the kernels they share."""

from s2v_core.effects.filters import Filter, filters
from s2v_core.effects.frames import Frame, Transition
from s2v_core.effects.registry import Entry, Parameter, Registry
from s2v_core.effects.transitions import transitions

__all__ = ["Entry", "Filter", "Frame", "Parameter", "Registry", "Transition", "filters", "transitions"]
