"""A worker process: ``python -m s2v_core.production.work.worker`` does the calls that come in on standard input.

It is started afresh (never forked), does one call at a time, and ends when its standard input does: so it never
outlives its parent. Messages are tuples. What comes in: ``("call", number, function and task, pickled)`` and
``("stop", number)``. What goes out: ``("progress", number, value)``, ``("result", number, value, pickled)`` and
``("error", number, exception, pickled, traceback)``.
"""

from __future__ import annotations

import faulthandler
import os
import pickle
import queue
import signal
import threading
import time
import traceback
from typing import IO, Any

import cv2

from s2v_core.memory import keep_memory_compact
from s2v_core.production.work.framing import read_message, write_message
from s2v_core.production.work.process import lower_priority, tie_to_parent

__all__ = ["PAUSE", "main"]

PAUSE = 0.1
"""Seconds between two reports of progress."""


class _Call:
    """A call as it came in."""

    def __init__(self, number: int, payload: bytes) -> None:
        self.number = number
        self.payload = payload
        self.stop = threading.Event()


class _Answers:
    """The way back to the parent."""

    def __init__(self, target: IO[bytes]) -> None:
        self._target = target
        self._lock = threading.Lock()

    def send(self, *message: Any) -> None:
        with self._lock:
            write_message(self._target, message)


def main() -> None:
    """Serve calls until standard input ends."""
    tie_to_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides what it means
    faulthandler.enable()
    keep_memory_compact()
    lower_priority()
    cv2.setNumThreads(1)
    source, target = _private_pipes()
    calls: queue.Queue[_Call] = queue.Queue()
    threading.Thread(target=_receive, args=(source, calls), daemon=True).start()
    answers = _Answers(target)
    while True:
        _carry_out(calls.get(), answers)


def _private_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Take the pipes to the parent away from everybody else: prints of libraries go to standard error."""
    source, target = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return os.fdopen(source, "rb", buffering=0), os.fdopen(target, "wb", buffering=0)


def _receive(source: IO[bytes], calls: queue.Queue[_Call]) -> None:
    current: _Call | None = None
    try:
        while True:
            kind, number, *rest = read_message(source)
            if kind == "call":
                current = _Call(number, *rest)
                calls.put(current)
            elif current is not None and current.number == number:
                current.stop.set()
    except EOFError:
        os._exit(0)


def _carry_out(call: _Call, answers: _Answers) -> None:
    try:
        function, task = pickle.loads(call.payload)  # noqa: S301 - our parent's
        result = pickle.dumps(function(task, _Reporter(call, answers), call.stop.is_set))
    except BaseException as error:  # noqa: BLE001 - the process boundary: the parent raises it again
        text = "".join(traceback.format_exception(error))
        answers.send("error", call.number, _pickled(error), text)
    else:
        answers.send("result", call.number, result)


class _Reporter:
    """Passes on how far a call is, not more often than anybody looks."""

    def __init__(self, call: _Call, answers: _Answers) -> None:
        self._call = call
        self._answers = answers
        self._next = 0.0

    def __call__(self, value: Any) -> None:
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + PAUSE
            self._answers.send("progress", self._call.number, value)


def _pickled(error: BaseException) -> bytes:
    """Return ``error`` for the parent; one that cannot travel is replaced by one that says the same."""
    try:
        body = pickle.dumps(error)
        pickle.loads(body)  # noqa: S301 - made in the line above
    except Exception:  # noqa: BLE001 - whatever somebody's __reduce__ raises
        return pickle.dumps(RuntimeError(f"{type(error).__name__}: {error}"))
    return body


if __name__ == "__main__":
    main()
