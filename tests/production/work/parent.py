"""A process with busy workers, to be killed: prints a line when all of them are at work."""

from __future__ import annotations

import threading

from s2v_core.production.work import LocalPool, Progress
from tests.production.work import workloads


def main() -> None:
    busy = threading.Semaphore(0)

    def began(progress: Progress) -> None:
        busy.release()

    pool = LocalPool(2)
    pool.start(workloads.never_listen, "", began)
    speaking = pool.start(workloads.speak_and_wait, "", began)
    busy.acquire()
    busy.acquire()
    print("busy", flush=True)  # noqa: T201 - what the test waits for
    speaking.result()


if __name__ == "__main__":
    main()
