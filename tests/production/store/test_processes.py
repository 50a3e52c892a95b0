"""Real processes at the same store: they share the work, and one that is killed loses nothing."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from datetime import UTC, datetime, timedelta
from multiprocessing.process import BaseProcess
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from s2v_core.production.store import JobsStore, Progress, RunnerLock, runner_of
from tests.production.store.making import DONE, claim, plan, states, submit

SPAWN = multiprocessing.get_context("spawn")
FOREVER = 600.0


def work(path: Path, name: str, begun: Queue[tuple[str, str, int | None, int]], start: Barrier) -> None:
    """Make outputs until nothing waits."""
    with JobsStore(path) as store:
        start.wait(60)
        while (task := store.claim(name, FOREVER)) is not None:
            begun.put((name, task.job, task.index, task.attempt))
            store.heartbeat({task: Progress(done=5)}, FOREVER)
            store.finish(task, DONE)


def hold(path: Path, begun: Queue[int | None]) -> None:
    """Claim one output and never come to an end with it."""
    with JobsStore(path) as store:
        task = store.claim("held", FOREVER)
        assert task is not None
        begun.put(task.index)
        time.sleep(FOREVER)


def run(path: Path, told: Queue[bool]) -> None:
    """Be the runner of the store until killed."""
    told.put(RunnerLock(path, "first").acquire(host="here", started=datetime(2030, 1, 1, tzinfo=UTC)))
    time.sleep(FOREVER)


def kill(process: BaseProcess) -> None:
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    process.join()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "jobs.db"


def later() -> datetime:
    """The clock of someone who looks when every lease has run out."""
    return datetime.now(UTC) + timedelta(seconds=2 * FOREVER)


def test_four_processes_make_two_hundred_outputs_once_each(path: Path) -> None:
    with JobsStore(path) as store:
        counts = {submit(store): count for count in (150, 49, 1)}
        for _ in counts:
            task = claim(store)
            plan(store, task, counts[task.job])
        begun: Queue[tuple[str, str, int | None, int]] = SPAWN.Queue()
        start = SPAWN.Barrier(4)
        workers = [SPAWN.Process(target=work, args=(path, name, begun, start), daemon=True) for name in "abcd"]
        for worker in workers:
            worker.start()
        seen = [begun.get(timeout=60) for _ in range(200)]
        for worker in workers:
            worker.join(timeout=60)
        assert [worker.exitcode for worker in workers] == [0] * 4
        assert begun.empty()
        assert len({(job, index) for _, job, index, _ in seen}) == 200
        assert {attempt for *_, attempt in seen} == {1}
        assert [store.job(job).state for job in counts] == ["Finished"] * 3
        assert [set(states(store, job)) for job in counts] == [{"Success"}] * 3


def test_the_work_of_a_killed_process_comes_back_when_its_lease_ends(path: Path) -> None:
    with JobsStore(path) as store, JobsStore(path, now=later) as store_later:
        job = submit(store)
        plan(store, claim(store), 2)
        begun: Queue[int | None] = SPAWN.Queue()
        holder = SPAWN.Process(target=hold, args=(path, begun), daemon=True)
        holder.start()
        lost = begun.get(timeout=60)
        kill(holder)
        store.finish(claim(store), DONE)
        assert store.claim("heir", FOREVER) is None
        task = claim(store_later)
        assert (task.index, task.attempt) == (lost, 2)
        store_later.finish(task, DONE)
        assert store.job(job).state == "Finished"


def test_a_store_has_one_runner_and_a_killed_one_is_succeeded_at_once(path: Path) -> None:
    started = datetime(2031, 1, 1, tzinfo=UTC)
    assert runner_of(path) is None
    told: Queue[bool] = SPAWN.Queue()
    first = SPAWN.Process(target=run, args=(path, told), daemon=True)
    first.start()
    assert told.get(timeout=60)
    runner = runner_of(path)
    assert runner is not None
    assert (runner.worker, runner.process, runner.host) == ("first", first.pid, "here")
    with RunnerLock(path, "second") as second:
        assert not second.acquire(host="there", started=started)
        kill(first)
        assert runner_of(path) is None
        assert second.acquire(host="there", started=started)
        runner = runner_of(path)
        assert runner is not None
        assert (runner.worker, runner.process, runner.started) == ("second", os.getpid(), started.isoformat())
    assert runner_of(path) is None
