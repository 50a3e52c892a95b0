"""Fetching files from the web into the cache, from public hosts only."""

from __future__ import annotations

import json
import re
import ssl
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cache as once
from pathlib import Path
from typing import BinaryIO

import httpx

from s2v_core.cache import Cache, key_of
from s2v_core.errors import MediaNotFound, MediaTooLarge
from s2v_core.media.hosts import checked_addresses

__all__ = ["copy_limited", "fetch_url", "shown", "suffix_of"]

_KIND = "download"
_REDIRECTS = (301, 302, 303, 307, 308)
_MOST_REDIRECTS = 5
_TIMEOUT = httpx.Timeout(30.0, connect=10.0)
_LONGEST = 3600.0
"""Seconds after which a download that still trickles is given up."""


@dataclass(frozen=True)
class _Known:
    """What was fetched from a URL before: the key of its file in the cache and how the server told versions apart."""

    key: str
    etag: str
    modified: str
    size: int


def fetch_url(url: str, *, cache: Cache, private_hosts: Sequence[str], max_bytes: int) -> Path:
    """Return the file behind an ``http(s)`` URL, from the cache when the server says that it has not changed.

    Every address is checked before it is connected to, and again after each redirection.

    Args:
        url: the address; a name and password in it are used, but never shown.
        cache: where the file is kept. Another version is another entry, so that a file in use stays as it is.
        private_hosts: hosts (``host`` or ``host:port``) that may be fetched from although they are not public.
        max_bytes: largest file that is accepted.

    Raises:
        MediaRefused: the host is not public and not named.
        MediaNotFound: the host cannot be reached, or has no such file.
        MediaTooLarge: the file is larger than ``max_bytes``.
    """
    note = cache.path(_KIND, key_of(_KIND, url), ".json")
    suffix = suffix_of(url)
    known = _read_note(note)
    path = cache.find(_KIND, known.key, suffix) if known else None
    try:
        with _response(url, known if path else None, private_hosts) as response:
            if path and known and _unchanged(response, known):
                return path
            response.raise_for_status()
            return _keep(response, url, suffix, cache=cache, max_bytes=max_bytes)
    except httpx.HTTPStatusError as error:
        status = error.response.status_code
        raise MediaNotFound(
            f"{shown(url)} answered {status} {error.response.reason_phrase}.",
            where=shown(url),
            hint="Check the address and that it may be read without logging in.",
        ) from None
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        if path:
            return path  # what was fetched earlier is better than nothing when the network is down
        raise MediaNotFound(
            f"{shown(url)} cannot be fetched: {error or type(error).__name__}.",
            where=shown(url),
            hint="Check the address and the network.",
        ) from None


def suffix_of(url: str) -> str:
    """Return the suffix of the file named by a URL, empty when it has none that looks like one."""
    match = re.search(r"\.[A-Za-z0-9]{1,5}$", re.split(r"[?#]", url)[0].rpartition("/")[2])
    return match.group().lower() if match else ""


def shown(url: str) -> str:
    """Return a URL as it may be shown: without password and without its query, which may be a signature."""
    return re.sub(r"(?<=://)[^/@]*@", "", re.split(r"[?#]", url)[0])


def copy_limited(blocks: Iterator[bytes], target: BinaryIO, *, max_bytes: int, url: str) -> None:
    """Write ``blocks`` to ``target``.

    Raises:
        MediaTooLarge: they are more than ``max_bytes``.
    """
    count = 0
    for block in blocks:
        count += len(block)
        if count > max_bytes:
            raise too_large(url, max_bytes)
        target.write(block)


def too_large(url: str, max_bytes: int, size: int | None = None) -> MediaTooLarge:
    """Return the error that names the limit."""
    having = f"has {size / 1e6:.0f} MB" if size else "has more bytes than are fetched"
    return MediaTooLarge(
        f"{shown(url)} {having}; the limit is {max_bytes / 1e6:.0f} MB.",
        where=shown(url),
        hint="Make the file smaller, or raise S2V_MAX_DOWNLOAD_MB.",
    )


@once
def _certificates() -> ssl.SSLContext:
    """Read the certificate authorities once: that takes longer than a small download."""
    return httpx.create_ssl_context()


@contextmanager
def _response(url: str, known: _Known | None, private_hosts: Sequence[str]) -> Iterator[httpx.Response]:
    """Follow redirections and yield the last response, its body unread."""
    headers = {"Accept-Encoding": "identity"}
    if known and known.etag:
        headers["If-None-Match"] = known.etag
    if known and known.modified:
        headers["If-Modified-Since"] = known.modified
    with httpx.Client(verify=_certificates(), timeout=_TIMEOUT, follow_redirects=False) as client:
        target = httpx.URL(url)
        for _ in range(_MOST_REDIRECTS + 1):
            response = _connect(client, target, headers, private_hosts)
            if response.status_code not in _REDIRECTS or "location" not in response.headers:
                try:
                    yield response
                finally:
                    response.close()
                return
            response.close()
            target = target.join(response.headers["location"])
    raise httpx.TooManyRedirects("it redirects more than five times")


def _connect(
    client: httpx.Client, url: httpx.URL, headers: dict[str, str], private_hosts: Sequence[str]
) -> httpx.Response:
    """Connect to an address that was checked, not to the name, which might lead elsewhere the second time."""
    if url.scheme not in ("http", "https"):
        raise httpx.UnsupportedProtocol(f"it redirects to '{url.scheme}'")
    failure: httpx.HTTPError | None = None
    for address in checked_addresses(url, private_hosts):
        request = client.build_request(
            "GET",
            url.copy_with(host=address),
            headers={**headers, "Host": url.netloc.decode("ascii")},
            extensions={"sni_hostname": url.raw_host.decode("ascii")},
        )
        try:
            return client.send(request, stream=True)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            failure = error
    raise failure or httpx.ConnectError("its name is not known")


def _unchanged(response: httpx.Response, known: _Known) -> bool:
    if response.status_code == httpx.codes.NOT_MODIFIED:
        return True
    fresh = _validators(response)
    if response.status_code != httpx.codes.OK or fresh != (known.etag, known.modified):
        return False
    return int(response.headers.get("content-length", -1)) == known.size


def _validators(response: httpx.Response) -> tuple[str, str]:
    return response.headers.get("etag", ""), response.headers.get("last-modified", "")


def _keep(response: httpx.Response, url: str, suffix: str, *, cache: Cache, max_bytes: int) -> Path:
    size = int(response.headers.get("content-length", 0))
    if size > max_bytes:
        raise too_large(url, max_bytes, size)
    deadline = time.monotonic() + _LONGEST

    def blocks() -> Iterator[bytes]:
        for block in response.iter_bytes(1 << 20):
            if time.monotonic() > deadline:
                raise httpx.ReadTimeout(f"it takes more than {_LONGEST / 60:.0f} minutes")
            yield block

    def write(path: Path) -> None:
        with path.open("wb") as file:
            copy_limited(blocks(), file, max_bytes=max_bytes, url=url)

    key = key_of(_KIND, url, uuid.uuid4().hex)
    path = cache.store(_KIND, key, suffix, write)
    known = _Known(key, *_validators(response), path.stat().st_size)
    text = json.dumps(asdict(known))
    cache.store(_KIND, key_of(_KIND, url), ".json", lambda note: note.write_text(text, encoding="utf-8"))
    return path


def _read_note(path: Path) -> _Known | None:
    try:
        return _Known(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
