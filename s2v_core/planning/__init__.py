"""From a job to the plan of its outputs: preflight, draws, durations, timelines."""

from s2v_core.planning.plan import Plan, PlannedOutput, plan
from s2v_core.planning.preflight import preflight

__all__ = ["Plan", "PlannedOutput", "plan", "preflight"]
