"""Where in the studio a problem of a job document is mended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from s2v_core.errors import Problem
from s2v_core.job import parse_job
from s2v_core.job.findings import Place, place_of
from s2v_core.projects.assets import asset_ids
from s2v_core.projects.checking import GROUPS, RANGES
from s2v_core.projects.nodes import duration_mode_of
from s2v_core.projects.pools import sticker_ids
from s2v_core.projects.project import Project
from s2v_core.projects.tree import at

__all__ = ["PAGES", "PlacedProblem", "placed", "problems"]

_PAGES: tuple[tuple[str, str, str], ...] = (
    ("InputConfig.MediaGroupArray", "nodes", ""),
    ("InputConfig.TitleArray", "titles", "title"),
    ("InputConfig.SubHeadingArray", "titles", "1"),
    ("InputConfig.SpeechText", "broadcast", ""),
    ("InputConfig.Sticker", "stickers", ""),
    ("InputConfig.BackgroundMusic", "music", ""),
    ("InputConfig.BackgroundImageArray", "style", "fill"),
    ("InputConfig", "nodes", ""),
    ("EditingConfig.MediaConfig.MediaMetaDataArray", "nodes", "ranges"),
    ("EditingConfig.MediaConfig", "style", "sound"),
    ("EditingConfig.TitleConfig", "style", "title"),
    ("EditingConfig.SubHeadingConfig", "style", "headings"),
    ("EditingConfig.SpeechConfig.AsrConfig", "style", "captions"),
    ("EditingConfig.SpeechConfig", "style", "voice"),
    ("EditingConfig.BackgroundMusicConfig", "music", "settings"),
    ("EditingConfig.BackgroundImageConfig", "style", "fill"),
    ("EditingConfig.ProcessConfig.AllowTransition", "style", "transitions"),
    ("EditingConfig.ProcessConfig.Transition", "style", "transitions"),
    ("EditingConfig.ProcessConfig.UseUniformTransition", "style", "transitions"),
    ("EditingConfig.ProcessConfig.AllowVfx", "style", "effects"),
    ("EditingConfig.ProcessConfig.Vfx", "style", "effects"),
    ("EditingConfig.ProcessConfig.AllowFilter", "style", "effects"),
    ("EditingConfig.ProcessConfig.Filter", "style", "effects"),
    ("EditingConfig.S2V.Filter", "style", "effects"),
    ("EditingConfig.S2V.UniformFilter", "style", "effects"),
    ("EditingConfig.S2V.Grading", "style", "colours"),
    ("EditingConfig.S2V.Fit", "style", "fill"),
    ("EditingConfig", "style", "shots"),
    ("OutputConfig.S2V.Draws", "timeline", "draws"),
    ("OutputConfig.MediaURL", "synthesis", "address"),
    ("OutputConfig.StorageLocation", "synthesis", "address"),
    ("OutputConfig.FileName", "synthesis", "address"),
    ("OutputConfig", "synthesis", ""),
    ("TemplateConfig", "synthesis", "templates"),
)
PAGES = tuple(dict.fromkeys(page for _, page, _ in _PAGES))
"""The keys of the pages that problems lead to; ``nodes`` also takes those of the document as a whole."""


@dataclass(frozen=True)
class PlacedProblem:
    """A problem and the place that mends it: page, section of it, script node, and row of the table there.

    ``section`` is in the words of the page, where it has several parts to choose from. ``row`` is an id as the tables
    give it (assets, stickers), or a position counted from 0 as text (texts).
    """

    problem: Problem
    page: str
    section: str = ""
    node: str = ""
    row: str = ""


def problems(project: Project, others: Iterable[Problem] = ()) -> tuple[PlacedProblem, ...]:
    """Return every problem that the document alone shows, errors first, and then ``others`` (of its plan)."""
    _, found = parse_job(project.document)
    seen = dict.fromkeys((*found, *_silent(project), *others))
    ordered = sorted(seen, key=lambda problem: problem.severity == "warning")
    return tuple(placed(project, problem) for problem in ordered)


def placed(project: Project, problem: Problem) -> PlacedProblem:
    """Return a problem with the place in the studio where it is mended."""
    place = place_of(problem.path)
    page, section = _page_of(problem.path)
    node, row = _node_and_row(project, place)
    return PlacedProblem(problem, page, section, node, row)


def _page_of(path: str) -> tuple[str, str]:
    return next(((page, section) for prefix, page, section in _PAGES if path.startswith(prefix)), ("nodes", ""))


def _node_and_row(project: Project, place: Place) -> tuple[str, str]:
    below = place[2:]
    if place[:2] == GROUPS and below and isinstance(below[0], int) and below[0] < len(project.nodes):
        return project.nodes[below[0]], _row_of_node(project, project.nodes[below[0]], below[1:])
    if place[:3] == RANGES and len(place) > len(RANGES):
        return _ranged(project, place[: len(RANGES) + 1])
    position = next((part for part in reversed(below) if isinstance(part, int)), None)
    if position is None:
        return "", ""
    ids = sticker_ids(project) if place[1] == "StickerArray" else []
    return "", ids[position] if position < len(ids) else str(position)


def _row_of_node(project: Project, node: str, place: Place) -> str:
    if len(place) < 2 or not isinstance(place[1], int):
        return ""
    ids = asset_ids(project, node) if place[0] == "MediaArray" else []
    return ids[place[1]] if place[1] < len(ids) else str(place[1])


def _ranged(project: Project, place: Place) -> tuple[str, str]:
    entry = at(project.document, place, {})
    for node, group in zip(project.nodes, project.groups, strict=True):
        if group.get("GroupName") == entry.get("GroupName"):
            return node, f"{entry.get('Media', '')}#1"
    return "", ""


def _silent(project: Project) -> list[Problem]:
    """Return a warning for every node that shall follow its voiceover and has none."""
    if project.mode == "global":
        return []
    return [
        Problem(
            path=f"InputConfig.MediaGroupArray[{position}].SpeechTextArray",
            message="This script node follows its voiceover, but has no text: it is silent for 5 seconds.",
            hint="Write a text, or choose a fixed duration.",
            severity="warning",
        )
        for position, (node, group) in enumerate(zip(project.nodes, project.groups, strict=True))
        if duration_mode_of(project, node) == "voiceover" and not group.get("SpeechTextArray")
    ]
