"""The outputs of jobs, and their files, with range requests."""

from __future__ import annotations

import mimetypes
from functools import partial
from types import MappingProxyType
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query

from s2v_core.api.face import Face
from s2v_core.api.rest.asking import caller, caller_by_link
from s2v_core.api.rest.files import CONTENT, StoredFile
from s2v_core.api.rest.models import Output, OutputList
from s2v_core.api.rest.views import FILES, output_view

__all__ = ["router"]

_PLACE = "/jobs/{job}/outputs/{index}/{file}"
_TYPES = MappingProxyType({"Video": "video/mp4", "Subtitles": "application/x-subrip", "Timeline": "application/json"})


def router(face: Face) -> APIRouter:
    """Return the routes."""
    routes = APIRouter(tags=["outputs"])
    known, linked = [Depends(caller(face))], [Depends(caller_by_link(face))]
    service = face.service

    @routes.get("/jobs/{job}/outputs", dependencies=known)
    async def list_outputs(job: str) -> OutputList:
        """List the outputs of a job; none before it is planned."""
        return OutputList(outputs=[output_view(output) for output in await face.read(partial(service.outputs, job))])

    @routes.get("/jobs/{job}/outputs/{index}", dependencies=known)
    async def show_output(job: str, index: int) -> Output:
        """Return an output."""
        return output_view(await face.read(partial(service.output, job, index)))

    @routes.head(_PLACE, dependencies=linked, include_in_schema=False)
    @routes.get(_PLACE, dependencies=linked, response_class=StoredFile, responses=CONTENT)
    async def fetch_file(
        job: str,
        index: int,
        file: Literal["video", "subtitles", "timeline"],
        download: Annotated[bool, Query(description="Whether browsers save it instead of showing it.")] = False,
    ) -> StoredFile:
        """Return a file of an output that is made: its video, its subtitles (SRT) or its timeline (JSON)."""
        role = FILES[file]
        path = await face.read(partial(service.file, job, index, role))
        kind = mimetypes.guess_type(path.name)[0] if role == "Video" else None
        return StoredFile(
            path,
            media_type=kind or _TYPES[role],
            filename=path.name,
            content_disposition_type="attachment" if download else "inline",
        )

    return routes
