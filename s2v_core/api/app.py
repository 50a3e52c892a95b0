"""The server's application: all routes of the HTTP face, alone or beside others."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from s2v_core.api.face import Face
from s2v_core.api.health import metrics_text, well_being
from s2v_core.api.refusals import Refusal
from s2v_core.api.rest import answer_error, create_rest
from s2v_core.api.rest.access import identified
from s2v_core.api.vendor import VendorRoute
from s2v_core.errors import S2VError

__all__ = ["create_app", "routes_of"]

_METRICS = "text/plain; version=0.0.4; charset=utf-8"


def create_app(face: Face) -> Starlette:
    """Return the HTTP face as an ASGI application of its own."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with face.running():
            yield

    return Starlette(routes=routes_of(face), lifespan=lifespan, exception_handlers={HTTPException: answer_error})


def routes_of(face: Face) -> list[BaseRoute]:
    """Return the routes of the HTTP face, to be put beside others; ``face.running`` must surround them."""
    return [
        VendorRoute(face),
        Route("/healthz", partial(_health, face)),
        Route("/metrics", partial(_metrics, face)),
        Mount("/api/v1", create_rest(face)),
    ]


async def _health(face: Face, request: Request) -> Response:
    try:
        face.admit(request)
        return JSONResponse(await face.read(partial(well_being, face)))
    except (Refusal, S2VError) as error:
        return await answer_error(request, error)


async def _metrics(face: Face, request: Request) -> Response:
    try:
        face.admit(request)
        identified(face, request, writes=False)
        return PlainTextResponse(await face.read(partial(metrics_text, face)), media_type=_METRICS)
    except (Refusal, S2VError) as error:
        return await answer_error(request, error)
