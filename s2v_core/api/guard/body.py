"""Bodies are read as far as they may be large, and no further."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.requests import Request

from s2v_core.api.refusals import Refusal

__all__ = ["MAX_BODY", "announced_size", "patience", "read_body"]

MAX_BODY = 8 * 1024 * 1024
"""Bytes. A job of forty nodes with two hundred addresses each takes about one megabyte."""
_PATIENCE = 120.0
"""Seconds in which a whole body must arrive: whoever sends a byte now and then holds a place for ever."""


async def read_body(request: Request, *, seconds: float = _PATIENCE) -> bytes:
    """Return the body of a request.

    Raises:
        Refusal: it has more than `MAX_BODY` bytes, or takes longer than ``seconds``.
    """
    if announced_size(request) > MAX_BODY:
        raise _too_large()
    body = bytearray()
    async with patience(seconds):
        async for block in request.stream():
            body += block
            if len(body) > MAX_BODY:
                raise _too_large()
    return bytes(body)


def announced_size(request: Request) -> int:
    """Return how many bytes a request says that its body has; 0 when it does not say."""
    announced = request.headers.get("content-length", "")
    return int(announced[:20]) if announced.isdecimal() else 0


@asynccontextmanager
async def patience(seconds: float) -> AsyncIterator[asyncio.Timeout]:
    """Let what is read within last so many seconds; the timeout can be put off.

    Raises:
        Refusal: it takes longer.
    """
    try:
        async with asyncio.timeout(seconds) as timeout:
            yield timeout
    except TimeoutError:
        raise Refusal(408, "RequestTimeout", "The body takes too long to arrive.") from None


def _too_large() -> Refusal:
    most = MAX_BODY // 1024**2
    return Refusal(413, "RequestTooLarge", f"The body is larger than {most} MB.", hint="Send less at once.")
