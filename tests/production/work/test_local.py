from __future__ import annotations

import pickle
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import CancelledError, Executor, as_completed, wait
from pathlib import Path

import psutil
import pytest

from s2v_core.errors import Cancelled, WorkerCrashed
from s2v_core.production.outcome import Progress
from s2v_core.production.work import LocalPool
from s2v_core.production.work.worker import PAUSE
from tests.production.work import workloads

pytestmark = pytest.mark.timeout(900)  # workers give way to whatever else keeps the machine busy


@pytest.fixture(scope="module")
def shared() -> Iterator[LocalPool]:
    """A pool for the tests that kill nobody: its workers start once."""
    with LocalPool(2) as pool:
        yield pool


def begun(started: threading.Event) -> None:
    assert started.wait(300)


def test_it_is_an_executor(shared: LocalPool) -> None:
    assert isinstance(shared, Executor)
    assert shared.slots == 2
    assert shared.submit(workloads.add, 1, second=2).result() == 3
    assert list(shared.map(workloads.add, range(5), range(5))) == [0, 2, 4, 6, 8]
    futures = [shared.submit(workloads.add, number, 0) for number in range(6)]
    assert sorted(future.result() for future in as_completed(futures)) == list(range(6))


def test_workers_give_way_to_the_studio_and_keep_to_one_core(shared: LocalPool) -> None:
    found = shared.submit(workloads.surroundings).result()
    assert found["niceness"] >= 10
    assert found["threads"] == 1
    assert found["interrupt"]


def test_a_worker_stays_for_the_next_task() -> None:
    with LocalPool(1) as pool:
        pids = {pool.submit(workloads.surroundings).result()["pid"] for _ in range(3)}
        assert pids == set(pool.pids)
    assert pool.pids == ()


def test_an_exception_comes_back_with_its_traceback(shared: LocalPool) -> None:
    error = shared.submit(workloads.fail, "no such thing").exception()
    assert isinstance(error, LookupError)
    assert error.args == ("no such thing",)
    assert "workloads.py" in error.__notes__[0]


def test_an_exception_that_cannot_travel_is_replaced(shared: LocalPool) -> None:
    error = shared.submit(workloads.fail_oddly).exception()
    assert isinstance(error, RuntimeError)
    assert str(error) == "OddError: 1 and 2"


def test_a_result_that_cannot_travel_is_an_error_of_its_task_alone(shared: LocalPool) -> None:
    future = shared.submit(workloads.make_lock)
    assert isinstance(future.exception(), TypeError)
    assert shared.submit(workloads.add, 1, 1).result() == 2


def test_what_cannot_be_sent_is_refused_at_once(shared: LocalPool) -> None:
    with pytest.raises((pickle.PicklingError, AttributeError, TypeError)):
        shared.submit(lambda: None)


def test_progress_is_told_in_order_and_not_too_often(shared: LocalPool) -> None:
    heard: list[Progress] = []
    begun_at = time.monotonic()
    assert shared.start(workloads.tell, 60, heard.append).result() == 60
    took = time.monotonic() - begun_at
    done = [progress.done for progress in heard]
    assert done == sorted(done)
    assert done[0] == 1
    assert 1 < len(done) <= took / PAUSE + 1


def test_a_listener_that_fails_fails_its_task_alone() -> None:
    def broken(progress: Progress) -> None:
        raise ValueError("a bug")

    with LocalPool(1) as pool:
        failing = pool.start(workloads.tell, 30, broken)
        assert isinstance(failing.exception(), ValueError)
        assert pool.submit(workloads.add, 1, 1).result() == 2


def test_a_running_task_can_be_stopped(shared: LocalPool) -> None:
    started = threading.Event()
    future = shared.start(workloads.until_stopped, "", lambda _: started.set())
    begun(started)
    future.stop()
    assert future.result(timeout=300) == "stopped"
    future.stop()
    assert shared.submit(workloads.add, 1, 1).result() == 2


