"""Bringing one finished file to where it belongs."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from s2v_core.errors import DeliveryAway, DeliveryRefused
from s2v_core.production.delivery.address import Address
from s2v_core.production.delivery.backoff import Backoff, pause
from s2v_core.production.delivery.failures import failure_of
from s2v_core.production.delivery.fingerprint import Fingerprint, fingerprint_of_finished
from s2v_core.production.delivery.targets import Target, Transfer, target_of

__all__ = ["AT_ONCE", "Delivered", "deliver"]

AT_ONCE = Backoff(first=1.0, longest=10.0, attempts=4)
"""Attempts in a row, for storages that stumble; longer troubles are a matter for the outbox."""


@dataclass(frozen=True)
class Delivered:
    """A file that has arrived and was compared with the original: where, its bytes, and their SHA-256 in hex."""

    url: str
    size: int
    sha256: str


def deliver(
    file: Path,
    address: Address,
    *,
    sha256: str = "",
    backoff: Backoff = AT_ONCE,
    sleep: Callable[[float], None] = time.sleep,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Delivered:
    """Bring ``file`` to ``address`` and compare what has arrived with it.

    Nothing half-made ever has the final name; what had it before is replaced. A file that is there already, byte for
    byte, is not sent again.

    Args:
        file: the finished file.
        address: where it goes.
        sha256: digest (hex) that the file must still have; empty: whatever it is now.
        backoff: how often, and with what waits, to try when the storage stumbles.
        sleep: waits so many seconds.
        progress: hears bytes sent and bytes in all; begins anew with each attempt.
        cancelled: asked between blocks, parts and waits whether to stop.

    Raises:
        DeliveryRefused: the file is gone or another than before, or the storage refuses it: trying again is no use.
        DeliveryAway: the storage did not take it in all these attempts; later it may.
        DependencyMissing: the package for this kind of storage is not installed.
        Cancelled: somebody asked to stop.
    """
    fingerprint = _fingerprint(file, sha256)
    for attempt in range(1, backoff.attempts + 1):
        transfer = Transfer(fingerprint.size, progress, cancelled, address.url)
        try:
            _once(file, address, fingerprint, transfer)
            break
        except DeliveryAway:
            if attempt == backoff.attempts:
                raise
            pause(backoff.wait(attempt), sleep=sleep, check=transfer.check)
    return Delivered(url=address.url, size=fingerprint.size, sha256=fingerprint.sha256)


def _fingerprint(file: Path, sha256: str) -> Fingerprint:
    fingerprint = fingerprint_of_finished(file)
    if sha256 and fingerprint.sha256 != sha256:
        raise DeliveryRefused("The file is not what was finished any more.", where=str(file), hint="Make it again.")
    return fingerprint


def _once(file: Path, address: Address, fingerprint: Fingerprint, transfer: Transfer) -> None:
    try:
        target = target_of(address)
        if _is_there_already(target, fingerprint):
            return
        target.put(file, fingerprint, transfer)
        arrived = target.holds(fingerprint)
    except Exception as error:
        # Every storage raises errors of its own library, which cannot be listed here.
        failure = failure_of(error, address.url)
        if failure is error:
            raise
        raise failure from error
    if not arrived:
        raise DeliveryAway("What arrived is not what was sent.", where=address.url, hint="It is sent again later.")


def _is_there_already(target: Target, fingerprint: Fingerprint) -> bool:
    try:
        return target.holds(fingerprint)
    except PermissionError:
        return False  # S3 also answers so for what does not exist, to those who may not list the bucket
