"""From plain JSON to the model, saying of every malformed value what it should have been."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from pydantic.alias_generators import to_snake
from pydantic_core import ErrorDetails

from s2v_core.job.document import Job
from s2v_core.job.findings import Finding, Findings, Place, shown

__all__ = ["Removals", "as_written", "build"]

_KINDS = {
    "bool": "must be true or false",
    "dict": "must be an object",
    "float": "must be a number",
    "finite": "must be a number",
    "int": "must be a whole number",
    "model": "must be an object",
    "number": "must be a number",
    "string": "must be a text",
    "tuple": "must be a list",
}
_HINTS = {
    ("must be a text", int): "Put it into quotes.",
    ("must be a text", float): "Put it into quotes.",
    ("must be a list", str): 'Put it into brackets: ["..."].',
    ("must be a list", dict): "Put it into brackets: [{...}].",
}
_MOST_ROUNDS = 50
_MOST_MALFORMED = 5000
_OTHER_SPELLINGS = {
    "EffectColorStyle": ("EffectColorStyleId",),
    "FontUrl": ("FontURL",),
    "MediaURL": ("MediaUrl",),
    "SubType": ("Type",),
    "Volume": ("Gain",),
}


class Removals:
    """Which values were taken out because they are malformed.

    List positions shift when an item goes; `original` gives the place in the document as it was written.
    """

    def __init__(self) -> None:
        self.places: set[Place] = set()
        self._positions: dict[Place, list[int]] = {}

    def take(self, document: dict[str, Any], place: Place) -> bool:
        """Take the value at ``place`` (of the shortened document) out; return whether there was one."""
        *way, last = place
        holder: Any = document
        for part in way:
            holder = _entry(holder, part)
        if isinstance(last, str) and isinstance(holder, dict) and last in holder:
            self.places.add(self.original(place))
            del holder[last]
            return True
        if isinstance(last, int) and isinstance(holder, list) and last < len(holder):
            self.places.add(self.original(place))
            key = self.original(tuple(way))
            if key not in self._positions:
                self._positions[key] = list(range(len(holder)))
            del holder[last], self._positions[key][last]
            return True
        return False

    def original(self, place: Place) -> Place:
        """Return where the value at ``place`` of the shortened document stands in the document as written."""
        written: list[str | int] = []
        for part in place:
            positions = self._positions.get(tuple(written), ())
            written.append(positions[part] if isinstance(part, int) and part < len(positions) else part)
        return tuple(written)

    def cover(self, place: Place) -> bool:
        """Return whether ``place`` (as written) lies at or below something that was taken out."""
        return any(place[:end] in self.places for end in range(1, len(place) + 1))

    def explain(self, finding: Finding) -> bool:
        """Return whether ``finding`` only follows from what was taken out (and was named already)."""
        length = len(finding.place)
        emptied = finding.absence and any(place[:length] == finding.place for place in self.places)
        return emptied or self.cover(finding.place)


def build(document: dict[str, Any], found: Findings) -> tuple[Job | None, Removals]:
    """Return the job that ``document`` describes without its malformed values, which are named in ``found``.

    ``document`` is shortened in place. The job is None if next to nothing in it is as it should be.
    """
    removals = Removals()
    removals.places.update(finding.place for finding in found.found if finding.severity == "error" and finding.place)
    for _ in range(_MOST_ROUNDS):
        try:
            return Job.model_validate(document), removals
        except ValidationError as error:
            many = error.error_count() > _MOST_MALFORMED
            details = [one for one in error.errors(include_url=False) if one["type"] != "default_factory_not_called"]
            _take_out(document, details[:_MOST_MALFORMED], removals, found)
            if many:
                found.error((), f"More than {_MOST_MALFORMED:,} values are malformed.", "Is this a job document?")
                break
    return None, removals


def as_written(document: dict[str, Any], place: Place) -> Place:
    """Return ``place`` with every name spelled as in ``document`` (``Gain`` where ``Volume`` is the name today)."""
    written: list[str | int] = []
    holder: Any = document
    for part in place:
        if isinstance(part, str) and isinstance(holder, dict) and part not in holder:
            spellings = (*_OTHER_SPELLINGS.get(part, ()), to_snake(part))
            part = next((spelling for spelling in spellings if spelling in holder), part)
        written.append(part)
        holder = _entry(holder, part)
    return tuple(written)


def _take_out(document: dict[str, Any], details: list[ErrorDetails], removals: Removals, found: Findings) -> None:
    # From the last list item to the first, so that the positions of those still to go stay true.
    placed = sorted(((_place(one["loc"]), one) for one in details), key=lambda pair: _order(pair[0]), reverse=True)
    findings = [
        _finding(written, one) for place, one in placed if not removals.cover(written := removals.original(place))
    ]
    found.extend(reversed(findings))
    taken: set[Place] = set()
    for place, one in placed:
        target = place[:-1] if one["type"] == "missing" else place
        if not any(target[:end] in taken for end in range(1, len(target) + 1)):
            removals.take(document, target)
            taken.add(target)


def _place(location: tuple[int | str, ...]) -> Place:
    return tuple(part for part in location if part != "[key]")


def _order(place: Place) -> tuple[tuple[int, str], ...]:
    return tuple((part, "") if isinstance(part, int) else (-1, part) for part in place)


def _entry(holder: Any, part: str | int) -> Any:
    if isinstance(holder, Mapping) and isinstance(part, str):
        return holder.get(part)
    if isinstance(holder, list) and isinstance(part, int) and part < len(holder):
        return holder[part]
    return None


def _finding(place: Place, error: ErrorDetails) -> Finding:
    kind = error["type"]
    if kind == "missing":
        return Finding(place, "This field is required but missing.")
    if kind == "literal_error":
        return _not_in_list(place, error)
    wanted = _KINDS.get(kind.partition("_")[0], "must be something else")
    hint = _HINTS.get((wanted, type(error["input"])), "")
    return Finding(place, f"The value {wanted}, not {shown(error['input'])}.", hint)


def _not_in_list(place: Place, error: ErrorDetails) -> Finding:
    value = error["input"]
    names = [name.strip("'") for name in error["ctx"]["expected"].replace(" or ", ", ").split(", ")]
    close = difflib.get_close_matches(str(value)[:80], names, n=1)
    hint = f"Did you mean {close[0]!r}?" if close else ""
    return Finding(place, f"The value must be one of {', '.join(names)}, not {shown(value)}.", hint)
