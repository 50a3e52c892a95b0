"""Having a runner: started on its own, so that it outlives whoever needed it."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

from s2v_core.errors import StoreUnusable
from s2v_core.processes import NO_WINDOW, child_environment
from s2v_core.production.store import runner_of
from s2v_core.settings import Settings

__all__ = ["RUNNER_LOG", "ensure_runner"]

RUNNER_LOG = "runner.log"
_LARGEST = 5_000_000
_ALONE = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0) | NO_WINDOW
_started: dict[Path, subprocess.Popen[bytes]] = {}
"""The runner that this process has started last, by the file of its store."""
_starting = threading.Lock()


def ensure_runner(settings: Settings) -> bool:
    """Start a runner for the data folder of ``settings`` unless there is one; tell whether one was started.

    It works in the background, also when this process ends, until there is nothing more to do. While one that this
    process has started is on its way, no other is; when several processes start one each, one of them stays. What it
    says goes to ``runner.log`` in the folder of the logs.

    Raises:
        StoreUnusable: it cannot be started.
    """
    with _starting:
        last = _started.get(settings.jobs_file)
        if runner_of(settings.jobs_file) is not None or (last is not None and last.poll() is None):
            return False
        process = _started[settings.jobs_file] = _launched(settings)
    threading.Thread(target=process.wait, name="runner-ends", daemon=True).start()  # nobody else would reap it
    return True


def _launched(settings: Settings) -> subprocess.Popen[bytes]:
    try:
        return _start(settings)
    except OSError as error:
        raise StoreUnusable(
            f"The runner cannot be started ({error.strerror or error}).",
            where=str(settings.logs_dir),
            hint="Start it by hand: python -m s2v_core work",
        ) from error


def _start(settings: Settings) -> subprocess.Popen[bytes]:
    settings.logs_dir.mkdir(parents=True, exist_ok=True)
    path = settings.logs_dir / RUNNER_LOG
    if path.exists() and path.stat().st_size > _LARGEST:
        path.replace(path.with_name(f"{RUNNER_LOG}.1"))
    with path.open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "s2v_core", "work", "--until-idle"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=child_environment(_folders(settings)),
            start_new_session=True,
            creationflags=_ALONE,
        )


def _folders(settings: Settings) -> dict[str, str]:
    return {"S2V_HOME": str(settings.home.absolute()), "S2V_JOBS_DIR": str(settings.jobs_file.parent.absolute())}
