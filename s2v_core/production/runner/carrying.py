"""Bringing made outputs to their storage, now or when it is back."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from s2v_core.errors import DeliveryRefused
from s2v_core.production.callbacks import CALLBACK, callback_handler
from s2v_core.production.delivery import (
    DELIVERY,
    Backoff,
    Kept,
    Note,
    Outbox,
    deliver_files,
    deliver_or_keep,
    delivery_handler,
    pending_deliveries,
)
from s2v_core.production.folders import writing_to
from s2v_core.production.outcome import Results
from s2v_core.production.runner.opened import OpenJob
from s2v_core.settings import Settings

__all__ = ["Carried", "Carrier"]

_ONCE = Backoff(first=0.0, longest=0.0)


@dataclass(frozen=True)
class Carried:
    """What became of an output's files: where they are, or when to look again, with what is in the way."""

    results: Results
    due: datetime | None = None
    trouble: str = ""


class Carrier:
    """Delivers through the outbox of the data folder, so that nothing is forgotten whatever ends the process.

    Args:
        cancelled: True when the runner is to end.
    """

    def __init__(self, settings: Settings, cancelled: Callable[[], bool]) -> None:
        self.outbox = Outbox(settings.outbox_dir)
        self._folder = settings.outbox_dir
        self._cancelled = cancelled
        self._deliver = delivery_handler(cancelled=cancelled)
        self._deliver_once = delivery_handler(cancelled=cancelled, backoff=_ONCE)
        self.call_back = callback_handler(settings)

    def bring(self, opened: OpenJob, index: int, results: Results) -> Carried:
        """Bring the files of an output that was just made to where they belong.

        Raises:
            DeliveryRefused, DependencyMissing: the storage will not have them.
            Cancelled: the runner ends.
            OutputNotWritable: the outbox cannot be written.
        """
        files = {role: Path(path) for role, path in results.files.items()}
        with writing_to(self._folder):
            sent = deliver_files(files, opened.destination, index, outbox=self.outbox, handler=self._deliver)
        kept = [entry for entry in sent.values() if isinstance(entry, Kept)]
        if kept:
            return Carried(results, due=_after(self._notes(results)), trouble=kept[0].trouble)
        return Carried(replace(results, urls=_urls(opened, index, results)))

    def look_after(self, opened: OpenJob, index: int, results: Results) -> Carried:
        """See whether the outbox has delivered meanwhile what was kept.

        Raises:
            DeliveryRefused: it has given up.
        """
        notes = self._notes(results)
        for note in notes:
            if note.state == "refused":
                raise DeliveryRefused(
                    note.trouble, where=opened.destination.videos[index].url, hint="Mend it, then retry the job."
                )
        if notes:
            return Carried(results, due=_after(notes), trouble=notes[0].trouble)
        return Carried(replace(results, urls=_urls(opened, index, results)))

    def bring_manifest(self, opened: OpenJob) -> None:
        """Bring the record of a job to its storage, now or later.

        Raises:
            DeliveryRefused, DependencyMissing, Cancelled, OutputNotWritable: as for ``bring``.
        """
        with writing_to(self._folder):
            deliver_or_keep(
                opened.manifest,
                opened.destination.shared(opened.manifest.name),
                outbox=self.outbox,
                handler=self._deliver,
            )

    def give_up(self, results: Results) -> None:
        """Deliver nothing more of an output."""
        for note in self._notes(results):
            self.outbox.forget(note.id)

    def try_again(self) -> None:
        """Make the deliveries and callbacks that are due, each in one attempt, so that none holds up the others."""
        handlers = {DELIVERY: self._deliver_once, CALLBACK: self.call_back}
        self.outbox.try_again(handlers, now=time.time, cancelled=self._cancelled)

    def _notes(self, results: Results) -> list[Note]:
        """Return what the outbox still has to deliver of an output."""
        files = {Path(path).absolute() for path in results.files.values()}
        return [note for file, note in pending_deliveries(self.outbox) if file in files]


def _after(notes: Sequence[Note]) -> datetime:
    """Return a moment at which all of these will have been tried again."""
    latest = max((note.next_try for note in notes), default=time.time())
    return datetime.fromtimestamp(latest + 1, UTC)


def _urls(opened: OpenJob, index: int, results: Results) -> dict[str, str]:
    names = {role: Path(path).name for role, path in results.files.items()}
    return {role: opened.destination.address(index, name).url for role, name in names.items()}
