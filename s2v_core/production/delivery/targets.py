"""Putting a file under its final name, whole or not at all, and comparing what lies there."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from fsspec.callbacks import Callback

from s2v_core.cache import write_atomically
from s2v_core.errors import Cancelled
from s2v_core.media.stores import S3, open_store
from s2v_core.production.delivery.address import Address
from s2v_core.production.delivery.fingerprint import (
    PART,
    Fingerprint,
    blocks_of,
    content_type,
    fingerprint_of,
    fingerprint_of_blocks,
)

__all__ = ["Target", "Transfer", "target_of"]

_DIGEST = "sha256"
_ENCRYPTED = ("ServerSideEncryption", "SSECustomerAlgorithm")


class Transfer:
    """How far one attempt has come: ``progress`` hears bytes sent and bytes in all, ``cancelled`` is asked."""

    def __init__(
        self, total: int, progress: Callable[[int, int], None] | None, cancelled: Callable[[], bool], where: str
    ) -> None:
        self._total, self._done, self._where = total, 0, where
        self._progress, self._cancelled = progress, cancelled

    def advance(self, count: int) -> None:
        """Note that ``count`` more bytes are sent.

        Raises:
            Cancelled: somebody asked to stop.
        """
        self.check()
        self._done += count
        if self._progress is not None:
            self._progress(self._done, self._total)

    def check(self) -> None:
        """Raise Cancelled when somebody asked to stop."""
        if self._cancelled():
            raise Cancelled("The delivery was stopped.", where=self._where)


class Target(Protocol):
    """A place for one file. Both methods raise whatever the storage's library raises."""

    def put(self, file: Path, fingerprint: Fingerprint, transfer: Transfer) -> None:
        """Write the content of ``file``; it appears whole or not at all, and replaces what was there."""

    def holds(self, fingerprint: Fingerprint) -> bool:
        """Tell whether a file with this fingerprint lies there."""


def target_of(address: Address) -> Target:
    """Return the place that an address names.

    Raises:
        DependencyMissing: the package for this kind of storage is not installed.
        ValueError: nobody knows this kind of storage.
    """
    if address.path is not None:
        return _File(address.path)
    system, path = open_store(address.target, attempts=1)
    return (_S3Object if address.target.lower().startswith(tuple(f"{name}:" for name in S3)) else _Object)(system, path)


def _copy(file: Path, target: BinaryIO, transfer: Transfer) -> None:
    with file.open("rb") as source:
        for block in blocks_of(source):
            target.write(block)
            transfer.advance(len(block))


class _File:
    """A file in a folder of this machine."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def put(self, file: Path, fingerprint: Fingerprint, transfer: Transfer) -> None:
        def write(aside: Path) -> None:
            with aside.open("wb") as target:
                _copy(file, target, transfer)

        self._path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(self._path, write)

    def holds(self, fingerprint: Fingerprint) -> bool:
        if not self._path.is_file() or self._path.stat().st_size != fingerprint.size:
            return False
        return fingerprint_of(self._path).sha256 == fingerprint.sha256


class _Object:
    """A file in any storage of fsspec: written under a temporary name, then moved, and verified by reading it back."""

    def __init__(self, system: Any, path: str) -> None:
        self._system, self._path = system, path

    def put(self, file: Path, fingerprint: Fingerprint, transfer: Transfer) -> None:
        folder, _, name = self._path.rpartition("/")
        if folder:
            self._system.makedirs(folder, exist_ok=True)
        # The name is the same at the next attempt, so that a process that is killed leaves nothing for ever.
        aside = f"{folder}/.{name}.{fingerprint.sha256[:8]}.part"
        try:
            with self._system.open(aside, "wb") as target:
                _copy(file, target, transfer)
            self._system.mv(aside, self._path)
        except BaseException:
            if self._system.exists(aside):
                self._system.rm_file(aside)
            raise

    def holds(self, fingerprint: Fingerprint) -> bool:
        if not self._system.exists(self._path) or self._system.info(self._path)["size"] != fingerprint.size:
            return False
        with self._system.open(self._path, "rb") as file:
            return fingerprint_of_blocks(blocks_of(file)).sha256 == fingerprint.sha256


class _S3Object:
    """An object in S3 or what speaks like it. An upload in parts that is cut off leaves no object, but parts that cost
    storage: give the bucket a lifecycle rule that aborts unfinished uploads."""

    def __init__(self, system: Any, path: str) -> None:
        self._system, self._path = system, path

    def put(self, file: Path, fingerprint: Fingerprint, transfer: Transfer) -> None:
        transfer.check()
        self._system.put_file(
            str(file),
            self._path,
            callback=_Progress(transfer),
            chunksize=PART,
            max_concurrency=1,  # an upload that is stopped can be aborted cleanly only when no other part is on its way
            ContentType=content_type(self._path),
            ContentMD5=base64.b64encode(bytes.fromhex(fingerprint.md5)).decode("ascii"),
            Metadata={_DIGEST: fingerprint.sha256},
        )

    def holds(self, fingerprint: Fingerprint) -> bool:
        bucket, key, _ = self._system.split_path(self._path)
        try:
            found = self._system.call_s3("head_object", Bucket=bucket, Key=key)
        except FileNotFoundError:
            return False
        if found["ContentLength"] != fingerprint.size:
            return False
        etag = found.get("ETag", "").strip('"')
        if etag in (fingerprint.etag, fingerprint.md5):
            return True
        # The ETag of an encrypted object says nothing; in parts, other makers of stores count it in other ways.
        silent = "-" in etag or any(name in found for name in _ENCRYPTED)
        return silent and found.get("Metadata", {}).get(_DIGEST) == fingerprint.sha256


class _Progress(Callback):  # type: ignore[misc]
    """Passes the progress of an upload on."""

    def __init__(self, transfer: Transfer) -> None:
        super().__init__()
        self._transfer = transfer

    def relative_update(self, inc: int = 1) -> None:
        self._transfer.advance(inc)
