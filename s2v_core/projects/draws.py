"""What the user wants drawn again, and what shall stay as it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from s2v_core.errors import Problem
from s2v_core.projects.checking import DRAWS, admit, refuse
from s2v_core.projects.project import Project
from s2v_core.projects.tree import at, put, without
from s2v_core.projects.values import value_of

__all__ = [
    "Fixed",
    "decision_of",
    "fixed_draws",
    "is_locked",
    "lock",
    "lock_output",
    "redraw",
    "redraw_all",
    "redraw_output",
    "unlock",
    "unlock_output",
]

_SEED = ("OutputConfig", "S2V", "Seed")
_MEANINGS: Mapping[str, str] = MappingProxyType(
    {
        "background": "the background picture",
        "begin": "the moment the shot begins with",
        "caption": "the text of the captions",
        "effect": "the visual effect",
        "effect_chance": "whether there is a visual effect",
        "filter": "the colour filter",
        "filter_chance": "whether there is a colour filter",
        "motion": "the movement over the picture",
        "music": "the music",
        "order": "the order of the shots",
        "script": "the voiceover text",
        "shot": "the shot",
        "start": "everything",
        "sticker": "the sticker",
        "subheading": "the sub-heading",
        "template": "the template",
        "title": "the title",
        "transition": "the transition",
        "voice": "the voice",
    }
)
_START = "start"
"""The decision that has an output drawn from a seed of its own, which holds it as a whole."""
_EDITS = ("caption", "order")
_RECORDS = ("speech",)
"""What a plan notes among its draws without having drawn it."""


@dataclass(frozen=True)
class Fixed:
    """A decision that is locked (``value`` is not None) or was drawn again ``redraw`` times.

    ``output`` counts from 0; None means every output. ``slot`` says which one of several (``Opening.0``), empty means
    all. ``meaning`` says it in words.
    """

    output: int | None
    decision: str
    slot: str
    value: Any
    redraw: int
    meaning: str

    @property
    def locked(self) -> bool:
        """Whether it stays as it is."""
        return self.value is not None


def decision_of(key: str) -> tuple[str, str]:
    """Return the decision and the slot of a key among a plan's draws: ``shot:Opening.0``."""
    decision, _, slot = key.partition(":")
    return decision, slot


def fixed_draws(project: Project) -> tuple[Fixed, ...]:
    """Return everything that is locked or was drawn again, with what it means."""
    return tuple(_fixed(entry) for entry in _entries(project))


def lock(project: Project, decision: str, value: Any, *, slot: str = "", output: int | None = None) -> Project:
    """Return the project with one decision fixed to a value, as the plan names it.

    Raises:
        JobError: there is no such output.
    """
    entry = {"Decision": decision, "Value": value}
    return _with(project, entry, slot, output)


def redraw(project: Project, decision: str, *, slot: str = "", output: int | None = None) -> Project:
    """Return the project with one decision drawn once more.

    Raises:
        JobError: it is locked, or there is no such output.
    """
    known = _find(project, decision, slot, output)
    if known is not None and known.get("Value") is not None:
        message = f"{_in_words(decision, slot, output)} is locked."
        refuse(Problem(path=".".join(DRAWS), message=message, hint="Unlock it first."))
    times = (known or {}).get("Redraw", 0) + 1
    return _with(project, {"Decision": decision, "Redraw": times}, slot, output)


def redraw_output(project: Project, output: int, keys: Iterable[str]) -> Project:
    """Return the project with everything of one output drawn once more, apart from what is locked.

    ``keys`` are those of the output's draws in the plan.
    """
    after = project
    locks = [one for one in fixed_draws(project) if one.locked and one.output in (None, output)]
    for one in locks:
        # An entry for one output would win over a lock of this slot for all outputs.
        if one.output is None and one.slot:
            after = lock(after, one.decision, one.value, slot=one.slot, output=output)
    whole = {one.decision for one in locks if not one.slot}
    for decision in dict.fromkeys(decision_of(key)[0] for key in keys):
        if decision not in whole and decision not in _RECORDS:
            after = _forget_slots(after, decision, output)
            after = redraw(after, decision, output=output)
    return after


def redraw_all(project: Project, *, seed: int | None = None) -> Project:
    """Return the project with everything but the locks drawn anew: with another seed (default: the next)."""
    fresh = value_of(project, ".".join(_SEED)) + 1 if seed is None else seed
    document = put(project.document, _SEED, fresh)
    kept = [entry for entry in _entries(project) if entry.get("Value") is not None]
    document = put(document, DRAWS, kept) if kept else without(document, DRAWS)
    return admit(project, project.with_job(document))


