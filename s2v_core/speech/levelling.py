"""One loudness for all voices.

A voice is heard from both loudspeakers, so its mono signal is measured in two channels, as it will be in the mix.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from s2v_core.loudness import CEILING, integrated_loudness, limited, true_peak

__all__ = ["TARGET", "heard_loudness", "normalised"]

Sound = NDArray[np.float32]

TARGET = -16.0
"""LUFS, measured as stereo."""

_GREATEST_GAIN = 10 ** (40 / 20)
_CLOSE_ENOUGH = 0.1
_ROUNDS = 3
"""The limiter takes a little loudness away, which further rounds give back."""


def heard_loudness(*sounds: Sound, rate: int) -> float:
    """Return the integrated loudness in LUFS of mono ``sounds`` (n,) heard in both channels; -inf for silence.

    Gated at -70 LUFS and 10 LU below the mean, over all sounds together.
    """
    return integrated_loudness(*(np.broadcast_to(sound[:, None], (len(sound), 2)) for sound in sounds), rate=rate)


def normalised(*sounds: Sound, rate: int) -> list[Sound]:
    """Return ``sounds`` at -16 LUFS over all of them, with no true peak above -1 dBFS; silence stays as it is."""
    current = heard_loudness(*sounds, rate=rate)
    level = list(sounds)
    for _ in range(_ROUNDS if np.isfinite(current) else 0):
        gain = np.float32(min(10 ** ((TARGET - current) / 20), _GREATEST_GAIN))
        level = [_below_ceiling((sound * gain).astype(np.float32), rate) for sound in level]
        current = heard_loudness(*level, rate=rate)
        if abs(current - TARGET) < _CLOSE_ENOUGH:
            break
    return level


def _below_ceiling(sound: Sound, rate: int) -> Sound:
    """Return ``sound`` limited; what the gain's curve leaves above the ceiling between samples is scaled away."""
    held = limited(sound[:, None], rate=rate)
    excess = true_peak(held) / CEILING
    return (held[:, 0] / np.float32(max(1.0, excess))).astype(np.float32)
