"""Texts that the vendor's operation asks for: from its ``GenerateConfig`` to what is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from s2v_core.copywriting import KINDS, CopyRequest, checked_request, write
from s2v_core.errors import CopyError, JobError, Problem
from s2v_core.production.json_object import json_object
from s2v_core.settings import Settings

__all__ = ["copy_request", "written"]

_CONFIG = "GenerateConfig"
_NAMES = {"keywords": "keywords", "count": "targetCount", "longest": "textLength", "origin_text": "originText"}
_BETWEEN = re.compile(r"[,;，；、\n]+")
_STORYBOARD = "StoryboardScript"


def copy_request(kind: str, config: str) -> CopyRequest:
    """Return what a text job asks for.

    Args:
        kind: its ``Type``.
        config: its ``GenerateConfig``, JSON text: ``keywords``, ``textLength`` and ``targetCount``, or ``originText``
            for a storyboard.

    Raises:
        JobError: it is malformed or out of limits; all that is wrong is listed.
    """
    found = next((one for one in KINDS if one == kind), None)
    if found is None:
        raise JobError(f"There is no such type of text; there are {', '.join(KINDS)}.", where="Type")
    values = json_object(config, _CONFIG)
    if found == _STORYBOARD:
        request = CopyRequest(kind=found, origin_text=_text(values, "originText"), count=1)
    else:
        request = CopyRequest(
            kind=found,
            keywords=tuple(_BETWEEN.split(_text(values, "keywords"))),
            longest=_whole(values, "textLength"),
            count=_whole(values, "targetCount"),
        )
    try:
        return checked_request(request)
    except JobError as error:
        raise _placed(error) from None


def written(request: CopyRequest, settings: Settings, *, cancelled: Callable[[], bool]) -> Mapping[str, Any]:
    """Write what is asked for, by a model or from templates, and return it as JSON values.

    ``Texts`` are the texts, or the parts of a storyboard with their names; ``Model`` tells who wrote them,
    ``Shortfall`` why there are fewer than were asked for, and ``Usage`` what the model was asked for.

    Raises:
        CopyError: there is no text at all.
        JobError: the request cannot be carried out.
    """
    writing = write(request, settings, cancelled=cancelled)
    texts = [text.to_json() for text in writing]
    report = writing.report().to_json()
    if not texts:
        raise CopyError(report["Shortfall"] or "Nothing was written.", hint="Give other keywords.")
    shown = texts[0].get("Parts", []) if request.kind == _STORYBOARD else [text["Text"] for text in texts]
    return {"Texts": shown, "Model": report["Model"], "Shortfall": report["Shortfall"], "Usage": report["Usage"]}


def _text(values: Mapping[str, Any], name: str) -> str:
    value = values.get(name)
    if not isinstance(value, str) or not value.strip():
        raise JobError("This must be a text.", where=f"{_CONFIG}.{name}")
    return value


def _whole(values: Mapping[str, Any], name: str) -> int:
    value = values.get(name)
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 10:
        return int(value)
    if type(value) is not int:
        raise JobError("This must be a whole number.", where=f"{_CONFIG}.{name}")
    return value


def _placed(error: JobError) -> JobError:
    """Return an error whose problems stand at the vendor's names."""
    problems = [replace(problem, path=_place(problem)) for problem in error.problems]
    return JobError(error.message, where=error.where, hint=error.hint, problems=problems)


def _place(problem: Problem) -> str:
    return f"{_CONFIG}.{_NAMES.get(problem.path, problem.path)}"
