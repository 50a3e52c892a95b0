"""What could not be delivered yet: one note per delivery in a folder, tried again until it is.

A note is written before its first attempt and removed after the successful one, so nothing is lost, whatever ends the
process between. An attempt holds a lock of the operating system, so no two processes or threads make the same one, and
a process that dies lets go of it. An attempt is counted and the next one put off before it begins, so that a delivery
that ends its process is not tried again at once for ever.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import filterfalse
from pathlib import Path
from typing import Any, Literal

from s2v_core.cache import write_atomically
from s2v_core.errors import Cancelled, DeliveryAway, S2VError
from s2v_core.production.delivery.backoff import Backoff
from s2v_core.production.delivery.note import Note
from s2v_core.production.store.file_lock import FileLock

__all__ = ["LATER", "Handler", "Outbox", "Outcome"]

LATER = Backoff(first=60.0, longest=3600.0)
"""The waits between attempts of the outbox."""

_KEPT = 7 * 86400.0
"""Seconds for which a delivery is tried again before it counts as refused."""
_SLOTS = 256

_log = logging.getLogger(__name__)

Handler = Callable[[Mapping[str, Any]], object]
"""Makes one delivery from a note's payload. It raises DeliveryAway when it is to be tried again."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How an attempt ended.

    ``state`` is ``done`` (``result`` is what the handler returned), ``waiting`` (for the next attempt), ``refused``
    (``error`` says why; somebody must mend it), or ``elsewhere`` (another process is at it, or has just done it).
    """

    id: str
    state: Literal["done", "waiting", "refused", "elsewhere"]
    result: object = None
    error: S2VError | None = None
    attempts: int = 0


class Outbox:
    """Pending deliveries in a folder. Safe under several processes and threads.

    Args:
        folder: made when the first note is written. Its files are for their owner only: callbacks may hold tokens.
        backoff: the waits between attempts.
    """

    def __init__(self, folder: Path, *, backoff: Backoff = LATER) -> None:
        self._notes = folder / "notes"
        self._locks = folder / "locks"
        self._backoff = backoff
        self._unreadable: set[Path] = set()

    def put(self, kind: str, key: str, payload: Mapping[str, Any], *, now: float) -> Note:
        """Write down a delivery that is to be made; an older one with the same key is replaced.

        Args:
            kind: which handler it is for.
            key: hex digits, equal for everything that goes to the same place.
            payload: what the handler needs, as JSON values, without secrets.
            now: Unix time.

        Raises:
            OSError: it cannot be written.
        """
        note = Note(id=key, kind=kind, payload=payload, made=now, next_try=now)
        with self._changing():
            for path in filter(_is_unfinished, self._notes.iterdir()):
                path.unlink()  # its writer was killed: whoever writes holds this lock
            self._write(note)
        return note

    def pending(self) -> tuple[Note, ...]:
        """Return all notes, also the refused ones, those that are due first in front."""
        paths = sorted(self._notes.glob("*.json")) if self._notes.is_dir() else []
        notes = [note for note in map(self._read, filterfalse(_is_unfinished, paths)) if note is not None]
        return tuple(sorted(notes, key=lambda note: (note.state == "refused", note.next_try, note.id)))

    def next_try(self) -> float | None:
        """Return the Unix time at which something is due next, or None when nothing waits."""
        return min((note.next_try for note in self.pending() if note.state == "waiting"), default=None)

    def attempt(self, key: str, handler: Handler, *, now: Callable[[], float]) -> Outcome:
        """Make one delivery now, whether it is due or not.

        Args:
            key: the note's id.
            handler: makes the delivery.
            now: tells the Unix time.

        Raises:
            Cancelled: the handler was asked to stop; the delivery stays pending.
            Exception: what else the handler raises is a bug; the delivery stays pending and is put off.
        """
        with self._working(key) as alone:
            note = self._begin(key, now()) if alone else None
            if note is None:
                return Outcome(id=key, state="elsewhere")
            try:
                result = handler(note.payload)
            except Cancelled:
                raise
            except S2VError as error:
                return self._failed(note, error, now())
            self._finish(note)
            return Outcome(id=key, state="done", result=result, attempts=note.attempts)

    def try_again(
        self,
        handlers: Mapping[str, Handler],
        *,
        now: Callable[[], float],
        cancelled: Callable[[], bool] = lambda: False,
    ) -> tuple[Outcome, ...]:
        """Make all deliveries that are due, one after the other; notes without a handler stay.

        Raises:
            Cancelled, Exception: as for ``attempt``.
        """
        outcomes = []
        for note in self.pending():
            if cancelled():
                break
            if note.state == "waiting" and note.next_try <= now() and note.kind in handlers:
                outcomes.append(self.attempt(note.id, handlers[note.kind], now=now))
        return tuple(outcomes)

    def retry(self, key: str, *, now: float) -> bool:
        """Make a delivery due, also a refused one, and tell whether there was one."""
        with self._changing():
            note = self._read(self._path(key))
            if note is not None:
                self._write(replace(note, state="waiting", made=now, next_try=now, attempts=0))
        return note is not None

    def forget(self, key: str) -> bool:
        """Give a delivery up, and tell whether there was one. An attempt that is being made goes on."""
        with self._changing():
            found = self._path(key).exists()
            self._path(key).unlink(missing_ok=True)
        return found

    def _begin(self, key: str, now: float) -> Note | None:
        """Count the attempt and put the next one off."""
        with self._changing():
            note = self._read(self._path(key))
            if note is None:
                return None
            attempts = note.attempts + 1
            note = replace(note, attempts=attempts, next_try=now + self._backoff.wait(attempts))
            self._write(note)
            return note

    def _failed(self, note: Note, error: S2VError, now: float) -> Outcome:
        over = not isinstance(error, DeliveryAway) or now - note.made > _KEPT
        state: Literal["waiting", "refused"] = "refused" if over else "waiting"
        with self._changing():
            if self._is_current(note):
                self._write(replace(note, state=state, trouble=error.message))
        return Outcome(id=note.id, state=state, error=error, attempts=note.attempts)

    def _finish(self, note: Note) -> None:
        with self._changing():
            if self._is_current(note):
                self._path(note.id).unlink(missing_ok=True)

    def _is_current(self, note: Note) -> bool:
        found = self._read(self._path(note.id))
        return found is not None and found.version == note.version

    def _path(self, key: str) -> Path:
        return self._notes / f"{key}.json"

    def _read(self, path: Path) -> Note | None:
        try:
            return Note.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            if path not in self._unreadable:  # it is told once: this is asked again every few seconds
                self._unreadable.add(path)
                _log.warning("The note %s in the outbox cannot be read: %s", path, error)
            return None

    def _write(self, note: Note) -> None:
        def write(path: Path) -> None:
            path.touch(mode=0o600)
            path.write_text(note.dumps(), encoding="utf-8")

        write_atomically(self._path(note.id), write)

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Hold the lock under which notes are changed, for a moment."""
        for folder in (self._notes, self._locks):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with FileLock(self._locks / "notes.lock").waited_for():
            yield

    @contextmanager
    def _working(self, key: str) -> Iterator[bool]:
        """Hold the lock of one delivery, if it is free, and tell so. Lock files are shared by a few ids and stay."""
        self._locks.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = FileLock(self._locks / f"{int(key[:8], 16) % _SLOTS}.lock")
        if not lock.acquire():
            yield False
            return
        try:
            yield True
        finally:
            lock.release()


def _is_unfinished(path: Path) -> bool:
    return path.name.startswith(".")
