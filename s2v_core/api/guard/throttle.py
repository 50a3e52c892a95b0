"""How often somebody may ask."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable

from s2v_core.api.refusals import Refusal

__all__ = ["Throttle"]

_REMEMBERED = 4096


class Throttle:
    """Lets everybody ask so many times a second, and twice as many at once after a pause.

    Args:
        rate: requests a second; 0: any number.
        now: a monotonic clock in seconds.
    """

    def __init__(self, rate: float, *, now: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._burst = max(1.0, 2 * rate)
        self._now = now
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, who: str) -> None:
        """Count a request of ``who``.

        Raises:
            Refusal: there were too many.
        """
        if not self._rate:
            return
        now = self._now()
        left, at = self._left.pop(who, (self._burst, now))
        left = min(self._burst, left + (now - at) * self._rate)
        self._left[who] = (left - 1 if left >= 1 else left, now)
        if len(self._left) > _REMEMBERED:
            self._left.popitem(last=False)
        if left < 1:
            wait = math.ceil((1 - left) / self._rate)
            raise Refusal(429, "Throttling.User", "There are too many requests.", hint="Ask less often.", wait=wait)
