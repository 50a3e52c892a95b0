"""Files that are answered, whole or in parts."""

from __future__ import annotations

from typing import Any

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse
from starlette.types import Message, Receive, Scope, Send

from s2v_core.api.refusals import Refusal
from s2v_core.api.rest.models import Refused

__all__ = ["CONTENT", "StoredFile"]

_SCHEMA = {"schema": {"type": "string", "format": "binary"}}
CONTENT: dict[int | str, dict[str, Any]] = {
    200: {"description": "The whole file.", "content": {"*/*": _SCHEMA}},
    206: {"description": "The part that `Range` asks for.", "content": {"*/*": _SCHEMA}},
    416: {"model": Refused, "description": "The file has no such part."},
}


class StoredFile(FileResponse):
    """A file, or the parts of it that ``Range`` asks for; what it cannot give is refused as everything else is."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer.

        Raises:
            Refusal: ``Range`` is malformed.
            HTTPException: the file has no such part; its headers tell how large it is.
        """

        async def answered(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 400:
                raise Refusal(400, "InvalidParameter", "This names no parts of a file.", where="Range")
            if message["type"] == "http.response.start" and message["status"] == 416:
                size = Headers(raw=message["headers"])["content-range"]
                raise HTTPException(416, "The file has no such part", headers={"Content-Range": size})
            await send(message)

        await super().__call__(scope, receive, answered)
