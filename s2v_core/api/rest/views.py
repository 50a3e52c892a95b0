"""Values of the service as the REST shows them. Nothing tells where files of this machine lie."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from s2v_core.api.links import path_of
from s2v_core.api.refusals import Refusal, problems_without_paths, without_paths
from s2v_core.api.rest.models import Asset, Finding, Job, Output, Reason, Refused
from s2v_core.errors import Problem
from s2v_core.media.addresses import shown_values
from s2v_core.media.library import Asset as StoredAsset
from s2v_core.production.store import Failure, Results, StoredJob, StoredOutput

__all__ = ["FILES", "asset_view", "findings_view", "job_view", "output_view", "refused_view"]

FILES: Mapping[str, str] = MappingProxyType({"video": "Video", "subtitles": "Subtitles", "timeline": "Timeline"})
"""The files of an output by the names that addresses call them."""


def findings_view(problems: Iterable[Problem]) -> list[Finding]:
    """Return what was found wrong with a document."""
    return [
        Finding(severity=problem.severity, path=problem.path, message=problem.message, hint=problem.hint)
        for problem in problems_without_paths(problems)
    ]


def refused_view(refusal: Refusal) -> Refused:
    """Return why a request was refused."""
    return Refused(
        code=refusal.code,
        message=refusal.message,
        where=refusal.where,
        hint=refusal.hint,
        problems=findings_view(refusal.problems),
    )


def job_view(job: StoredJob) -> Job:
    """Return a job."""
    return Job(
        id=job.id,
        name=job.name,
        kind=job.kind,
        mode=job.mode,
        state=job.state,
        cancel_requested=job.cancel_requested,
        outputs=dict(job.outputs),
        frames=job.frames,
        frames_done=job.frames_done,
        created=job.created,
        modified=job.modified,
        ended=job.ended,
        failure=_reason(job.failure),
    )


def output_view(output: StoredOutput) -> Output:
    """Return an output; files that were brought to no storage have addresses on this server."""
    made = output.results if output.results and output.state == "Success" else Results()
    return Output(
        index=output.index,
        name=output.name,
        state=output.state,
        frames=output.progress.total,
        frames_done=output.progress.done,
        duration=output.results.duration if output.results else None,
        files={
            name: made.urls.get(role) or path_of(output.job, output.index, name)
            for name, role in FILES.items()
            if role in made.files
        },
        draws=_without_paths(shown_values(dict(output.draws))),
        failure=_reason(output.failure),
    )


def asset_view(asset: StoredAsset) -> Asset:
    """Return an asset."""
    return Asset(
        id=asset.id,
        reference=asset.reference,
        name=asset.name,
        kind=asset.kind,
        folder=asset.folder,
        tags=list(asset.tags),
        width=asset.width,
        height=asset.height,
        duration=asset.duration,
        size=asset.size,
        state=asset.state,
    )


def _reason(failure: Failure | None) -> Reason | None:
    if failure is None:
        return None
    return Reason(code=failure.vendor_code, message=without_paths(str(failure.error())))


def _without_paths(value: Any) -> Any:
    if isinstance(value, str):
        return without_paths(value)
    if isinstance(value, Mapping):
        return {name: _without_paths(inner) for name, inner in value.items()}
    return [_without_paths(inner) for inner in value] if isinstance(value, list | tuple) else value
