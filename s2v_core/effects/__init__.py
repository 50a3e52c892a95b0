"""What pictures can be done to: transitions, with the kernels they share."""

from s2v_core.effects.frames import Frame, Transition
from s2v_core.effects.registry import Entry, Parameter, Registry
from s2v_core.effects.transitions import transitions

__all__ = ["Entry", "Frame", "Parameter", "Registry", "Transition", "transitions"]
