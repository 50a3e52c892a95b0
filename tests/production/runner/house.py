"""A data folder with a job in its store, and runners of it as real processes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

from s2v_core.production.runner import job_logs, submit_document
from s2v_core.production.store import ENDED_JOB_STATES, JobsStore, StoredJob, StoredOutput
from s2v_core.settings import load_settings
from tests.support.waiting import until

__all__ = ["ROOT", "House", "mistaken_plan", "workers_of"]

ROOT = Path(__file__).resolve().parents[3]


class House:
    """A data folder, an output folder, and a store; close it."""

    def __init__(self, folder: Path) -> None:
        self.out = folder / "out"
        self.settings = load_settings(home=folder / "home", _env_file=None)
        self.store = JobsStore(self.settings.jobs_file)

    def close(self) -> None:
        """Close the store."""
        self.store.close()

    def submit(self, document: dict[str, Any], **options: Any) -> str:
        """Put a job into the store and return its id."""
        given = {"settings": self.settings, "trusted": True, "out": str(self.out)} | options
        return submit_document(self.store, json.dumps(document), **given).job

    def runner(self) -> subprocess.Popen[bytes]:
        """Start a runner with two workers."""
        return subprocess.Popen(
            [sys.executable, "-m", "s2v_core", "work", "--workers", "2"],
            cwd=ROOT,
            env={**os.environ, "S2V_HOME": str(self.settings.home)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    @contextmanager
    def running(self) -> Iterator[subprocess.Popen[bytes]]:
        """Have a runner; it is killed in the end, and nothing of it may stay."""
        process = self.runner()
        try:
            yield process
        finally:
            self.kill(process)

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """Kill a runner, and see that everything below it ends by itself."""
        below = workers_of(process)
        process.kill()
        process.wait()
        _, left = psutil.wait_procs(below, timeout=30)
        for orphan in left:
            orphan.kill()
        assert left == [], "a process outlived its runner"

    def job(self, job: str) -> StoredJob:
        return self.store.job(job)

    def outputs(self, job: str) -> tuple[StoredOutput, ...]:
        return self.store.outputs(job)

    def wait(self, job: str) -> StoredJob:
        """Wait until a job has ended."""
        until(lambda: self.job(job).state in ENDED_JOB_STATES, "the end of the job")
        return self.job(job)

    def events(self, job: str) -> list[str]:
        """Return what the log of a job tells of, oldest first."""
        return [entry.event for entry in job_logs(self.settings).tail(job, 1000)]

    def films(self) -> list[Path]:
        """Return the videos that have their final names."""
        return sorted(path for path in self.out.glob("*.mp4") if not path.name.startswith("."))

    def hidden(self) -> list[str]:
        """Return the unfinished files in the output folder."""
        return sorted(path.name for path in self.out.glob(".*"))


def workers_of(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """Return all processes below a runner."""
    try:
        return psutil.Process(process.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def mistaken_plan(task: object, report: object, should_stop: object) -> None:
    """Plan as a program with a mistake does; workers can import it."""
    raise ValueError("an odd number")
