"""Changing a project between Global Scripts and Segmented Scripts, and saying what that costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from s2v_core.job import Mode
from s2v_core.job.limits import LONGEST_SCRIPT, MOST_ENTRIES
from s2v_core.projects.checking import GROUPS, SILENT_SECONDS, held
from s2v_core.projects.pools import put_pool, scripts
from s2v_core.projects.project import GLOBAL_TEXTS, Project
from s2v_core.projects.tree import at, put, without

__all__ = ["ModeChange", "Note", "NoteKind", "change_mode"]

_ONLY_SEGMENTED = ("SpeechTextArray", "Duration", "DurationAutoAdapt", "SplitMode")
_FIXED = ("OutputConfig", "FixedDuration")
_ONLY_GLOBAL = (
    ("OutputConfig", "MaxDuration"),
    _FIXED,
    ("EditingConfig", "ProcessConfig", "AlignmentMode"),
)


NoteKind = Literal[
    "lengths", "scripts_aside", "scripts_made", "setting", "split_modes", "texts_aside", "texts_back", "voiceovers"
]


@dataclass(frozen=True)
class Note:
    """One consequence of a change: what kind, for how many, or of which ``setting``. ``str`` says it in English."""

    kind: NoteKind
    count: int = 0
    setting: str = ""

    def __str__(self) -> str:
        many = "" if self.count == 1 else "s"
        return _SENTENCES[self.kind].format(count=self.count, many=many, setting=self.setting)


_SENTENCES: Mapping[NoteKind, str] = MappingProxyType(
    {
        "lengths": "The length of {count} script node{many}.",
        "scripts_aside": "{count} script{many} for the whole video, set aside for later.",
        "scripts_made": "{count} script{many} for the whole video.",
        "setting": "{setting}, which has no effect any more.",
        "split_modes": "The split mode of {count} script node{many}.",
        "texts_aside": "{count} text{many} of the script nodes, set aside for later.",
        "texts_back": "The texts of {count} script node{many}, as they were.",
        "voiceovers": "The voiceover of {count} script node{many}, until you write one.",
    }
)


@dataclass(frozen=True)
class ModeChange:
    """A project in the other mode, and what that loses and keeps."""

    project: Project
    lost: tuple[Note, ...] = ()
    kept: tuple[Note, ...] = ()


def change_mode(project: Project, mode: Mode) -> ModeChange:
    """Return the project in another mode, with what that would lose; nothing happens until it is saved.

    Texts that the other mode has no place for are set aside and come back when the mode is changed back.
    """
    if mode == project.mode:
        return ModeChange(project)
    return _to_global(project) if mode == "global" else _to_segmented(project)


def _to_global(project: Project) -> ModeChange:
    voiced = {
        node: tuple(group["SpeechTextArray"])
        for node, group in zip(project.nodes, project.groups, strict=True)
        if group.get("SpeechTextArray")
    }
    aside = {**project.aside, **voiced}
    texts = aside.pop(GLOBAL_TEXTS, ()) or _joined(list(voiced.values()))
    groups = [{key: value for key, value in group.items() if key not in _ONLY_SEGMENTED} for group in project.groups]
    document = put(project.document, GROUPS, groups)
    lost = _lost_by_nodes(project)
    if texts and at(document, _FIXED) is not None:
        lost.append(Note("setting", setting="FixedDuration"))
        document = without(document, _FIXED)
    kept = []
    if voiced:
        kept.append(Note("texts_aside", sum(map(len, voiced.values()))))
    if texts:
        kept.append(Note("scripts_made", len(texts)))
    after = project.with_job(document).model_copy(update={"mode": "global", "aside": aside})
    return ModeChange(put_pool(after, "SpeechTextArray", texts), tuple(lost), tuple(kept))


def _lost_by_nodes(project: Project) -> list[Note]:
    timed = sum("Duration" in group for group in project.groups)
    split = sum("SplitMode" in group for group in project.groups)
    return [note for note in (Note("lengths", timed), Note("split_modes", split)) if note.count]


def _joined(texts: list[tuple[str, ...]]) -> tuple[str, ...]:
    """Return whole scripts made of the nodes' texts, where those belong together: the first of each, the second...

    Texts with markup are documents of their own and cannot be joined.
    """
    if len({len(each) for each in texts}) != 1 or any("<" in text for each in texts for text in each):
        return ()
    whole = tuple(" ".join(parts) for parts in zip(*texts, strict=True))
    return whole if len(whole) <= MOST_ENTRIES and max(map(len, whole)) <= LONGEST_SCRIPT else ()


def _to_segmented(project: Project) -> ModeChange:
    lost, kept = [], []
    aside = dict(project.aside)
    whole = scripts(project)
    if whole:
        aside[GLOBAL_TEXTS] = tuple(whole)
        kept.append(Note("scripts_aside", len(whole)))
    document = without(project.document, ("InputConfig", "SpeechTextArray"))
    for place in _ONLY_GLOBAL:
        if at(document, place) is not None:
            lost.append(Note("setting", setting=place[-1]))
            document = without(document, place)
    groups: list[dict[str, Any]] = []
    for node, group in zip(project.nodes, project.groups, strict=True):
        texts = aside.pop(node, ())
        groups.append(group | {"SpeechTextArray": list(texts)} | ({} if texts else {"Duration": SILENT_SECONDS}))
    restored = sum(bool(group["SpeechTextArray"]) for group in groups)
    if restored:
        kept.append(Note("texts_back", restored))
    if len(groups) > restored:
        lost.append(Note("voiceovers", len(groups) - restored))
    after = project.model_copy(update={"mode": "segmented", "aside": aside})
    return ModeChange(after.with_job(held(put(document, GROUPS, groups), "segmented")), tuple(lost), tuple(kept))
