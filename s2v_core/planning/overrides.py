"""Decisions that the document fixes: ``OutputConfig.S2V.Draws`` draws one again, or locks it to a value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from s2v_core.errors import Problem
from s2v_core.job import DrawOverride

__all__ = ["NOTHING_FIXED", "Fix", "Fixings", "Overrides", "key_name"]

PATH = "OutputConfig.S2V.Draws"
KEPT = ("caption", "order", "start")
"""What is never drawn, but can be kept of an output; see `kept`."""


def key_name(decision: str, slot: str = "") -> str:
    """Return how a decision is named in a plan: ``title``, ``shot:opening.0``."""
    return f"{decision}:{slot}" if slot else decision


@dataclass(frozen=True)
class Fix:
    """One entry of the list, at ``place``."""

    place: int
    entry: DrawOverride

    @property
    def locks(self) -> bool:
        """Whether it names the value itself."""
        return self.entry.value is not None

    def step(self, count: int) -> int:
        """Return how far along a ranking of ``count`` elements the redraw goes; never back to the first draw."""
        return (self.entry.redraw - 1) % (count - 1) + 1 if count > 1 and self.entry.redraw > 0 else 0

    def means(self, value: Any) -> bool:
        """Return whether the locked value is ``value``, one of its parts, or names its media."""
        wanted = self.entry.value
        if isinstance(value, Mapping):
            given = wanted if isinstance(wanted, Mapping) else {"Media": wanted}
            return all(value.get(name) == part for name, part in given.items())
        if isinstance(value, list | tuple):
            return list(value) == wanted or (isinstance(wanted, str) and wanted in value)
        return bool(value == wanted)


class Fixings:
    """What is fixed in one output. Later entries win, and an entry for one output or slot wins over one for all."""

    def __init__(self, fixes: Sequence[Fix], honoured: set[int]) -> None:
        self._fixes = sorted(fixes, key=lambda fix: (fix.entry.output is not None, fix.entry.slot != "", fix.place))
        self._honoured = honoured

    def __bool__(self) -> bool:
        return bool(self._fixes)

    def find(self, decision: str, slot: str) -> Fix | None:
        """Return the entry for a decision, or None."""
        for fix in reversed(self._fixes):
            if fix.entry.decision == decision and fix.entry.slot in ("", slot):
                return fix
        return None

    def concerns(self, decision: str) -> bool:
        """Return whether any slot of ``decision`` is fixed."""
        return any(fix.entry.decision == decision for fix in self._fixes)

    def honour(self, fix: Fix) -> None:
        """Note that an entry had its effect."""
        self._honoured.add(fix.place)


NOTHING_FIXED = Fixings((), set())


class Overrides:
    """All entries of a document that asks for ``count`` outputs."""

    def __init__(self, entries: Sequence[DrawOverride], count: int) -> None:
        self._count = count
        self._fixes = tuple(Fix(place, entry) for place, entry in enumerate(entries))
        self._honoured: set[int] = set()

    def of(self, output: int) -> Fixings:
        """Return what is fixed in the output with this number, counted from 0."""
        return Fixings([fix for fix in self._fixes if fix.entry.output in (None, output)], self._honoured)

    def problems(self) -> tuple[Problem, ...]:
        """Return a warning for every entry that met no decision or no such value."""
        return tuple(self._problem(fix) for fix in self._fixes if fix.place not in self._honoured)

    def _problem(self, fix: Fix) -> Problem:
        entry = fix.entry
        name = key_name(entry.decision, entry.slot)
        if entry.output is not None and entry.output >= self._count:
            message = f"There is no output {entry.output}; outputs are counted from 0."
        elif entry.decision in KEPT:
            message = f"What is kept for {name!r} no longer fits what is drawn."
        elif fix.locks:
            message = f"The value locked for {name!r} is not among what can be drawn; the draw stays free."
        else:
            message = f"There is no decision {name!r} to draw again."
        hint = "The decisions of an output and their values are listed in its plan."
        return Problem(path=f"{PATH}[{fix.place}]", message=message, hint=hint, severity="warning")
