"""The REST application: its routes, how errors are answered, and its OpenAPI document."""

from __future__ import annotations

import time
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from s2v_core import __version__
from s2v_core.api.face import Face
from s2v_core.api.refusals import Refusal, refusal_of
from s2v_core.api.rest import assets, catalogue, events, jobs, outputs
from s2v_core.api.rest.models import Refused
from s2v_core.api.rest.views import refused_view
from s2v_core.errors import S2VError

__all__ = ["answer_error", "create_rest"]

_REFUSALS = {
    400: "The request is malformed, or the document cannot be carried out.",
    401: "There are access keys, and none or a wrong one was given.",
    403: "The access key may only read, or this caller may not ask at all.",
    404: "There is no such thing.",
    408: "The body takes too long to arrive.",
    409: "Its state forbids it.",
    413: "It is too large.",
    429: "There are too many requests.",
    503: "The data folder cannot be used.",
    507: "There is no room.",
}


def create_rest(face: Face) -> ASGIApp:
    """Return the REST as an ASGI application, to be mounted at ``/api/v1``."""
    responses: dict[int | str, dict[str, Any]] = {
        status: {"model": Refused, "description": meaning} for status, meaning in _REFUSALS.items()
    }
    rest = FastAPI(
        title="Script-to-Video Studio",
        version=__version__,
        description="Submit job documents, follow them, and fetch their videos.",
        docs_url=None,  # its page loads from elsewhere
        redoc_url=None,
        responses=responses,
        servers=[{"url": "/api/v1"}],
    )
    for module in (jobs, outputs, events, assets, catalogue):
        rest.include_router(module.router(face))
    _describe_refusals(rest)
    rest.add_exception_handler(Refusal, answer_error)
    rest.add_exception_handler(S2VError, answer_error)
    rest.add_exception_handler(RequestValidationError, answer_error)
    rest.add_exception_handler(HTTPException, answer_error)
    rest.add_exception_handler(ClientDisconnect, answer_error)
    rest.add_exception_handler(Exception, answer_error)
    return _Counted(rest, face)


def _describe_refusals(rest: FastAPI) -> None:
    """Take the answer to malformed parameters that FastAPI assumes out of the document: here it is another one."""
    for path in rest.openapi()["paths"].values():
        for operation in path.values():
            operation["responses"].pop("422", None)


async def answer_error(request: Request, error: Exception) -> Response:
    """Return what is answered instead of a result."""
    if isinstance(error, ClientDisconnect):
        return Response(status_code=400)  # to nobody
    refusal = _refusal(error)
    headers = dict(getattr(error, "headers", None) or {}) | refusal.headers
    return JSONResponse(refused_view(refusal).model_dump(), status_code=refusal.status, headers=headers)


def _refusal(error: Exception) -> Refusal:
    if isinstance(error, Refusal):
        return error
    if isinstance(error, S2VError):
        return refusal_of(error)
    if isinstance(error, RequestValidationError):
        first = error.errors()[0]
        return Refusal(400, "InvalidParameter", f"{first['msg']}.", where=".".join(map(str, first["loc"][1:])))
    if isinstance(error, HTTPException):
        code = HTTPStatus(error.status_code).phrase.replace(" ", "")
        return Refusal(error.status_code, code, f"{error.detail}.")
    return Refusal(500, "InternalError", "The server has made a mistake.")


class _Counted:
    """Counts what is asked, by route."""

    def __init__(self, application: ASGIApp, face: Face) -> None:
        self._application = application
        self._face = face

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun, status = time.perf_counter(), 500

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (b"x-content-type-options", b"nosniff")]
            await send(message)

        try:
            await self._application(scope, receive, noted)
        finally:
            route = getattr(scope.get("route"), "path", "unknown")
            self._face.metrics.count(f"rest {route}", status, time.perf_counter() - begun)
