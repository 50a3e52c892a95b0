"""Delivering finished files, and keeping those whose storage is away for later."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from s2v_core.cache import key_of
from s2v_core.errors import S2VError
from s2v_core.production.delivery.address import Address
from s2v_core.production.delivery.backoff import Backoff
from s2v_core.production.delivery.destination import Destination
from s2v_core.production.delivery.fingerprint import fingerprint_of_finished
from s2v_core.production.delivery.note import Note
from s2v_core.production.delivery.outbox import Handler, Outbox
from s2v_core.production.delivery.upload import AT_ONCE, Delivered, deliver

__all__ = ["DELIVERY", "Kept", "deliver_files", "deliver_or_keep", "delivery_handler", "pending_deliveries"]

DELIVERY = "delivery"
"""The kind of these notes in the outbox."""


@dataclass(frozen=True)
class Kept:
    """A file that stays where it is until its storage takes it: where it goes, and what was wrong."""

    file: Path
    url: str
    trouble: str


def delivery_handler(
    *,
    backoff: Backoff = AT_ONCE,
    sleep: Callable[[float], None] = time.sleep,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Handler:
    """Return what makes the deliveries of this kind; it returns ``Delivered`` and raises what ``deliver`` does."""

    def handle(payload: Mapping[str, Any]) -> Delivered:
        send = partial(deliver, backoff=backoff, sleep=sleep, progress=progress, cancelled=cancelled)
        return send(Path(payload["File"]), Address.from_json(payload["Address"]), sha256=payload["Sha256"])

    return handle


def deliver_or_keep(
    file: Path,
    address: Address,
    *,
    outbox: Outbox,
    handler: Handler,
    now: Callable[[], float] = time.time,
) -> Delivered | Kept:
    """Bring ``file`` to ``address``; when its storage is away, leave it where it is and note it in the outbox.

    The note is written first, so that what ends the process in the middle loses nothing either.

    Args:
        file: a finished, checked file. It must stay there, unchanged, as long as it is pending.
        address: where it goes.
        outbox: keeps the note.
        handler: what ``delivery_handler`` returned.
        now: tells the Unix time.

    Raises:
        DeliveryRefused: the file is gone, or the storage refuses it. The note stays, so that it can be tried again
            (``Outbox.retry``) when that is mended.
        DependencyMissing: the package for this kind of storage is not installed; likewise.
        Cancelled: somebody asked to stop; the file stays pending.
        OSError: the outbox cannot be written.
    """
    sha256 = fingerprint_of_finished(file).sha256
    payload = {"File": str(file.absolute()), "Sha256": sha256, "Address": address.to_json()}
    note = outbox.put(DELIVERY, key_of(DELIVERY, address.target), payload, now=now())
    outcome = outbox.attempt(note.id, handler, now=now)
    if isinstance(outcome.result, Delivered):
        return outcome.result
    if outcome.state == "refused" and isinstance(outcome.error, S2VError):
        raise outcome.error
    return Kept(file=file, url=address.url, trouble=str(outcome.error or "Another process is delivering to the place."))


def deliver_files(
    files: Mapping[str, Path],
    destination: Destination,
    output: int,
    *,
    outbox: Outbox,
    handler: Handler,
    now: Callable[[], float] = time.time,
) -> dict[str, Delivered | Kept]:
    """Bring the files of one output to where they go, the film last: who sees it finds its side files too.

    Args:
        files: the local files by role, named as ``destination.names`` says.
        destination: where the job's outputs go.
        output: which one, counted from 0.
        outbox: keeps the notes.
        handler: what ``delivery_handler`` returned.
        now: tells the Unix time.

    Raises:
        DeliveryRefused, DependencyMissing, Cancelled, OSError: as for ``deliver_or_keep``; the files after the one that
            it is about are not tried.
    """
    film = destination.names[output]
    return {
        role: deliver_or_keep(file, destination.address(output, file.name), outbox=outbox, handler=handler, now=now)
        for role, file in sorted(files.items(), key=lambda item: item[1].name == film)
    }


def pending_deliveries(outbox: Outbox) -> tuple[tuple[Path, Note], ...]:
    """Return the files that must stay until they are delivered, or that were refused, each with its note."""
    return tuple((Path(note.payload["File"]), note) for note in outbox.pending() if note.kind == DELIVERY)
