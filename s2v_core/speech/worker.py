"""A voice worker: ``python -m s2v_core.speech.worker MODULE:HOST`` speaks what it is sent on standard input.

It is a process of its own because speech libraries crash, hang, and call ``exit``. The first frame is the host's
configuration, every further one a request. It ends when its standard input does, so it never outlives its parent,
even when the library is stuck.
"""

from __future__ import annotations

import importlib
import os
import queue
import signal
import sys
import threading
import traceback
from typing import Any, BinaryIO

import numpy as np

from s2v_core.speech.framing import read_frame, write_frame
from s2v_core.speech.hosts import Host

__all__ = ["main"]


def _private_stdout() -> BinaryIO:
    """Return a stream to the parent that nothing else can write to: prints of libraries go to standard error."""
    private = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return os.fdopen(private, "wb")


def _read_requests(source: BinaryIO, requests: queue.Queue[dict[str, Any]]) -> None:
    while (frame := read_frame(source)) is not None:
        requests.put(frame[0])
    os._exit(0)


def _make(target: str, config: dict[str, Any]) -> Host:
    module, _, name = target.partition(":")
    host: Host = getattr(importlib.import_module(module), name)(config)
    return host


def _answer(host: Host, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    spoken = host.speak(request["text"], request["voice"], request["speed"])
    samples = np.ascontiguousarray(spoken.samples, dtype="<f4")
    return {"rate": spoken.rate, "words": spoken.words}, samples.tobytes()


def main(target: str) -> None:
    """Serve requests until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    out = _private_stdout()
    requests: queue.Queue[dict[str, Any]] = queue.Queue()
    threading.Thread(target=_read_requests, args=(sys.stdin.buffer, requests), daemon=True).start()
    host: Host | None = None
    while True:
        request = requests.get()
        try:
            if host is None:
                host = _make(target, request)
                write_frame(out, {"ready": True})
            else:
                write_frame(out, *_answer(host, request))
        except Exception as error:  # noqa: BLE001 - the process boundary: the parent tells the user
            traceback.print_exc(file=sys.stderr)
            write_frame(out, {"error": f"{type(error).__name__}: {error}"})


if __name__ == "__main__":
    main(sys.argv[1])
