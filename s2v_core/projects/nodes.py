"""Editing the script nodes: which there are, in which order, and what each says of itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

from s2v_core.errors import Problem, ProjectError
from s2v_core.projects.checking import DRAWS, GROUPS, RANGES, SILENT_SECONDS, admit, refuse
from s2v_core.projects.project import Project, new_ids
from s2v_core.projects.tree import Document, at, put, without

__all__ = [
    "DurationMode",
    "add_node",
    "arrange_nodes",
    "change_node",
    "delete_nodes",
    "duration_mode_of",
    "group_of",
    "move_node",
    "node_texts",
    "position_of",
    "rename_node",
    "rename_nodes",
    "set_duration",
    "set_node_texts",
    "set_split_mode",
    "set_volume",
]

DurationMode = Literal["voiceover", "fixed", "asset"]
"""What sets the length of a node: its voiceover, a number of seconds, or the asset that is drawn."""

_SLOTS_OF_THE_VIDEO = ("subheading", "transition")
"""Decisions whose slots are not named after nodes."""


def position_of(project: Project, node: str) -> int:
    """Return where a node stands, counted from 0.

    Raises:
        ProjectError: the project has no such node.
    """
    if node not in project.nodes:
        raise ProjectError("This script node is no longer there.", hint="Open the project again to see its nodes.")
    return project.nodes.index(node)


def group_of(project: Project, node: str) -> dict[str, Any]:
    """Return the media group of a node."""
    return project.groups[position_of(project, node)]


def add_node(
    project: Project, *, name: str = "", media: Sequence[str] = (), position: int | None = None
) -> tuple[Project, str]:
    """Return the project with one more node (at the end, or at ``position``), and that node's id.

    Without a name it gets one that no other node has.
    """
    (node,) = new_ids((*project.nodes, *project.aside), 1)
    place = len(project.nodes) if position is None else max(0, min(position, len(project.nodes)))
    group: dict[str, Any] = {"GroupName": name.strip() or _free_name(project), "MediaArray": list(media)}
    if project.mode == "segmented":
        group["SpeechTextArray"] = []
    groups, nodes = list(project.groups), list(project.nodes)
    groups.insert(place, group)
    nodes.insert(place, node)
    after = project.with_job(put(project.document, GROUPS, groups), nodes=tuple(nodes))
    return admit(project, after, touched=[node]), node


def delete_nodes(project: Project, nodes: Sequence[str]) -> Project:
    """Return the project without some nodes, their in and out points and what was drawn for them."""
    gone = {position_of(project, node) for node in nodes}
    names = {project.groups[place].get("GroupName") for place in gone}
    kept = [(node, group) for place, (node, group) in enumerate(_pairs(project)) if place not in gone]
    names -= {group.get("GroupName") for _, group in kept}
    document = put(project.document, GROUPS, [group for _, group in kept])
    document = _kept_entries(document, RANGES, lambda entry: entry.get("GroupName") not in names)
    document = _kept_entries(document, DRAWS, lambda entry: not (slot := _slot_name(entry)) or slot not in names)
    after = project.with_job(document, nodes=tuple(node for node, _ in kept))
    return admit(project, after)


def move_node(project: Project, node: str, by: int) -> Project:
    """Return the project with a node moved down by so many places (up if negative), as far as there are any."""
    order = list(project.nodes)
    place = position_of(project, node)
    order.insert(max(0, min(place + by, len(order) - 1)), order.pop(place))
    return arrange_nodes(project, order)


def arrange_nodes(project: Project, order: Sequence[str]) -> Project:
    """Return the project with its nodes in this order; nodes that it does not name follow in their own.

    Raises:
        ProjectError: it names a node that the project does not have.
    """
    wanted = [position_of(project, node) for node in dict.fromkeys(order)]
    wanted += [place for place in range(len(project.nodes)) if place not in set(wanted)]
    groups = [project.groups[place] for place in wanted]
    document = put(project.document, GROUPS, groups)
    return project.with_job(document, nodes=tuple(project.nodes[place] for place in wanted))


def rename_node(project: Project, node: str, name: str) -> Project:
    """Return the project with a node renamed, also where its in and out points and its draws name it.

    Raises:
        JobError: the name is empty, too long, holds an emoji, or is another node's.
    """
    return rename_nodes(project, {node: name})


def rename_nodes(project: Project, names: Mapping[str, str]) -> Project:
    """Return the project with several nodes renamed at once; two may exchange their names.

    Raises:
        JobError: as for `rename_node`.
    """
    new = {
        node: name.strip() for node, name in names.items() if name.strip() != group_of(project, node).get("GroupName")
    }
    if not new:
        return project
    taken = Counter(group.get("GroupName", "") for group in project.groups)
    changed = {
        old: name for node, name in new.items() if taken[old := group_of(project, node).get("GroupName", "")] == 1
    }
    groups = [group | {"GroupName": new[node]} if node in new else group for node, group in _pairs(project)]
    document = _with_names(put(project.document, GROUPS, groups), changed)
    return admit(project, project.with_job(document))


def set_volume(project: Project, node: str, volume: float | None) -> Project:
    """Return the project with another loudness of a node's footage (0 to 10); None: as all footage.

    Raises:
        JobError: the volume is outside 0 to 10.
    """
    return admit(project, change_node(project, node, "Volume", volume))


def set_split_mode(project: Project, node: str, split_mode: str) -> Project:
    """Return the project with a node filled by several equal shots (``AverageSplit``) or one (``NoSplit``).

    Raises:
        JobError: it is neither.
    """
    return admit(project, change_node(project, node, "SplitMode", split_mode))


def node_texts(project: Project, node: str) -> list[str]:
    """Return the voiceover texts of a node."""
    return list(group_of(project, node).get("SpeechTextArray", ()))


def set_node_texts(project: Project, node: str, texts: Sequence[str]) -> Project:
    """Return the project with other voiceover texts of a node, blank ones left out. They then set its length.

    Raises:
        JobError: the project is in global mode, or a text breaks a limit.
    """
    position = position_of(project, node)
    path = f"InputConfig.MediaGroupArray[{position}].SpeechTextArray"
    if project.mode == "global":
        refuse(_elsewhere(path, "The script nodes of a global project have no voiceover of their own."))
    kept = [text.strip() for text in texts if text.strip()]
    after = change_node(project, node, "SpeechTextArray", kept)
    if kept:
        after = change_node(change_node(after, node, "Duration", None), node, "DurationAutoAdapt", None)
    return admit(project, after)


def duration_mode_of(project: Project, node: str) -> DurationMode:
    """Return what sets the length of a node of a segmented project."""
    group = group_of(project, node)
    if group.get("SpeechTextArray"):
        return "voiceover"
    if group.get("DurationAutoAdapt"):
        return "asset"
    return "voiceover" if "SpeechTextArray" in group else "fixed"


def set_duration(project: Project, node: str, mode: DurationMode, seconds: float | None = None) -> Project:
    """Return the project with another rule for the length of a node.

    Without voiceover, ``seconds`` are its length (default: as before, or 5) or, for ``asset``, the longest it may be.
    The node's texts are then set aside, and come back with ``voiceover``.

    Raises:
        JobError: the project is in global mode, or the duration is out of range.
    """
    position = position_of(project, node)
    if project.mode == "global":
        path = f"InputConfig.MediaGroupArray[{position}].Duration"
        refuse(_elsewhere(path, "The script nodes of a global project have no length of their own."))
    group = group_of(project, node)
    texts = tuple(group.get("SpeechTextArray", ()))
    aside = dict(project.aside)
    if mode == "voiceover":
        after = change_node(project, node, "SpeechTextArray", list(texts or aside.pop(node, ())))
        after = change_node(after, node, "Duration", None)
    else:
        after = change_node(project, node, "SpeechTextArray", None)
        length = group.get("Duration", SILENT_SECONDS) if seconds is None else seconds
        after = change_node(after, node, "Duration", length)
        if texts:
            aside[node] = texts
    after = change_node(after, node, "DurationAutoAdapt", True if mode == "asset" else None)
    return admit(project, after.model_copy(update={"aside": aside}))


def change_node(project: Project, node: str, key: str, value: Any) -> Project:
    """Return the project with one field of a node's group changed, None taken out; unchecked."""
    place = (*GROUPS, position_of(project, node), key)
    document = project.document
    return project.with_job(without(document, place) if value is None else put(document, place, value))


