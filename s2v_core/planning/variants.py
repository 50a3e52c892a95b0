"""The variants of a job that its outputs are made by: the job itself, or the job laid over each of its templates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from s2v_core.errors import JobError, Problem, S2VError
from s2v_core.job import Job, with_template
from s2v_core.job.findings import place_of
from s2v_core.job.removals import entry_of
from s2v_core.planning.pools import Offer, gather
from s2v_core.planning.sources import Probes, SpeechSource, TemplateSource

__all__ = ["Variant", "gather_variants"]

_PATH = "TemplateConfig.BatchEditingTemplateIdArray"


@dataclass(frozen=True, eq=False)
class Variant:
    """One effective job and what it offers; ``template`` is the id of its template, if it has one."""

    template: str | None
    offer: Offer


def gather_variants(
    job: Job,
    probes: Probes,
    speaker: SpeechSource,
    templates: TemplateSource,
) -> tuple[tuple[Variant, ...], list[Problem]]:
    """Return a variant for every template that can be used, and what is wrong; a job without templates is one itself.

    The problems are those with templates and those of the variants, each once, in the order of the document's parts.
    """
    ids = tuple(dict.fromkeys(job.template_config.batch_editing_template_id_array))
    if not ids:
        variant = Variant(None, gather(job, probes, speaker))
        return (variant,), list(variant.offer.problems)
    variants, problems = [], []
    document = job.to_json()
    for place, template in enumerate(ids):
        path = f"{_PATH}[{place}]"
        try:
            effective = with_template(job, templates(template))
        except S2VError as error:
            problems += list(_template_problems(error, template, path))
            continue
        offer = gather(effective, probes, speaker)
        variants.append(Variant(template, offer))
        problems += [_placed(problem, document, template, path) for problem in offer.problems]
    return tuple(variants), list(dict.fromkeys(problems))


def _template_problems(error: S2VError, template: str, path: str) -> Iterator[Problem]:
    found = error.problems if isinstance(error, JobError) else ()
    if not found:
        yield error.at(path).problem()
    for problem in found:
        where = f"{problem.path}: " if problem.path else ""
        yield replace(problem, path=path, message=f"Template {template!r}: {where}{problem.message}")


def _placed(problem: Problem, document: Mapping[str, Any], template: str, path: str) -> Problem:
    """Move what the request does not say itself to the template it comes from."""
    if _says(document, problem.path):
        return problem
    return replace(problem, path=path, message=f"Template {template!r}: {problem.path}: {problem.message}")


def _says(document: Any, path: str) -> bool:
    for part in place_of(path):
        document = entry_of(document, part)
    return document is not None
