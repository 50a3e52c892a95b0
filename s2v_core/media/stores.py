"""Opening the storages that fsspec knows, with the same limits for every user of them."""

from __future__ import annotations

from typing import Any

import fsspec
from fsspec.registry import known_implementations

from s2v_core.errors import DependencyMissing
from s2v_core.media.addresses import shown

__all__ = ["S3", "open_store"]

S3 = ("s3", "s3a")
"""Schemes of S3 and of everything that speaks like it (its address comes from ``AWS_ENDPOINT_URL``)."""


def open_store(url: str, *, attempts: int) -> tuple[Any, str]:
    """Return the file system behind an fsspec URL and the path in it.

    Credentials and addresses come from where the file system itself looks for them: its environment variables and
    files, and those of fsspec.

    Args:
        url: the address of a file or folder.
        attempts: how often S3 is asked before an error counts; other storages decide for themselves.

    Raises:
        DependencyMissing: the package for this kind of storage is not installed.
        ValueError: nobody knows this kind of storage.
    """
    scheme = url.partition("://")[0].lower()
    options: dict[str, Any] = {}
    if scheme in S3:
        limits = {"connect_timeout": 10, "read_timeout": 60, "retries": {"total_max_attempts": attempts}}
        chosen = fsspec.config.conf.get(scheme, {}).get("config_kwargs", {})
        options = {"config_kwargs": {**chosen, **limits}, "use_listings_cache": False}
    try:
        system, path = fsspec.core.url_to_fs(url, **options)
    except ImportError as error:
        raise DependencyMissing(
            f"'{scheme}://' needs a package that is not installed: {error}.", where=shown(url), hint=_remedy(scheme)
        ) from None
    if scheme in S3:
        system.retries = attempts
    return system, path


def _remedy(scheme: str) -> str:
    package = known_implementations.get(scheme, {}).get("class", "").partition(".")[0]
    return f"Run `pip install {package}`." if package not in ("", "fsspec") else ""
