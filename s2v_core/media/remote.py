"""Fetching files from any storage that fsspec knows into the cache."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from s2v_core.cache import Cache, key_of
from s2v_core.errors import MediaNotFound, MediaRefused, S2VError
from s2v_core.media.addresses import lies_below, redacted, shown, suffix_of
from s2v_core.media.download import copy_limited, too_large
from s2v_core.media.stores import open_store

__all__ = ["fetch_remote"]

_KIND = "download"
_BLOCK = 1 << 20
_ATTEMPTS = 3


def fetch_remote(url: str, *, cache: Cache, sources: Sequence[str] | None, max_bytes: int) -> Path:
    """Return the file behind an fsspec URL such as ``s3://bucket/name.mp4``; fetched anew when it has changed.

    Args:
        url: the address.
        cache: where the file is kept.
        sources: folders such as ``s3://bucket/public/`` that the address must lie in, because the storage is read with
            this machine's credentials; None: the address comes from this machine's user, who may name any, and chain
            them (``zip://a::s3://b``).
        max_bytes: largest file that is accepted.

    Raises:
        MediaRefused: the address lies in none of the sources.
        MediaNotFound: there is no such file, or it may not be read.
        MediaTooLarge: the file is larger than ``max_bytes``.
        DependencyMissing: the package for this kind of storage is not installed.
    """
    if sources is not None and not lies_below(url, sources):
        raise MediaRefused(
            f"{shown(url)} is not read for job documents from outside.",
            where=shown(url),
            hint="Use a path or an http(s) address, add the file to the library, or name its folder in S2V_SOURCES.",
        )
    try:
        system, path = open_store(url, attempts=_ATTEMPTS)
        size = system.info(path).get("size")
        if size is not None and size > max_bytes:
            raise too_large(url, max_bytes, size)
        key = key_of(_KIND, url, system.ukey(path))
        return cache.obtain(_KIND, key, suffix_of(url), partial(_copy, system, path, max_bytes, url))
    except S2VError:
        raise
    except Exception as error:
        # Every storage raises errors of its own library, which cannot be listed here: all of them mean "no file".
        reason = redacted(str(error)).rstrip(".") or type(error).__name__
        raise MediaNotFound(
            f"{shown(url)} cannot be read: {reason}.", where=shown(url), hint="Check the address and the credentials."
        ) from error


def _copy(system: Any, path: str, max_bytes: int, url: str, target: Path) -> None:
    with system.open(path, "rb") as source, target.open("wb") as file:
        copy_limited(_blocks(source), file, max_bytes=max_bytes, url=url)


def _blocks(source: Any) -> Iterator[bytes]:
    return iter(partial(source.read, _BLOCK), b"")
