"""The runner: one process that carries the jobs of a store through, and how the faces hand jobs to it."""

from __future__ import annotations

from s2v_core.production.runner.closing import stored_result
from s2v_core.production.runner.housekeeping import forget_job, job_logs
from s2v_core.production.runner.loop import Runner
from s2v_core.production.runner.opened import problems_of
from s2v_core.production.runner.starting import RUNNER_LOG, ensure_runner
from s2v_core.production.runner.submitting import SubmittedDocument, submit_document
from s2v_core.production.runner.timelines import SCENE_BATCH, submit_timelines, timeline_text

__all__ = [
    "RUNNER_LOG",
    "SCENE_BATCH",
    "Runner",
    "SubmittedDocument",
    "ensure_runner",
    "forget_job",
    "job_logs",
    "problems_of",
    "stored_result",
    "submit_document",
    "submit_timelines",
    "timeline_text",
]
