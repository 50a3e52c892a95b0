"""What the list of projects shows of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from s2v_core.job import Mode
from s2v_core.projects.pools import scripts, titles
from s2v_core.projects.project import Project
from s2v_core.projects.tree import at

__all__ = ["Card", "State", "card_of", "damaged_card"]

State = Literal["empty", "unfinished", "ready", "produced", "damaged"]
"""No nodes; nodes without assets; nothing missing; videos were ordered; the file cannot be read."""


@dataclass(frozen=True, kw_only=True)
class Card:
    """A project at a glance. ``picture`` is a reference to media, empty if there is none.

    Of a damaged project only the id, the reason (``damage``) and the time are known.
    """

    id: str
    name: str
    state: State
    changed: datetime
    mode: Mode | None = None
    picture: str = ""
    nodes: int = 0
    assets: int = 0
    texts: int = 0
    outputs: int = 0
    damage: str = ""


def card_of(project: Project) -> Card:
    """Return the card of a project."""
    groups = project.groups
    media = [reference for group in groups for reference in group.get("MediaArray", ())]
    return Card(
        id=project.id,
        name=project.name,
        state=_state(project, groups),
        changed=project.changed,
        mode=project.mode,
        picture=project.cover or next(iter(media), ""),
        nodes=len(groups),
        assets=len(set(media)),
        texts=_texts(project),
        outputs=at(project.document, ("OutputConfig", "Count"), 1),
    )


def damaged_card(project_id: str, damage: str, changed: datetime) -> Card:
    """Return the card of a project whose file cannot be read."""
    return Card(id=project_id, name=project_id, state="damaged", changed=changed, damage=damage)


def _state(project: Project, groups: list[dict[str, Any]]) -> State:
    if not groups:
        return "empty"
    if not all(group.get("MediaArray") for group in groups):
        return "unfinished"
    return "produced" if project.productions else "ready"


def _texts(project: Project) -> int:
    voiceover = scripts(project) or [text for group in project.groups for text in group.get("SpeechTextArray", ())]
    return len(voiceover) + len(titles(project))
