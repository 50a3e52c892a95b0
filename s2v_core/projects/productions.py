"""What joins a project with its productions: the names of submissions, where failures are mended, and more like one."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any

from s2v_core.errors import Problem
from s2v_core.job import limits
from s2v_core.projects.checking import refuse
from s2v_core.projects.draws import decision_of, fixed_draws, lock, unlock
from s2v_core.projects.places import placed
from s2v_core.projects.project import Project
from s2v_core.projects.values import set_value, value_of

__all__ = [
    "KEEPABLE",
    "in_document",
    "keepable",
    "keeping",
    "page_of_failure",
    "project_of",
    "submission_token",
    "with_more_outputs",
]

KEEPABLE = ("title", "subheading", "script", "music", "sticker", "background", "shot")
"""The decisions of an output that others can take over, in the order of their importance."""

_TOKEN = re.compile(r"studio-([0-9a-f]{16})-.*")
_COUNT = "OutputConfig.Count"
_DOCUMENT = ("InputConfig", "EditingConfig", "OutputConfig", "TemplateConfig")
_PAGES: Mapping[str, str] = MappingProxyType(
    {
        "MediaError": "nodes",
        "MediaNotFound": "nodes",
        "MediaRefused": "nodes",
        "MediaUnreadable": "nodes",
        "MediaTooLarge": "nodes",
        "PlanError": "nodes",
        "SpeechError": "style",
        "VoiceUnavailable": "style",
        "EngineFailed": "style",
        "DeliveryError": "synthesis",
        "DeliveryRefused": "synthesis",
        "DeliveryAway": "storage",
        "OutputNotWritable": "synthesis",
        "SettingsError": "settings",
        "DependencyMissing": "settings",
    }
)


def submission_token(project: Project) -> str:
    """Return the token under which this version of a project is submitted: once, however often it is asked for.

    It differs after every change, and after every production.
    """
    latest = project.productions[0] if project.productions else "first"
    return f"studio-{project.id}-{project.revision}-{latest}"


def project_of(token: str | None) -> str:
    """Return the id of the project that was submitted under a token; empty if it was none."""
    found = _TOKEN.fullmatch(token or "")
    return found[1] if found else ""


def in_document(where: str) -> bool:
    """Return whether a place is one in a job document, not a file, a setting or nothing."""
    return where.startswith(_DOCUMENT)


def page_of_failure(project: Project | None, code: str, where: str) -> str:
    """Return the page that mends what a production failed of; empty if none can.

    Args:
        project: the one that was produced, if it is known.
        code: name of the error.
        where: its place in the document, a file, or nothing.
    """
    if project is not None and in_document(where):
        return placed(project, Problem(path=where, message="")).page
    if code == "NothingToSpeak":
        return "broadcast" if project is not None and project.mode == "global" else "nodes"
    return _PAGES.get(code, "")


def with_more_outputs(project: Project, extra: int) -> Project:
    """Return the project making so many more outputs; those that it made before stay the same.

    Raises:
        JobError: that would be too many.
    """
    count = value_of(project, _COUNT)
    most = limits.COUNT[1]
    if count + extra > most:
        message = f"At most {most} videos are made at once; {most - count} more are possible."
        refuse(Problem(path=_COUNT, message=message, hint="Ask for fewer, or for a fresh batch."))
    return set_value(project, _COUNT, count + extra)


def keepable(draws: Mapping[str, Any]) -> tuple[str, ...]:
    """Return which decisions among an output's draws others can take over."""
    drawn = {decision_of(key)[0] for key in draws}
    return tuple(decision for decision in KEEPABLE if decision in drawn)


def keeping(project: Project, draws: Mapping[str, Any], decisions: Collection[str]) -> Project:
    """Return the project with some decisions of one output locked for all of them.

    Args:
        project: the project.
        draws: what was drawn for that output, as its plan names it.
        decisions: those to lock, of `KEEPABLE`; earlier locks of theirs are replaced.
    """
    for fixed in fixed_draws(project):
        if fixed.decision in decisions:
            project = unlock(project, fixed.decision, slot=fixed.slot, output=fixed.output)
    for key, value in draws.items():
        decision, slot = decision_of(key)
        if decision in decisions:
            project = lock(project, decision, value, slot=slot)
    return project
