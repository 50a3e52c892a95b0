"""Trying a service that writes texts, against a server of our own that behaves as services do."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import SecretStr

from s2v_core.copywriting import PRESETS, checked_base_url, preset_of, try_endpoint
from s2v_core.errors import CopyError, SettingsError
from tests.support.web import Handler, serving

KEY = SecretStr("sk-very-secret-4711")


class Service(Handler):
    """Answers as the model's name says: a status, ``garbage``, ``silent``, ``strange``, ``late``, or as it should."""

    def do_POST(self) -> None:
        request = json.loads(self.body())
        model = request["model"]
        self.server.seen.append((self.path, self.headers["Authorization"]))  # type: ignore[attr-defined]
        if model == "late":
            self.server.go_on.wait(30)  # type: ignore[attr-defined]
        said = "" if model == "silent" else "ready"
        choices = [] if model == "strange" else [{"index": 0, "message": {"role": "assistant", "content": said}}]
        answer: dict[str, Any] = {"id": "1", "object": "chat.completion", "created": 1, "model": f"{model}-2026"}
        content = json.dumps(answer | {"choices": choices}).encode()
        if model == "garbage":
            content = b"<html>welcome</html>"
        if model.isdigit():
            content = json.dumps({"error": {"message": f"Incorrect API key: {KEY.get_secret_value()}"}}).encode()
        try:
            self.send_response(int(model) if model.isdigit() else 200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
        except OSError:
            return


@pytest.fixture
def server() -> Iterator[http.server.ThreadingHTTPServer]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Service)
    server.seen, server.go_on = [], threading.Event()  # type: ignore[attr-defined]
    with serving(server):
        yield server
        server.go_on.set()  # type: ignore[attr-defined]


@pytest.fixture
def url(server: http.server.ThreadingHTTPServer) -> str:
    return f"http://127.0.0.1:{server.server_port}/v1"


def test_a_service_that_answers_is_named(server: http.server.ThreadingHTTPServer, url: str) -> None:
    answer = try_endpoint(f" {url} ", " small ", KEY)
    assert answer.model == "small-2026"
    assert answer.seconds >= 0
    assert server.seen == [("/v1/chat/completions", f"Bearer {KEY.get_secret_value()}")]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("model", "reason"),
    [
        ("401", "does not accept the key"),
        ("404", "does not know the model"),
        ("429", "quota"),
        ("500", "answers with an error"),
        ("garbage", "makes no sense"),
        ("strange", "makes no sense"),
        ("silent", "answered nothing"),
    ],
)
def test_what_is_wrong_is_said_without_the_key(url: str, model: str, reason: str) -> None:
    with pytest.raises(CopyError, match=reason) as told:
        try_endpoint(url, model, KEY)
    assert told.value.hint
    assert KEY.get_secret_value() not in str(told.value)


def test_a_late_answer_is_not_waited_for(url: str) -> None:
    with pytest.raises(CopyError, match="no answer within"):
        try_endpoint(url, "late", KEY, timeout=0.2)


def test_a_service_that_is_not_there_is_said_to_be_away() -> None:
    with pytest.raises(CopyError, match="cannot be reached"):
        try_endpoint("http://127.0.0.1:9/v1", "any", SecretStr(""))


def test_address_and_model_must_be_there(url: str) -> None:
    for address, model in (("", "any"), (url, " ")):
        with pytest.raises(SettingsError, match="missing"):
            try_endpoint(address, model, KEY)


@pytest.mark.parametrize(
    "entered",
    [
        "example",
        "ftp://example.com/v1",
        "http://",
        "https://me:secret@example.com/v1",
        "https://example.com/v1?key=1",
        "http://example.com:abc/v1",
        "http://exa mple.com",
        "https://[/v1",
    ],
)
def test_what_is_no_address_is_refused(entered: str) -> None:
    with pytest.raises(SettingsError) as refusal:
        checked_base_url(entered)
    assert "secret" not in str(refusal.value)


def test_presets_are_addresses_that_are_known_again() -> None:
    for key, preset in PRESETS.items():
        assert checked_base_url(preset.base_url) == preset.base_url
        assert preset_of(f"{preset.base_url}/") == key
        assert preset.model
    assert preset_of("https://example.com/v1") == ""
    assert checked_base_url(" ") == ""
