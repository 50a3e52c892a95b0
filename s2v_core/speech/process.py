"""The parent's side of a voice worker: start it, ask it, end it when it is stuck, start it again."""

from __future__ import annotations

import contextlib
import queue
import subprocess
import sys
import threading
import weakref
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

import numpy as np

from s2v_core.errors import EngineFailed
from s2v_core.processes import NO_WINDOW, child_environment, ending_of
from s2v_core.speech.engine import Speech
from s2v_core.speech.framing import read_frame, write_frame
from s2v_core.timeline.model import Word

__all__ = ["WorkerProcess", "beginning"]

_Frame = tuple[dict[str, Any], bytes]
_START_SECONDS = 60.0


def beginning(text: str) -> str:
    """Return the first words of ``text`` in quotes, for messages."""
    line = " ".join(text.split())
    return f"“{line}”" if len(line) <= 48 else f"“{line[:47]}…”"


class _Ended(Exception):
    """The worker is gone."""


class _Late(Exception):
    """The worker did not answer in time."""


@dataclass(frozen=True)
class _Child:
    process: subprocess.Popen[bytes]
    frames: queue.Queue[_Frame | None]

    def send(self, header: Mapping[str, Any]) -> None:
        assert self.process.stdin is not None
        try:
            write_frame(self.process.stdin, header)
        except OSError as error:
            raise _Ended from error

    def receive(self, timeout: float) -> _Frame:
        try:
            frame = self.frames.get(timeout=timeout)
        except queue.Empty:
            raise _Late from None
        if frame is None:
            raise _Ended
        return frame


def _read_frames(source: BinaryIO, frames: queue.Queue[_Frame | None]) -> None:
    with source:
        while True:
            try:
                frame = read_frame(source)
            except (OSError, ValueError):
                frame = None
            frames.put(frame)
            if frame is None:
                return


def _spawn(target: str, environment: Mapping[str, str]) -> _Child:
    process = subprocess.Popen(  # noqa: S603 - our own module under our own interpreter
        [sys.executable, "-m", "s2v_core.speech.worker", target],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=child_environment(environment),
        creationflags=NO_WINDOW,
    )
    frames: queue.Queue[_Frame | None] = queue.Queue()
    threading.Thread(target=_read_frames, args=(process.stdout, frames), daemon=True).start()
    return _Child(process, frames)


def _end(process: subprocess.Popen[bytes], patience: float = 1.0) -> None:
    """Let the worker end by itself for ``patience`` seconds, then kill it; it is reaped in any case."""
    if process.stdin is not None:
        with contextlib.suppress(OSError):  # it died with our request in the pipe
            process.stdin.close()
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _how_it_ended(code: int | None) -> str:
    if code is not None and code < 0:
        return f"it crashed ({ending_of(code)})"
    return f"it exited with code {code}"


class WorkerProcess:
    """A speech library in a process of its own. Thread-safe: one text at a time.

    Args:
        target: ``module:Host`` that the worker imports.
        name: the engine's name, for messages.
        timeout: seconds one text may take.
        config: what the host is made with (JSON values).
        environment: variables added to the worker's environment.
    """

    def __init__(
        self,
        target: str,
        *,
        name: str,
        timeout: float,
        config: Mapping[str, Any] | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self._target = target
        self._name = name
        self._timeout = timeout
        self._config = dict(config or {})
        self._environment = dict(environment or {})
        self._lock = threading.Lock()
        self._child: _Child | None = None
        self._finalizer: weakref.finalize[..., Any] | None = None

    @property
    def pid(self) -> int | None:
        """Process id of the running worker, or None."""
        return self._child.process.pid if self._child else None

    def speak(self, text: str, voice: str, speed: float) -> Speech:
        """Return the spoken ``text``; words are placed in ``text``.

        Raises:
            EngineFailed: the library raised, crashed, exited, hung, or returned no sound. The next call starts anew.
        """
        with self._lock:
            header, payload = self._ask(text, {"text": text, "voice": voice, "speed": speed})
        if "error" in header:
            raise self._failure(text, str(header["error"]))
        samples = np.frombuffer(payload, dtype="<f4").astype(np.float32)
        if not len(samples):
            raise self._failure(text, "it returned no sound")
        words = tuple(Word(text[at : at + size], at, start, end) for at, size, start, end in header["words"])
        return Speech(samples, int(header["rate"]), words)

    def close(self) -> None:
        """End the worker; a later ``speak`` starts it again."""
        with self._lock:
            self._drop()

    def _ask(self, text: str, request: Mapping[str, Any]) -> _Frame:
        try:
            child = self._running(text)
            child.send(request)
            return child.receive(self._timeout)
        except _Late:
            self._drop(patience=0.0)
            raise self._failure(text, f"it gave no answer within {self._timeout:g} seconds") from None
        except _Ended:
            code = self._drop()
            raise self._failure(text, _how_it_ended(code)) from None
        except BaseException:  # interrupted: an answer that comes later must not be taken for the next one's
            self._drop(patience=0.0)
            raise

    def _running(self, text: str) -> _Child:
        if self._child is not None and self._child.process.poll() is None:
            return self._child
        self._drop()
        child = _spawn(self._target, self._environment)
        self._child = child
        self._finalizer = weakref.finalize(self, _end, child.process)
        child.send(self._config)
        try:
            header, _ = child.receive(_START_SECONDS)
        except _Late:
            header = {"error": f"no sign of life within {_START_SECONDS:g} seconds"}
        if "error" in header:
            self._drop(patience=0.0)
            raise self._failure(text, f"it could not start: {header['error']}")
        return child

    def _drop(self, patience: float = 1.0) -> int | None:
        child, self._child = self._child, None
        if child is None:
            return None
        if self._finalizer is not None:
            self._finalizer.detach()
        _end(child.process, patience)
        return child.process.returncode

    def _failure(self, text: str, reason: str) -> EngineFailed:
        return EngineFailed(
            f"The voice engine '{self._name}' failed on {beginning(text)}: {reason}.",
            hint="Try again, or choose another voice.",
        )
