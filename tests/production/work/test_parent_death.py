from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize("ending", ["kill", "exit"])
def test_no_process_outlives_the_parent(ending: str) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-m", "tests.production.work.parent"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        text=True,
    )
    assert parent.stdout is not None
    with parent, parent.stdout:
        try:
            assert parent.stdout.readline() == "busy\n"
            below = psutil.Process(parent.pid).children(recursive=True)
        finally:
            parent.kill() if ending == "kill" else parent.terminate()
            parent.wait()
        assert len(below) >= 3, "two workers, and the voice of one of them"
        _, left = psutil.wait_procs(below, timeout=5)
        for process in left:
            process.kill()
        assert left == []
