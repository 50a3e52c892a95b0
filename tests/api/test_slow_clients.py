"""Clients who begin and do not go on."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import uvicorn
from starlette.requests import Request
from starlette.types import Message, Receive, Scope, Send
from uvicorn.server import ServerState

from s2v_core.api import Face, connections, create_app
from s2v_core.api.connections import ImpatientProtocol
from s2v_core.api.guard import read_body
from s2v_core.api.refusals import Refusal
from s2v_core.api.rest import assets
from s2v_core.settings import Settings
from tests.api.wire import acs3, hmac_sha1
from tests.support.media import write_image

PATIENCE = 0.5
HEAD = b"GET / HTTP/1.1\r\nhost: x\r\n\r\n"


async def slow_answer(_: Scope, receive: Receive, send: Send) -> None:
    await asyncio.sleep(2 * PATIENCE)
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok"})


def test_who_does_not_go_on_with_a_request_is_hung_up_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "_PATIENCE", PATIENCE)
    config = uvicorn.Config(slow_answer, lifespan="off", log_config=None)
    config.load()

    async def told(port: int, *said: bytes) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        heard = b""
        for text in said:
            writer.write(text)
            if text == HEAD:
                heard += await reader.readuntil(b"ok")
        heard += await reader.read()
        writer.close()
        return heard

    async def tried() -> list[bytes]:
        loop = asyncio.get_running_loop()
        state = ServerState()
        server = await loop.create_server(lambda: ImpatientProtocol(config, state, {}), "127.0.0.1", 0)
        async with server:
            port = server.sockets[0].getsockname()[1]
            asked = [told(port), told(port, HEAD[:9]), told(port, HEAD, HEAD[:9])]
            return await asyncio.wait_for(asyncio.gather(*asked), 60)

    silent, half, answered = asyncio.run(tried())
    assert (silent, half) == (b"", b"")
    assert answered.startswith(b"HTTP/1.1 200")


def halting(*pieces: bytes) -> Receive:
    """Return what gives the pieces of a body, and then nothing more though there should be."""
    left = iter(pieces)

    async def receive() -> Message:
        piece = next(left, None)
        if piece is None:
            await asyncio.Event().wait()
        return {"type": "http.request", "body": piece, "more_body": True}

    return receive


def test_a_body_that_does_not_come_is_not_waited_for() -> None:
    request = Request({"type": "http", "method": "POST", "headers": []}, halting(b"a", b"b"))
    with pytest.raises(Refusal) as caught:
        asyncio.run(read_body(request, seconds=0.05))
    assert (caught.value.status, caught.value.code) == (408, "RequestTimeout")


def test_an_upload_that_does_not_go_on_leaves_nothing(face: Face, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "_SILENCE", 0.05)
    picture = write_image(face.service.settings.home / "a.png").read_bytes()
    answers = _answered(face, "PUT", "/api/v1/uploads/a.png", halting(picture[:20]))
    assert answers[0]["status"] == 408
    left = [path.name for path in face.service.settings.library_dir.rglob("*") if path.is_file()]
    assert [name for name in left if not name.startswith("library.sqlite3")] == []


def _answered(face: Face, method: str, path: str, receive: Receive, *, query: str = "", **headers: str) -> list[Any]:
    scope = {
        "type": "http",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in ({"host": "127.0.0.1"} | headers).items()],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 1),
    }
    sent: list[Any] = []

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(create_app(face)(scope, receive, send))
    return sent


async def unread() -> Message:
    """Give a body that nobody should ask for."""
    pytest.fail("the body was read")


def test_no_body_is_taken_from_who_signs_with_a_wrong_key(settings: Settings) -> None:
    keyed = settings.model_copy(update={"access_keys": type(settings.access_keys)("shop:12345678")})
    face = Face(keyed, runner=False)
    good = ("shop", "12345678")

    def code(query: str = "", **headers: str) -> str:
        start, body = _answered(face, "POST", "/", unread, query=query, **headers)
        assert start["status"] in (400, 403)
        return str(json.loads(body["body"])["Code"])

    def signed(key: tuple[str, str], **options: Any) -> dict[str, str]:
        return acs3("ListTemplates", "127.0.0.1", key, body=b"Keyword=x", **options)

    assert code(**signed(("shop", "another one"))) == "SignatureDoesNotMatch"
    assert code(**signed(("nobody", "12345678"))) == "InvalidAccessKeyId.NotFound"
    assert code(**signed(good, at=datetime.now(UTC) - timedelta(hours=1))) == "InvalidTimeStamp.Expired"
    assert code(hmac_sha1("ListTemplates", ("nobody", "12345678"), query={})) == "InvalidAccessKeyId.NotFound"
    face.service.close()
