"""The states of jobs and outputs, and how a job's state follows from what it is made of.

A job waits (``Init``), is planned and made (``Processing``) and ends. ``Finished`` says that every output came to an
end, not that all succeeded; ``Failed`` says that the job could not be planned; ``Cancelled`` that outputs were given up
on request. The vendor's operations know no cancelled work: there it counts as failed.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

__all__ = [
    "ENDED_JOB_STATES",
    "JOB_STATES",
    "OPEN_JOB_STATES",
    "OUTPUT_STATES",
    "JobState",
    "OutputState",
    "job_state",
    "states_behind",
    "vendor_state",
]

JobState = Literal["Init", "Processing", "Finished", "Failed", "Cancelled"]
OutputState = Literal["Init", "Processing", "Success", "Failed", "Cancelled"]

JOB_STATES: tuple[JobState, ...] = ("Init", "Processing", "Finished", "Failed", "Cancelled")
OUTPUT_STATES: tuple[OutputState, ...] = ("Init", "Processing", "Success", "Failed", "Cancelled")
OPEN_JOB_STATES: tuple[JobState, ...] = ("Init", "Processing")
ENDED_JOB_STATES: tuple[JobState, ...] = ("Finished", "Failed", "Cancelled")

_BEFORE_OUTPUTS: Mapping[OutputState, JobState] = MappingProxyType(
    {"Init": "Init", "Processing": "Processing", "Failed": "Failed", "Cancelled": "Cancelled"}
)


def job_state(planning: OutputState, outputs: Mapping[OutputState, int]) -> JobState:
    """Return the state of a job from the state of its planning and the number of its outputs in each state."""
    if not any(outputs.values()):
        return _BEFORE_OUTPUTS[planning]
    if planning in OPEN_JOB_STATES or outputs.get("Init") or outputs.get("Processing"):
        return "Processing"
    return "Cancelled" if outputs.get("Cancelled") else "Finished"


def vendor_state(state: JobState | OutputState) -> str:
    """Return how the vendor's operations name ``state``."""
    return "Failed" if state == "Cancelled" else state


def states_behind(vendor: str) -> tuple[JobState, ...]:
    """Return the job states that the vendor's operations name ``vendor``; none for a name that is not theirs."""
    return tuple(state for state in JOB_STATES if vendor_state(state) == vendor)
