"""Asking web servers that may be slow, false or hostile."""

from __future__ import annotations

import datetime
import ipaddress
import itertools
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from s2v_core.cache import Cache
from s2v_core.errors import MediaNotFound, MediaTooLarge
from s2v_core.media import web
from s2v_core.media.download import fetch_url
from s2v_core.media.web import NoAnswer, ask, parse_url

Serve = Callable[[socket.socket], None]


class Listener:
    """A server that answers every connection with a function on the bare socket."""

    def __init__(self, serve: Serve, context: ssl.SSLContext | None = None) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._serve, self._context = serve, context
        self.port = self._socket.getsockname()[1]
        self.host = f"127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            try:
                connection.settimeout(5)
                if self._context is not None:
                    connection = self._context.wrap_socket(connection, server_side=True)
                connection.recv(65536)
                self._serve(connection)
            except OSError:
                pass
            finally:
                connection.close()

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()


@pytest.fixture
def listen() -> Iterator[Callable[..., Listener]]:
    listeners: list[Listener] = []

    def start(serve: Serve, context: ssl.SSLContext | None = None) -> Listener:
        listeners.append(Listener(serve, context))
        return listeners[-1]

    yield start
    for listener in listeners:
        listener.close()


class Ticking:
    """A clock on which every look takes so many seconds."""

    def __init__(self, seconds: float) -> None:
        self._times = itertools.count(0.0, seconds)

    def __call__(self) -> float:
        return next(self._times)


def fetch(listener: Listener, tmp_path: Path, *, tick: float = 0.0, max_bytes: int = 10_000_000) -> Path:
    return fetch_url(
        f"http://{listener.host}/a.mp4",
        cache=Cache(tmp_path),
        private_hosts=(listener.host,),
        max_bytes=max_bytes,
        clock=Ticking(tick),
    )


def _dribble_headers(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    for number in range(100_000):
        connection.sendall(f"X-{number}: y\r\n".encode())


def _endless(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        connection.sendall(b"x" * 5000)


def _endless_chunks(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        connection.sendall(b"1\r\nx\r\n" * 500)


def _silent(connection: socket.socket) -> None:
    connection.recv(1)


def test_headers_that_never_end_are_given_up_in_time(listen: Callable[..., Listener], tmp_path: Path) -> None:
    with pytest.raises(MediaNotFound, match=r"within 60 seconds|too large|Maximum|too much data"):
        fetch(listen(_dribble_headers), tmp_path, tick=25)


def test_a_server_that_says_nothing_is_given_up(
    listen: Callable[..., Listener], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(web._TIMEOUT, "read", 0.05)
    with pytest.raises(MediaNotFound, match="cannot be fetched"):
        fetch(listen(_silent), tmp_path)


def test_a_body_that_trickles_is_given_up(
    listen: Callable[..., Listener], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("s2v_core.media.download._ANSWER_WITHIN", 1e9)
    with pytest.raises(MediaNotFound, match="fewer than 60 kB in 60 seconds"):
        fetch(listen(_endless_chunks), tmp_path, tick=59)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_body_that_comes_fast_but_never_ends_is_given_up_after_an_hour(
    listen: Callable[..., Listener], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("s2v_core.media.download._ANSWER_WITHIN", 1e9)
    monkeypatch.setattr("s2v_core.media.download._LEAST", 1)
    with pytest.raises(MediaNotFound, match="more than 60 minutes"):
        fetch(listen(_endless), tmp_path, tick=300)


def test_a_body_without_end_is_cut_off_at_the_limit(listen: Callable[..., Listener], tmp_path: Path) -> None:
    with pytest.raises(MediaTooLarge):
        fetch(listen(_endless_chunks), tmp_path, max_bytes=2000)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"garbage\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\n",
        b"HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://\xff\xfe\xe2/\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://[::1/a\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: //\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: javascript:alert(1)\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 206 Partial Content\r\nContent-Length: 1\r\n\r\nx",
        b"HTTP/1.1 204 No Content\r\n\r\n",
        b"HTTP/1.1 304 Not Modified\r\n\r\n",
    ],
)
def test_answers_that_are_no_file_are_told(answer: bytes, listen: Callable[..., Listener], tmp_path: Path) -> None:
    with pytest.raises(MediaNotFound):
        fetch(listen(lambda connection: connection.sendall(answer)), tmp_path)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_an_odd_version_mark_is_sent_back_as_it_came(listen: Callable[..., Listener], tmp_path: Path) -> None:
    answer = b'HTTP/1.1 200 OK\r\nETag: "\xfc\xe9"\r\nContent-Length: 2\r\n\r\nok'
    listener = listen(lambda connection: connection.sendall(answer))
    assert fetch(listener, tmp_path) == fetch(listener, tmp_path)


@pytest.mark.parametrize("text", ["ftp://a/b", "a.mp4", "", "http://", "https:///a", "http://a:port/"])
def test_only_addresses_of_the_web_are_asked(text: str) -> None:
    with pytest.raises(NoAnswer):
        parse_url(text)


def _certificate(name: str, folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Return the context of a server that has a certificate for ``name``, and that of a client that trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    names: list[x509.GeneralName] = [x509.DNSName(name), x509.IPAddress(ipaddress.ip_address("10.0.0.1"))]
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / f"{name}.pem"
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(file)
    client = ssl.create_default_context(cafile=str(file))
    return server, client


@pytest.mark.parametrize(("name", "good"), [("films.test", True), ("other.test", False)])
def test_certificates_are_checked_against_the_name_though_the_address_is_connected_to(
    name: str, good: bool, listen: Callable[..., Listener], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server, client = _certificate(name, tmp_path)
    listener = listen(lambda connection: connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"), server)
    monkeypatch.setattr(web, "_certificates", lambda: client)
    monkeypatch.setattr(
        "s2v_core.media.hosts.socket.getaddrinfo",
        lambda _host, port, *_, **__: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))],
    )
    url = parse_url(f"https://films.test:{listener.port}/a")
    asking = ask("GET", url, headers={}, private_hosts=("films.test",), seconds=10)
    if good:
        with asking as answer:
            assert b"".join(answer.blocks()) == b"ok"
    else:
        with pytest.raises(NoAnswer, match="certificate"), asking:
            pass
