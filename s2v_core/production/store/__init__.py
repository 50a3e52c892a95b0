"""The jobs store: what is to be done, what is being done, and what came of it, in one SQLite file."""

from __future__ import annotations

from s2v_core.production.outcome import Failure, Progress, Results
from s2v_core.production.store.jobs import JobsStore
from s2v_core.production.store.rows import (
    Changes,
    Heard,
    JobFilter,
    NewJob,
    NewOutput,
    Page,
    StoredJob,
    StoredOutput,
    Submitted,
    Task,
)
from s2v_core.production.store.runner import Runner, RunnerLock, runner_of
from s2v_core.production.store.states import (
    ENDED_JOB_STATES,
    JOB_STATES,
    OPEN_JOB_STATES,
    OUTPUT_STATES,
    JobState,
    OutputState,
    states_behind,
    vendor_state,
)
from s2v_core.production.store.texts import NewText, StoredText, TextsStore, TextState
from s2v_core.production.store.values import is_id, output_id, parse_output_id
from s2v_core.production.store.working import MAX_ATTEMPTS

__all__ = [
    "ENDED_JOB_STATES",
    "JOB_STATES",
    "MAX_ATTEMPTS",
    "OPEN_JOB_STATES",
    "OUTPUT_STATES",
    "Changes",
    "Failure",
    "Heard",
    "JobFilter",
    "JobState",
    "JobsStore",
    "NewJob",
    "NewOutput",
    "NewText",
    "OutputState",
    "Page",
    "Progress",
    "Results",
    "Runner",
    "RunnerLock",
    "StoredJob",
    "StoredOutput",
    "StoredText",
    "Submitted",
    "Task",
    "TextState",
    "TextsStore",
    "is_id",
    "output_id",
    "parse_output_id",
    "runner_of",
    "states_behind",
    "vendor_state",
]
