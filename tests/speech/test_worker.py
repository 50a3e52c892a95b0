"""Engines in worker processes: they may crash, hang, exit, print and raise; the next text is spoken all the same."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from s2v_core.errors import EngineFailed
from s2v_core.speech.process import WorkerProcess, beginning

HOST = "tests.speech.fakes:Obedient"


@pytest.fixture(scope="module")
def worker() -> Iterator[WorkerProcess]:
    worker = WorkerProcess(HOST, name="fake", timeout=1.0)
    yield worker
    worker.close()


def speaks(worker: WorkerProcess) -> bool:
    speech = worker.speak("hello", "a", 1.0)
    return len(speech.samples) == 80 and speech.words[0].text == "hello"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("crash", "crashed (SIGSEGV)"),
        ("exit", "exited with code 3"),
        ("hang", "no answer within 1 seconds"),
        ("raise", "ValueError: no such sound"),
        ("silence", "returned no sound"),
    ],
)
def test_failures_are_told_in_time_and_the_next_text_is_spoken(worker: WorkerProcess, text: str, reason: str) -> None:
    assert speaks(worker)
    begin = time.monotonic()
    with pytest.raises(EngineFailed) as failure:
        worker.speak(text, "a", 1.0)
    assert time.monotonic() - begin < 10
    assert reason in failure.value.message
    assert f"“{text}”" in failure.value.message
    assert failure.value.hint
    assert speaks(worker)


def test_what_the_library_prints_does_not_disturb(worker: WorkerProcess) -> None:
    assert len(worker.speak("print", "a", 1.0).samples) == 80
    assert speaks(worker)


def test_a_host_that_cannot_start_says_why() -> None:
    worker = WorkerProcess(HOST, name="fake", timeout=1.0, config={"refuse": True})
    with pytest.raises(EngineFailed, match="could not start: RuntimeError: I will not start"):
        worker.speak("hello", "a", 1.0)
    assert worker.pid is None


def test_one_process_serves_many_texts_and_is_gone_after_close() -> None:
    worker = WorkerProcess(HOST, name="fake", timeout=5.0)
    assert speaks(worker)
    pid = worker.pid
    assert speaks(worker)
    assert worker.pid == pid
    assert pid is not None
    worker.close()
    assert not psutil.pid_exists(pid)
    assert speaks(worker)
    worker.close()


def test_a_forgotten_worker_is_ended_with_its_owner() -> None:
    worker = WorkerProcess(HOST, name="fake", timeout=5.0)
    assert speaks(worker)
    pid = worker.pid
    assert pid is not None
    del worker
    assert not psutil.pid_exists(pid)


def test_a_worker_dies_with_its_parent_even_when_it_hangs(tmp_path: Path) -> None:
    mark = tmp_path / "alive"
    program = (
        "import os, threading, time\n"
        "from s2v_core.speech.process import WorkerProcess\n"
        f"config = {{'file': {str(mark)!r}}}\n"
        "worker = WorkerProcess('tests.speech.fakes:LeavesMark', name='x', timeout=60, config=config)\n"
        "threading.Thread(target=worker.speak, args=('a', 'a', 1.0), daemon=True).start()\n"
        f"while not os.path.exists({str(mark)!r}): time.sleep(0.02)\n"
        "os._exit(0) if os.name == 'nt' else os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", program], cwd=Path(__file__).parents[2], timeout=30, check=False)
    deadline = time.monotonic() + 10
    last = 0
    while (now := mark.stat().st_mtime_ns) != last:
        assert time.monotonic() < deadline, "the worker outlived its parent"
        last = now
        time.sleep(0.2)


def test_an_interrupted_call_does_not_answer_the_next_one(
    worker: WorkerProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert speaks(worker)

    def interrupted(*args: object, **options: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("queue.Queue.get", interrupted)
        with pytest.raises(KeyboardInterrupt):
            worker.speak("hi", "a", 1.0)
    assert speaks(worker)


def test_messages_quote_only_the_beginning_of_a_text() -> None:
    assert beginning("a\n b") == "“a b”"
    assert len(beginning("x" * 5000)) <= 50
