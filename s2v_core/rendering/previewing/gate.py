"""Who may work: those whom somebody waits for at once, the others one at a time and in between."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["Gate"]


class Gate:
    """Lets pieces of background work through one at a time, and only while nobody is being served."""

    def __init__(self) -> None:
        self._served = 0
        self._changed = threading.Condition()
        self._turn = threading.Lock()

    @contextmanager
    def serving(self) -> Iterator[None]:
        """Hold back background work; whoever serves does not wait himself."""
        with self._changed:
            self._served += 1
        try:
            yield
        finally:
            with self._changed:
                self._served -= 1
                self._changed.notify_all()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for one's turn to do one piece of background work."""
        with self._turn:
            with self._changed:
                self._changed.wait_for(lambda: not self._served)
            yield
