"""A signed request counts once, and only for a while after it was signed."""

from __future__ import annotations

import time
from collections.abc import Callable

from s2v_core.api.refusals import Refusal

__all__ = ["Freshness"]

_WINDOW = 900
"""Seconds that the clocks of both sides may differ."""
_MOST = 500_000
_LONGEST = 128
_SLACK = 2.0


class Freshness:
    """Remembers which signed requests were seen. What was signed before this began is refused: it may have been seen.

    Args:
        now: tells the Unix time.
    """

    def __init__(self, *, now: Callable[[], float] = time.time) -> None:
        self._now = now
        self._since = now() - _SLACK
        self._seen: dict[int, set[tuple[str, str]]] = {}

    def check(self, signed: float) -> None:
        """See whether a request may still count that was signed at the Unix time ``signed``.

        Raises:
            Refusal: it is too old or of the future.
        """
        if abs(self._now() - signed) > _WINDOW:
            raise _expired("The request was signed too long ago, or in the future.")
        if signed < self._since:
            raise _expired("The request was signed before this server began.")

    def take(self, key: str, signed: float, nonce: str) -> None:
        """Let a request count that ``key`` signed at the Unix time ``signed``.

        Raises:
            Refusal: it is too old or of the future, or it was taken before.
        """
        self.check(signed)
        if not nonce or len(nonce) > _LONGEST:
            raise Refusal(400, "MissingParameter", "The signature's nonce is missing or too long.")
        self._forget(self._now())
        if sum(map(len, self._seen.values())) >= _MOST:
            raise Refusal(429, "Throttling", "Too many requests are remembered.", wait=_WINDOW)
        seen = self._seen.setdefault(int(signed // _WINDOW), set())
        if (key, nonce) in seen:
            raise Refusal(
                400, "SignatureNonceUsed", "This very request was sent before.", hint="Sign every request anew."
            )
        seen.add((key, nonce))

    def _forget(self, now: float) -> None:
        for slot in [slot for slot in self._seen if (slot + 1) * _WINDOW < now - _WINDOW]:
            del self._seen[slot]


def _expired(message: str) -> Refusal:
    hint = "Sign every request anew, and compare the clocks of both machines."
    return Refusal(400, "InvalidTimeStamp.Expired", message, hint=hint)
