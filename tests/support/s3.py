"""A real S3 server process on this machine, and a gate before it that can be shut, slam and lie."""

from __future__ import annotations

import http.client
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

__all__ = ["Gate", "S3Server", "s3_server"]

_ANYBODY = "AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0"
_OWN = ("connection", "expect")
_HOP = ("connection", "transfer-encoding", "content-length", "server", "date")


class S3Server:
    """Moto's server in a process of its own."""

    def __init__(self, port: int, process: subprocess.Popen[bytes]) -> None:
        self.port = port
        self.process = process

    def ask(self, method: str, path: str, body: bytes = b"") -> bytes:
        """Send one request and return the body of the answer."""
        headers = {"Content-Type": "text/plain", "Authorization": _ANYBODY}
        url = f"http://127.0.0.1:{self.port}{path}"
        request = urllib.request.Request(url, data=body or None, method=method, headers=headers)
        with urllib.request.urlopen(request, timeout=10) as answer:
            content: bytes = answer.read()
            return content

    def make_bucket(self, name: str) -> None:
        self.ask("PUT", f"/{name}")

    def forget_all(self) -> None:
        self.ask("POST", "/moto-api/reset")

    def check_keys(self, *, on: bool) -> None:
        """Accept no keys, or any."""
        self.ask("POST", "/moto-api/reset-auth", b"0" if on else b"inf")

    def keys(self, bucket: str) -> list[str]:
        """Return the names of all objects in a bucket."""
        text = self.ask("GET", f"/{bucket}?list-type=2").decode()
        return [part.partition("</Key>")[0] for part in text.split("<Key>")[1:]]

    def unfinished(self, bucket: str) -> int:
        """Return how many uploads in parts are neither finished nor aborted."""
        return self.ask("GET", f"/{bucket}?uploads").decode().count("<UploadId>")


@contextmanager
def s3_server() -> Iterator[S3Server]:
    """Start a server, wait until it answers, and end it."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(port)
            yield S3Server(port, process)
        finally:
            process.terminate()


def _wait_for(port: int) -> None:
    for _ in range(600):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise TimeoutError("the S3 server does not start")


class Gate:
    """Passes requests on to an S3 server.

    ``faults`` are used up by the next requests with a body, in order: a number is answered as status, ``cut`` breaks
    off in the middle of the body, ``pass`` does nothing, ``hold`` sets ``held`` and waits for the gate to be opened
    again, and ``swap`` puts as many other bytes in their place once they are stored. ``asked`` lists all requests.
    """

    def __init__(self, server: S3Server) -> None:
        self.server = server
        self._http: ThreadingHTTPServer | None = None
        self._thread = threading.Thread()
        self.port = 0
        self.faults: list[int | str] = []
        self.asked: list[str] = []
        self.held = threading.Event()
        self._opened = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def open(self) -> None:
        """Accept connections, on the same port as before, and pass everything on."""
        self.faults.clear()
        self.asked.clear()
        self.held.clear()
        self._opened.set()
        if self._http is not None:
            return
        self._http = ThreadingHTTPServer(("127.0.0.1", self.port), _Handler)
        self._http.gate = self  # type: ignore[attr-defined]
        self._http.daemon_threads = True
        self.port = self._http.server_port
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()

    def hold(self) -> None:
        """Wait until the gate is opened again, and let ``held`` tell so."""
        self._opened.clear()
        self.held.set()
        self._opened.wait(60)

    def close(self) -> None:
        """Refuse connections."""
        if self._http is not None:
            self._http.shutdown()
            self._http.server_close()
            self._thread.join()
            self._http = None


class _Handler(BaseHTTPRequestHandler):
    """Answers for a gate, which is an attribute of its server."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        gate = self._gate
        gate.asked.append(f"{self.command} {self.path}")
        size = int(self.headers.get("Content-Length", 0))
        fault = gate.faults.pop(0) if gate.faults and size else None
        if fault == "cut":
            self.rfile.read(size // 2)
            self.connection.shutdown(socket.SHUT_RDWR)
            self.close_connection = True
            return
        body = self.rfile.read(size)
        if isinstance(fault, int):
            self._answer(fault, {}, b"<Error><Code>Trouble</Code><Message>trouble</Message></Error>")
        elif fault == "hold":
            gate.hold()
            self.close_connection = True
        else:
            self._forward(body, swap=fault == "swap")

    do_PUT = do_POST = do_HEAD = do_DELETE = do_GET  # noqa: N815

    @property
    def _gate(self) -> Gate:
        gate: Gate = self.server.gate  # type: ignore[attr-defined]
        return gate

    def _forward(self, body: bytes, *, swap: bool) -> None:
        upstream = http.client.HTTPConnection("127.0.0.1", self._gate.server.port, timeout=30)
        headers = {name: value for name, value in self.headers.items() if name.lower() not in _OWN}
        upstream.request(self.command, self.path, body=body or None, headers=headers)
        answer = upstream.getresponse()
        content = answer.read()
        upstream.close()
        if swap:
            self._gate.server.ask("PUT", self.path, bytes(len(body)))
        kept = {name: value for name, value in answer.getheaders() if name.lower() not in _HOP}
        length = answer.getheader("Content-Length") if self.command == "HEAD" else None
        self._answer(answer.status, kept, content, length)

    def _answer(self, status: int, headers: dict[str, str], body: bytes, length: str | None = None) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", length or str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""
