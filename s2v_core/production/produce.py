"""Carry a job through in this process: plan it, render every output, write the side files and the manifest."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from s2v_core.cache import Cache
from s2v_core.errors import Cancelled, S2VError
from s2v_core.job import Job, load_template
from s2v_core.media import Assets
from s2v_core.planning import Plan, PlannedOutput, plan
from s2v_core.production.drafts import draft_name, drafted
from s2v_core.production.encoders import encoder_options
from s2v_core.production.folders import prepare_folder, writing_to
from s2v_core.production.manifest import build_manifest, write_json
from s2v_core.production.outcome import BatchResult, Listener, OutputResult, OutputState
from s2v_core.production.side_files import write_side_files
from s2v_core.production.sources import credits_of, sources_of
from s2v_core.rendering import EncoderOptions, WrittenVideo, draft_options, write_video
from s2v_core.settings import Settings
from s2v_core.speech import Speaker
from s2v_core.timeline import Timeline

__all__ = ["produce", "write_timelines"]

_MANIFEST = "manifest.json"


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
    encoder, notes = (draft_options(), ()) if draft else encoder_options(job, settings)
    listener = listener or Listener()
    templates = partial(load_template, settings)
    planned = plan(job, assets=assets, speaker=speaker, seed=seed, templates=templates)
    planned = drafted(planned) if draft else planned
    speaker.close()  # everything is spoken: free what the voices hold while pictures need the memory
    listener.planned(planned)
    cache = Cache(settings.cache_dir, limit=settings.cache_limit)
    work = _Work(job=job, out=out, assets=assets, speaker=speaker, cache=cache, encoder=encoder, listener=listener)
    results = []
    for output in planned.outputs:
        result = work.run(output, cancelled)
        results.append(result)
        listener.ended(result)
    cache.tidy()
    content = build_manifest(
        job, seed=planned.seed, outputs=results, problems=notes + planned.problems, made_at=now(), draft=draft
    )
    manifest = out / (draft_name(_MANIFEST) if draft else _MANIFEST)
    with writing_to(out):
        write_json(manifest, content)
    return BatchResult(outputs=tuple(results), problems=notes + planned.problems, manifest=manifest)


def write_timelines(planned: Plan, out: Path) -> tuple[Path, ...]:
    """Write the timeline and the subtitles of every planned output to ``out`` ("Generate Timeline Only")."""
    prepare_folder(out)
    written: list[Path] = []
    for output in planned.outputs:
        if output.timeline is not None:
            written += write_side_files(output.timeline, out / output.name).values()
    return tuple(written)


class _Work:
    """One batch at work: everything its outputs have in common."""

    def __init__(
        self,
        *,
        job: Job,
        out: Path,
        assets: Assets,
        speaker: Speaker,
        cache: Cache,
        encoder: EncoderOptions,
        listener: Listener,
    ) -> None:
        self.out = out
        self.assets = assets
        self.speaker = speaker
        self.listener = listener
        self.encoder = encoder
        self.cache = cache
        self.preview_only = job.output_config.generate_preview_only

    def run(self, output: PlannedOutput, cancelled: Callable[[], bool]) -> OutputResult:
        started = time.monotonic()
        try:
            if cancelled():
                raise Cancelled("The work was stopped before it began.", where=output.name)
            timeline = output.required_timeline()
            video = None if self.preview_only else self._render(output, timeline, cancelled)
            files = ({"Video": video.path} if video else {}) | write_side_files(timeline, self.out / output.name)
        except S2VError as error:
            state: OutputState = "Cancelled" if isinstance(error, Cancelled) else "Failed"
            seconds = time.monotonic() - started
            return OutputResult(
                index=output.index, name=output.name, state=state, draws=output.draws, seconds=seconds, error=error
            )
        return OutputResult(
            index=output.index,
            name=output.name,
            state="Success",
            files=files,
            frames=timeline.length,
            chunks_encoded=video.chunks_encoded if video else 0,
            chunks_reused=video.chunks_reused if video else 0,
            duration=float(timeline.duration),
            seconds=time.monotonic() - started,
            draws=output.draws,
            sources=sources_of(timeline),
            credits=credits_of(timeline),
        )

    def _render(self, output: PlannedOutput, timeline: Timeline, cancelled: Callable[[], bool]) -> WrittenVideo:
        self.listener.started(output.index, output.name, timeline.length)
        return write_video(
            timeline,
            self.out / output.name,
            assets=self.assets,
            speaker=self.speaker,
            cache=self.cache,
            encoder=self.encoder,
            progress=lambda done, _total: self.listener.advanced(output.index, done),
            cancelled=cancelled,
        )
