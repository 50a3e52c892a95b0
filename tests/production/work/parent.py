"""A process with busy workers: prints a line when all of them are at work, and returns when its input ends."""

from __future__ import annotations

import sys
import threading

from s2v_core.production.outcome import Progress
from s2v_core.production.work import LocalPool
from tests.production.work import workloads


def main() -> None:
    busy = threading.Semaphore(0)

    def began(progress: Progress) -> None:
        busy.release()

    pool = LocalPool(2)
    pool.start(workloads.never_listen, "", began)
    pool.start(workloads.speak_and_wait, "", began)
    busy.acquire()
    busy.acquire()
    print("busy", flush=True)  # noqa: T201 - what the test waits for
    sys.stdin.read()


if __name__ == "__main__":
    main()
