"""Callbacks: told at least once, signed, and only to whom it may be told."""

from __future__ import annotations

import hashlib
import hmac
import json
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from s2v_core.production.callbacks import (
    CALLBACK,
    SubJob,
    callback_handler,
    completion_event,
    notify,
    notify_address,
)
from s2v_core.production.delivery import Backoff, Outbox
from s2v_core.settings import Settings, load_settings
from tests.support.readme import blocks
from tests.support.web import Handler, serving


@dataclass
class Receiver:
    """A web server that hears callbacks, and the statuses it answers with."""

    port: int = 0
    statuses: list[int] = field(default_factory=list)
    heard: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        return f"http://{self.host}/told?token=tok-1"


class Told(Handler):
    """Answers for a receiver, which is an attribute of its server."""

    def do_POST(self) -> None:
        receiver: Receiver = self.server.receiver  # type: ignore[attr-defined]
        body = self.body()
        receiver.heard.append(({**self.headers, "path": self.path}, body))
        status = receiver.statuses.pop(0) if receiver.statuses else 200
        self.send_response(status)
        if 300 <= status < 400:
            self.send_header("Location", f"http://{receiver.host}/elsewhere")
        self.end_headers()
        self.wfile.write(b"x" * 100_000)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    receiver = Receiver()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Told)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # the answer's body is never read
    server.receiver = receiver  # type: ignore[attr-defined]
    receiver.port = server.server_port
    with serving(server):
        yield receiver


@pytest.fixture
def outbox(tmp_path: Path) -> Outbox:
    return Outbox(tmp_path / "outbox", backoff=Backoff(first=60, longest=3600, chance=lambda: 0.0))


def with_hosts(settings: Settings, *hosts: str, key: str = "") -> Settings:
    return load_settings(home=settings.home, url_hosts=hosts, callback_key=key, _env_file=None)


EVENT = completion_event(
    job_id="job-1",
    status="Finished",
    user_data='{"NotifyAddress": "https://x.test/", "CallbackToken":  "täg"}',
    sub_jobs=[
        SubJob(job_id="s1", status="Success", media_url="s3://shop/0.mp4", duration=12.5),
        SubJob(job_id="s2", status="Failed", error_code="RenderError", error_message="It broke."),
    ],
    at=datetime(2026, 1, 1, 8, 0, 0, tzinfo=timezone(timedelta(hours=8))),
)


def test_the_event_says_how_the_batch_ended() -> None:
    assert EVENT == {
        "EventType": "BatchProduceMediaComplete",
        "EventTime": "2026-01-01T00:00:00Z",
        "UserId": 0,
        "MessageBody": {
            "JobId": "job-1",
            "JobType": "Script",
            "Status": "Finished",
            "UserData": '{"NotifyAddress": "https://x.test/", "CallbackToken":  "täg"}',
            "SubJobs": [
                {"JobId": "s1", "MediaURL": "s3://shop/0.mp4", "Status": "Success", "Duration": 12.5},
                {"JobId": "s2", "Status": "Failed", "ErrorCode": "RenderError", "ErrorMessage": "It broke."},
            ],
        },
    }


@pytest.mark.parametrize("user_data", [{"NotifyAddress": "https://x.test/"}, None, {}])
def test_user_data_that_was_an_object_is_sent_as_text(user_data: Any) -> None:
    event = completion_event(job_id="j", status="Failed", user_data=user_data, sub_jobs=[], at=datetime.now(UTC))
    assert json.loads(event["MessageBody"]["UserData"]) == (user_data or {})


@pytest.mark.parametrize(
    ("user_data", "address"),
    [
        ({"NotifyAddress": "https://x.test/told"}, "https://x.test/told"),
        ('{"NotifyAddress": "http://x.test:8080/told?a=1"}', "http://x.test:8080/told?a=1"),
        (None, ""),
        ("", ""),
        ("any text", ""),
        ("[" * 100_000, ""),
        ("[1]", ""),
        ({"NotifyAddress": ""}, ""),
        ({"Other": 1}, ""),
    ],
)
def test_the_address_is_found_in_the_user_data(user_data: Any, address: str) -> None:
    assert notify_address(user_data) == (address, None)


@pytest.mark.parametrize("address", ["ice-callback-queue", "ftp://x.test/", 7, ["https://x.test"], "http://", "//x/y"])
def test_an_address_that_cannot_be_told_is_warned_of(address: Any) -> None:
    found, problem = notify_address({"NotifyAddress": address})
    assert found == ""
    assert problem is not None
    assert (problem.severity, problem.path) == ("warning", "UserData.NotifyAddress")


def test_the_event_arrives_signed(receiver: Receiver, settings: Settings, outbox: Outbox) -> None:
    handler = callback_handler(with_hosts(settings, receiver.host, key="k€y"), now=lambda: 1700000000.9)
    outcome = notify(receiver.url, EVENT, outbox=outbox, handler=handler, now=lambda: 1700000000.9)
    assert outcome is not None
    assert (outcome.state, outcome.result) == ("done", 200)
    [(headers, body)] = receiver.heard
    assert json.loads(body) == EVENT
    assert headers["Content-Type"] == "application/json; charset=utf-8"
    assert headers["path"] == "/told?token=tok-1"
    assert headers["X-S2V-Timestamp"] == "1700000000"
    expected = hmac.new("k€y".encode(), b"1700000000." + body, hashlib.sha256).hexdigest()
    assert headers["X-S2V-Signature"] == f"v1={expected}"
    assert outbox.pending() == ()