def lock_output(project: Project, output: int, draws: Mapping[str, Any], start: Mapping[str, Any]) -> Project:
    """Return the project with everything of one output fixed as it is in the plan.

    ``draws`` and ``start`` are those of the output in the plan. What was fixed for it before stays so.

    Raises:
        JobError: there is no such output.
    """
    entries = _entries(project)
    held = _held(project, output)
    entries = [entry for entry in entries if entry.get("Output") != output or _name(entry) in held]
    for key, value in (*draws.items(), (_START, dict(start))):
        decision, slot = decision_of(key)
        if decision not in _RECORDS and (decision, slot) not in held:
            entry = {"Decision": decision, "Value": value, "Output": output}
            entries.append(entry | ({"Slot": slot} if slot else {}))
    return _admitted(project, _with_entries(project, entries), output)


def unlock_output(project: Project, output: int) -> Project:
    """Return the project with nothing fixed for one output alone but what was edited in it."""
    entries = _entries(project)
    return _with_entries(project, [entry for entry in entries if entry.get("Output") != output or _is_edit(entry)])


def is_locked(project: Project, output: int) -> bool:
    """Return whether one output is fixed as a whole."""
    return (_START, "") in _held(project, output)


def unlock(project: Project, decision: str, *, slot: str = "", output: int | None = None) -> Project:
    """Return the project with one decision left to the draw again, as it first was."""
    return _replaced(project, _find(project, decision, slot, output), None)


def _forget_slots(project: Project, decision: str, output: int) -> Project:
    """Drop redraws of single slots, which would win over one of the whole decision and then not change."""
    for entry in _entries(project):
        mine = entry.get("Output") == output and entry.get("Decision") == decision
        if mine and entry.get("Slot") and entry.get("Value") is None:
            project = _replaced(project, entry, None)
    return project


def _entries(project: Project) -> list[dict[str, Any]]:
    return list(at(project.document, DRAWS, ()))


def _find(project: Project, decision: str, slot: str, output: int | None) -> dict[str, Any] | None:
    wanted = (decision, slot, output)
    for entry in reversed(_entries(project)):
        if (entry.get("Decision"), entry.get("Slot", ""), entry.get("Output")) == wanted:
            return dict(entry)
    return None


def _with(project: Project, entry: dict[str, Any], slot: str, output: int | None) -> Project:
    known = _find(project, entry["Decision"], slot, output)
    entry |= ({"Slot": slot} if slot else {}) | ({} if output is None else {"Output": output})
    extra = {key: value for key, value in (known or {}).items() if key not in ("Value", "Redraw")}
    return _admitted(project, _replaced(project, known, extra | entry), output)


def _admitted(before: Project, after: Project, output: int | None) -> Project:
    count = value_of(before, "OutputConfig.Count")
    if output is not None and not 0 <= output < count:
        path = ".".join(DRAWS)
        refuse(Problem(path=path, message=f"There is no output {output}; the project makes {count}."))
    return admit(before, after)


def _held(project: Project, output: int) -> set[tuple[str, str]]:
    """Return the decisions and slots that are locked for one output alone."""
    mine = [entry for entry in _entries(project) if entry.get("Output") == output]
    return {_name(entry) for entry in mine if entry.get("Value") is not None}


def _is_edit(entry: Mapping[str, Any]) -> bool:
    value = entry.get("Value")
    moved = entry.get("Decision") == "shot" and isinstance(value, Mapping) and "From" in value
    return moved or entry.get("Decision") in _EDITS


def _name(entry: Mapping[str, Any]) -> tuple[str, str]:
    return str(entry.get("Decision", "")), str(entry.get("Slot", ""))


def _replaced(project: Project, known: dict[str, Any] | None, entry: dict[str, Any] | None) -> Project:
    entries = _entries(project)
    place = next((place for place, one in enumerate(entries) if one == known), len(entries))
    entries[place : place + 1] = [] if entry is None else [entry]
    return _with_entries(project, entries)


def _with_entries(project: Project, entries: list[dict[str, Any]]) -> Project:
    document = project.document
    return project.with_job(put(document, DRAWS, entries) if entries else without(document, DRAWS))


def _fixed(entry: Mapping[str, Any]) -> Fixed:
    decision, slot, output = str(entry.get("Decision", "")), str(entry.get("Slot", "")), entry.get("Output")
    return Fixed(
        output=output,
        decision=decision,
        slot=slot,
        value=entry.get("Value"),
        redraw=entry.get("Redraw", 0),
        meaning=_in_words(decision, slot, output),
    )


def _in_words(decision: str, slot: str, output: int | None) -> str:
    what = _MEANINGS.get(decision, decision)
    name, dot, number = slot.rpartition(".")
    if dot and number.isdecimal():
        what += f" {int(number) + 1} of {name}"
    elif slot:
        what += f" {slot}" if slot.isdecimal() else f" of {slot}"
    what += " in every video" if output is None else f" in video {output + 1}"
    return what[0].upper() + what[1:]
