"""Reading a job: from a document to the model and everything there is to say about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from s2v_core.errors import JobError, Problem
from s2v_core.job.building import as_written, build
from s2v_core.job.document import Job
from s2v_core.job.findings import Finding, Findings
from s2v_core.job.reading import plain_document, read_text
from s2v_core.job.removals import Removals
from s2v_core.job.rules_editing import check_editing
from s2v_core.job.rules_input import check_input
from s2v_core.job.rules_output import check_output, check_template_ids
from s2v_core.job.rules_style import check_styles
from s2v_core.job.support import check_support
from s2v_core.job.unknown import check_names

__all__ = ["accepted", "check_job", "document_text", "load_job", "parse_job"]

_RULES = (check_input, check_editing, check_styles, check_output, check_template_ids, check_names, check_support)


def parse_job(document: Mapping[str, Any] | str) -> tuple[Job | None, tuple[Problem, ...]]:
    """Read a job document and find every problem that the document alone shows, errors first.

    Args:
        document: the object with ``InputConfig``, ``EditingConfig``, ``OutputConfig`` and ``TemplateConfig`` (each an
            object or a JSON text), or the JSON text of it.

    Returns:
        The job and its problems. A value that is malformed is named and the job is built without it, so that the
        rest can be checked: a job with an error among its problems must not be carried out. The job is None when
        there is no JSON object to build it from, or hardly anything in it is as it should be.
    """
    found = Findings()
    plain = plain_document(document, found)
    if plain is None:
        return None, found.problems()
    job, removals = build(plain, found)
    if job is None:
        return None, found.problems()
    rules = Findings()
    for rule in _RULES:
        rule(job, rules)
    found.extend(_as_written(rules, plain, removals))
    found.left_out += rules.left_out
    return job.built_without(removals), found.problems()


def load_job(path: Path) -> tuple[Job | None, tuple[Problem, ...]]:
    """Read the job document in a file; see `parse_job`. An unreadable file is a problem, not an exception."""
    found = Findings()
    text = read_text(path, found)
    return (None, found.problems()) if text is None else parse_job(text)


def document_text(path: Path) -> str:
    """Return the text of the job document in a file.

    Raises:
        JobError: it cannot be read.
    """
    found = Findings()
    text = read_text(path, found)
    if text is None:
        raise _refused(found.problems())
    return text


def accepted(job: Job | None, problems: Sequence[Problem]) -> Job:
    """Return the job with these ``problems`` when it can be carried out.

    Raises:
        JobError: there are errors among them, and all of them are in it.
    """
    if job is None or any(problem.severity == "error" for problem in problems):
        raise _refused(problems)
    return job


def check_job(job: Job) -> tuple[Problem, ...]:
    """Return every problem that a job built in code has, as `parse_job` does for a document."""
    found = Findings()
    for rule in _RULES:
        rule(job, found)
    return found.problems()


def _refused(problems: Sequence[Problem]) -> JobError:
    return JobError("This job document cannot be carried out.", problems=problems)


def _as_written(rules: Findings, document: dict[str, Any], removals: Removals) -> list[Finding]:
    """Place the findings of the rules in the document as written, without those that only follow from a removal."""
    placed = []
    for finding in rules.found:
        written = replace(finding, place=removals.original(as_written(document, finding.place)))
        if not removals.explain(written):
            placed.append(written)
    return placed
