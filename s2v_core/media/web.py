"""Asking web servers that documents name: only checked addresses are connected to, and every wait has an end.

Connections are direct, never through a proxy: a proxy would look the name up again, and might be led elsewhere.
"""

from __future__ import annotations

import base64
import ssl
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache as once
from typing import Any
from urllib.parse import unquote

import httpcore
import httpx

from s2v_core.media.addresses import redacted
from s2v_core.media.hosts import checked_addresses

__all__ = ["Answer", "NoAnswer", "ask", "parse_url"]

_TIMEOUT = {"connect": 10.0, "read": 30.0, "write": 30.0, "pool": 10.0}
_PORTS = {"http": 80, "https": 443}
_OPTIONS = Iterable[httpcore.SOCKET_OPTION]
_TROUBLE = (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError)


class NoAnswer(Exception):
    """A server cannot be reached, breaks off, takes too long, or does not speak HTTP; the text says which."""


class Answer:
    """What a server answered. ``headers`` have names in lower case; the body is read by ``blocks``."""

    def __init__(self, response: httpcore.Response) -> None:
        self._response = response
        self.status = response.status
        self.headers: Mapping[str, str] = {
            name.decode("ascii").lower(): value.decode("latin-1") for name, value in response.headers
        }

    @property
    def reason(self) -> str:
        """The usual name of the status, such as ``Not Found``."""
        return httpx.codes.get_reason_phrase(self.status)

    def blocks(self) -> Iterator[bytes]:
        """Yield the body as it was sent: encodings are not undone."""
        yield from self._response.iter_stream()


def parse_url(text: str, *, base: httpx.URL | None = None) -> httpx.URL:
    """Return a URL of the web; one that is relative starts from ``base``.

    Raises:
        NoAnswer: it is malformed, or of another kind.
    """
    try:
        url = base.join(text) if base else httpx.URL(text)
    except (httpx.InvalidURL, UnicodeError) as error:
        raise NoAnswer(f"the address is malformed ({redacted(str(error))})") from None
    if url.scheme not in _PORTS or not url.host:
        raise NoAnswer("the address does not begin with http:// or https:// and a host")
    return url


@contextmanager
def ask(
    method: str,
    url: httpx.URL,
    *,
    headers: Mapping[str, str],
    private_hosts: Sequence[str],
    seconds: float,
    body: bytes = b"",
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[Answer]:
    """Send one request on a connection of its own and yield the answer; redirections are answers like others.

    Args:
        method: ``GET`` or ``POST``.
        url: what ``parse_url`` returned; a name and password in it are sent as basic authentication.
        headers: further headers, in Latin-1.
        private_hosts: hosts (``host`` or ``host:port``) that may be talked to although they are not public.
        seconds: until the server has answered with all its headers, however busily it trickles.
        body: what to send.
        clock: a monotonic clock in seconds.

    Raises:
        NoAnswer: as it says.
        MediaRefused, MediaNotFound: the host is not public and not named, or not known.
    """
    deadline = _Deadline(clock, seconds)
    port = url.port or _PORTS[url.scheme]
    origin = httpcore.Origin(url.scheme.encode("ascii"), url.raw_host, port)
    target = httpcore.URL(scheme=origin.scheme, host=origin.host, port=port, target=url.raw_path)
    sent = {"Host": url.netloc.decode("ascii"), "Connection": "close", **_authorization(url), **headers}
    if body:
        sent["Content-Length"] = str(len(body))
    lines = [(name.encode("ascii"), value.encode("latin-1")) for name, value in sent.items()]
    backend = _Guarded(private_hosts, deadline)
    try:
        with (
            httpcore.HTTPConnection(origin, ssl_context=_certificates(), network_backend=backend) as connection,
            connection.stream(
                method, target, headers=lines, content=body, extensions={"timeout": _TIMEOUT}
            ) as response,
        ):
            deadline.lift()
            yield Answer(response)
    except _TROUBLE as error:
        raise NoAnswer(str(error) or type(error).__name__) from None


def _authorization(url: httpx.URL) -> dict[str, str]:
    if not url.userinfo:
        return {}
    pair = unquote(url.userinfo.decode("ascii")).encode("utf-8")
    return {"Authorization": f"Basic {base64.b64encode(pair).decode('ascii')}"}


@once
def _certificates() -> ssl.SSLContext:
    """Read the certificate authorities once: that takes longer than a small download."""
    return httpx.create_ssl_context()


class _Deadline:
    """A moment by which something must have happened."""

    def __init__(self, clock: Callable[[], float], seconds: float) -> None:
        self._clock = clock
        self._seconds = seconds
        self._end: float | None = clock() + seconds

    def lift(self) -> None:
        self._end = None

    def within(self, timeout: float | None) -> float | None:
        """Return the shorter of ``timeout`` and what is left."""
        if self._end is None:
            return timeout
        left = self._end - self._clock()
        if left <= 0:
            raise httpcore.ReadTimeout(f"it does not answer within {self._seconds:.0f} seconds")
        return left if timeout is None else min(timeout, left)


class _Guarded(httpcore.NetworkBackend):
    """Connects to addresses that were checked, not to names, which might lead elsewhere the second time."""

    def __init__(self, private_hosts: Sequence[str], deadline: _Deadline) -> None:
        self._private_hosts = private_hosts
        self._deadline = deadline
        self._ordinary = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: _OPTIONS | None = None,
    ) -> httpcore.NetworkStream:
        failure: Exception = httpcore.ConnectError("its name is not known")
        for address in checked_addresses(host, port, self._private_hosts):
            left = self._deadline.within(timeout)
            try:
                stream = self._ordinary.connect_tcp(address, port, left, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _Timed(stream, self._deadline)
        raise failure


class _Timed(httpcore.NetworkStream):
    """A connection on which nothing waits beyond the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: _Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.within(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.within(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = self._deadline.within(timeout)
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
