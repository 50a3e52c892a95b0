"""What goes into the store and what comes out of it, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from s2v_core.production.outcome import Failure, Progress, Results
from s2v_core.production.store.states import JobState, OutputState

__all__ = [
    "Changes",
    "Heard",
    "JobFilter",
    "NewJob",
    "NewOutput",
    "Page",
    "StoredJob",
    "StoredOutput",
    "Submitted",
    "Task",
]


@dataclass(frozen=True, kw_only=True)
class NewJob:
    """A job as it is submitted.

    ``document`` is the job document as written (JSON text), ``mode`` what it was found to be, ``seed`` the seed when it
    is not the document's. ``out`` is the folder or the storage address of the outputs. ``user_data`` is kept as it is.
    ``settings`` (JSON values) are those the work depends on; they must hold no secret. Of the jobs that wait, those
    with a higher ``priority`` come first. A ``token`` names this submission: the same one again gives the same job.
    ``kind`` is the vendor's name for what kind of work it is.
    """

    document: str
    mode: str
    out: str
    name: str = ""
    seed: int | None = None
    user_data: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)
    priority: int = 0
    token: str | None = None
    kind: str = "Script"


@dataclass(frozen=True, kw_only=True)
class Submitted:
    """The job that a submission led to; ``created`` is False when its token was known already."""

    job: str
    created: bool


@dataclass(frozen=True, kw_only=True)
class NewOutput:
    """A planned output: its timeline as text and its length in frames, or the failure that kept it from being planned.

    ``draws`` (JSON values) are the decisions that were made for it.
    """

    index: int
    name: str
    timeline: str = ""
    frames: int = 0
    draws: Mapping[str, Any] = field(default_factory=dict)
    failure: Failure | None = None


@dataclass(frozen=True, kw_only=True)
class Task:
    """A claimed piece of work: planning a job (``index`` is None) or making one of its outputs.

    Whoever holds it reports with it; a report is refused once the lease was lost. ``attempt`` counts from 1.
    """

    job: str
    index: int | None
    lease: int
    """Distinguishes this claim from every other one of the same work."""
    worker: str = field(compare=False)
    attempt: int = field(compare=False)
    name: str = field(compare=False)
    frames: int = field(compare=False)
    timeline: str = field(compare=False)
    """The planned timeline as text; empty for planning."""
    results: Results | None = field(compare=False)
    """What an earlier attempt left behind when it put the work back."""


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What the store answers to a heartbeat: tasks that now belong to others, and tasks whose job is to be stopped."""

    lost: frozenset[Task]
    to_stop: frozenset[Task]


@dataclass(frozen=True, kw_only=True)
class StoredJob:
    """A job's row. Times are UTC. ``revision`` grows with every change to the job or to one of its outputs.

    ``outputs`` counts its outputs by state (empty before planning); ``frames_done`` of ``frames`` are those of all
    outputs. ``planning`` is how far planning is, ``attempts`` how often it was begun, ``failure`` why it failed.
    """

    id: str
    token: str | None
    kind: str
    name: str
    mode: str
    seed: int | None
    out: str
    priority: int
    state: JobState
    cancel_requested: bool
    created: datetime
    modified: datetime
    started: datetime | None
    ended: datetime | None
    planning: Progress
    attempts: int
    failure: Failure | None
    outputs: Mapping[OutputState, int]
    frames_done: int
    frames: int
    revision: int


@dataclass(frozen=True, kw_only=True)
class StoredOutput:
    """An output's row. ``progress`` counts frames; ``failure`` is set when it failed.

    ``results`` are there when it succeeded, and before when a worker put it back with what was done.
    """

    job: str
    index: int
    name: str
    state: OutputState
    progress: Progress
    attempts: int
    started: datetime | None
    ended: datetime | None
    failure: Failure | None
    draws: Mapping[str, Any]
    results: Results | None
    revision: int

    @property
    def reason(self) -> Failure | None:
        """Why it is not made: what it failed of, or that it was stopped."""
        stopped = self.state == "Cancelled" and self.failure is None
        return Failure(code="Cancelled", message="The job was stopped.") if stopped else self.failure


@dataclass(frozen=True, kw_only=True)
class JobFilter:
    """Which jobs a list holds. Empty fields do not limit it.

    ``text`` is looked for in names, in either case, and is compared with whole identifiers. Jobs were created from
    ``created_from`` on and before ``created_before``.
    """

    states: tuple[JobState, ...] = ()
    kind: str = ""
    mode: str = ""
    id: str = ""
    text: str = ""
    created_from: datetime | None = None
    created_before: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Page:
    """A part of a list; ``next_token`` asks for the part after it and is None at the end."""

    jobs: tuple[StoredJob, ...]
    next_token: str | None


@dataclass(frozen=True, kw_only=True)
class Changes:
    """What changed after a revision: whole rows, and the identifiers of jobs that were removed.

    Ask again with ``revision``. When ``complete`` is False the question was too old to be answered: read everything
    anew.
    """

    revision: int
    jobs: tuple[StoredJob, ...]
    outputs: tuple[StoredOutput, ...]
    removed: tuple[str, ...]
    complete: bool
