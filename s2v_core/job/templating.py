"""Batch-editing templates: reading one from the data folder and laying a job over it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from pydantic.alias_generators import to_pascal

from s2v_core.errors import JobError, Problem
from s2v_core.job.building import build
from s2v_core.job.document import Job
from s2v_core.job.findings import Findings, shown
from s2v_core.job.input import SINGULARS
from s2v_core.job.parsing import check_job
from s2v_core.job.reading import decode, plain_object, read_text
from s2v_core.job.template import is_template_id
from s2v_core.settings import Settings

__all__ = ["load_template", "with_template"]

_PARTS = {
    "InputTemplateConfig": "InputConfig",
    "EditingTemplateConfig": "EditingConfig",
    "OutputTemplateConfig": "OutputConfig",
}
_TYPE = "BatchEditing"
_SPELLINGS = tuple((to_pascal(single), to_pascal(many)) for single, many in SINGULARS.items())


def load_template(settings: Settings, template_id: str) -> Mapping[str, Any]:
    """Return the template that lies as ``<id>.json`` in the data folder's ``templates``.

    Raises:
        JobError: the id is malformed, there is no such template, or its file is not a JSON object.
    """
    if not is_template_id(template_id):
        raise JobError(f"{shown(template_id)} is not a template id.", hint="Use letters, digits, - and _.")
    path = settings.templates_dir / f"{template_id}.json"
    if not path.is_file():
        raise JobError(
            f"There is no template {template_id!r}.", hint=f"Put it into {settings.templates_dir} as {path.name!r}."
        )
    found = Findings()
    text = read_text(path, found)
    value = None if text is None else decode(text, (), found)
    template = plain_object(value, found)
    _refuse(template_id, found)
    return template


def with_template(job: Job, template: Mapping[str, Any]) -> Job:
    """Return the job with everything that it does not give itself taken from ``template``.

    Args:
        job: the request; what it gives wins, lists as a whole.
        template: ``{InputTemplateConfig, EditingTemplateConfig, OutputTemplateConfig}``, or that as ``Config``
            (an object or a JSON text) beside ``Type: BatchEditing``.

    Raises:
        JobError: the template is malformed, or breaks a rule together with the job.
    """
    name = str(template.get("Name") or template.get("TemplateId") or "")
    found = Findings()
    base, _ = build(_as_document(template, found), found)
    _refuse(name, found)
    merged = Job.model_validate(_over(job.to_json(), base.to_json() if base else {}))
    known = set(check_job(job))
    problems = [problem for problem in check_job(merged) if problem.severity == "error" and problem not in known]
    _raise(name, problems)
    return merged


def _as_document(template: Mapping[str, Any], found: Findings) -> dict[str, Any]:
    plain = plain_object(template, found)
    if "Config" in plain:
        if plain.get("Type", _TYPE) != _TYPE:
            found.error(("Type",), f"Only templates of the type {_TYPE} fit a job, not {shown(plain.get('Type'))}.")
        config = plain["Config"]
        plain = plain_object(decode(config, ("Config",), found) if isinstance(config, str) else config, found)
    document = {}
    for name, config_name in _PARTS.items():
        value = plain.get(name)
        if isinstance(value, str):
            value = decode(value, (name,), found)
        if value is not None:
            document[config_name] = value
    return document


def _over(given: Any, base: Any) -> Any:
    if not isinstance(given, dict) or not isinstance(base, dict):
        return given
    merged = dict(base)
    for single, many in _SPELLINGS:
        if single in given or many in given:
            merged.pop(single, None)
            merged.pop(many, None)
    for key, value in given.items():
        merged[key] = _over(value, merged[key]) if key in merged else value
    return merged


def _refuse(name: str, found: Findings) -> None:
    vendor = {config: part for part, config in _PARTS.items()}
    placed = [
        replace(finding, place=(vendor.get(str(finding.place[0]), finding.place[0]), *finding.place[1:]))
        if finding.place
        else finding
        for finding in found.found
        if finding.severity == "error"
    ]
    _raise(name, [finding.problem() for finding in placed])


def _raise(name: str, problems: Sequence[Problem]) -> None:
    if problems:
        which = f"The template {name!r}" if name else "The template"
        more = f" ({len(problems)} problems)" if len(problems) > 1 else ""
        raise JobError(
            f"{which} does not fit{more}: {problems[0].message}",
            where=problems[0].path,
            hint=problems[0].hint,
            problems=problems,
        )
