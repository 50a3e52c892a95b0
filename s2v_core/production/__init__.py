"""Production: carry a job through to its finished outputs."""

from __future__ import annotations

from s2v_core.production.encoders import encoder_options, with_encoder
from s2v_core.production.health import Finding, examine
from s2v_core.production.outcome import BatchResult, Listener, OutputResult
from s2v_core.production.produce import produce, write_timelines

__all__ = [
    "BatchResult",
    "Finding",
    "Listener",
    "OutputResult",
    "encoder_options",
    "examine",
    "produce",
    "with_encoder",
    "write_timelines",
]
