"""Render tasks over tiny synthetic media."""

from __future__ import annotations

from pathlib import Path

from s2v_core.job import parse_job
from s2v_core.media import Assets
from s2v_core.planning import plan
from s2v_core.production.work import RenderTask
from s2v_core.rendering import EncoderOptions
from s2v_core.settings import Settings
from s2v_core.speech import Speaker
from tests.support.jobs import small_job

__all__ = ["render_tasks"]


def render_tasks(folder: Path, settings: Settings, *, count: int = 2, seconds: float = 0.5) -> list[RenderTask]:
    """Return the tasks of a silent job over media written to ``folder``; the outputs go to ``folder / "out"``."""
    document = small_job(folder, count=count, seconds=seconds)
    document["OutputConfig"] |= {"Width": 64, "Height": 64}
    job, problems = parse_job(document)
    assert job is not None, problems
    with Speaker(settings) as speaker:
        planned = plan(job, assets=Assets(settings, trusted=True), speaker=speaker)
    return [
        RenderTask.of(
            output.required_timeline(),
            folder / "out" / output.name,
            index=output.index,
            batch="job",
            encoder=EncoderOptions(preset="ultrafast"),
            settings=settings,
            trusted=True,
        )
        for output in planned.outputs
    ]
