"""The runner as a process of its own: how it starts, and how it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import psutil
import pytest

from s2v_core.production.runner import ensure_runner
from s2v_core.production.store import runner_of
from tests.production.runner.house import ROOT, House, workers_of
from tests.support.jobs import small_job, write_job
from tests.support.waiting import until

pytestmark = pytest.mark.timeout(900)  # workers give way to whatever else keeps the machine busy

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="there is no polite signal between processes there")


def long_job(folder: Path, *, count: int) -> dict[str, Any]:
    """A job whose outputs take some seconds each."""
    document = small_job(folder, count=count, seconds=60)
    document["EditingConfig"]["ProcessConfig"]["SingleShotDuration"] = 5
    return document


def frames_done(house: House, job: str) -> int:
    return house.job(job).frames_done


@POSIX
def test_a_polite_end_puts_the_work_back_at_once_and_ends_the_workers(house: House, tmp_path: Path) -> None:
    job = house.submit(long_job(tmp_path, count=1))
    with house.running() as runner:
        until(lambda: frames_done(house, job) > 0, "the first frames")
        workers = workers_of(runner)
        runner.send_signal(signal.SIGTERM)
        assert runner.wait(60) == 0
        assert psutil.wait_procs(workers, timeout=10)[1] == []
    (output,) = house.outputs(job)
    assert (output.state, output.attempts) == ("Init", 0)
    assert house.hidden() == []
    assert house.job(job).state == "Processing"


def test_a_successor_reuses_the_finished_chunks_of_a_killed_runner(house: House, tmp_path: Path) -> None:
    job = house.submit(long_job(tmp_path, count=1))
    with house.running():
        until(lambda: frames_done(house, job) > 100, "some chunks")
    with house.running():
        ended = house.wait(job)
    (output,) = house.outputs(job)
    assert ended.outputs == {"Success": 1}
    assert output.attempts == 1
    assert output.results is not None
    assert output.results.chunks_reused > 0
    assert house.hidden() == []


def test_a_job_that_is_cancelled_stops_and_leaves_no_unfinished_file(house: House, tmp_path: Path) -> None:
    job = house.submit(long_job(tmp_path, count=2))
    with house.running():
        until(lambda: frames_done(house, job) > 0, "the first frames")
        house.store.request_cancel(job)
        ended = house.wait(job)
    assert ended.state == "Cancelled"
    states = {output.state for output in house.outputs(job)}
    assert "Cancelled" in states
    assert states <= {"Cancelled", "Success"}  # one of them may have been quicker than the wish to stop
    assert house.hidden() == []
    assert len(list(house.out.glob("*.mp4"))) == sum(output.state == "Success" for output in house.outputs(job))


@POSIX
def test_a_job_goes_on_when_whoever_submitted_it_is_killed(house: House, tmp_path: Path) -> None:
    path = write_job(tmp_path / "job.json", small_job(tmp_path, count=1))
    command = [sys.executable, "-m", "s2v_core", "submit", str(path), "--out", str(house.out), "--watch"]
    with subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, "S2V_HOME": str(house.settings.home)}, stdout=subprocess.DEVNULL
    ) as submitter:
        until(lambda: runner_of(house.settings.jobs_file) is not None, "the runner")
        submitter.kill()
    (job,) = house.store.jobs().jobs
    assert house.wait(job.id).outputs == {"Success": 1}
    end_runner(house)


def end_runner(house: House) -> None:
    """End the runner in the background politely."""
    running = runner_of(house.settings.jobs_file)
    assert running is not None
    process = psutil.Process(running.process)
    process.terminate()
    process.wait(60)
    assert runner_of(house.settings.jobs_file) is None


@POSIX
def test_many_starters_have_one_runner_that_works_and_ends_politely(house: House, tmp_path: Path) -> None:
    job = house.submit(small_job(tmp_path, count=1))
    starters = [threading.Thread(target=ensure_runner, args=(house.settings,)) for _ in range(3)]
    for starter in starters:
        starter.start()
    for starter in starters:
        starter.join()
    assert house.wait(job).outputs == {"Success": 1}
    assert ensure_runner(house.settings) is False
    log = (house.settings.logs_dir / "runner.log").read_text(encoding="utf-8")
    assert log.count(" works on ") == 1
    end_runner(house)
