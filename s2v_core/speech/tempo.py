"""Speaking faster or slower after the fact."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from s2v_core.tempo import at_tempo

__all__ = ["stretched"]

_SMALLEST_CHANGE = 0.01


def stretched(samples: NDArray[np.float32], rate: int, speed: float) -> NDArray[np.float32]:
    """Return mono ``samples`` (n,) played ``speed`` times as fast at the same pitch: round(n / speed) samples.

    Changes below one percent, which nobody hears, are left out; then the result is ``samples`` itself.
    """
    return samples if abs(speed - 1) < _SMALLEST_CHANGE else at_tempo(samples, rate, speed)
