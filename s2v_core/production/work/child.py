"""The parent's side of one worker process."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
from typing import Any

from s2v_core.processes import child_environment, ending_of
from s2v_core.production.work.framing import read_message, write_message
from s2v_core.production.work.process import CREATION_FLAGS, SINGLE_THREADED

__all__ = ["Child", "ChildDied"]

_PATIENCE = 2.0
"""Seconds a worker has to end by itself."""


class ChildDied(Exception):
    """The process is gone; the text says how it ended."""


class Child:
    """A running worker process. It is used by one thread; ``stop`` and ``kill`` may be called from any."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "s2v_core.production.work.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=None if sys.__stderr__ is not None else subprocess.DEVNULL,
            bufsize=0,
            env=child_environment(SINGLE_THREADED),
            creationflags=CREATION_FLAGS,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._to, self._from = self._process.stdin, self._process.stdout
        self._number = 0
        self._sending = threading.Lock()

    @property
    def alive(self) -> bool:
        """False when the process has ended."""
        return self._process.poll() is None

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    def call(self, payload: bytes) -> int:
        """Send a call and return its number.

        Raises:
            ChildDied: there is nobody to take it.
        """
        self._number += 1
        try:
            self._send("call", self._number, payload)
        except OSError:
            raise ChildDied(self._ending()) from None
        return self._number

    def receive(self) -> tuple[Any, ...]:
        """Return the next message: kind, number and what belongs to it.

        Raises:
            ChildDied: there will be none.
        """
        try:
            message: tuple[Any, ...] = read_message(self._from)
        except (EOFError, OSError):
            raise ChildDied(self._ending()) from None
        return message

    def stop(self, number: int) -> None:
        """Ask the call ``number`` to end."""
        with contextlib.suppress(OSError, ValueError):  # it ended by itself meanwhile
            self._send("stop", number)

    def kill(self) -> None:
        """End the process at once."""
        self._process.kill()

    def end(self) -> None:
        """Have the process end, and reap it."""
        self._to.close()
        try:
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._from.close()

    def _send(self, *message: Any) -> None:
        """Send a message whole: a call may be sent while somebody stops the one before."""
        with self._sending:
            write_message(self._to, message)

    def _ending(self) -> str:
        try:
            return ending_of(self._process.wait(_PATIENCE))
        except subprocess.TimeoutExpired:
            return "it closed its pipe"
