"""A service of our own with OpenAI's interface, that writes texts as the name of the model says."""

from __future__ import annotations

import http.server
import itertools
import json
import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.support.web import Handler, serving

__all__ = ["KEY", "Service", "running_service"]

KEY = "sk-very-secret-4711"
_SYLLABLES = (
    "ka",
    "lo",
    "mi",
    "ren",
    "tas",
    "vol",
    "dur",
    "pin",
    "zel",
    "bro",
    "fan",
    "gis",
    "hup",
    "jor",
    "wex",
    "yul",
)


class Service(http.server.ThreadingHTTPServer):
    """Keeps what it was asked in ``seen``; ``go_on`` lets those go on that wait."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.seen: list[dict[str, Any]] = []
        self.keys: set[str] = set()
        self.go_on = threading.Event()
        self.numbers = itertools.count()
        self.pair = threading.Barrier(2)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"

    def text(self, *, keyword: str = "coffee") -> str:
        """Return a text that is like no other one."""
        chosen = random.Random(next(self.numbers))
        words = ["".join(chosen.choices(_SYLLABLES, k=chosen.randint(1, 3))) for _ in range(4)]
        return f"{' '.join(words).capitalize()} {keyword}"


@contextmanager
def running_service() -> Iterator[Service]:
    service = Service()
    with serving(service):
        try:
            yield service
        finally:
            service.go_on.set()


class _Handler(Handler):
    server: Service

    def do_POST(self) -> None:
        request = json.loads(self.body())
        self.server.seen.append(request)
        self.server.keys.add(self.headers["Authorization"])
        try:
            getattr(self, request["model"])(request)
        except OSError:
            return  # the client went away

    # What a model may be like

    def good(self, request: dict[str, Any]) -> None:
        self._answer(request, json.dumps({"texts": self._texts(request)}))

    def fenced(self, request: dict[str, Any]) -> None:
        texts = [entry["text"] for entry in self._texts(request)]
        self._answer(request, f"Sure! Here they are:\n```json\n{json.dumps(texts, indent=1)}\n```\nEnjoy.")

    def lines(self, request: dict[str, Any]) -> None:
        texts = [entry["text"] for entry in self._texts(request)]
        self._answer(request, "".join(f"{place}. **{text}**\n" for place, text in enumerate(texts, 1)))

    def deaf(self, request: dict[str, Any]) -> None:
        """Answers at once, whether or not it was asked to stream."""
        self._answer(request | {"stream": False}, json.dumps({"texts": self._texts(request)}))

    def old(self, request: dict[str, Any]) -> None:
        """Knows no forms of answers."""
        if "response_format" in request:
            self._fail(400)
        else:
            self.good(request)

    def busy(self, request: dict[str, Any]) -> None:
        if len(self.server.seen) < 3:
            self._fail(429, **{"Retry-After": "0.01"})
        else:
            self.good(request)

    def paired(self, request: dict[str, Any]) -> None:
        """Answers the first two requests when both are there."""
        if len(self.server.seen) <= 2:
            self.server.pair.wait()
        self.good(request)

    def minute(self, request: dict[str, Any]) -> None:
        self._fail(429, **{"Retry-After": "59"})

    def spent(self, request: dict[str, Any]) -> None:
        self._fail(429, code="insufficient_quota")

    def later(self, request: dict[str, Any]) -> None:
        self._fail(429, **{"Retry-After": "86400"})

    def shaky(self, request: dict[str, Any]) -> None:
        if len(self.server.seen) == 1:
            self._fail(500)
        else:
            self.good(request)

    def down(self, request: dict[str, Any]) -> None:
        self._fail(500)

    def locked(self, request: dict[str, Any]) -> None:
        self._fail(401)

    def cut(self, request: dict[str, Any]) -> None:
        """Breaks the connection after three texts, and says all the next time."""
        whole = json.dumps({"texts": self._texts(request)})
        if len(self.server.seen) > 1:
            self._answer(request, whole)
            return
        place = -1
        for _ in range(4):
            place = whole.index('{"angle"', place + 1)
        self._begin("text/event-stream")
        self._event({"content": whole[: place + 20]})
        self.close_connection = True

    def silent(self, request: dict[str, Any]) -> None:
        """Says two texts and then nothing, until it is let go on."""
        whole = json.dumps({"texts": self._texts(request)})
        place = whole.index('{"angle"', whole.index('{"angle"', 15) + 1)
        self._begin("text/event-stream")
        self._event({"content": whole[:place]})
        self.server.go_on.wait()

    def mute(self, request: dict[str, Any]) -> None:
        self.server.go_on.wait()

    def garbage(self, request: dict[str, Any]) -> None:
        self._answer(request, '{"texts": [{"angle": "story", "text": ')

    def page(self, request: dict[str, Any]) -> None:
        self._send(200, b"<html>welcome</html>", "text/html")

    def refuses(self, request: dict[str, Any]) -> None:
        self._answer(request, "I'm sorry, but I can't help with that request.")

    def repeats(self, request: dict[str, Any]) -> None:
        texts = [{"angle": "story", "text": "A cup of coffee for everyone"}, {"text": "A cup of coffee for everybody"}]
        self._answer(request, json.dumps({"texts": texts}))

    def flood(self, request: dict[str, Any]) -> None:
        self._answer(request, json.dumps([self.server.text() for _ in range(10_000)]))

    def endless(self, request: dict[str, Any]) -> None:
        """Writes one text that never ends."""
        self._begin("text/event-stream")
        self._event({"content": '["'})
        while not self.server.go_on.is_set():
            self._event({"content": "la " * 2000})

    def possessed(self, request: dict[str, Any]) -> None:
        """Does what somebody wrote into the keywords."""
        bad = [
            "Visit https://evil.example now",
            "<script>alert(1)</script>",
            "Cures everything",
            "\x00\u202e\u200b",
            "x" * 60,
        ]
        texts = [
            *bad,
            "Only at ACME coffee\x07 house",
            17,
            None,
            {"text": 3},
            {"angle": "none", "text": "“Quoted coffee”"},
        ]
        self._answer(request, json.dumps({"texts": texts}))

    def storyboards(self, request: dict[str, Any]) -> None:
        parts = [{"name": f"Scene {n}", "text": self.server.text()} for n in (1, 2, 3)]
        self._answer(request, json.dumps({"texts": [{"angle": "story", "parts": parts}]}))

    # How it is said

    def _texts(self, request: dict[str, Any]) -> list[dict[str, str]]:
        asked = json.loads(request["messages"][1]["content"])
        keyword = asked.get("keywords", ["coffee"])[0]
        return [{"angle": one["angle"], "text": self.server.text(keyword=keyword)} for one in asked["angles"]]

    def _answer(self, request: dict[str, Any], content: str) -> None:
        usage = {"prompt_tokens": 100, "completion_tokens": 40, "total_tokens": 140}
        head = {"id": "1", "created": 1, "model": request["model"]}
        if not request["stream"]:
            choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": content}}
            body = head | {"object": "chat.completion", "choices": [choice], "usage": usage}
            self._send(200, json.dumps(body).encode(), "application/json")
            return
        self._begin("text/event-stream")
        size = max(7, len(content) // 40)
        for start in range(0, len(content), size):
            self._event({"content": content[start : start + size]})
        self._event({}, usage=usage)
        self.wfile.write(b"data: [DONE]\n\n")

    def _event(self, delta: dict[str, str], usage: dict[str, int] | None = None) -> None:
        choices = [] if usage else [{"index": 0, "delta": delta, "finish_reason": None}]
        chunk: dict[str, Any] = {
            "id": "1",
            "object": "chat.completion.chunk",
            "created": 1,
            "model": "m",
            "choices": choices,
        }
        if usage:
            chunk["usage"] = usage
        self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
        self.wfile.flush()

    def _begin(self, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()

    def _fail(self, status: int, code: str = "", **headers: str) -> None:
        message = {"error": {"message": f"Incorrect API key: {KEY}", "code": code or None}}
        self._send(status, json.dumps(message).encode(), "application/json", **headers)

    def _send(self, status: int, content: bytes, kind: str, **headers: str) -> None:
        self.send_response(status)
        for name, value in (headers | {"Content-Type": kind, "Content-Length": str(len(content))}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)
