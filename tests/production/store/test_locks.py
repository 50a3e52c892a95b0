from __future__ import annotations

import os
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from s2v_core.errors import StoreUnusable
from s2v_core.production.store import RunnerLock, runner_of
from s2v_core.production.store.file_lock import FileLock

STARTED = datetime(2030, 1, 1, tzinfo=UTC)


def test_a_lock_excludes_others_until_it_is_released(tmp_path: Path) -> None:
    first, second = FileLock(tmp_path / "lock"), FileLock(tmp_path / "lock")
    assert first.acquire()
    assert not second.acquire()
    assert not second.held
    first.release()
    assert second.acquire()
    second.release()


def test_who_waits_for_a_lock_gets_it(tmp_path: Path) -> None:
    first, second = FileLock(tmp_path / "lock"), FileLock(tmp_path / "lock")
    first.acquire()
    threading.Timer(0.05, first.release).start()
    assert second.acquire(wait=True)
    second.release()


def test_a_lock_is_taken_and_released_once(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "lock")
    with pytest.raises(ValueError, match="not held"):
        lock.release()
    lock.acquire()
    with pytest.raises(ValueError, match="held already"):
        lock.acquire()
    lock.release()


def test_looking_for_the_runner_does_not_keep_one_from_starting(tmp_path: Path) -> None:
    path = tmp_path / "jobs.db"
    with RunnerLock(path, "w") as lock:
        lock.acquire(host="h", started=STARTED)
    look = FileLock(tmp_path / "jobs.db.runner")
    look.acquire(shared=True)
    threading.Timer(0.03, look.release).start()
    with RunnerLock(path, "w") as lock:
        assert lock.acquire(host="h", started=STARTED)


def test_a_runner_shows_that_it_moves(tmp_path: Path) -> None:
    path = tmp_path / "jobs.db"
    with RunnerLock(path, "w") as lock:
        lock.acquire(host="h", started=STARTED)
        os.utime(tmp_path / "jobs.db.runner", (0, 0))
        stuck = runner_of(path)
        lock.beat()
        moving = runner_of(path)
    assert stuck is not None
    assert moving is not None
    assert stuck.beat == datetime(1970, 1, 1, tzinfo=UTC) < moving.beat


def test_a_runner_that_has_not_signed_yet_is_one(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "jobs.db.runner")
    lock.acquire()
    found = runner_of(tmp_path / "jobs.db")
    lock.release()
    assert found is not None
    assert (found.worker, found.process) == ("", 0)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreUnusable) as caught:
        RunnerLock(tmp_path / "nowhere" / "jobs.db", "w").acquire(host="h", started=STARTED)
    assert str(tmp_path) in caught.value.where
