"""Drafts of a batch: the same outputs, small and quickly made, under names of their own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath

from s2v_core.planning import Plan, PlannedOutput
from s2v_core.rendering import draft

__all__ = ["draft_name", "drafted"]


def drafted(planned: Plan) -> Plan:
    """Return ``planned`` with every output drawn small."""
    return replace(planned, outputs=tuple(_small(output) for output in planned.outputs))


def draft_name(name: str) -> str:
    """Return what the draft of the file ``name`` is called: a finished video is never taken for one, nor replaced."""
    path = PurePath(name)
    return path.with_name(f"{path.stem}-draft{path.suffix}").as_posix()


def _small(output: PlannedOutput) -> PlannedOutput:
    timeline = None if output.timeline is None else draft(output.timeline)
    return replace(output, name=draft_name(output.name), timeline=timeline)
