"""From plain JSON to the model, saying of every malformed value what it should have been."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError
from pydantic.alias_generators import to_snake
from pydantic_core import ErrorDetails

from s2v_core.job.document import Job
from s2v_core.job.findings import Finding, Findings, Place, shown
from s2v_core.job.removals import Removals, entry_of
from s2v_core.job.spelling import not_among

__all__ = ["as_written", "build"]

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
        holder = entry_of(holder, part)
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


def _finding(place: Place, error: ErrorDetails) -> Finding:
    kind = error["type"]
    if kind == "missing":
        return Finding(place, "This field is required but missing.")
    if kind == "literal_error":
        names = [name.strip("'") for name in error["ctx"]["expected"].replace(" or ", ", ").split(", ")]
        return Finding(place, *not_among(error["input"], names))
    wanted = _KINDS.get(kind.partition("_")[0], "must be something else")
    hint = _HINTS.get((wanted, type(error["input"])), "")
    return Finding(place, f"The value {wanted}, not {shown(error['input'])}.", hint)
