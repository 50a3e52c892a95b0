"""Addresses of files on this server that work without a key for a while: signed by the key that asked for them."""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Callable, Mapping
from urllib.parse import urlencode, urlsplit

from s2v_core.api.guard import is_loopback
from s2v_core.settings import AccessKey

__all__ = ["Links", "path_of"]

_DAY = 86_400


class Links:
    """Makes and checks addresses of files.

    Args:
        keys: the access keys by id; without any, addresses need no signature.
        now: tells the Unix time.
    """

    def __init__(self, keys: Mapping[str, AccessKey], *, now: Callable[[], float] = time.time) -> None:
        self._keys = keys
        self._now = now

    def signed(self, base: str, path: str, key: AccessKey | None, *, download: bool = False) -> str:
        """Return the address of ``path`` on the server at ``base``; it holds for a day at least, and two at most.

        The same day gives the same address, so that it can be compared and cached. With ``download`` browsers save
        what is there instead of showing it.
        """
        query = {"download": "true"} if download else {}
        if key is not None:
            expires = str((int(self._now()) // _DAY + 2) * _DAY)
            query |= {"AccessKeyId": key.id, "Expires": expires, "Signature": _signature(path, expires, key)}
        return f"{base}{path}?{urlencode(query)}" if query else f"{base}{path}"

    def for_page(self, base: str, path: str, *, download: bool = False) -> str | None:
        """Return the address of ``path`` for who sees a page of the server at ``base``; None: it is not for them.

        Where there are keys any of them signs it, rather one that may only read.
        """
        key = min(self._keys.values(), key=lambda key: key.may_write, default=None)
        if key is None and not is_loopback(urlsplit(base).hostname or ""):
            return None
        return self.signed(base, path, key, download=download)

    def opened(self, path: str, query: Mapping[str, str]) -> AccessKey | None:
        """Return the key that signed an address; None when none did, or its time is over."""
        key, expires = self._keys.get(query.get("AccessKeyId", "")), query.get("Expires", "")
        if key is None or not expires.isascii() or not expires.isdecimal() or len(expires) > 12:
            return None
        right = _signature(path, expires, key).encode("ascii")
        genuine = hmac.compare_digest(right, query.get("Signature", "").encode("utf-8", "replace"))
        return key if genuine and self._now() < int(expires) else None


def path_of(job: str, index: int, file: str) -> str:
    """Return the path of a file of an output on this server: its ``video``, ``subtitles`` or ``timeline``."""
    return f"/api/v1/jobs/{job}/outputs/{index}/{file}"


def _signature(path: str, expires: str, key: AccessKey) -> str:
    text = f"GET\n{path}\n{expires}".encode()
    return hmac.new(key.secret.encode("utf-8"), text, hashlib.sha256).hexdigest()
