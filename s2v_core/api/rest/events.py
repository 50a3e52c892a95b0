"""What happens, as it happens: server-sent events."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header
from starlette.responses import StreamingResponse

from s2v_core.api.face import Face
from s2v_core.api.refusals import Refusal
from s2v_core.api.rest.asking import caller
from s2v_core.api.rest.views import job_view, output_view
from s2v_core.production.store import ENDED_JOB_STATES, Changes

__all__ = ["router"]

_PAUSE = 0.4
_SILENCE = 15.0
"""Seconds without an event after which a comment keeps the connection open."""
_BEGINNING = -1
_MOST = 64
"""Listeners at a time."""
_STREAM: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Events `job` and `output` whose data are JSON, and `end` after the last one of a single job.",
        "content": {"text/event-stream": {"schema": {"type": "string"}}},
    }
}
_LastEvent = Annotated[str, Header(alias="Last-Event-ID", description="Goes on after this event.")]


def router(face: Face) -> APIRouter:
    """Return the routes."""
    routes = APIRouter(tags=["events"], dependencies=[Depends(caller(face))])
    listeners = asyncio.Semaphore(_MOST)

    def stream(job: str | None, since: int, *, over: bool) -> StreamingResponse:
        if listeners.locked():
            raise Refusal(429, "Throttling.User", "There are too many listeners.", wait=10)
        told = _told(face, job, since, listeners, over=over)
        return StreamingResponse(told, media_type="text/event-stream", headers={"Cache-Control": "no-store"})

    @routes.get("/events", response_class=StreamingResponse, responses=_STREAM)
    async def follow_all(last: _LastEvent = "") -> StreamingResponse:
        """Tell of every change in all jobs."""
        since = _revision(last)
        return stream(None, await face.read(face.service.revision) if since is None else since, over=False)

    @routes.get("/jobs/{job}/events", response_class=StreamingResponse, responses=_STREAM)
    async def follow_job(job: str, last: _LastEvent = "") -> StreamingResponse:
        """Tell of one job: first as it is, then every change until it ends."""
        stored = await face.read(partial(face.service.job, job))
        since = _revision(last)
        return stream(job, _BEGINNING if since is None else since, over=stored.state in ENDED_JOB_STATES)

    return routes


def _revision(last: str) -> int | None:
    """Return after which revision a listener wants to go on; None when it does not say."""
    return int(last) if last.isascii() and last.isdecimal() and len(last) < 19 else None


async def _told(
    face: Face, job: str | None, since: int, listeners: asyncio.Semaphore, *, over: bool
) -> AsyncIterator[str]:
    """Yield what changes; of one job until it has ended, or at once what is known when it is ``over`` already."""
    async with listeners:
        silent = 0.0
        while True:
            changes = await face.read(partial(face.service.changes, since, job))
            for line in _events(changes):
                silent = 0.0
                yield line
            if job is not None and (over or _is_over(changes)):
                yield _event("end", changes.revision, {})
                return
            since = changes.revision
            if silent >= _SILENCE:
                silent = 0.0
                yield ": still here\n\n"
            await asyncio.sleep(_PAUSE)
            silent += _PAUSE


def _is_over(changes: Changes) -> bool:
    return bool(changes.removed) or any(job.state in ENDED_JOB_STATES for job in changes.jobs)


def _events(changes: Changes) -> list[str]:
    revision = changes.revision
    jobs = [_event("job", revision, job_view(job).model_dump(mode="json")) for job in changes.jobs]
    outputs = [
        _event("output", revision, {"job": output.job} | output_view(output).model_dump(mode="json"))
        for output in changes.outputs
    ]
    return [*outputs, *jobs, *(_event("removed", revision, {"job": job}) for job in changes.removed)]


def _event(name: str, revision: int, data: object) -> str:
    return f"id: {revision}\nevent: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
