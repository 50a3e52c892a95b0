"""Keys: digests of everything that changes the content of an entry."""

from __future__ import annotations

import hashlib
import json
from typing import Any

__all__ = ["key_of"]


def key_of(*parts: Any) -> str:
    """Return a digest of 40 hex digits of ``parts``, which must be made of JSON values (tuples count as lists).

    Keys must name everything that changes the content, including the version of the code that makes it.
    """
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return hashlib.blake2b(text.encode("utf-8"), digest_size=20).hexdigest()
