"""The runner's writer: texts that were asked for are written beside the videos, a few at a time."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from typing import Any

from s2v_core.errors import S2VError, StoreError
from s2v_core.production.outcome import Failure
from s2v_core.production.store import StoredText, TextsStore
from s2v_core.production.texts import copy_request, written
from s2v_core.settings import Settings

__all__ = ["Writer"]

_AT_A_TIME = 2

_log = logging.getLogger(__name__)


class Writer:
    """Writes what waits in the store of texts.

    Its threads end with the process: a model that is slow to answer keeps no runner from ending, and what was begun is
    begun again by the next one.

    Args:
        texts: the store.
        settings: the service that writes.
        stopped: tells whether the runner is to end.
    """

    def __init__(self, texts: TextsStore, settings: Settings, *, stopped: Callable[[], bool]) -> None:
        self._texts = texts
        self._settings = settings
        self._stopped = stopped
        self._threads: list[threading.Thread] = []

    def take_over(self) -> None:
        """Let what a runner had begun that has ended be begun again."""
        back = self._texts.take_over()
        if back:
            _log.info("%d texts were being written when the last runner ended", back)

    def look(self) -> None:
        """Begin as much of what waits as there is room for."""
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        while len(self._threads) < _AT_A_TIME and self._texts.open_texts():
            text = self._texts.claim()
            if text is None:
                return
            thread = threading.Thread(target=self._write, args=(text,), name=f"writes {text.id}", daemon=True)
            thread.start()
            self._threads.append(thread)

    def at_rest(self) -> bool:
        """Tell whether nothing waits and nothing is being written."""
        return not self._texts.open_texts()

    def _write(self, text: StoredText) -> None:
        result: Mapping[str, Any] | Failure
        try:
            request = copy_request(text.request.kind, text.request.config)
            result = written(request, self._settings, cancelled=self._stopped)
        except S2VError as error:
            result = Failure.of(error)
        except Exception:  # noqa: BLE001 - a thread's boundary: the log tells of the bug, and the text ends
            _log.exception("A bug while text %s was being written", text.id)
            result = Failure(code="CopyError", message="The program has made a mistake; its log tells of it.")
        if self._stopped():  # what came is only a part, and the store may be closed
            return
        try:
            if isinstance(result, Failure):
                self._texts.fail(text, result)
            else:
                self._texts.finish(text, result)
        except StoreError as error:
            _log.warning("What came of text %s cannot be kept: %s", text.id, error)
