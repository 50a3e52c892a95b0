"""One project of the studio: a job document and what the studio knows beside it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, field_validator, model_validator
from pydantic.alias_generators import to_pascal

from s2v_core.job import Mode
from s2v_core.projects.tree import Document

__all__ = ["FORMAT", "GLOBAL_TEXTS", "Project", "Provenance"]

FORMAT = 1
"""Of the files that projects are saved in."""
GLOBAL_TEXTS = ""
"""The name under which the scripts for the whole video are set aside."""

_MOST_PRODUCTIONS = 20


class _Record(BaseModel):
    model_config = ConfigDict(alias_generator=to_pascal, populate_by_name=True, extra="allow", frozen=True)


class Provenance(_Record):
    """Where a generated text comes from."""

    text: str
    model: str
    prompt: str = ""
    time: AwareDatetime


class Project(_Record):
    """A project. Frozen: editing returns another one.

    ``nodes`` are the ids of the script nodes, in their order; a node keeps its id when it is renamed or moved.
    ``aside`` keeps, by node id, texts that the present settings have no use for, so that switching back finds them.
    ``revision`` is that of the version it was loaded from, 0 before it was saved; ``based_on`` the one that the saved
    change was made on, ``back`` and ``forth`` those that undo and redo lead to. ``job`` is nobody's to change.
    """

    format: int = FORMAT
    id: str
    name: str
    mode: Mode
    revision: int = 0
    based_on: int | None = None
    back: int | None = None
    forth: int | None = None
    created: AwareDatetime
    changed: AwareDatetime
    cover: str = ""
    notes: str = ""
    nodes: tuple[str, ...] = ()
    aside: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    provenance: tuple[Provenance, ...] = ()
    productions: tuple[str, ...] = ()
    job: dict[str, Any]

    @field_validator("format")
    @classmethod
    def _known_format(cls, value: int) -> int:
        if value > FORMAT:
            raise ValueError("it was saved by a newer version of the studio")
        return value

    @model_validator(mode="after")
    def _an_id_for_every_node(self) -> Self:
        wanted = len(self.groups)
        known = tuple(dict.fromkeys(self.nodes))[:wanted]
        if len(known) < wanted or known != self.nodes:
            # Only while the model is made: it is frozen for everybody else.
            object.__setattr__(self, "nodes", (*known, *new_ids(self.nodes, wanted - len(known))))
        return self

    @property
    def document(self) -> Document:
        """The job document."""
        return self.job

    @property
    def groups(self) -> list[dict[str, Any]]:
        """The media groups of the document, one for every script node."""
        groups: list[dict[str, Any]] = self.job.get("InputConfig", {}).get("MediaGroupArray", [])
        return groups

    def with_job(self, document: Document, *, nodes: tuple[str, ...] | None = None) -> Project:
        """Return the project with another document, whose nodes have these ids (default: as before)."""
        return self.model_copy(update={"job": document, "nodes": self.nodes if nodes is None else nodes})

    def with_notes(self, notes: str) -> Project:
        """Return the project with other notes."""
        return self.model_copy(update={"notes": notes})

    def with_cover(self, media: str) -> Project:
        """Return the project with another picture on its card; empty: the first asset."""
        return self.model_copy(update={"cover": media})

    def with_production(self, job_id: str) -> Project:
        """Return the project knowing its latest production, an id of the jobs store."""
        kept = (job_id, *(known for known in self.productions if known != job_id))
        return self.model_copy(update={"productions": kept[:_MOST_PRODUCTIONS]})

    def with_productions_of(self, other: Project) -> Project:
        """Return the project knowing the productions of another version, too."""
        kept = tuple(dict.fromkeys((*other.productions, *self.productions)))
        return self.model_copy(update={"productions": kept[:_MOST_PRODUCTIONS]})

    def with_provenance(self, *entries: Provenance) -> Project:
        """Return the project knowing where some texts come from; earlier entries about the same texts are dropped."""
        texts = {entry.text for entry in entries}
        kept = [entry for entry in self.provenance if entry.text not in texts]
        return self.model_copy(update={"provenance": (*kept, *entries)})

    def provenance_of(self, text: str) -> Provenance | None:
        """Return where a text comes from; None if somebody wrote it."""
        return next((entry for entry in self.provenance if entry.text == text), None)

    def to_json(self) -> dict[str, Any]:
        """Return the project as JSON values, what it does not know itself included."""
        return self.model_dump(by_alias=True, exclude_defaults=True) | {"Format": FORMAT}


def new_ids(known: tuple[str, ...], count: int) -> tuple[str, ...]:
    """Return ``count`` ids of nodes that are not among the known ones."""
    highest = max((int(name[1:]) for name in known if name[:1] == "n" and name[1:].isdecimal()), default=0)
    return tuple(f"n{highest + 1 + step}" for step in range(count))


def now() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)
