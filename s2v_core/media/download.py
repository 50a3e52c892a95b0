"""Fetching files from the web into the cache, from public hosts only."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

from s2v_core.cache import Cache, key_of
from s2v_core.errors import MediaNotFound, MediaTooLarge
from s2v_core.media.addresses import shown, suffix_of
from s2v_core.media.web import Answer, NoAnswer, ask, parse_url

__all__ = ["copy_limited", "fetch_url", "too_large"]

_KIND = "download"
_REDIRECTS = (301, 302, 303, 307, 308)
_MOST_REDIRECTS = 5
_OK, _NOT_MODIFIED = 200, 304
_FAULTS_OF_THE_SERVER = (429, 500, 502, 503, 504)
_ANSWER_WITHIN = 60.0
_LONGEST = 3600.0
"""Seconds after which a download that still goes on is given up."""
_WINDOW, _LEAST = 60.0, 60_000
"""A download that brings fewer bytes than this in so many seconds is given up."""
_PAGES = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True)
class _Known:
    """What was fetched from a URL before: the key of its file in the cache and how the server told versions apart."""

    key: str
    etag: str
    modified: str
    size: int


def fetch_url(
    url: str,
    *,
    cache: Cache,
    private_hosts: Sequence[str],
    max_bytes: int,
    clock: Callable[[], float] = time.monotonic,
) -> Path:
    """Return the file behind an ``http(s)`` URL, from the cache when the server says that it has not changed.

    Every address is checked before it is connected to, and again after each redirection.

    Args:
        url: the address; a name and password in it are used, but never shown.
        cache: where the file is kept. Another version is another entry, so that a file in use stays as it is.
        private_hosts: hosts (``host`` or ``host:port``) that may be fetched from although they are not public.
        max_bytes: largest file that is accepted.
        clock: a monotonic clock in seconds.

    Raises:
        MediaRefused: the host is not public and not named.
        MediaNotFound: the host cannot be reached, is too slow, or has no such file.
        MediaTooLarge: the file is larger than ``max_bytes``.
    """
    note = cache.path(_KIND, key_of(_KIND, url), ".json")
    suffix = suffix_of(url)
    known = _read_note(note)
    path = cache.find(_KIND, known.key, suffix) if known else None
    try:
        with _answer(url, known if path else None, private_hosts, clock) as answer:
            if path and known and (_unchanged(answer, known) or answer.status in _FAULTS_OF_THE_SERVER):
                return path
            _check(answer, url)
            return _keep(answer, url, suffix, cache=cache, max_bytes=max_bytes, clock=clock)
    except NoAnswer as error:
        if path:
            return path  # what was fetched earlier is better than nothing when the network is down
        raise MediaNotFound(
            f"{shown(url)} cannot be fetched: {error}.", where=shown(url), hint="Check the address and the network."
        ) from None


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


@contextmanager
def _answer(
    url: str, known: _Known | None, private_hosts: Sequence[str], clock: Callable[[], float]
) -> Iterator[Answer]:
    """Follow redirections and yield the last answer, its body unread."""
    headers = {"Accept-Encoding": "identity", "Accept": "*/*"}
    if known and known.etag:
        headers["If-None-Match"] = known.etag
    if known and known.modified:
        headers["If-Modified-Since"] = known.modified
    target = parse_url(url)
    for _ in range(_MOST_REDIRECTS + 1):
        asking = ask("GET", target, headers=headers, private_hosts=private_hosts, seconds=_ANSWER_WITHIN, clock=clock)
        with asking as answer:
            if answer.status not in _REDIRECTS or "location" not in answer.headers:
                yield answer
                return
            try:
                target = parse_url(answer.headers["location"], base=target)
            except NoAnswer as error:
                raise NoAnswer(f"it redirects to what is not fetched: {error}") from None
    raise NoAnswer("it redirects more than five times")


def _check(answer: Answer, url: str) -> None:
    """Refuse answers that are no files."""
    trouble = ""
    hint = "Check the address and that it may be read without logging in."
    if answer.status != _OK:
        trouble = f"answered {answer.status} {answer.reason}".rstrip()
    elif answer.headers.get("content-type", "").partition(";")[0].strip().lower() in _PAGES:
        trouble = "answered with a web page, not with a file"
    elif answer.headers.get("content-encoding", "identity").strip().lower() not in ("", "identity"):
        trouble, hint = "answered with a compressed file, though it was asked not to", ""
    if trouble:
        raise MediaNotFound(f"{shown(url)} {trouble}.", where=shown(url), hint=hint)


def _unchanged(answer: Answer, known: _Known) -> bool:
    if answer.status == _NOT_MODIFIED:
        return True
    if answer.status != _OK or _validators(answer) != (known.etag, known.modified):
        return False
    return int(answer.headers.get("content-length", -1)) == known.size


def _validators(answer: Answer) -> tuple[str, str]:
    return answer.headers.get("etag", ""), answer.headers.get("last-modified", "")


def _keep(answer: Answer, url: str, suffix: str, *, cache: Cache, max_bytes: int, clock: Callable[[], float]) -> Path:
    size = int(answer.headers.get("content-length", 0))
    if size > max_bytes:
        raise too_large(url, max_bytes, size)

    def write(path: Path) -> None:
        with path.open("wb") as file:
            copy_limited(_in_time(answer.blocks(), clock), file, max_bytes=max_bytes, url=url)

    key = key_of(_KIND, url, uuid.uuid4().hex)
    path = cache.store(_KIND, key, suffix, write)
    known = _Known(key, *_validators(answer), path.stat().st_size)
    text = json.dumps(asdict(known))
    cache.store(_KIND, key_of(_KIND, url), ".json", lambda note: note.write_text(text, encoding="utf-8"))
    return path


def _in_time(blocks: Iterator[bytes], clock: Callable[[], float]) -> Iterator[bytes]:
    """Yield ``blocks`` as long as they come fast enough and not for ever."""
    started = window = clock()
    count = 0
    for block in blocks:
        count += len(block)
        now = clock()
        if now - started > _LONGEST:
            raise NoAnswer(f"it takes more than {_LONGEST / 60:.0f} minutes")
        if now - window > _WINDOW:
            if count < _LEAST:
                raise NoAnswer(f"it brings fewer than {_LEAST // 1000} kB in {_WINDOW:.0f} seconds")
            window, count = now, 0
        yield block


def _read_note(path: Path) -> _Known | None:
    try:
        return _Known(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
