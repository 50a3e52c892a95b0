"""Editing the assets of a script node, and the parts of them that may be shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from s2v_core.errors import Problem, ProjectError
from s2v_core.projects.checking import RANGES, admit, refuse
from s2v_core.projects.nodes import change_node, group_of
from s2v_core.projects.project import Project
from s2v_core.projects.tree import at, put, without

__all__ = [
    "Range",
    "add_assets",
    "apply_ranges_table",
    "arrange_assets",
    "asset_ids",
    "media_of_node",
    "move_assets",
    "ranges_of",
    "ranges_table",
    "remove_assets",
    "set_ranges",
]

Range = tuple[float, float]
"""In and out points of an asset, in seconds."""


def media_of_node(project: Project, node: str) -> list[str]:
    """Return the references of a node's assets, in order."""
    return list(group_of(project, node).get("MediaArray", ()))


def asset_ids(project: Project, node: str) -> list[str]:
    """Return an id for each asset of a node, in order: it stays when others come, go or move."""
    seen: Counter[str] = Counter()
    ids = []
    for media in media_of_node(project, node):
        seen[media] += 1
        ids.append(f"{media}#{seen[media]}")
    return ids


def add_assets(project: Project, node: str, media: Sequence[str]) -> Project:
    """Return the project with more assets in a node; those that it has already are not added again.

    Raises:
        JobError: the node would have too many assets, or one of the references is none.
    """
    known = media_of_node(project, node)
    fresh = [reference for reference in dict.fromkeys(media) if reference not in known]
    after = change_node(project, node, "MediaArray", [*known, *fresh])
    return admit(project, after, touched=[node])


def remove_assets(project: Project, node: str, ids: Sequence[str]) -> Project:
    """Return the project without some assets of a node, and without their in and out points.

    Raises:
        ProjectError: the node has no such asset.
    """
    gone = set(ids)
    return arrange_assets(project, node, [known for known in asset_ids(project, node) if known not in gone], gone=gone)


def arrange_assets(project: Project, node: str, order: Sequence[str], *, gone: set[str] | None = None) -> Project:
    """Return the project with a node's assets in this order; those neither named nor ``gone`` follow in their own.

    Raises:
        ProjectError: an id is no asset of the node.
    """
    media = dict(zip(asset_ids(project, node), media_of_node(project, node), strict=True))
    _require(media, [*order, *(gone or ())])
    named = dict.fromkeys(order)
    kept = [*named, *(known for known in media if known not in named and known not in (gone or ()))]
    left = [media[known] for known in kept]
    after = change_node(project, node, "MediaArray", left)
    for reference in {media[known] for known in gone or ()}.difference(left):
        after = _with_ranges(after, node, reference, ())
    return after


def move_assets(project: Project, node: str, ids: Sequence[str], target: str) -> Project:
    """Return the project with some assets of a node moved to another node, with their in and out points.

    Raises:
        JobError: the other node would have too many assets.
        ProjectError: the node has no such asset.
    """
    if node == target:
        return project
    media = dict(zip(asset_ids(project, node), media_of_node(project, node), strict=True))
    _require(media, ids)
    moved = [media[known] for known in ids]
    after = add_assets(project, target, moved)
    for reference in moved:
        ranges = ranges_of(project, node, reference)
        if ranges and not ranges_of(after, target, reference):
            after = _with_ranges(after, target, reference, ranges)
    return remove_assets(after, node, ids)


def ranges_of(project: Project, node: str, media: str) -> tuple[Range, ...]:
    """Return the parts of an asset that may be shown in a node; none: all of it."""
    entry = _entry(project, str(group_of(project, node).get("GroupName", "")), media)
    return () if entry is None else tuple((part["In"], part["Out"]) for part in entry[1].get("TimeRangeList", ()))


def set_ranges(project: Project, node: str, media: str, ranges: Sequence[Range]) -> Project:
    """Return the project with other parts of an asset to be shown in a node; none: all of it.

    Raises:
        JobError: a range ends before it begins, or lies before the start.
        ProjectError: the node has no such asset.
    """
    _require(media_of_node(project, node), [media])
    return admit(project, _with_ranges(project, node, media, ranges), touched=[node])


def ranges_table(project: Project, node: str, media: str) -> list[dict[str, Any]]:
    """Return a row for each part of an asset that may be shown. Keys: ``id``, ``in``, ``out`` (seconds)."""
    ranges = ranges_of(project, node, media)
    return [{"id": str(place), "in": start, "out": end} for place, (start, end) in enumerate(ranges)]


def apply_ranges_table(
    project: Project, node: str, media: str, rows: Iterable[Mapping[str, Any]], *, end: float | None = None
) -> Project:
    """Return the project with the parts of an asset as in the rows, in their order in time.

    A row without ``in`` begins at the start; one without ``out`` lasts until ``end``, the length of the asset. Rows
    with neither are left out.

    Raises:
        JobError: a range ends before it begins, lies before the start, or has no end.
        ProjectError: the node has no such asset.
    """
    ranges = []
    for row in rows:
        start, stop = row.get("in"), row.get("out")
        if start is None and stop is None:
            continue
        if stop is None and end is None:
            path = ".".join(RANGES)
            refuse(Problem(path=path, message="The range has no end.", hint="Give the second at which it ends."))
        ranges.append((float(start or 0), float(stop if stop is not None else end or 0)))
    return set_ranges(project, node, media, sorted(ranges))


def _with_ranges(project: Project, node: str, media: str, ranges: Sequence[Range]) -> Project:
    name = str(group_of(project, node).get("GroupName", ""))
    entry = _entry(project, name, media)
    document = project.document
    if not ranges:
        if entry is not None:
            document = without(document, (*RANGES, entry[0]))
            document = document if at(document, RANGES) else without(document, RANGES)
        return project.with_job(document)
    parts: list[dict[str, Any]] = [{"In": start, "Out": end} for start, end in ranges]
    if entry is not None:
        known = entry[1].get("TimeRangeList", [])
        parts = [old | part for old, part in zip(known, parts, strict=False)] + parts[len(known) :]
        return project.with_job(put(document, (*RANGES, entry[0], "TimeRangeList"), parts))
    entries = at(document, RANGES, [])
    return project.with_job(
        put(document, RANGES, [*entries, {"Media": media, "GroupName": name, "TimeRangeList": parts}])
    )


def _entry(project: Project, name: str, media: str) -> tuple[int, dict[str, Any]] | None:
    for place, entry in enumerate(at(project.document, RANGES, ())):
        if entry.get("Media") == media and entry.get("GroupName") == name:
            return place, entry
    return None


def _require(known: Collection[str], wanted: Collection[str]) -> None:
    if any(one not in known for one in wanted):
        raise ProjectError("The script node no longer has this asset.", hint="Open the project again to see its nodes.")
