"""One runner per store: who may run, who runs, and whether it still moves."""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from s2v_core.errors import StoreUnusable
from s2v_core.production.store.file_lock import FileLock

__all__ = ["Runner", "RunnerLock", "runner_of"]

_TRIES = 10
_PAUSE = 0.02
_ENOUGH = 4096


@dataclass(frozen=True, kw_only=True)
class Runner:
    """The process that runs the jobs of a store. ``beat`` is when it last showed that it moves (UTC)."""

    worker: str
    process: int
    host: str
    started: str
    beat: datetime


class RunnerLock:
    """The right to run the jobs of the store at ``store``.

    The operating system takes it back when the process ends, so that a successor can start at once; no process
    number is trusted, since those are used again.

    Args:
        worker: the runner's name in the leases it takes.
    """

    def __init__(self, store: Path, worker: str) -> None:
        self._lock = FileLock(_path(store))
        self._worker = worker

    def __enter__(self) -> RunnerLock:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def acquire(self, *, host: str, started: datetime) -> bool:
        """Take the right to run, and tell whether that was possible; False when another process has it.

        Raises:
            StoreUnusable: the file beside the store cannot be written.
        """
        facts = {"worker": self._worker, "process": os.getpid(), "host": host, "started": started.isoformat()}
        try:
            if not self._obtained():
                return False
            os.ftruncate(self._lock.file, 0)
            os.lseek(self._lock.file, 0, os.SEEK_SET)
            os.write(self._lock.file, json.dumps(facts).encode("utf-8"))
        except OSError as error:
            raise StoreUnusable(
                f"The runner cannot be started ({error.strerror or error}).",
                where=str(self._lock.path),
                hint="Look at the folder's permissions and free space.",
            ) from error
        return True

    def beat(self) -> None:
        """Show that the runner moves."""
        os.utime(self._lock.path)

    def release(self) -> None:
        """Give the right to run back, where it is held."""
        if self._lock.held:
            self._lock.release()

    def _obtained(self) -> bool:
        """Try for a moment: someone who only looks may hold the lock just now."""
        for _ in range(_TRIES):
            if self._lock.acquire():
                return True
            time.sleep(_PAUSE)
        return False


def runner_of(store: Path) -> Runner | None:
    """Return who runs the jobs of the store at ``store``; None when nobody does."""
    path = _path(store)
    if not path.exists():
        return None
    look = FileLock(path)
    if look.acquire(shared=True):
        look.release()
        return None
    beat = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    try:
        facts = json.loads(path.read_bytes()[:_ENOUGH])
        return Runner(**facts, beat=beat)
    except (ValueError, TypeError):  # taken a moment ago, and not signed yet
        return Runner(worker="", process=0, host="", started="", beat=beat)


def _path(store: Path) -> Path:
    return store.with_name(f"{store.name}.runner")
