from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from s2v_core.processes import child_environment, ending_of, usable_cores


def test_no_more_cores_are_used_than_are_asked_for() -> None:
    assert usable_cores(1) == 1
    assert 1 <= usable_cores(1000) <= (os.cpu_count() or 1)


def test_a_child_finds_this_package_and_speaks_utf_8_wherever_it_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    code = "import os, sys, s2v_core; print(s2v_core.__file__, os.environ['MINE'], sys.path[2], 'é')"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=child_environment({"MINE": "my own"}),
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    package = Path(__file__).resolve().parents[1] / "s2v_core" / "__init__.py"
    assert done.stdout.split("\n")[0] == f"{package} my own {tmp_path} é"


@pytest.mark.parametrize(
    ("code", "words"), [(0, "exit code 0"), (3, "exit code 3"), (-signal.SIGTERM, "SIGTERM"), (-300, "signal 300")]
)
def test_the_ending_of_a_process_is_told_in_words(code: int, words: str) -> None:
    assert ending_of(code) == words
