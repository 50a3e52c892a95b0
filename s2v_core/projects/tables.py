"""A project as plain rows for the tables of the studio, and edited rows back into a project.

Rows are dicts with language-free keys; ``id`` says which entry a row is, and is empty (None, missing, or not a number)
in an added one. Edited rows belong to the project that the table was made from: columns that do not differ from it
change nothing, and rows that are missing are deleted.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from s2v_core.errors import Problem, ProjectError
from s2v_core.job.limits import LEVELS
from s2v_core.projects import nodes as editing
from s2v_core.projects.assets import (
    add_assets,
    arrange_assets,
    asset_ids,
    media_of_node,
    ranges_of,
    set_ranges,
)
from s2v_core.projects.checking import RANGES, SILENT_SECONDS, admit, refuse
from s2v_core.projects.pools import (
    put_pool,
    set_sub_headings,
    set_titles,
    sticker_ids,
    stickers,
    sub_headings,
    titles,
)
from s2v_core.projects.project import Project
from s2v_core.projects.tree import at

__all__ = [
    "Row",
    "apply_assets_table",
    "apply_nodes_table",
    "apply_stickers_table",
    "apply_titles_table",
    "assets_table",
    "nodes_table",
    "stickers_table",
    "texts_of_table",
    "texts_table",
    "titles_table",
]

Row = dict[str, Any]

_STICKER_FIELDS = {"media": "MediaURL", "x": "X", "y": "Y", "width": "Width", "height": "Height", "opacity": "Opacity"}
_NO_RANGE: Row = {"in": None, "out": None}
_STICKER_DEFAULTS: Row = {"x": 0.0, "y": 0.0, "width": None, "height": None, "opacity": 1.0}


def nodes_table(project: Project) -> list[Row]:
    """Return a row for each script node.

    Keys: ``id``, ``position`` (from 1), ``name``, ``assets`` (how many), ``picture`` (its first asset), ``volume``
    (None: as all footage); in segmented mode also ``duration_mode``, ``duration`` (seconds, None with voiceover),
    ``texts``, ``split_mode``.
    """
    pairs = enumerate(zip(project.nodes, project.groups, strict=True), 1)
    return [_node_row(project, node, group) | {"position": position} for position, (node, group) in pairs]


def apply_nodes_table(project: Project, rows: Iterable[Mapping[str, Any]]) -> Project:
    """Return the project with its nodes as in the rows: renamed, changed, added, deleted, and in their order.

    A row whose ``position`` differs is moved there; otherwise the order is that of the rows.

    Raises:
        JobError: a value breaks a rule; nothing is changed then.
        ProjectError: a row is about a node that is no longer there.
    """
    edited = [_clean(row) for row in rows]
    wanted = [row["id"] for row in edited if row.get("id")]
    for node in wanted:
        editing.position_of(project, node)
    gone = [node for node in project.nodes if node not in wanted]
    after = editing.delete_nodes(project, gone) if gone else project
    before = {row["id"]: row for row in nodes_table(after)}
    names = {row["id"]: str(row.get("name") or "") for row in edited if row.get("id") and "name" in row}
    after = editing.rename_nodes(after, names)
    order: list[str] = []
    for row in edited:
        node = row.get("id")
        if not node:
            after, node = editing.add_node(after, name=str(row.get("name") or ""))
            before[node] = nodes_table(after)[-1]
        after = _with_node_fields(after, node, before[node], row)
        order.append(node)
    places = {node: place for place, node in enumerate(project.nodes, 1)}
    wishes = [(int(row["position"]), row["id"]) for row in edited if row.get("id") and row.get("position")]
    for position, node in sorted(wish for wish in wishes if wish[0] != places[wish[1]]):
        order.remove(node)
        order.insert(max(0, position - 1), node)
    return editing.arrange_nodes(after, order) if tuple(order) != after.nodes else after


def assets_table(project: Project, node: str) -> list[Row]:
    """Return a row for each asset of a node.

    Keys: ``id``, ``media`` (the reference), ``in`` and ``out`` of its first range (seconds; None: all of it), and
    ``more``: how many further ranges it has.
    """
    name = editing.group_of(project, node).get("GroupName")
    ranges = {
        entry.get("Media"): entry.get("TimeRangeList", [])
        for entry in reversed(at(project.document, RANGES, []))
        if entry.get("GroupName") == name
    }
    rows = []
    for row_id, media in zip(asset_ids(project, node), media_of_node(project, node), strict=True):
        parts = ranges.get(media, [])
        first = parts[0] if parts else {"In": None, "Out": None}
        rows.append(
            {"id": row_id, "media": media, "in": first["In"], "out": first["Out"], "more": max(0, len(parts) - 1)}
        )
    return rows


def apply_assets_table(project: Project, node: str, rows: Iterable[Mapping[str, Any]]) -> Project:
    """Return the project with a node's assets as in the rows: added, removed, in their order, their ranges changed.

    Raises:
        JobError: a value breaks a rule; nothing is changed then.
        ProjectError: a row is about an asset that is no longer there.
    """
    edited = [_clean(row) for row in rows]
    before = {row["id"]: row for row in assets_table(project, node)}
    kept = [row["id"] for row in edited if row.get("id")]
    after = arrange_assets(project, node, kept, gone=before.keys() - set(kept))
    fresh = [row for row in edited if not row.get("id") and row.get("media")]
    after = add_assets(after, node, [str(row["media"]) for row in fresh])
    for row in edited:
        known = before.get(row.get("id") or "", _NO_RANGE)
        media = str(known.get("media") or row.get("media") or "")
        start, end = row.get("in", known["in"]), row.get("out", known["out"])
        if media and (start, end) != (known["in"], known["out"]):
            after = _with_first_range(after, node, media, start, end)
    return after


def titles_table(project: Project) -> list[Row]:
    """Return a row for each title (``level`` 0) and each text of the sub-heading levels 1 to 5.

    Keys: ``id``, ``level``, ``text``, ``characters``.
    """
    levels = [(0, titles(project)), *((level, sub_headings(project, level)) for level in LEVELS)]
    return [
        row | {"id": f"{level}.{row['id']}", "level": level} for level, texts in levels for row in texts_table(texts)
    ]


def apply_titles_table(project: Project, rows: Iterable[Mapping[str, Any]]) -> Project:
    """Return the project with titles and sub-headings as in the rows.

    Raises:
        JobError: a text or a level breaks a limit; nothing is changed then.
    """
    edited = [_clean(row) for row in rows]
    after = project
    for level in sorted({0, *LEVELS, *(int(row.get("level") or 0) for row in edited)}):
        texts = texts_of_table(row for row in edited if int(row.get("level") or 0) == level)
        if texts != (sub_headings(after, level) if level else titles(after)):
            after = set_sub_headings(after, level, texts) if level else set_titles(after, texts)
    return after


def texts_table(texts: Sequence[str]) -> list[Row]:
    """Return a row for each text. Keys: ``id`` (its position), ``text``, ``characters``."""
    return [{"id": str(place), "text": text, "characters": len(text)} for place, text in enumerate(texts)]


def texts_of_table(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return the texts of edited rows, blank ones left out."""
    texts = (str(_clean(row).get("text") or "") for row in rows)
    return [text for text in texts if text.strip()]


