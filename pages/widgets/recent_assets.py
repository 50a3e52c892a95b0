"""Assets as they were found a moment ago."""

from __future__ import annotations

import threading
import time
from functools import partial

from s2v_core.media import Assets
from s2v_core.settings import Settings

__all__ = ["RecentAssets"]


class RecentAssets:
    """Assets that are looked at anew now and then, so that redraws need not look at thousands of files. Thread-safe.

    Args:
        settings: folders and limits.
        trusted: whether any local path may be named.
        seconds: how long they are good for: others may have changed the files.
    """

    def __init__(self, settings: Settings, *, trusted: bool, seconds: float) -> None:
        self._look = partial(Assets, settings, trusted=trusted)
        self._seconds = seconds
        self._lock = threading.Lock()
        self._assets, self._opened = self._look(), time.monotonic()

    def now(self) -> Assets:
        """Return the assets; the same ones until it is time to look again."""
        with self._lock:
            if time.monotonic() - self._opened > self._seconds:
                self._assets, self._opened = self._look(), time.monotonic()
            return self._assets
