"""Transitions between shots: which, and how long they can be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from s2v_core.effects import transitions as registry
from s2v_core.effects.naming import ANY
from s2v_core.errors import Problem
from s2v_core.job import ProcessConfig
from s2v_core.planning.draws import Chooser
from s2v_core.planning.fitting import Showing, goes_on
from s2v_core.planning.materials import exact
from s2v_core.planning.naming import alternatives, placed_names, unknown_names
from s2v_core.timeline.model import Effect

__all__ = ["Cut", "candidates", "draw_transitions", "list_problems"]

_SHORTEST = Fraction(1, 10)
_PATH = "EditingConfig.ProcessConfig.TransitionList"


@dataclass(frozen=True)
class Cut:
    """A transition at a cut: ``frames`` in all, half of them on either side."""

    name: str
    frames: int

    @property
    def before(self) -> int:
        """Frames before the cut."""
        return self.frames // 2

    @property
    def after(self) -> int:
        """Frames after the cut."""
        return self.frames - self.before

    def effect(self, rate: Fraction) -> Effect:
        """Return the transition as it stands on the earlier clip; it leaves all lengths as they are."""
        seconds = round(float(self.frames / rate), 4)
        return Effect(type="DLTransition", sub_type=self.name, params={"Duration": seconds})


def candidates(process: ProcessConfig) -> tuple[str, ...]:
    """Return the names that may be drawn: the list's known ones, else what ``random`` stands for, all standard ones."""
    if not process.allow_transition:
        return ()
    return alternatives(process.transition_list, registry) or alternatives([ANY], registry)


def list_problems(process: ProcessConfig) -> list[Problem]:
    """Return an error for every name that is not known."""
    if not process.allow_transition or "transition_list" not in process.model_fields_set:
        return []
    return unknown_names(placed_names(_PATH, process.transition_list), registry)


def draw_transitions(
    chooser: Chooser, names: Sequence[str], process: ProcessConfig, showings: Sequence[Showing], rate: Fraction
) -> list[Cut | None]:
    """Return the transition at the end of every shot but the last.

    It is held to half of either neighbour; one below a tenth of a second, and one from a still to itself, is left out.
    """
    cuts: list[Cut | None] = []
    wanted = round(exact(process.transition_duration) * rate)
    for place, (earlier, later) in enumerate(pairwise(showings)):
        frames = min(wanted, earlier.frames // 2, later.frames // 2)
        if not names or frames < _SHORTEST * rate or frames < 1 or goes_on(earlier, later):
            cuts.append(None)
            continue
        if process.use_uniform_transition:
            name = chooser.values.get("transition") or chooser.choose("transition", names)
        else:
            name = chooser.choose("transition", names, slot=str(place), place=place)
        cuts.append(Cut(name, frames))
    return cuts
