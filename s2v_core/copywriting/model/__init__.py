"""Texts by a model: several requests at once, each answer judged while it comes."""

from __future__ import annotations

import queue
import threading
from collections import Counter
from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace

from s2v_core.copywriting.endpoint import checked_base_url, client_of
from s2v_core.copywriting.model.asking import Asker, Patience
from s2v_core.copywriting.model.parsing import AnswerReader
from s2v_core.copywriting.model.prompts import PER_REQUEST, messages_for, response_formats
from s2v_core.copywriting.request import CopyRequest
from s2v_core.copywriting.texts import Usage
from s2v_core.copywriting.writing import Progress, Suggestion
from s2v_core.errors import CopyError, S2VError
from s2v_core.settings import Settings

__all__ = ["ModelSource"]

_TICK = 0.1
_IDLE_ANSWERS = 4
"""Answers in a row of which nothing was accepted."""
_NOTHING = "The model answered nothing of use, again and again."
_NO_MORE = "The model wrote nothing more that is different enough and keeps to the limits."


@dataclass(frozen=True)
class _Ended:
    """A request has ended: how many texts it was for, and what went wrong."""

    size: int
    angles: tuple[str, ...]
    error: CopyError | None


class ModelSource:
    """Suggests the texts that a model writes.

    Args:
        request: a checked one.
        settings: the service, its model, key, prices and limits.
        patience: with a service that is busy or fails.

    Raises:
        SettingsError: the address of the service is malformed.
    """

    def __init__(self, request: CopyRequest, settings: Settings, patience: Patience | None = None) -> None:
        self.model = settings.copy_model.strip()
        self.shortfall = ""
        self._request = request
        self._settings = settings
        self._address = checked_base_url(settings.copy_base_url)
        self._patience = patience or Patience()
        self._asker: Asker | None = None

    def usage(self) -> Usage:
        """Return what was used so far, with its cost if the prices are known."""
        used = self._asker.usage() if self._asker else Usage()
        prices = (self._settings.copy_price_in, self._settings.copy_price_out)
        if not any(prices):
            return used
        return replace(used, cost=(used.prompt_tokens * prices[0] + used.completion_tokens * prices[1]) / 1e6)

    def suggestions(self, progress: Progress) -> Generator[Suggestion | None, None, None]:
        """Yield suggestions as they come, and None ten times a second while nothing comes.

        Raises:
            CopyError: the service cannot be asked, and nothing was accepted yet.
        """
        stop = threading.Event()
        timeout = self._settings.copy_timeout
        with client_of(self._address, self._settings.copy_api_key, timeout) as client:
            formats = response_formats(self._request)
            self._asker = Asker(client, self.model, formats, timeout, stop, self._patience)
            try:
                yield from self._while_useful(progress, self._asker)
            finally:
                stop.set()

    def _while_useful(self, progress: Progress, asker: Asker) -> Iterator[Suggestion | None]:
        arrived: queue.SimpleQueue[Suggestion | _Ended] = queue.SimpleQueue()
        angles: Counter[str] = Counter()  # of the texts that are being written
        running = wanted = idle = had = 0
        while idle < _IDLE_ANSWERS:
            while running < self._settings.copy_requests and progress.missing > wanted:
                size = min(PER_REQUEST[self._request.kind], progress.missing - wanted)
                chosen = tuple(progress.rarest_angles(size, angles))
                _begin(asker, messages_for(progress, chosen), chosen, arrived)
                angles.update(chosen)
                running, wanted = running + 1, wanted + size
            try:
                came = arrived.get(timeout=_TICK)
            except queue.Empty:
                yield None
                continue
            if isinstance(came, Suggestion):
                yield came
                continue
            angles.subtract(came.angles)
            running, wanted = running - 1, wanted - came.size
            if came.error is not None:
                self._give_up(came.error, progress)
                return
            idle, had = (0, len(progress.accepted)) if len(progress.accepted) > had else (idle + 1, had)
        self.shortfall = _NO_MORE if progress.accepted or progress.reasons else _NOTHING
        if not progress.accepted and not progress.reasons:
            raise CopyError(_NOTHING, hint="Choose another model.")

    def _give_up(self, error: CopyError, progress: Progress) -> None:
        if not progress.accepted:
            raise error
        self.shortfall = str(error)


def _begin(
    asker: Asker,
    messages: list[dict[str, str]],
    angles: tuple[str, ...],
    arrived: queue.SimpleQueue[Suggestion | _Ended],
) -> None:
    """Ask in a thread of its own, which ends by itself: at the latest when the service has been silent too long."""
    arguments = (asker, messages, angles, arrived)
    threading.Thread(target=_ask, args=arguments, name="copywriting", daemon=True).start()


def _ask(
    asker: Asker,
    messages: list[dict[str, str]],
    angles: tuple[str, ...],
    arrived: queue.SimpleQueue[Suggestion | _Ended],
) -> None:
    size, error = len(angles), None
    try:
        for place, suggestion in enumerate(_read(asker, messages)):
            if place >= 2 * size:  # somebody who answers with thousands is not read to the end
                break
            angle = suggestion.angle or angles[place % size]
            arrived.put(replace(suggestion, angle=angle))
    except S2VError as failure:
        error = CopyError(failure.message, where=failure.where, hint=failure.hint)
    finally:
        arrived.put(_Ended(size, angles, error))


def _read(asker: Asker, messages: list[dict[str, str]]) -> Iterator[Suggestion]:
    reader = AnswerReader()
    for piece in asker.answer(messages):
        yield from reader.feed(piece)
        if reader.overfull:
            break
    yield from reader.finish()
