"""Job documents as projects hold them: under the vendor's names, with nothing that a field could not hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pydantic.alias_generators import to_pascal

from s2v_core.errors import JobError, Problem
from s2v_core.job import Job, Mode, parse_job
from s2v_core.job.input import SINGULARS
from s2v_core.projects.tree import Document, at, put

__all__ = ["as_given", "blank", "canonical", "job_of", "with_absolute_media"]

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")


def blank(*, language: str = "en", folder: str = "") -> Document:
    """Return the document of an empty project: upright, filling the frame, three outputs, put into ``folder``."""
    return {
        "InputConfig": {"MediaGroupArray": []},
        "EditingConfig": {"SpeechConfig": {"SpeechLanguage": language}, "S2V": {"Fit": "cover"}},
        "OutputConfig": {
            "MediaURL": f"{folder}video_{{index}}.mp4",
            "Count": 3,
            "Width": 1080,
            "Height": 1920,
            "S2V": {"Seed": 1},
        },
    }


def canonical(document: Mapping[str, Any] | str) -> tuple[Document, Mode, tuple[Problem, ...]]:
    """Return a document with every field under the name and of the type that it has today, its mode, and its problems.

    Unknown keys are kept. Values that no field could hold are left out, and named among the problems.

    Raises:
        JobError: it is no job document at all.
    """
    job, problems = parse_job(document)
    if job is None:
        first = problems[0]
        raise JobError(first.message, where=first.path, hint=first.hint, problems=problems)
    plain = _in_lists(job.to_json())
    return (as_given(plain, document) if isinstance(document, Mapping) else plain), job.mode, problems


def job_of(document: Document) -> Job:
    """Return the job that a project's document describes.

    Raises:
        JobError: it has errors; all of them are in it.
    """
    job, problems = parse_job(document)
    errors = [problem for problem in problems if problem.severity == "error"]
    if job is None or errors:
        raise JobError("The project has mistakes.", problems=errors)
    return job


def with_absolute_media(document: Document, folder: Path) -> Document:
    """Return a document whose relative references name files of ``folder`` by their full path, where there are such."""

    def full(reference: Any) -> Any:
        if not isinstance(reference, str) or not reference or _SCHEME.match(reference):
            return reference
        path = folder / reference
        return str(path.resolve()) if path.is_file() else reference

    def each(value: Any) -> Any:
        return [full(item) for item in value]

    def nodes(value: Any) -> Any:
        return [_changed(node, ("MediaArray",), each) for node in value]

    def stickers(value: Any) -> Any:
        return [_changed(sticker, ("MediaURL",), full) for sticker in value]

    def ranges(value: Any) -> Any:
        return [_changed(entry, ("Media",), full) for entry in value]

    for place, change in (
        (("InputConfig", "MediaGroupArray"), nodes),
        (("InputConfig", "StickerArray"), stickers),
        (("InputConfig", "BackgroundMusicArray"), each),
        (("InputConfig", "BackgroundImageArray"), each),
        (("EditingConfig", "MediaConfig", "MediaMetaDataArray"), ranges),
    ):
        document = _changed(document, place, change)
    return document


def _changed(document: Any, place: tuple[str, ...], change: Callable[[Any], Any]) -> Any:
    value = at(document, place)
    return document if value is None else put(document, place, change(value))


def _in_lists(document: dict[str, Any]) -> dict[str, Any]:
    """Move the older fields that hold one value into the lists of today."""
    inputs = document.get("InputConfig", {})
    for single, many in SINGULARS.items():
        value = inputs.pop(to_pascal(single), None)
        values = inputs.get(to_pascal(many), [])
        if value not in (None, "", *values):
            inputs[to_pascal(many)] = [*values, value]
    return document


def as_given(value: Any, given: Any) -> Any:
    """Return what became of a value that was ``given``, its numbers written as they were: 3, not 3.0."""
    if isinstance(value, dict) and isinstance(given, Mapping):
        return {key: as_given(item, given.get(key)) for key, item in value.items()}
    if isinstance(value, list) and isinstance(given, list | tuple) and len(value) == len(given):
        return [as_given(item, before) for item, before in zip(value, given, strict=True)]
    whole = isinstance(value, float) and isinstance(given, int) and not isinstance(given, bool)
    return given if whole and value == given else value
