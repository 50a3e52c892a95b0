"""What a job will take before it is begun: how many videos, how long, how much room, and what is in the way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from s2v_core.errors import JobError, OutputNotWritable, Problem, S2VError
from s2v_core.job import Job, load_template
from s2v_core.media import Assets
from s2v_core.planning import plan, preflight
from s2v_core.planning.sources import SpeechSource
from s2v_core.production.encoders import encoder_options
from s2v_core.production.runner.opened import destination_for, video_bytes
from s2v_core.production.runner.space import Space
from s2v_core.settings import Settings

__all__ = ["Foresight", "foresee"]

_LOOKED_AT = 6
"""Outputs whose lengths stand for those of all."""
_DRAWS, _ADDRESS = "OutputConfig.S2V.Draws", "OutputConfig.MediaURL"


@dataclass(frozen=True, kw_only=True)
class Foresight:
    """What is to be expected of a job.

    ``shortest`` and ``longest`` are lengths of its outputs in seconds, ``seconds`` that of all together and ``size``
    their bytes; all 0 when it cannot be planned. ``place`` is where they go; empty: a folder of the job's own.
    ``problems`` are those that the document alone does not show.
    """

    outputs: int
    shortest: float = 0.0
    longest: float = 0.0
    seconds: float = 0.0
    size: int = 0
    place: str = ""
    problems: tuple[Problem, ...] = ()


def foresee(
    job: Job, *, assets: Assets, speaker: SpeechSource, settings: Settings, trusted: bool, space: Space | None = None
) -> Foresight:
    """Look ahead at a job whose document has no errors; nothing is written.

    Args:
        job: the job.
        assets: its media.
        speaker: the voices; one that only estimates makes the lengths estimates.
        settings: folders, limits and the encoder.
        trusted: whether the document comes from this machine's user.
        space: tells whether there is room.
    """
    look = _Look(job, settings)
    look.plan(assets, speaker)
    look.find_room(space or Space(), trusted=trusted)
    return replace(look.found, problems=tuple(dict.fromkeys(look.problems)))


class _Look:
    """Gathers what is found about a job."""

    def __init__(self, job: Job, settings: Settings) -> None:
        self.job = job
        self.settings = settings
        self.found = Foresight(outputs=job.output_config.count)
        self.problems: list[Problem] = []
        self._sizes: list[int] = []

    def plan(self, assets: Assets, speaker: SpeechSource) -> None:
        """Plan some of the outputs."""
        templates = partial(load_template, self.settings)
        try:
            self._note(preflight(self.job, assets=assets, speaker=speaker, templates=templates))
            encoder, notes = encoder_options(self.job, self.settings)
            self._note(notes)
            planned = plan(_few(self.job), assets=assets, speaker=speaker, templates=templates)
        except S2VError as error:
            self._refused(error)
            return
        self._note(problem for problem in planned.problems if not problem.path.startswith(_DRAWS))
        frames = [output.timeline.length for output in planned.outputs if output.timeline is not None]
        for output in planned.outputs:
            if output.error is not None:
                self._refused(output.error)
        if frames:
            self._amount(frames, encoder.crf)

    def find_room(self, space: Space, *, trusted: bool) -> None:
        """See where the outputs go, and whether there is room."""
        own = self.settings.outputs_dir / "job"
        try:
            to = destination_for(self.job, "", folder=own, settings=self.settings, trusted=trusted)
            self._note([to.warning] if to.warning else [])
            place = "" if own in (to.folder.path, *getattr(to.folder.path, "parents", ())) else to.folder.url
            self.found = replace(self.found, place=place)
            space.demand(to.folder.path or self.settings.spool_dir, self.settings.cache_dir, self._sizes)
        except OutputNotWritable as error:
            self._refused(error.at(_ADDRESS))
        except S2VError as error:
            self._refused(error)

    def _amount(self, frames: Sequence[int], crf: int) -> None:
        mean = round(sum(frames) / len(frames))
        self._sizes = [video_bytes(self.job, mean, crf)] * self.found.outputs
        rate = self.job.rate
        self.found = replace(
            self.found,
            shortest=float(min(frames) / rate),
            longest=float(max(frames) / rate),
            seconds=float(self.found.outputs * mean / rate),
            size=sum(self._sizes),
        )

    def _refused(self, error: S2VError) -> None:
        many = error.problems if isinstance(error, JobError) else ()
        self._note(many or [error.problem()])

    def _note(self, problems: Iterable[Problem]) -> None:
        """Keep problems, placed where the document has them; what templates bring has no place there."""
        for problem in problems:
            path = self.job.path_as_written(problem.path)
            if path is not None:
                self.problems.append(replace(problem, path=path))


def _few(job: Job) -> Job:
    output = job.output_config
    return job.model_copy(update={"output_config": output.model_copy(update={"count": min(_LOOKED_AT, output.count)})})
