"""Work functions for worker processes: they must be importable there."""

from __future__ import annotations

import ctypes
import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from s2v_core.production.outcome import Progress
from s2v_core.production.work import RenderTask, TaskResult, render
from s2v_core.settings import load_settings
from s2v_core.speech import Speaker

Report = Callable[[Progress], None]
Stop = Callable[[], bool]


class OddError(Exception):
    """An exception that pickle cannot bring back."""

    def __init__(self, first: int, second: int) -> None:
        super().__init__(f"{first} and {second}")


def add(first: int, second: int) -> int:
    return first + second


def fail(text: str) -> None:
    raise LookupError(text)


def fail_oddly() -> None:
    raise OddError(1, 2)


def make_lock() -> Any:
    return threading.Lock()


def surroundings() -> dict[str, Any]:
    import cv2

    return {
        "pid": os.getpid(),
        "niceness": os.nice(0) if hasattr(os, "nice") else 10,
        "threads": cv2.getNumThreads(),
        "interrupt": signal.getsignal(signal.SIGINT) == signal.SIG_IGN,
    }


def note(task: tuple[str, str], report: Report, should_stop: Stop) -> str:
    """Append a line to a file and take a little time."""
    file, line = task
    with Path(file).open("a", encoding="utf-8") as journal:
        journal.write(line + "\n")
    time.sleep(0.05)
    return line


def render_when_let(task: RenderTask, report: Report, should_stop: Stop) -> TaskResult:
    """Say in a journal beside the output who renders it, wait until a file there holds it no more, and render."""
    folder = Path(task.target).parent
    with (folder / "journal.txt").open("a", encoding="utf-8") as journal:
        journal.write(f"{os.getpid()} {task.index}\n")
    while (folder / f"hold-{task.index}").exists():
        time.sleep(0.01)
    return render(task, report, should_stop)


def measure(task: bytes, report: Report, should_stop: Stop) -> int:
    return len(task)


def segfault(task: str, report: Report, should_stop: Stop) -> None:
    with Path(task).open("a", encoding="utf-8") as journal:
        journal.write("segfault\n")
    ctypes.string_at(0)


def crash_twice(task: str, report: Report, should_stop: Stop) -> str:
    """Be killed until the file ``task`` has two lines."""
    journal = Path(task)
    lines = journal.read_text(encoding="utf-8").splitlines() if journal.exists() else []
    if len(lines) >= 2:
        return "survived"
    journal.write_text("\n".join([*lines, "killed"]) + "\n", encoding="utf-8")
    os._exit(9)


def tell(task: int, report: Report, should_stop: Stop) -> int:
    for done in range(task):
        report(Progress(done + 1, task))
        time.sleep(0.01)
    return task


def until_stopped(task: str, report: Report, should_stop: Stop) -> str:
    report(Progress(0, 1))
    while not should_stop():
        time.sleep(0.01)
    return "stopped"


def never_listen(task: str, report: Report, should_stop: Stop) -> None:
    report(Progress(0, 1))
    time.sleep(600)


def speak_and_wait(task: str, report: Report, should_stop: Stop) -> None:
    """Leave a speech engine running below this worker, then wait."""
    speaker = Speaker(load_settings())
    speaker.say("Hello", "pyttsx3:en-us")
    report(Progress(1, 1))
    time.sleep(600)
