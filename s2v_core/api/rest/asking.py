"""What every route asks first: whether the caller may."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security.http import HTTPBase

from s2v_core.api.face import Face
from s2v_core.api.rest.access import identified, identified_by_link
from s2v_core.settings import AccessKey

__all__ = ["caller", "caller_by_link"]

_described = HTTPBase(
    scheme="basic",
    scheme_name="AccessKey",
    description="Id and secret of an access key; not needed where there are none.",
    auto_error=False,
)
_READING = ("GET", "HEAD")


def caller(face: Face) -> Callable[..., Awaitable[AccessKey | None]]:
    """Return the dependency that lets in who has an access key that may do what is asked."""

    async def check(request: Request, _: Annotated[object, Depends(_described)]) -> AccessKey | None:
        face.admit(request)
        return identified(face, request, writes=request.method not in _READING)

    return check


def caller_by_link(face: Face) -> Callable[..., Awaitable[AccessKey | None]]:
    """Return the dependency that also lets in who has an address that a key signed."""

    async def check(request: Request, _: Annotated[object, Depends(_described)]) -> AccessKey | None:
        return identified_by_link(face, request)

    return check
