"""Addresses of files on this server that work without a key for a while: signed by the key that asked for them."""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Callable, Mapping
from urllib.parse import urlencode

from s2v_core.settings import AccessKey

__all__ = ["Links"]

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

    def signed(self, base: str, path: str, key: AccessKey | None) -> str:
        """Return the address of ``path`` on the server at ``base``; it holds for a day at least, and two at most.

        The same day gives the same address, so that it can be compared and cached.
        """
        if key is None:
            return f"{base}{path}"
        expires = str((int(self._now()) // _DAY + 2) * _DAY)
        query = {"AccessKeyId": key.id, "Expires": expires, "Signature": _signature(path, expires, key)}
        return f"{base}{path}?{urlencode(query)}"

    def opened(self, path: str, query: Mapping[str, str]) -> AccessKey | None:
        """Return the key that signed an address; None when none did, or its time is over."""
        key, expires = self._keys.get(query.get("AccessKeyId", "")), query.get("Expires", "")
        if key is None or not expires.isascii() or not expires.isdecimal() or len(expires) > 12:
            return None
        right = _signature(path, expires, key).encode("ascii")
        genuine = hmac.compare_digest(right, query.get("Signature", "").encode("utf-8", "replace"))
        return key if genuine and self._now() < int(expires) else None


def _signature(path: str, expires: str, key: AccessKey) -> str:
    text = f"GET\n{path}\n{expires}".encode()
    return hmac.new(key.secret.encode("utf-8"), text, hashlib.sha256).hexdigest()
