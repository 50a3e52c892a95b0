"""Speaking the drawn texts: every distinct one once, many at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

from s2v_core.errors import SpeechError
from s2v_core.planning.sources import SpeechSource
from s2v_core.speech import Spoken

__all__ = ["Heard", "Request", "Voicing", "unheard"]

Request = tuple[str, str, int]
"""Text, voice id, speech rate."""

Heard = Callable[[int, int], None]
"""Told how many of how many texts have been spoken."""

_THREADS = 4


def unheard(done: int, count: int) -> None:
    """Tell nobody."""


class Voicing:
    """Asks for each request once; a failure is remembered like an answer."""

    def __init__(self, speaker: SpeechSource) -> None:
        self._speaker = speaker
        self._known: dict[Request, Spoken | SpeechError] = {}

    def ask(self, requests: Iterable[Request], heard: Heard = unheard) -> None:
        """Speak many texts at the same time. What ``heard`` raises ends it; the texts that wait are not spoken then."""
        missing = [request for request in dict.fromkeys(requests) if request not in self._known]
        if not missing:
            return
        pool = ThreadPoolExecutor(min(_THREADS, len(missing)), thread_name_prefix="speech")
        try:
            answers = pool.map(self._ask, missing)
            for done, (request, answer) in enumerate(zip(missing, answers, strict=True), start=1):
                self._known[request] = answer
                heard(done, len(missing))
        finally:
            pool.shutdown(cancel_futures=True)

    def say(self, text: str, voice: str, rate: int) -> Spoken:
        """Return a spoken text.

        Raises:
            SpeechError: it cannot be spoken.
        """
        request = (text, voice, rate)
        if request not in self._known:
            self._known[request] = self._ask(request)
        answer = self._known[request]
        if isinstance(answer, SpeechError):
            raise answer
        return answer

    def _ask(self, request: Request) -> Spoken | SpeechError:
        try:
            return self._speaker.say(*request)
        except SpeechError as error:
            return error