def test_a_task_that_does_not_listen_is_killed() -> None:
    started = threading.Event()
    with LocalPool(1, patience=0.1) as pool:
        future = pool.start(workloads.never_listen, "", lambda _: started.set())
        begun(started)
        future.stop()
        with pytest.raises(Cancelled):
            future.result(timeout=300)
        assert pool.submit(workloads.add, 1, 1).result() == 2


def test_a_waiting_task_that_is_stopped_never_runs(tmp_path: Path) -> None:
    started = threading.Event()
    with LocalPool(1) as pool:
        first = pool.start(workloads.until_stopped, "", lambda _: started.set())
        second = pool.start(workloads.note, (str(tmp_path / "journal"), "second"))
        begun(started)
        second.stop()
        assert wait([second], timeout=60).done == {second}
        with pytest.raises(CancelledError):
            second.result()
        first.stop()
    assert not (tmp_path / "journal").exists()


def test_a_task_that_kills_its_workers_fails_alone(tmp_path: Path) -> None:
    journal = tmp_path / "journal"
    with LocalPool(2) as pool:
        before = [pool.start(workloads.note, (str(journal), f"before {number}")) for number in range(4)]
        culprit = pool.start(workloads.segfault, str(journal))
        after = [pool.start(workloads.note, (str(journal), f"after {number}")) for number in range(4)]
        assert [future.result() for future in before] == [f"before {number}" for number in range(4)]
        assert [future.result() for future in after] == [f"after {number}" for number in range(4)]
        with pytest.raises(WorkerCrashed, match="3 times"):
            culprit.result()
    lines = Counter(journal.read_text(encoding="utf-8").splitlines())
    assert lines.pop("segfault") == 3
    assert set(lines.values()) == {1}


def test_a_task_whose_worker_was_killed_is_done_again_alone(tmp_path: Path) -> None:
    with LocalPool(2) as pool:
        unlucky = pool.start(workloads.crash_twice, str(tmp_path / "unlucky"))
        others = [pool.start(workloads.note, (str(tmp_path / "others"), str(number))) for number in range(6)]
        assert unlucky.result() == "survived"
        assert len({future.result() for future in others}) == 6


def test_a_task_that_waits_for_its_next_attempt_can_be_stopped(tmp_path: Path) -> None:
    started = threading.Event()
    with LocalPool(2) as pool:
        long = pool.start(workloads.until_stopped, "", lambda _: started.set())
        begun(started)
        crashed = pool.start(workloads.segfault, str(tmp_path / "journal"))
        begun_again = time.monotonic() + 300
        while len(pool.pids) > 1 or not (tmp_path / "journal").exists():
            assert time.monotonic() < begun_again
            time.sleep(0.01)
        crashed.stop()
        with pytest.raises(Cancelled):
            crashed.result(timeout=60)
        long.stop()
        assert long.result(timeout=300) == "stopped"


def test_a_worker_that_is_killed_while_idle_costs_nobody_an_attempt() -> None:
    with LocalPool(1, attempts=1) as pool:
        worker = psutil.Process(pool.submit(workloads.surroundings).result()["pid"])
        worker.kill()
        psutil.wait_procs([worker], timeout=60)
        assert pool.submit(workloads.add, 1, 1).result() == 2


def test_shutdown_lets_running_tasks_end_and_cancels_the_rest() -> None:
    started = threading.Event()
    pool = LocalPool(1)
    running = pool.start(workloads.tell, 30, lambda _: started.set())
    waiting = [pool.submit(workloads.add, 1, 1) for _ in range(3)]
    begun(started)
    pool.shutdown(cancel_futures=True)
    assert running.result() == 30
    assert all(future.cancelled() for future in waiting)
    with pytest.raises(RuntimeError, match="shut down"):
        pool.submit(workloads.add, 1, 1)


def test_shutdown_waits_for_all_that_was_handed_in() -> None:
    with LocalPool(1) as pool:
        futures = [pool.submit(workloads.add, number, 0) for number in range(4)]
        pool.shutdown(wait=False)
        deadline = time.monotonic() + 300
        while pool.pids and time.monotonic() < deadline:
            time.sleep(0.01)
    assert [future.result() for future in futures] == [0, 1, 2, 3]


def test_a_pool_has_at_least_one_worker() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        LocalPool(0)
