from __future__ import annotations

import builtins
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, wait
from pathlib import Path
from typing import Any

import pytest

from s2v_core.errors import Cancelled, DependencyMissing, SettingsError
from s2v_core.production.outcome import Progress
from s2v_core.production.work import DaskPool, LocalPool, TaskPool, executor_for
from s2v_core.settings import Settings
from s2v_core.timeline import from_json
from tests.production.work import workloads
from tests.production.work.cluster import Cluster
from tests.production.work.tasks import render_tasks
from tests.support.reading import read_back


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with Cluster(tmp_path_factory.mktemp("dask") / "cluster") as cluster:
        cluster.start_worker()
        cluster.start_worker()
        yield cluster


@pytest.fixture(scope="module")
def pool(cluster: Cluster) -> Iterator[DaskPool]:
    with DaskPool(cluster.address, timeout=60.0) as pool:
        deadline = time.monotonic() + 40
        while pool.slots < 2 and time.monotonic() < deadline:
            time.sleep(0.05)
        assert pool.slots == 2
        yield pool


def test_it_is_an_executor(pool: DaskPool) -> None:
    assert isinstance(pool, TaskPool)
    assert pool.submit(workloads.add, 1, second=2).result() == 3
    assert list(pool.map(workloads.add, range(5), range(5))) == [0, 2, 4, 6, 8]


def test_an_exception_comes_back_with_its_traceback(pool: DaskPool) -> None:
    error = pool.submit(workloads.fail, "no such thing").exception()
    assert isinstance(error, LookupError)
    assert error.args == ("no such thing",)
    assert "workloads.py" in error.__notes__[0]


def test_progress_is_told_in_order(pool: DaskPool) -> None:
    heard: list[Progress] = []
    assert pool.start(workloads.tell, 80, heard.append).result() == 80
    done = [progress.done for progress in heard]
    assert done == sorted(done)
    assert len(done) >= 2


def test_a_listener_that_fails_fails_its_task_alone(pool: DaskPool) -> None:
    def broken(progress: Progress) -> None:
        raise ValueError("a bug")

    assert isinstance(pool.start(workloads.tell, 60, broken).exception(), ValueError)
    assert pool.submit(workloads.add, 1, 1).result() == 2


def test_running_tasks_stop_and_waiting_ones_never_run(pool: DaskPool, tmp_path: Path) -> None:
    started = threading.Semaphore(0)
    running = [pool.start(workloads.until_stopped, "", lambda _: started.release()) for _ in range(2)]
    waiting = pool.start(workloads.note, (str(tmp_path / "journal"), "line"))
    assert started.acquire(timeout=30)
    assert started.acquire(timeout=30)
    waiting.stop()
    assert wait([waiting], timeout=10).done == {waiting}
    with pytest.raises(CancelledError):
        waiting.result()
    for future in running:
        future.stop()
    assert [future.result(timeout=30) for future in running] == ["stopped", "stopped"]
    assert not (tmp_path / "journal").exists()


def test_a_batch_is_rendered_by_all_workers(pool: DaskPool, settings: Settings, tmp_path: Path) -> None:
    tasks = render_tasks(tmp_path, settings, count=4)
    results = [future.result() for future in [pool.render(task) for task in tasks]]
    assert [result.state for result in results] == ["Success"] * 4
    assert len(read_back(Path(tasks[0].target)).times) == from_json(tasks[0].timeline).length


def renderers(folder: Path) -> list[str]:
    journal = folder / "journal.txt"
    return journal.read_text(encoding="utf-8").splitlines() if journal.exists() else []


@pytest.mark.timeout(300)
def test_a_batch_survives_the_loss_of_a_worker_and_of_the_scheduler(settings: Settings, tmp_path: Path) -> None:
    tasks = render_tasks(tmp_path, settings, count=6)
    out = tmp_path / "out"

    def until(happened: Callable[[], bool]) -> None:
        deadline = time.monotonic() + 100
        while not happened():
            assert time.monotonic() < deadline
            time.sleep(0.02)

    with Cluster(tmp_path / "cluster") as cluster:
        lost, other = cluster.start_worker(), cluster.start_worker()
        with DaskPool(cluster.address, timeout=60.0) as pool:
            futures = [pool.start(workloads.render_late, task) for task in tasks]
            until(lambda: str(lost.pid) in renderers(out))
            cluster.kill(lost)
            wait(futures[:3], timeout=100)
            begun = len(renderers(out))
            until(lambda: len(renderers(out)) > begun)
            cluster.kill(cluster.scheduler)
            cluster.start_scheduler()
            other.wait(timeout=100)
            cluster.start_worker()  # as the loop of the recipe does
            results = [future.result(timeout=100) for future in futures]
    assert [result.state for result in results] == ["Success"] * 6
    assert all(len(read_back(Path(task.target)).times) == from_json(task.timeline).length for task in tasks)
    assert len(renderers(out)) >= 6 + 2, "both losses hit a task at work"
    assert {path.suffix for path in out.iterdir()} == {".mp4", ".srt", ".json", ".txt"}


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_what_waits_for_a_scheduler_that_is_long_away_goes_on_or_can_be_stopped(tmp_path: Path) -> None:
    started = threading.Event()
    with Cluster(tmp_path / "cluster") as cluster:
        worker = cluster.start_worker()
        with DaskPool(cluster.address, timeout=15.0) as pool:
            running = pool.start(workloads.until_stopped, "", lambda _: started.set())
            waiting = pool.submit(workloads.add, 1, 2)
            assert started.wait(60)
            cluster.kill(cluster.scheduler)
            time.sleep(20)  # longer than Dask's own client looks for it
            running.stop()
            with pytest.raises(Cancelled):
                running.result(timeout=10)
            cluster.start_scheduler()
            worker.wait(timeout=60)
            cluster.start_worker()
            assert waiting.result(timeout=60) == 3


@pytest.mark.parametrize("address", ["dask://", "dask://host", "dask://host:port", "http://host:1", "local"])
def test_a_malformed_address_is_refused(address: str) -> None:
    with pytest.raises(SettingsError, match="dask://HOST:PORT"):
        executor_for(address)


def test_without_an_address_the_work_stays_here() -> None:
    with executor_for(max_workers=3) as pool:
        assert isinstance(pool, LocalPool)
        assert pool.slots == 3


def test_a_scheduler_that_does_not_answer_is_named() -> None:
    with pytest.raises(SettingsError, match="No Dask scheduler"):
        DaskPool("dask://127.0.0.1:1", timeout=0.5)


def test_a_missing_package_is_named_with_its_command(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *args: Any, **options: Any) -> Any:
        if name == "distributed":
            raise ImportError("No module named 'distributed'")
        return real(name, *args, **options)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(DependencyMissing, match="pip install distributed"):
        executor_for("dask://127.0.0.1:8786")
