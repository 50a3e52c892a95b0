"""Trying places beside other work: begun now, asked about later."""

from __future__ import annotations

import threading
from collections.abc import Callable

from s2v_core.errors import S2VError
from s2v_core.media.locate import reference_kind
from s2v_core.production.delivery.places import Places
from s2v_core.production.delivery.trial import try_place
from s2v_core.production.finding import Finding
from s2v_core.settings import Settings

__all__ = ["Trials"]


class Trials:
    """The trials of some places, each in a thread of its own. Nothing is lost with them: they can be begun again.

    Args:
        settings: ``storage`` says what is written to for a place.
        attempt: how a place is tried.
    """

    def __init__(self, settings: Settings, *, attempt: Callable[[str], Finding] = try_place) -> None:
        self._places = Places(settings.storage)
        self._attempt = attempt
        self._lock = threading.Lock()
        self._running: dict[str, threading.Thread] = {}
        self._found: dict[str, Finding] = {}

    def begin(self, place: str) -> None:
        """Begin to try a place, unless that is being done; what was found before is forgotten."""
        with self._lock:
            if place in self._running:
                return
            self._found.pop(place, None)
            thread = threading.Thread(target=self._try, args=(place,), daemon=True)
            self._running[place] = thread
        thread.start()

    def is_running(self, place: str) -> bool:
        """Return whether a place is being tried."""
        with self._lock:
            return place in self._running

    def found(self, place: str) -> Finding | None:
        """Return what the last trial of a place has found; None if there was none, or it is not over."""
        with self._lock:
            return self._found.get(place)

    def wait(self, place: str) -> None:
        """Wait until the trial of a place is over."""
        with self._lock:
            thread = self._running.get(place)
        if thread is not None:
            thread.join()

    def _try(self, place: str) -> None:
        try:
            finding = self._attempt(self._written(place))
        except S2VError as error:
            finding = Finding(subject="storage", state="bad", message=error.message, remedy=error.hint)
        with self._lock:
            self._found[place] = finding
            del self._running[place]

    def _written(self, place: str) -> str:
        """Return what is written to for a place."""
        if reference_kind(place) == "path":
            return place
        written = self._places.written(f"{place}x")
        return place if written is None else written.removesuffix("x")