def test_the_check_in_the_readme_knows_a_genuine_event(receiver: Receiver, settings: Settings, outbox: Outbox) -> None:
    (example,) = (block for block in blocks("python") if "is_genuine" in block)
    names: dict[str, Any] = {}
    exec(compile(example, "README.md", "exec"), names)
    is_genuine = names["is_genuine"]
    signed = with_hosts(settings, receiver.host, key="k€y")
    notify(receiver.url, EVENT, outbox=outbox, handler=callback_handler(signed))
    headers, body = receiver.heard[0]
    assert is_genuine(headers, body, "k€y")
    assert not is_genuine(headers, body, "key")
    assert not is_genuine(headers, body + b" ", "k€y")
    assert not is_genuine({}, body, "k€y")
    assert not is_genuine(headers | {"X-S2V-Signature": "v1=é"}, body, "k€y")
    notify(receiver.url, EVENT, outbox=outbox, handler=callback_handler(signed, now=lambda: time.time() - 301))
    assert not is_genuine(*receiver.heard[1], "k€y")


def test_without_a_key_nothing_is_signed(receiver: Receiver, settings: Settings, outbox: Outbox) -> None:
    notify(receiver.url, EVENT, outbox=outbox, handler=callback_handler(with_hosts(settings, "127.0.0.1")))
    assert "X-S2V-Signature" not in receiver.heard[0][0]


@pytest.mark.parametrize("status", [500, 503, 429, 408])
def test_a_receiver_in_trouble_is_told_again_by_the_next_process(
    receiver: Receiver, settings: Settings, outbox: Outbox, tmp_path: Path, status: int
) -> None:
    receiver.statuses = [status]
    handler = callback_handler(with_hosts(settings, receiver.host, key="key"), now=lambda: 1000.0)
    outcome = notify(receiver.url, EVENT, outbox=outbox, handler=handler, now=lambda: 1000.0)
    assert outcome is not None
    assert outcome.state == "waiting"

    restarted = Outbox(tmp_path / "outbox")
    handler = callback_handler(with_hosts(settings, receiver.host, key="key"), now=lambda: 1060.0)
    [outcome] = restarted.try_again({CALLBACK: handler}, now=lambda: 1060.0)
    assert outcome.state == "done"
    (first, body), (second, again) = receiver.heard
    assert body == again
    assert first["X-S2V-Delivery"] == second["X-S2V-Delivery"]
    assert second["X-S2V-Timestamp"] == "1060"
    assert first["X-S2V-Signature"] != second["X-S2V-Signature"]


@pytest.mark.parametrize("status", [301, 307, 400, 401, 404, 410])
def test_a_receiver_that_does_not_want_the_event_is_left_alone(
    receiver: Receiver, settings: Settings, outbox: Outbox, status: int
) -> None:
    receiver.statuses = [status]
    handler = callback_handler(with_hosts(settings, receiver.host))
    outcome = notify(receiver.url, EVENT, outbox=outbox, handler=handler)
    assert outcome is not None
    assert outcome.state == "refused"
    assert str(status) in str(outcome.error)
    assert len(receiver.heard) == 1, "a redirection was followed"


def test_private_hosts_are_not_told_unless_they_are_named(
    receiver: Receiver, settings: Settings, outbox: Outbox, caplog: pytest.LogCaptureFixture
) -> None:
    outcome = notify(receiver.url, EVENT, outbox=outbox, handler=callback_handler(settings))
    assert outcome is not None
    assert outcome.state == "refused"
    assert receiver.heard == []
    assert "not a public host" in caplog.text
    assert "tok-1" not in caplog.text


def test_a_name_that_leads_to_a_private_address_is_not_told(
    receiver: Receiver, settings: Settings, outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "s2v_core.media.hosts.socket.getaddrinfo",
        lambda _host, port, *_, **__: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))],
    )
    url = f"http://evil.test:{receiver.port}/"
    outcome = notify(url, EVENT, outbox=outbox, handler=callback_handler(settings))
    assert outcome is not None
    assert outcome.state == "refused"
    assert receiver.heard == []


def test_a_receiver_that_is_away_is_told_later(settings: Settings, outbox: Outbox) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/"
    outcome = notify(url, EVENT, outbox=outbox, handler=callback_handler(with_hosts(settings, "127.0.0.1")))
    assert outcome is not None
    assert outcome.state == "waiting"
    assert len(outbox.pending()) == 1


def test_an_unknown_host_is_told_later(settings: Settings, outbox: Outbox, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror("no such host")

    monkeypatch.setattr("s2v_core.media.hosts.socket.getaddrinfo", unknown)
    outcome = notify("https://nowhere.test/", EVENT, outbox=outbox, handler=callback_handler(settings))
    assert outcome is not None
    assert outcome.state == "waiting"


def test_an_outbox_that_cannot_be_written_ends_nothing(
    settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    outbox = Outbox(tmp_path / "file")
    assert notify("https://x.test/", EVENT, outbox=outbox, handler=callback_handler(settings)) is None
    assert "cannot be written down" in caplog.text


def test_the_key_is_not_written_down(receiver: Receiver, settings: Settings, outbox: Outbox, tmp_path: Path) -> None:
    receiver.statuses = [500]
    handler = callback_handler(with_hosts(settings, receiver.host, key="very-secret-key"))
    notify(receiver.url, EVENT, outbox=outbox, handler=handler)
    texts = [path.read_text(encoding="utf-8") for path in (tmp_path / "outbox").rglob("*") if path.is_file()]
    assert "very-secret-key" not in "".join(texts)
