"""Planning a job as a task for a pool: speaking may take long, and what a decoder crashes on is not known yet."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from s2v_core.errors import JobError, MediaError, Problem, S2VError
from s2v_core.job import Job, accepted, parse_job
from s2v_core.media import Assets
from s2v_core.planning import PlannedOutput
from s2v_core.production.outcome import Failure, Progress
from s2v_core.production.steps import prepare
from s2v_core.production.store import NewOutput
from s2v_core.settings import load_settings
from s2v_core.speech import Speaker
from s2v_core.timeline import dumps

__all__ = ["Facts", "PlanResult", "PlanTask", "plan_job", "read_job"]

_MEDIA = re.compile(r"InputConfig\.MediaGroupArray\[(\d+)\]\.MediaArray")


@dataclass(frozen=True, kw_only=True)
class PlanTask:
    """A job to be planned; every field is a JSON value, as in ``RenderTask``. ``document`` is JSON text.

    ``library`` holds the paths of the library's assets that the job names, by id.
    """

    document: str
    settings: Mapping[str, Any]
    base: str
    trusted: bool
    seed: int | None
    library: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What planning found out about a job as a whole. ``encoder`` are the fields of ``EncoderOptions``."""

    seed: int
    encoder: Mapping[str, Any]
    problems: tuple[Problem, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the facts as the jobs store keeps them."""
        return {
            "Seed": self.seed,
            "Encoder": dict(self.encoder),
            "Problems": [problem.to_json() for problem in self.problems],
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Facts:
        """Return the facts that ``to_json`` wrote."""
        problems = tuple(
            Problem(path=entry["Path"], message=entry["Message"], hint=entry["Hint"], severity=entry["Severity"])
            for entry in values["Problems"]
        )
        return cls(seed=values["Seed"], encoder=values["Encoder"], problems=problems)


@dataclass(frozen=True, kw_only=True)
class PlanResult:
    """A planned job: its outputs and facts, or the failure why there are none, with all the problems found."""

    outputs: tuple[NewOutput, ...] = ()
    facts: Facts | None = None
    failure: Failure | None = None
    problems: tuple[Problem, ...] = field(default=())


def read_job(document: str) -> tuple[Job, tuple[Problem, ...]]:
    """Return the job of a document, and its warnings.

    Raises:
        JobError: it has errors; all of its problems are listed.
    """
    job, problems = parse_job(document)
    return accepted(job, problems), problems


def plan_job(task: PlanTask, report: Callable[[Progress], None], should_stop: Callable[[], bool]) -> PlanResult:
    """Plan the job of ``task``. Errors of the product become its ``failure``; whatever else is raised is a bug."""
    try:
        return _planned(task)
    except JobError as error:
        return PlanResult(failure=_failure_of(error), problems=error.problems)
    except S2VError as error:
        return PlanResult(failure=Failure.of(error))


def _planned(task: PlanTask) -> PlanResult:
    job, remarks = read_job(task.document)
    settings = load_settings(**task.settings)
    assets = Assets(settings, base=Path(task.base) if task.base else None, trusted=task.trusted)
    assets.know({identity: Path(path) for identity, path in task.library.items()})
    with Speaker(settings) as speaker:
        prepared = prepare(job, assets=assets, speaker=speaker, settings=settings, seed=task.seed)
    problems = (*remarks, *prepared.problems)
    return PlanResult(
        outputs=tuple(_new_output(output, job, assets) for output in prepared.plan.outputs),
        facts=Facts(seed=prepared.plan.seed, encoder=asdict(prepared.encoder), problems=problems),
        problems=problems,
    )


def _new_output(output: PlannedOutput, job: Job, assets: Assets) -> NewOutput:
    try:
        timeline = output.required_timeline()
        text = dumps(timeline)
    except S2VError as error:
        failure = Failure.of(error)
        if "template" not in output.draws:  # which may have other nodes
            failure = replace(failure, code=_cause(error, job, assets))
        return NewOutput(index=output.index, name=output.name, draws=output.draws, failure=failure)
    return NewOutput(index=output.index, name=output.name, timeline=text, frames=timeline.length, draws=output.draws)


def _cause(error: S2VError, job: Job, assets: Assets) -> str:
    """Return the name of an error; where none of a node's media can be had, of what is wrong with all of them."""
    node = _MEDIA.fullmatch(error.where)
    media = job.input_config.media_group_array[int(node[1])].media_array if node else ()
    troubles = [_trouble(assets, reference) for reference in media]
    if not troubles or not all(isinstance(trouble, MediaError) for trouble in troubles):
        return type(error).__name__
    kinds = {type(trouble).__name__ for trouble in troubles}
    return kinds.pop() if len(kinds) == 1 else MediaError.__name__


def _trouble(assets: Assets, reference: str) -> S2VError | None:
    """Return what is wrong with an asset that planning has looked at, which is remembered."""
    try:
        assets.info(reference)
    except S2VError as error:
        return error
    return None


def _failure_of(error: JobError) -> Failure:
    """Return what a job is stored to have failed of: where a single problem says it all, that one."""
    found = [problem for problem in error.problems if problem.severity == "error"]
    if len(found) != 1:
        return Failure.of(error)
    return Failure(code="JobError", message=found[0].message, where=found[0].path, hint=found[0].hint)
