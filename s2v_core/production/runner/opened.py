"""A stored job as the runner works on it: its document, where its files go, and the tasks that make them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from s2v_core.errors import JobError, Problem
from s2v_core.job import Job, load_template
from s2v_core.production.delivery import Destination, destination_at, destination_of
from s2v_core.production.runner.planning import Facts, PlanTask, read_job
from s2v_core.production.steps import MANIFEST
from s2v_core.production.store import JobsStore, NewJob, Task
from s2v_core.production.work import RenderTask, assets_named_in, open_settings
from s2v_core.settings import Settings

__all__ = ["OpenJob", "Origin", "destination_for", "open_job", "problems_of", "video_bytes"]

_CHOSEN = ("encoder", "preset", "crf", "voice_en", "voice_zh")
"""Settings of whoever submits a job that hold for it, also when the runner has others."""

_BITS_PER_PIXEL = 0.12
"""Of footage at the usual quality, on the generous side."""

_USUAL_CRF = 23
_SOUND = 24_000
"""Bytes of sound and of the container per second."""


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Where a job comes from: the folder that its relative references start from, and whether to trust its paths.

    ``chosen`` are the settings that hold for it whatever those of the runner are.
    """

    base: Path | None
    trusted: bool
    chosen: Mapping[str, Any]

    @classmethod
    def of(cls, settings: Settings, *, base: Path | None, trusted: bool) -> Origin:
        """Return the origin of a job that is submitted with ``settings``."""
        chosen = {name: getattr(settings, name) for name in _CHOSEN}
        return cls(base=None if base is None else base.absolute(), trusted=trusted, chosen=chosen)

    def to_json(self) -> dict[str, Any]:
        """Return the origin as the jobs store keeps it."""
        return {
            "Base": str(self.base) if self.base else "",
            "Trusted": self.trusted,
            "Settings": dict(self.chosen),
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Origin:
        """Return the origin that ``to_json`` wrote."""
        base = values.get("Base", "")
        return cls(
            base=Path(base) if base else None,
            trusted=values.get("Trusted") is True,
            chosen={name: value for name, value in values.get("Settings", {}).items() if name in _CHOSEN},
        )


def video_bytes(job: Job, frames: int, crf: int) -> int:
    """Return about how large the videos of a job with so many frames become; nothing where only timelines are made."""
    if job.output_config.generate_preview_only:
        return 0
    canvas, rate = job.canvas, Fraction(job.rate)
    bits = _BITS_PER_PIXEL * 2 ** ((_USUAL_CRF - crf) / 6) * canvas.width * canvas.height * frames
    return round(bits / 8 + float(frames / rate) * _SOUND)


def destination_for(job: Job, out: str, *, folder: Path, settings: Settings, trusted: bool) -> Destination:
    """Return where the outputs go: to ``out`` when it is given, else to where the document says.

    ``folder`` is the job's own, which names without a place belong to.

    Raises:
        DeliveryRefused: the place is not allowed, or its address is unclear or holds a password.
    """
    if out:
        return destination_at(out, job)
    return destination_of(job, base=folder, settings=settings, trusted=trusted)


@dataclass(frozen=True, kw_only=True)
class OpenJob:
    """A stored job, read. ``facts`` are there once it is planned."""

    id: str
    request: NewJob
    job: Job
    origin: Origin
    settings: Settings
    destination: Destination
    facts: Facts | None

    @property
    def manifest(self) -> Path:
        """Where the record of the batch lies on this machine."""
        folder = self.destination.folder.path
        return (self._spool if folder is None else folder) / MANIFEST

    @property
    def stays_here(self) -> bool:
        """True when the outputs are made where they belong; False when they are brought to a storage."""
        return self.destination.folder.path is not None

    def target(self, index: int) -> Path:
        """Return where the video of an output is made."""
        path = self.destination.videos[index].path
        return self._spool / self.destination.names[index] if path is None else path

    def plan_task(self) -> PlanTask:
        """Return the task of planning the job."""
        return PlanTask(
            document=self.request.document,
            settings=open_settings(self.settings),
            base=str(self.origin.base or ""),
            trusted=self.origin.trusted,
            seed=self.request.seed,
            library=assets_named_in([self.request.document, *self._templates()], self.settings),
        )

    def render_task(self, task: Task, *, workers: int) -> RenderTask:
        """Return the task of making the output that was claimed as ``task``."""
        if task.index is None or self.facts is None:
            raise ValueError("an output is made after planning")
        target = self.target(task.index)
        return RenderTask(
            index=task.index,
            name=target.name,
            batch=self.id,
            timeline=json.loads(task.timeline),
            target=str(target.absolute()),
            encoder=self.facts.encoder,
            settings=open_settings(self.settings),
            base=str(self.origin.base or ""),
            trusted=self.origin.trusted,
            timeline_only=self.job.output_config.generate_preview_only,
            workers=workers,
            library=assets_named_in([task.timeline], self.settings),
        )

    def bytes_of(self, frames: int) -> int:
        """Return about how large the videos of so many frames become."""
        return video_bytes(self.job, frames, self.facts.encoder["crf"] if self.facts else self.settings.crf)

    def _templates(self) -> Iterator[str]:
        """Yield the templates that the job names as text; planning tells what is wrong with them."""
        for identity in self.job.template_config.batch_editing_template_id_array:
            with suppress(JobError):
                yield json.dumps(load_template(self.settings, identity))

    @property
    def _spool(self) -> Path:
        return self.settings.spool_dir / self.id


def open_job(store: JobsStore, identity: str, settings: Settings) -> OpenJob:
    """Read the job ``identity`` from the store.

    Raises:
        JobNotFound: there is no such job.
        JobError: its document cannot be carried out.
        DeliveryRefused: its outputs may not be written to where they are to go.
    """
    request = store.request(identity)
    origin = Origin.from_json(request.settings)
    effective = settings.model_copy(update=dict(origin.chosen))
    job, _ = read_job(request.document)
    facts = store.facts(identity)
    return OpenJob(
        id=identity,
        request=request,
        job=job,
        origin=origin,
        settings=effective,
        destination=destination_for(
            job,
            request.out,
            folder=settings.outputs_dir / identity,
            settings=settings,
            trusted=origin.trusted,
        ),
        facts=Facts.from_json(facts) if facts else None,
    )


def problems_of(store: JobsStore, identity: str) -> tuple[Problem, ...]:
    """Return what was found wrong with a job when it was planned; nothing before.

    Raises:
        JobNotFound: there is no such job.
    """
    facts = store.facts(identity)
    return Facts.from_json(facts).problems if facts else ()
