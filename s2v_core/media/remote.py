"""Fetching files from any storage that fsspec knows into the cache."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import fsspec

from s2v_core.cache import Cache, key_of
from s2v_core.errors import DependencyMissing, MediaNotFound, MediaRefused, S2VError
from s2v_core.media.download import copy_limited, shown, suffix_of, too_large

__all__ = ["OBJECT_STORES", "fetch_remote"]

OBJECT_STORES = ("memory", "s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "adl", "oss", "r2")
"""Schemes that documents from outside may use. All others of fsspec can read this machine's files or hosts near it."""

_KIND = "download"
_BLOCK = 1 << 20


def fetch_remote(url: str, *, cache: Cache, trusted: bool, max_bytes: int) -> Path:
    """Return the file behind an fsspec URL such as ``s3://bucket/name.mp4``; fetched anew when it has changed.

    Args:
        url: the address; chained ones (``zip://a::s3://b``) only when trusted.
        cache: where the file is kept.
        trusted: whether the address comes from this machine's user.
        max_bytes: largest file that is accepted.

    Raises:
        MediaRefused: the scheme is not allowed for documents from outside.
        MediaNotFound: there is no such file, or it may not be read.
        MediaTooLarge: the file is larger than ``max_bytes``.
        DependencyMissing: the package for this kind of storage is not installed.
    """
    scheme = url.partition(":")[0].lower()
    if not trusted and ("::" in url or scheme not in OBJECT_STORES):
        raise MediaRefused(
            f"Addresses that begin with '{scheme}:' are not read for job documents from outside.",
            where=shown(url),
            hint="Use a path, an http(s) address, an object store such as s3://, or add the file to the library.",
        )
    try:
        system, path = fsspec.core.url_to_fs(url)
        size = system.info(path).get("size")
        if size is not None and size > max_bytes:
            raise too_large(url, max_bytes, size)
        key = key_of(_KIND, url, system.ukey(path))
        return cache.obtain(_KIND, key, suffix_of(url), partial(_copy, system, path, max_bytes, url))
    except S2VError:
        raise
    except ImportError as error:
        raise DependencyMissing(f"{shown(url)} needs a package: {error}", where=shown(url)) from None
    except Exception as error:
        # Every storage raises errors of its own library, which cannot be listed here: all of them mean "no file".
        reason = str(error) or type(error).__name__
        raise MediaNotFound(
            f"{shown(url)} cannot be read: {reason}.", where=shown(url), hint="Check the address and the credentials."
        ) from error


def _copy(system: Any, path: str, max_bytes: int, url: str, target: Path) -> None:
    with system.open(path, "rb") as source, target.open("wb") as file:
        copy_limited(_blocks(source), file, max_bytes=max_bytes, url=url)


def _blocks(source: Any) -> Iterator[bytes]:
    return iter(partial(source.read, _BLOCK), b"")
