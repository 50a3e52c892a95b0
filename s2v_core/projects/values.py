"""Single settings of a project, each known by its path in the job document."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from s2v_core.job import Job, caption_style, sub_heading_style, title_style
from s2v_core.job.findings import Place, place_of
from s2v_core.job.values import spellings
from s2v_core.projects.checking import RANGES, admit
from s2v_core.projects.documents import as_given
from s2v_core.projects.project import Project
from s2v_core.projects.tree import at, put, without

__all__ = ["is_given", "set_value", "set_values", "settings_job", "style_of", "value_of", "values_of"]

_SINGLE = ("EditingConfig", "OutputConfig", "TemplateConfig")


def settings_job(project: Project) -> Job:
    """Return the job of a project without its nodes, pools and ranges: all its settings, quick to make."""
    document = {name: project.document[name] for name in _SINGLE if name in project.document}
    return Job.model_validate(without(document, RANGES))


def value_of(project: Project, path: str) -> Any:
    """Return what a setting is; see `values_of`."""
    return values_of(project, [path])[path]


def values_of(project: Project, paths: Iterable[str]) -> dict[str, Any]:
    """Return what some settings are, by their paths: what the document gives, or else the default (None: automatic).

    Raises:
        KeyError: the job document has no such setting.
    """
    job = settings_job(project)
    return {path: _value(project, job, _checked(path)) for path in paths}


def is_given(project: Project, path: str) -> bool:
    """Return whether the document gives a setting itself."""
    return at(project.document, _checked(path)) is not None


def set_value(project: Project, path: str, value: Any) -> Project:
    """Return the project with one setting changed; see `set_values`."""
    return set_values(project, {path: value})


def set_values(project: Project, values: Mapping[str, Any]) -> Project:
    """Return the project with several settings changed at once; None gives one back to its default.

    Raises:
        JobError: a value breaks a rule.
        KeyError: the job document has no such setting.
    """
    document = project.document
    for path, value in values.items():
        place = _checked(path)
        document = without(document, place) if value is None else put(document, place, value)
    return _as_typed(admit(project, project.with_job(document)), values)


def style_of(project: Project, role: str) -> dict[str, Any]:
    """Return the complete style of the ``title``, the ``captions``, or the sub-headings of a level (``1`` to ``5``)."""
    job = settings_job(project)
    if role == "title":
        return title_style(job).to_json()
    return caption_style(job).to_json() if role == "captions" else sub_heading_style(job, int(role)).to_json()


def _value(project: Project, job: Job, place: Place) -> Any:
    given = at(project.document, place)
    if given is not None:
        # A copy: what is given to a widget may be changed by it.
        return copy.deepcopy(given)
    value: Any = job
    for part in place:
        if isinstance(value, BaseModel):
            value = getattr(value, _names(type(value))[str(part)])
        else:
            value = value.get(part) if isinstance(value, Mapping) else None
    if isinstance(value, BaseModel | dict):
        return {}
    return list(value) if isinstance(value, tuple) else value


def _as_typed(project: Project, values: Mapping[str, Any]) -> Project:
    """Return the project with some settings as the job reads them: a number that was given as a text is a number."""
    document, typed = project.document, settings_job(project).to_json()
    for path, value in values.items():
        if value is not None:
            place = place_of(path)
            document = put(document, place, as_given(at(typed, place), value))
    return project.with_job(document)


def _checked(path: str) -> Place:
    place = place_of(path)
    if not place or place[0] not in _SINGLE:
        raise KeyError(path)
    kind: type[BaseModel] | None = Job
    keyed = False
    for part in place:
        if keyed:
            keyed = False
            continue
        names = _names(kind) if kind is not None else {}
        if kind is None or part not in names:
            raise KeyError(path)
        field = kind.model_fields[names[str(part)]]
        kind, keyed = _model_in(field.annotation), _is_map(field)
    return place


def _names(kind: type[BaseModel]) -> dict[str, str]:
    """Return the fields of a model by the vendor's names for them."""
    vendor = spellings(kind)
    return {vendor[name]: name for name in kind.model_fields}


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((kind for part in get_args(annotation) if (kind := _model_in(part)) is not None), None)


def _is_map(field: FieldInfo) -> bool:
    return getattr(field.annotation, "__origin__", None) is dict