def stickers_table(project: Project) -> list[Row]:
    """Return a row for each sticker. Keys: ``id``, ``media``, ``x``, ``y``, ``width``, ``height``, ``opacity``."""
    rows = []
    for row_id, sticker in zip(sticker_ids(project), stickers(project), strict=True):
        media = sticker.get("MediaId") or sticker.get("MediaURL") or ""
        given = {key: sticker.get(field, _STICKER_DEFAULTS.get(key)) for key, field in _STICKER_FIELDS.items()}
        rows.append(given | {"id": row_id, "media": media})
    return rows


def apply_stickers_table(project: Project, rows: Iterable[Mapping[str, Any]]) -> Project:
    """Return the project with its stickers as in the rows: changed, added, removed.

    Raises:
        JobError: a value breaks a rule; nothing is changed then.
        ProjectError: a row is about a sticker that is no longer there.
    """
    edited = [_clean(row) for row in rows]
    known = dict(zip(sticker_ids(project), zip(stickers(project), stickers_table(project), strict=True), strict=True))
    edited = [row for row in edited if row.get("id") or row.get("media")]
    if any(row.get("id") and row["id"] not in known for row in edited):
        raise ProjectError("This sticker is no longer there.", hint="Open the project again to see its stickers.")
    after = [_sticker(*known.get(row.get("id") or "", ({}, _STICKER_DEFAULTS)), row) for row in edited]
    return admit(project, put_pool(project, "StickerArray", after))


