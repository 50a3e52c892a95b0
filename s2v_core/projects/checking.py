"""Edits are held to the rules of the job document: a bad value is refused at its field, an unfinished job is not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from typing import Any

from s2v_core.errors import JobError, Problem
from s2v_core.job import Mode, mode_of, parse_job
from s2v_core.job.findings import place_of
from s2v_core.job.input import InputConfig, MediaGroup
from s2v_core.projects.project import Project
from s2v_core.projects.tree import Document, at, put

__all__ = ["DRAWS", "GROUPS", "RANGES", "SILENT_SECONDS", "admit", "held", "refuse"]

GROUPS = ("InputConfig", "MediaGroupArray")
RANGES = ("EditingConfig", "MediaConfig", "MediaMetaDataArray")
DRAWS = ("OutputConfig", "S2V", "Draws")
SILENT_SECONDS = 5
"""Length of a script node without voiceover that gives none."""

_DIGITS = re.compile(r"\d+")
_POSITION = re.compile(r"(MediaMetaDataArray\[)(\d+)")


def admit(before: Project, after: Project, *, touched: Collection[str] = ()) -> Project:
    """Return ``after``, its document made to be of its mode, unless it breaks a rule that ``before`` keeps.

    What is merely missing yet (a node without assets) breaks no rule. ``touched`` are the ids of the nodes whose
    assets or ranges differ; those of all others are not looked at, which keeps this quick.

    Raises:
        JobError: with all new problems, each at its field.
    """
    after = after.with_job(held(after.document, after.mode))
    known = Counter(_kind(problem) for problem in _errors(before, touched))
    fresh = []
    for problem in _errors(after, touched):
        kind = _kind(problem)
        if known[kind]:
            known[kind] -= 1
        elif not _is_lacking(after.document, problem):
            fresh.append(problem)
    refuse(*fresh)
    return after


def refuse(*problems: Problem) -> None:
    """Raise the problems, if there are any, as the reason why something is not done.

    Raises:
        JobError: there are some.
    """
    if problems:
        first = problems[0]
        raise JobError(first.message, where=first.path, hint=first.hint, problems=problems)


def held(document: Document, mode: Mode) -> Document:
    """Return a document that is of ``mode`` as the vendor tells modes apart.

    A segmented job is known by its nodes' texts or durations, so that silent nodes must say how long they are.
    """
    if mode == "global" or _mode(document) == "segmented":
        return document
    groups = [group | {"Duration": SILENT_SECONDS} for group in at(document, GROUPS, [])]
    return put(document, GROUPS, groups) if groups else document


def _mode(document: Document) -> Mode:
    scripts = at(document, ("InputConfig", "SpeechTextArray"), [])
    groups = [
        MediaGroup(speech_text_array=tuple(group.get("SpeechTextArray", ())), duration=group.get("Duration"))
        for group in at(document, GROUPS, [])
    ]
    return mode_of(InputConfig(speech_text_array=tuple(scripts), media_group_array=tuple(groups)))


def _errors(project: Project, touched: Collection[str]) -> list[Problem]:
    slim, positions = _slim(project, touched)
    _, problems = parse_job(slim)
    return [_placed(problem, positions) for problem in problems if problem.severity == "error"]


def _slim(project: Project, touched: Collection[str]) -> tuple[Document, list[int]]:
    """Return the document with the assets and ranges of the touched nodes alone, and where those ranges stand."""
    groups = project.groups
    whole = {group.get("GroupName") for node, group in zip(project.nodes, groups, strict=True) if node in touched}
    slim = [group if group.get("GroupName") in whole else _with_one_asset(group) for group in groups]
    document = put(project.document, GROUPS, slim)
    ranges = at(document, RANGES)
    if not ranges:
        return document, []
    positions = [place for place, entry in enumerate(ranges) if entry.get("GroupName") in whole]
    return put(document, RANGES, [ranges[place] for place in positions]), positions


def _with_one_asset(group: dict[str, Any]) -> dict[str, Any]:
    return group | {"MediaArray": group["MediaArray"][:1]} if len(group.get("MediaArray", ())) > 1 else group


def _placed(problem: Problem, positions: list[int]) -> Problem:
    path = _POSITION.sub(lambda found: f"{found[1]}{positions[int(found[2])]}", problem.path)
    return Problem(path=path, message=problem.message, hint=problem.hint, severity=problem.severity)


def _kind(problem: Problem) -> tuple[str, str]:
    """Tell problems apart, but not by positions and numbers, which differ when nodes come and go."""
    return _DIGITS.sub("", problem.path), _DIGITS.sub("", problem.message)


def _is_lacking(document: Document, problem: Problem) -> bool:
    value = at(document, place_of(problem.path))
    return value is None or value in ([], {})
