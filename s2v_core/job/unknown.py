"""Names in a document that no field has: most are slips of the pen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from s2v_core.job.document import Job
from s2v_core.job.findings import Findings, Place, path_of
from s2v_core.job.spelling import closest
from s2v_core.job.support import names_below
from s2v_core.job.values import spellings

__all__ = ["check_names"]

_TOLERATED = ("Comment", "$schema")
_LIKE = 0.7
"""How like a field's name a key must be to be meant for it."""


def check_names(job: Job, found: Findings) -> None:
    """Warn of every key that is neither a field nor named by the table of what is not honoured yet."""
    for place, model in _models(job, ()):
        extra = model.model_extra
        if extra:
            _check_object(place, type(model), extra, found)


def _check_object(place: Place, kind: type[BaseModel], extra: Mapping[str, Any], found: Findings) -> None:
    listed = names_below(path_of(tuple("*" if _is_variable(place, n) else part for n, part in enumerate(place))))
    known = spellings(kind)
    for key in extra:
        if key in _TOLERATED or key in listed or "*" in listed:
            continue
        if found.full:
            found.left_out += 1
            continue
        if key in known:
            message = f"This is another spelling of {known[key]}, which is given as well and counts."
            found.warn((*place, key), message, "Leave one of them out.")
            continue
        close = closest(key, known, _LIKE)
        found.warn(
            (*place, key),
            "There is no field of this name here; it is kept but changes nothing.",
            f"Did you mean {known[close]!r}?" if close else "",
        )


def _is_variable(place: Place, position: int) -> bool:
    return isinstance(place[position], int) or (position > 0 and place[position - 1] == "SubHeadingConfig")


def _models(value: Any, place: Place) -> Iterator[tuple[Place, BaseModel]]:
    if isinstance(value, BaseModel):
        yield place, value
        for name, field in type(value).model_fields.items():
            if name in value.model_fields_set:
                yield from _models(getattr(value, name), (*place, field.serialization_alias or name))
    elif isinstance(value, tuple):
        for position, item in enumerate(value):
            yield from _models(item, (*place, position))
    elif isinstance(value, dict):
        for key, item in value.items():
            if isinstance(item, BaseModel):
                yield from _models(item, (*place, key))
