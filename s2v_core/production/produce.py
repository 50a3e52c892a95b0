"""Carry a job through in this process: plan it, render every output, write the side files and the manifest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from s2v_core.cache import Cache
from s2v_core.job import Job
from s2v_core.media import Assets
from s2v_core.planning import Plan, PlannedOutput
from s2v_core.production.folders import prepare_folder
from s2v_core.production.manifest import build_manifest
from s2v_core.production.outcome import BatchResult, Listener, OutputResult
from s2v_core.production.side_files import clear_unfinished, write_side_files
from s2v_core.production.steps import prepare, unplanned, write_manifest
from s2v_core.production.work import RenderTask, Tools, render_with
from s2v_core.rendering import EncoderOptions
from s2v_core.settings import Settings
from s2v_core.speech import Speaker

__all__ = ["produce", "write_timelines"]


def produce(
    job: Job,
    *,
    out: Path,
    assets: Assets,
    speaker: Speaker,
    settings: Settings,
    seed: int | None = None,
    draft: bool = False,
    listener: Listener | None = None,
    cancelled: Callable[[], bool] = lambda: False,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> BatchResult:
    """Make all outputs of ``job`` in the folder ``out``.

    An output that fails is reported in its result and the next one goes on. When ``cancelled`` answers True the
    current output stops without leaving a file and the rest are reported as cancelled. A ``draft`` is small and quickly
    made, in an encoding of its own; it has the same draws.

    Raises:
        OutputNotWritable: nothing can be written to ``out``.
        SettingsError: there is no such encoder or preset.
        JobError, PlanError: the job as a whole cannot be planned.
    """
    prepare_folder(out)
    listener = listener or Listener()
    prepared = prepare(job, assets=assets, speaker=speaker, settings=settings, seed=seed, draft=draft)
    listener.planned(prepared.plan)
    cache = Cache(settings.cache_dir, limit=settings.cache_limit)
    work = _Work(
        job, out, settings=settings, encoder=prepared.encoder, tools=Tools(assets, speaker, cache), listener=listener
    )
    clear_unfinished(*(out / output.name for output in prepared.plan.outputs))
    results = []
    for output in prepared.plan.outputs:
        result = work.run(output, cancelled)
        results.append(result)
        listener.ended(result)
    cache.tidy()
    manifest = build_manifest(
        job,
        seed=prepared.plan.seed,
        encoder=prepared.encoder,
        outputs=results,
        problems=prepared.problems,
        made_at=now(),
        draft=draft,
    )
    return BatchResult(outputs=tuple(results), problems=prepared.problems, manifest=write_manifest(manifest, out))


def write_timelines(planned: Plan, out: Path) -> tuple[Path, ...]:
    """Write the timeline and the subtitles of every planned output to ``out`` ("Generate Timeline Only")."""
    prepare_folder(out)
    written: list[Path] = []
    for output in planned.outputs:
        if output.timeline is not None:
            written += write_side_files(output.timeline, out / output.name).values()
    return tuple(written)


class _Work:
    """One batch at work in this process: its tasks share the assets and the speaker that planned it, and all cores."""

    def __init__(
        self, job: Job, out: Path, *, settings: Settings, encoder: EncoderOptions, tools: Tools, listener: Listener
    ) -> None:
        self._out = out
        self._settings = settings
        self._encoder = encoder
        self._tools = tools
        self._listener = listener
        self._timeline_only = job.output_config.generate_preview_only

    def run(self, output: PlannedOutput, cancelled: Callable[[], bool]) -> OutputResult:
        timeline = output.timeline
        if timeline is None:
            return unplanned(output)
        task = RenderTask.of(
            timeline,
            self._out / output.name,
            index=output.index,
            batch="",
            encoder=self._encoder,
            settings=self._settings,
            timeline_only=self._timeline_only,
            workers=0,
        )
        if not self._timeline_only and not cancelled():
            self._listener.started(output.index, output.name, timeline.length)
        done = render_with(
            lambda _: self._tools,
            task,
            lambda progress: self._listener.advanced(output.index, progress.done),
            cancelled,
        )
        result = OutputResult.of(
            done.index, done.name, done.state, draws=output.draws, results=done.results, failure=done.failure
        )
        return replace(result, files={role: self._out / path.name for role, path in result.files.items()})
