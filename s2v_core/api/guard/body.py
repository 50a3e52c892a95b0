"""Bodies are read as far as they may be large, and no further."""

from __future__ import annotations

from starlette.requests import Request

from s2v_core.api.refusals import Refusal

__all__ = ["MAX_BODY", "read_body"]

MAX_BODY = 8 * 1024 * 1024
"""Bytes. A job of forty nodes with two hundred addresses each takes about one megabyte."""


async def read_body(request: Request, limit: int = MAX_BODY) -> bytes:
    """Return the body of a request.

    Raises:
        Refusal: it has more than ``limit`` bytes.
    """
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced[:20]) > limit:
        raise _too_large(limit)
    body = bytearray()
    async for block in request.stream():
        body += block
        if len(body) > limit:
            raise _too_large(limit)
    return bytes(body)


def _too_large(limit: int) -> Refusal:
    return Refusal(413, "RequestTooLarge", f"The body is larger than {limit // 1024**2} MB.", hint="Send less at once.")