def _elsewhere(path: str, message: str) -> Problem:
    return Problem(path=path, message=message, hint="Change the project to Segmented Scripts first.")


def _pairs(project: Project) -> list[tuple[str, dict[str, Any]]]:
    return list(zip(project.nodes, project.groups, strict=True))


def _free_name(project: Project) -> str:
    taken = {group.get("GroupName") for group in project.groups}
    return next(name for number in range(1, len(taken) + 2) if (name := f"Scene {number}") not in taken)


def _kept_entries(document: Document, place: tuple[str, ...], keep: Callable[[dict[str, Any]], bool]) -> Document:
    entries = at(document, place)
    if not entries:
        return document
    kept = [entry for entry in entries if keep(entry)]
    if len(kept) == len(entries):
        return document
    after: Document = put(document, place, kept) if kept else without(document, place)
    return after


def _slot_name(entry: dict[str, Any]) -> str:
    """Return the name of the node that an entry of the draws is about: all of its slot, or ``name.3``; empty: none."""
    decision, slot = entry.get("Decision"), str(entry.get("Slot", ""))
    if decision in _SLOTS_OF_THE_VIDEO:
        return ""
    return slot if decision in ("script", "caption") else re.sub(r"\.\d+$", "", slot)


def _with_names(document: Document, names: Mapping[str, str]) -> Document:
    """Return the document with the nodes' new names, by their old ones, wherever else it names them."""
    ranges = at(document, RANGES)
    if ranges:
        document = put(document, RANGES, [_with_group(entry, names) for entry in ranges])
    draws = at(document, DRAWS)
    if draws:
        document = put(document, DRAWS, [_with_slot(entry, names) for entry in draws])
    return document


def _with_group(entry: dict[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    old = str(entry.get("GroupName", ""))
    return entry | {"GroupName": names[old]} if old in names else entry


def _with_slot(entry: dict[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    if entry.get("Decision") == "order" and isinstance(entry.get("Value"), list):
        return entry | {"Value": [_renamed(str(slot), names) for slot in entry["Value"]]}
    old = _slot_name(entry)
    return entry | {"Slot": names[old] + entry["Slot"][len(old) :]} if old and old in names else entry


def _renamed(slot: str, names: Mapping[str, str]) -> str:
    name, dot, number = slot.rpartition(".")
    return f"{names.get(name, name)}{dot}{number}"
