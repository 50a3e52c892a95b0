"""Jobs: submitted, listed, shown, stopped, tried again and forgotten."""

from __future__ import annotations

import json
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from s2v_core.api.face import Face
from s2v_core.api.guard import read_body
from s2v_core.api.refusals import Refusal
from s2v_core.api.rest.asking import caller
from s2v_core.api.rest.models import Job, JobList, Retried, ShownJob, SubmittedJob
from s2v_core.api.rest.views import findings_view, job_view
from s2v_core.production.store import JobFilter, JobState

__all__ = ["router"]

_DOCUMENT: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "The job document: `InputConfig`, `EditingConfig`, `OutputConfig`, `TemplateConfig`.",
        "content": {"application/json": {"schema": {"type": "object"}}},
    }
}


def router(face: Face) -> APIRouter:
    """Return the routes."""
    routes = APIRouter(tags=["jobs"], dependencies=[Depends(caller(face))])
    service = face.service

    @routes.get("/jobs")
    async def list_jobs(
        state: Annotated[list[JobState] | None, Query(description="Only jobs in these states.")] = None,
        text: Annotated[
            str, Query(max_length=200, description="Only names with this text, or the job of this id.")
        ] = "",
        limit: Annotated[int, Query(ge=1, le=100)] = 20,
        after: Annotated[str | None, Query(max_length=200, description="`next` of the part before.")] = None,
    ) -> JobList:
        """List jobs, the newest first."""
        wanted = JobFilter(states=tuple(state or ()), text=text)
        page = await face.read(partial(service.jobs, wanted, limit=limit, token=after))
        return JobList(jobs=[job_view(job) for job in page.jobs], next=page.next_token)

    @routes.post("/jobs", status_code=201, openapi_extra=_DOCUMENT)
    async def submit_job(
        request: Request,
        name: Annotated[str, Query(max_length=200, description="What the job is called in lists.")] = "",
        seed: Annotated[int | None, Query(ge=0, lt=2**63, description="Of all draws.")] = None,
        token: Annotated[str, Query(max_length=200, description="The same one again gives the same job.")] = "",
    ) -> SubmittedJob:
        """Check a job document and put it into the store; a runner makes its videos."""
        try:
            document = (await read_body(request)).decode("utf-8-sig")
        except UnicodeDecodeError:
            raise Refusal(400, "InvalidParameter", "The document is not UTF-8 text.") from None
        done = await face.write(partial(service.submit, document, name=name, seed=seed, token=token))
        return SubmittedJob(id=done.job, created=done.created, problems=findings_view(done.problems))

    @routes.get("/jobs/{job}")
    async def show_job(job: str) -> ShownJob:
        """Return a job."""
        shown = job_view(await face.read(partial(service.job, job)))
        problems = findings_view(await face.read(partial(service.problems, job)))
        return ShownJob(**shown.model_dump(), problems=problems)

    @routes.get("/jobs/{job}/document")
    async def show_document(job: str) -> dict[str, Any]:
        """Return the document of a job as it was submitted."""
        request = await face.read(partial(service.request, job))
        return dict(json.loads(request.document))

    @routes.post("/jobs/{job}/cancel", status_code=202)
    async def cancel_job(job: str) -> Job:
        """Stop a job. Outputs that are finished stay."""
        await face.write(partial(service.cancel, job))
        return job_view(await face.read(partial(service.job, job)))

    @routes.post("/jobs/{job}/retry", status_code=202)
    async def retry_job(job: str) -> Retried:
        """Make again what failed or was cancelled, and nothing else."""
        return Retried(steps=await face.write(partial(service.retry, job)))

    @routes.delete("/jobs/{job}", status_code=204)
    async def remove_job(job: str) -> Response:
        """Forget a job that has ended. Its videos stay."""
        await face.write(partial(service.remove, job))
        return Response(status_code=204)

    return routes
