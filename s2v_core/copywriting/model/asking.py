"""One request to a service with OpenAI's interface: streamed, tried again when that may help, ended on demand."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from s2v_core.copywriting.endpoint import refusal_of
from s2v_core.copywriting.texts import Usage
from s2v_core.errors import CopyError

if TYPE_CHECKING:
    import openai

__all__ = ["Asker", "Patience"]

_AGAIN = frozenset({408, 409, 429})
_UNKNOWN_OPTION = frozenset({400, 404, 415, 422})
_LONGEST_REQUEST = 600.0
_HINT = "Try again later, or choose another service."


@dataclass(frozen=True)
class Patience:
    """How often a request is made when the service is busy, and how long it waits in between, in seconds."""

    attempts: int = 5
    first_wait: float = 0.5
    longest_wait: float = 60.0


@dataclass
class _Known:
    """What was found out about a service: how strict a form of answer it takes, and whether it streams."""

    strictness: int = 0
    streams: bool = True


@dataclass
class Asker:
    """Asks a model. Thread-safe.

    Args:
        client: of the service.
        model: its name.
        formats: forms of answers, the strictest first; the next one is taken where a service refuses one.
        timeout: seconds for which the service may say nothing.
        stop: ends everything when it is set.
        patience: with a service that is busy or fails.
    """

    client: openai.OpenAI
    model: str
    formats: Sequence[dict[str, Any] | None]
    timeout: float
    stop: threading.Event
    patience: Patience = field(default_factory=Patience)
    _known: _Known = field(default_factory=_Known)
    _usage: Usage = field(default_factory=Usage)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def usage(self) -> Usage:
        """Return what all requests have used so far; the cost is not known here."""
        with self._lock:
            return self._usage

    def answer(self, messages: list[dict[str, str]]) -> Iterator[str]:
        """Yield an answer in pieces. Where the connection breaks in the middle it ends there, as if it were whole.

        Raises:
            CopyError: the service cannot be reached, refuses, or stays busy. The key is never in the message.
        """
        failures = 0
        while not self.stop.is_set():
            strictness, streams, begun = self._known.strictness, self._known.streams, False
            try:
                for piece in self._pieces(messages, strictness, streams):
                    begun = begun or bool(piece)
                    yield piece
                if begun or not streams or self.stop.is_set():
                    return
                self._known.streams = False  # it ignored the wish, and what it said instead was not understood
            except _errors() as error:
                if begun or self.stop.is_set():
                    return
                if not self._asks_less(error, strictness):
                    failures += 1
                    self._wait(error, failures)

    def _pieces(self, messages: list[dict[str, str]], strictness: int, streams: bool) -> Iterator[str]:
        options: dict[str, Any] = {"model": self.model, "messages": messages, "stream": streams}
        response_format = self.formats[strictness]
        if response_format is not None:
            options["response_format"] = response_format
            options |= {"stream_options": {"include_usage": True}} if streams else {}
        self._count(requests=1)
        answer = self.client.chat.completions.create(**options)
        if not streams:
            self._count_tokens(answer)
            yield _content(answer, "message")
            return
        latest = time.monotonic() + _LONGEST_REQUEST
        with answer:
            for chunk in answer:
                self._count_tokens(chunk)
                yield _content(chunk, "delta")
                if self.stop.is_set() or time.monotonic() > latest:
                    return

    def _asks_less(self, error: Exception, strictness: int) -> bool:
        """Tell whether the service may only have refused the form of the answer; another one is asked for then."""
        status = getattr(error, "status_code", None)
        if status not in _UNKNOWN_OPTION or strictness + 1 >= len(self.formats):
            return False
        self._known.strictness = max(self._known.strictness, strictness + 1)
        return True

    def _wait(self, error: Exception, failures: int) -> None:
        """Wait before another attempt.

        Raises:
            CopyError: there is no use in one.
        """
        import openai

        status = getattr(error, "status_code", None)
        passing = status is None or status in _AGAIN or status >= 500
        spent = getattr(error, "code", None) == "insufficient_quota"
        timed_out = isinstance(error, openai.APITimeoutError)
        if not passing or spent or failures >= self.patience.attempts or (timed_out and failures > 1):
            raise refusal_of(error, self.timeout) from None
        usual = self.patience.first_wait * 2 ** (failures - 1) * random.uniform(0.8, 1.2)  # noqa: S311 (no secret)
        asked = _retry_after(error)
        if asked is not None and asked > self.patience.longest_wait:
            message = f"The service asks to wait {asked:.0f} seconds."
            raise CopyError(message, hint=_HINT) from None
        self.stop.wait(min(usual, self.patience.longest_wait) if asked is None else asked)

    def _count_tokens(self, answer: Any) -> None:
        used = getattr(answer, "usage", None)
        if used is not None:
            self._count(prompt=_number(used, "prompt_tokens"), completion=_number(used, "completion_tokens"))

    def _count(self, *, requests: int = 0, prompt: int = 0, completion: int = 0) -> None:
        with self._lock:
            had = self._usage
            self._usage = Usage(had.requests + requests, had.prompt_tokens + prompt, had.completion_tokens + completion)


def _errors() -> tuple[type[Exception], ...]:
    """Return what goes wrong at a service: its errors, those of connections, and answers that make no sense."""
    import httpx
    import openai

    return (openai.OpenAIError, httpx.HTTPError, AttributeError, IndexError, TypeError, ValueError)


def _content(answer: Any, name: str) -> str:
    choices = getattr(answer, "choices", None)
    content = getattr(getattr(choices[0], name, None), "content", None) if choices else None
    return content if isinstance(content, str) else ""


def _retry_after(error: Exception) -> float | None:
    response = getattr(error, "response", None)
    said = response.headers.get("retry-after", "") if response is not None else ""
    try:
        return max(0.0, float(said))
    except ValueError:
        return None


def _number(used: Any, name: str) -> int:
    value = getattr(used, name, 0)
    return value if isinstance(value, int) and value >= 0 else 0
