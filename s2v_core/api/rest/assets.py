"""The asset library: finding assets, and bringing them in."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request

from s2v_core.api.face import Face
from s2v_core.api.guard import announced_size, patience
from s2v_core.api.refusals import Refusal
from s2v_core.api.rest.asking import caller, caller_by_link
from s2v_core.api.rest.files import CONTENT, StoredFile
from s2v_core.api.rest.models import Asset, AssetList, Received
from s2v_core.api.rest.views import asset_view
from s2v_core.media import MediaKind
from s2v_core.media.library import Added, Filter, Upload

__all__ = ["router"]

_BLOCK = 1 << 20
_SILENCE = 60.0
"""Seconds without a byte after which an upload is given up."""
_FILE: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "The file itself.",
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


def router(face: Face) -> APIRouter:
    """Return the routes."""
    routes = APIRouter(tags=["assets"])
    known, linked = [Depends(caller(face))], [Depends(caller_by_link(face))]
    library = face.service.library

    @routes.get("/assets", dependencies=known)
    async def list_assets(
        text: Annotated[str, Query(max_length=200, description="Words in name, folder or tags.")] = "",
        kind: Annotated[list[MediaKind] | None, Query()] = None,
        folder: Annotated[str | None, Query(max_length=500)] = None,
        offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
        limit: Annotated[int, Query(ge=1, le=500)] = 100,
    ) -> AssetList:
        """List assets, the newest first."""
        wanted = Filter(text=text, kinds=tuple(kind or ()), folder=folder, offset=offset, limit=limit)
        page = await face.read(partial(library.assets, wanted))
        return AssetList(assets=[asset_view(asset) for asset in page.assets], total=page.total)

    @routes.get("/assets/{asset}", dependencies=known)
    async def show_asset(asset: str) -> Asset:
        """Return an asset."""
        return asset_view(await face.read(partial(library.asset, asset)))

    @routes.head("/assets/{asset}/content", dependencies=linked, include_in_schema=False)
    @routes.get("/assets/{asset}/content", dependencies=linked, response_class=StoredFile, responses=CONTENT)
    async def fetch_asset(asset: str) -> StoredFile:
        """Return the file of an asset."""
        path = await face.read(partial(library.path, asset))
        return StoredFile(path, filename=(await face.read(partial(library.asset, asset))).name)

    @routes.put("/uploads/{name:path}", dependencies=known, status_code=201, openapi_extra=_FILE)
    async def upload_asset(
        request: Request,
        name: str,
        tag: Annotated[list[str] | None, Query(max_length=20, description="Tags for it.")] = None,
    ) -> Received:
        """Bring a file into the library. What it is is told by its content, never by its name."""
        most = face.service.settings.max_upload_mb
        if announced_size(request) > most * 1_000_000:
            raise Refusal(413, "InvalidMaterial.TooLarge", f"The file is larger than {most} MB.")
        with ExitStack() as stack:
            receiving = library.uploading(name, tags=tuple(tag or ()))
            upload = await face.write(partial(stack.enter_context, receiving))
            added = await _received(face, request, upload)
        return Received(asset=asset_view(added.asset), duplicate=added.duplicate)

    return routes


async def _received(face: Face, request: Request, upload: Upload) -> Added:
    """Write what arrives block by block, so that it is never in memory as a whole."""
    block, now = bytearray(), asyncio.get_running_loop().time
    async with patience(_SILENCE) as timeout:
        async for piece in request.stream():
            timeout.reschedule(None)
            block += piece
            if len(block) >= _BLOCK:
                await face.write(partial(upload.write, block))
                block = bytearray()
            timeout.reschedule(now() + _SILENCE)
    await face.write(partial(upload.write, block))
    return await face.write(upload.finish)
