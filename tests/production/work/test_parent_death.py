from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).resolve().parents[3]


ENDINGS: dict[str, Callable[[subprocess.Popen[str]], object]] = {
    "killed": lambda parent: parent.kill(),
    "asked to end": lambda parent: parent.terminate(),
    "done": lambda parent: parent.stdin and parent.stdin.close(),
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_no_process_outlives_the_parent(ending: str) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-m", "tests.production.work.parent"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        text=True,
    )
    assert parent.stdout is not None
    with parent:
        try:
            assert parent.stdout.readline() == "busy\n"
            below = psutil.Process(parent.pid).children(recursive=True)
            ENDINGS[ending](parent)
            code = parent.wait(60)
        finally:
            parent.kill()
        assert len(below) >= 3, "two workers, and the voice of one of them"
        _, left = psutil.wait_procs(below, timeout=30)
        for process in left:
            process.kill()
        assert left == []
        assert code == 0 or ending != "done"
