from __future__ import annotations

import builtins
import threading
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError, wait
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from s2v_core.errors import Cancelled, DependencyMissing, SettingsError
from s2v_core.production.outcome import Progress
from s2v_core.production.runner import Runner
from s2v_core.production.work import DaskPool, LocalPool, TaskPool, executor_for
from s2v_core.production.work.dask_address import lacks_product
from s2v_core.settings import Settings
from s2v_core.timeline import from_json
from tests.production.runner.house import House
from tests.production.work import workloads
from tests.production.work.cluster import Cluster
from tests.production.work.tasks import render_tasks
from tests.support.jobs import small_job
from tests.support.reading import read_back
from tests.support.waiting import until

pytestmark = pytest.mark.timeout(900)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with Cluster(tmp_path_factory.mktemp("dask") / "cluster") as cluster:
        cluster.start_worker()
        cluster.start_worker()
        yield cluster


@pytest.fixture(scope="module")
def pool(cluster: Cluster) -> Iterator[DaskPool]:
    with DaskPool(cluster.address, timeout=60.0) as pool:
        until(lambda: pool.slots == 2, "both workers")
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
    assert started.acquire(timeout=300)
    assert started.acquire(timeout=300)
    waiting.stop()
    assert wait([waiting], timeout=60).done == {waiting}
    with pytest.raises(CancelledError):
        waiting.result()
    for future in running:
        future.stop()
    assert [future.result(timeout=300) for future in running] == ["stopped", "stopped"]
    assert not (tmp_path / "journal").exists()


def test_a_batch_is_rendered_by_all_workers(pool: DaskPool, settings: Settings, tmp_path: Path) -> None:
    tasks = render_tasks(tmp_path, settings, count=4)
    results = [future.result() for future in [pool.render(task) for task in tasks]]
    assert [result.state for result in results] == ["Success"] * 4
    assert len(read_back(Path(tasks[0].target)).times) == from_json(tasks[0].timeline).length


def renderings(folder: Path) -> list[str]:
    """Return who has begun which output, as the journal tells: lines of a process and an index."""
    journal = folder / "journal.txt"
    return journal.read_text(encoding="utf-8").splitlines() if journal.exists() else []


def test_a_batch_survives_the_loss_of_a_worker_and_of_the_scheduler(settings: Settings, tmp_path: Path) -> None:
    tasks = render_tasks(tmp_path, settings, count=6)
    out = tmp_path / "out"
    out.mkdir()
    held = [out / f"hold-{task.index}" for task in tasks]
    for hold in held:
        hold.touch()
    with Cluster(tmp_path / "cluster") as cluster:
        lost, other = cluster.start_worker(), cluster.start_worker()
        with DaskPool(cluster.address, timeout=60.0) as pool:
            futures = [pool.start(workloads.render_when_let, task) for task in tasks]
            until(lambda: any(line.startswith(f"{lost.pid} ") for line in renderings(out)), "its first output")
            cluster.kill(lost)
            for hold in held[:3]:
                hold.unlink()
            wait(futures[:3], timeout=300)
            until(lambda: any(line.endswith(" 3") for line in renderings(out)), "the fourth output")
            cluster.kill(cluster.scheduler)
            for hold in held[3:]:
                hold.unlink()
            cluster.start_scheduler()
            other.wait(timeout=300)
            cluster.start_worker()  # as the loop of the recipe does
            results = [future.result(timeout=300) for future in futures]
    assert [result.state for result in results] == ["Success"] * 6
    assert all(len(read_back(Path(task.target)).times) == from_json(task.timeline).length for task in tasks)
    assert len(renderings(out)) >= 6 + 2, "both losses hit a task at work"
    assert {path.suffix for path in out.iterdir()} == {".mp4", ".srt", ".json", ".txt"}


def test_stored_jobs_are_planned_and_made_by_the_workers_and_can_be_stopped(cluster: Cluster, tmp_path: Path) -> None:
    with closing(House(tmp_path)) as house:
        made, long = house.submit(small_job(tmp_path, count=2)), small_job(tmp_path, count=8, seconds=200)
        long["EditingConfig"]["ProcessConfig"]["SingleShotDuration"] = 5
        runner = Runner(house.store, house.settings, executor=cluster.address)
        thread = threading.Thread(target=runner.run)
        thread.start()
        try:
            assert house.wait(made).outputs == {"Success": 2}
            endless = house.submit(long)
            until(lambda: house.job(endless).frames_done > 0, "the first frames")
            house.store.request_cancel(endless)
            assert house.wait(endless).state == "Cancelled"
        finally:
            runner.stop()
            thread.join()
        assert house.job(endless).outputs.get("Cancelled", 0) > 0
        assert len(house.films()) < 8
        assert house.hidden() == []


def test_a_scheduler_without_the_product_is_told_as_such() -> None:
    error = RuntimeError("the graph cannot be read")
    assert lacks_product("tcp://there:1", error) is None
    error.__cause__ = ModuleNotFoundError("No module named 'numpy'", name="numpy")
    assert lacks_product("tcp://there:1", error) is None
    error.__cause__ = ModuleNotFoundError("No module named 's2v_core'", name="s2v_core")
    told = lacks_product("tcp://there:1", error)
    assert told is not None
    assert "python -m dask" in told.hint


@pytest.mark.slow
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
                running.result(timeout=60)
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
