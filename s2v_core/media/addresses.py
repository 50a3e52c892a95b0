"""Addresses as texts: what may be shown of them, and which of them lie below which."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

__all__ = ["lies_below", "redacted", "shown", "shown_values", "suffix_of"]

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*://[^\s'\"<>]+")
_SECRET = re.compile(r"(?i)\b([\w.\-]*(?:signature|secret|token|password|credential|key|\bsig))(\s*[=:]\s*)[^\s&,;]+")
_SAME = {"s3a": "s3", "gcs": "gs"}
_ODD = re.compile(r"[\\?#*\x00-\x1f\x7f]|::")


def shown(url: str) -> str:
    """Return a URL as it may be shown: without password and without its query, which may be a signature."""
    return re.split(r"[?#]", re.sub(r"(?<=://)[^/\s]*@", "", url))[0]


def redacted(text: str) -> str:
    """Return the words of a library or a server as they may be shown: with nothing that could be a secret."""
    return _SECRET.sub(r"\1\2***", _URL.sub(lambda match: shown(match.group()), text))


def shown_values(value: Any) -> Any:
    """Return JSON values with every text that is a URL as it may be shown; other texts stay as they are."""
    if isinstance(value, str):
        return shown(value) if _URL.fullmatch(value) else value
    if isinstance(value, Mapping):
        return {shown_values(name): shown_values(inner) for name, inner in value.items()}
    return [shown_values(inner) for inner in value] if isinstance(value, list | tuple) else value


def suffix_of(url: str) -> str:
    """Return the suffix of the file named by a URL, empty when it has none that looks like one."""
    match = re.search(r"\.[A-Za-z0-9]{1,5}$", re.split(r"[?#]", url)[0].rpartition("/")[2])
    return match.group().lower() if match else ""


def lies_below(url: str, folders: Iterable[str]) -> bool:
    """Tell whether ``url`` names a file in one of the ``folders``, or deeper.

    Both are addresses like ``s3://shop/videos``. A folder ends where a part of the address ends: ``s3://shop/v`` does
    not hold ``s3://shop/videos/a.mp4``. An address that could be read in two ways (with ``..``, empty parts, a query,
    wildcards or a chain of storages) lies nowhere.
    """
    scheme, parts = _split(url)
    if _ODD.search(url) or len(parts) < 2 or any(part in ("", ".", "..") for part in parts):
        return False
    return any(
        scheme == folder_scheme and parts[: len(folder)] == folder and len(parts) > len(folder)
        for folder_scheme, folder in map(_split, folders)
    )


def _split(url: str) -> tuple[str, list[str]]:
    scheme, _, rest = url.partition("://")
    if scheme.lower() == "file":
        rest = rest.removeprefix("/")  # there is no host
    parts = rest[:-1].split("/") if rest.endswith("/") else rest.split("/")
    return _SAME.get(scheme.lower(), scheme.lower()), parts if rest.strip("/") else []