def _sticker(sticker: Mapping[str, Any], before: Row, row: Row) -> dict[str, Any]:
    """Return a sticker with what differs between two rows about it."""
    after = dict(sticker)
    for key, field in _STICKER_FIELDS.items():
        if key in row and row[key] != before.get(key):
            after[field] = row[key]
            if key == "media":
                after.pop("MediaId", None)
    return {key: value for key, value in after.items() if value is not None}


def _node_row(project: Project, node: str, group: Mapping[str, Any]) -> Row:
    media = group.get("MediaArray", [])
    row: Row = {
        "id": node,
        "name": group.get("GroupName", ""),
        "assets": len(media),
        "picture": media[0] if media else "",
        "volume": group.get("Volume"),
    }
    if project.mode == "global":
        return row
    mode = editing.duration_mode_of(project, node)
    return row | {
        "duration_mode": mode,
        "duration": None if mode == "voiceover" else group.get("Duration", SILENT_SECONDS),
        "texts": list(group.get("SpeechTextArray", [])),
        "split_mode": group.get("SplitMode", "AverageSplit"),
    }


def _with_node_fields(project: Project, node: str, before: Row, row: Row) -> Project:
    changed = {key for key in row if key in before and row[key] != before[key]}
    if "volume" in changed:
        project = editing.set_volume(project, node, row["volume"])
    if project.mode == "global":
        return project
    if "split_mode" in changed and row["split_mode"]:
        project = editing.set_split_mode(project, node, row["split_mode"])
    if changed & {"duration_mode", "duration"}:
        project = _with_duration(project, node, row)
    if "texts" in changed:
        project = editing.set_node_texts(project, node, [str(text) for text in row["texts"] or ()])
    return project


def _with_duration(project: Project, node: str, row: Row) -> Project:
    mode = row.get("duration_mode") or editing.duration_mode_of(project, node)
    if mode == "voiceover" and row.get("duration") is not None and editing.duration_mode_of(project, node) == mode:
        path = f"InputConfig.MediaGroupArray[{editing.position_of(project, node)}].Duration"
        message = "The voiceover sets the length of this script node."
        refuse(Problem(path=path, message=message, hint="Choose a fixed duration to set it yourself."))
    return editing.set_duration(project, node, mode, row.get("duration"))


def _with_first_range(project: Project, node: str, media: str, start: float | None, end: float | None) -> Project:
    rest = ranges_of(project, node, media)[1:]
    if start is None and end is None:
        return set_ranges(project, node, media, rest)
    if end is None:
        refuse(Problem(path=".".join(RANGES), message="The range has no end.", hint="Give Out as well, or clear both."))
        return project
    return set_ranges(project, node, media, [(start or 0.0, end), *rest])


def _clean(row: Mapping[str, Any]) -> Row:
    """Return a row of plain values, None for what the table leaves empty."""
    return {key: _plain(value) for key, value in row.items()}


def _plain(value: Any) -> Any:
    """Return a cell without what data frames make of it: numpy's kinds of values, and two for an empty one."""
    plain = value.tolist() if hasattr(value, "tolist") else value
    empty = (isinstance(plain, float) and math.isnan(plain)) or type(plain).__name__ == "NAType"
    return None if empty else plain
