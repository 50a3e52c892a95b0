"""Words that are not heard: silence, or a beep, takes their place."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from s2v_core.rendering.rates import SAMPLE_RATE
from s2v_core.rendering.sound.envelope import Envelope, Level, Window
from s2v_core.rendering.values import number
from s2v_core.timeline.model import AudioClip

__all__ = ["Beep", "beep", "replaced"]

_PITCH = 1000.0
"""Hertz."""
_LOUDNESS = 0.1
"""Amplitude: -20 LUFS, a little below a voice at its usual loudness."""
_RAMP = SAMPLE_RATE // 200
_LONGEST = 86_400.0


@dataclass(frozen=True)
class Beep:
    """A tone over a window of a sound, ``gain`` times as loud as usual."""

    window: Window
    gain: float


def replaced(clip: AudioClip, speed: float, envelope: Envelope) -> tuple[Envelope, tuple[Beep, ...]]:
    """Return the envelope of a clip in which the stretches that it wants replaced (``S2V.Replaced``: ``Start`` and
    ``End`` in seconds of its material, ``By`` mute or beep) are silent, and the beeps that are heard instead."""
    stretches = list(_stretches(clip, speed))
    gain = math.prod(level.gain for level in envelope.levels if level.window is None)
    silent = tuple(Level(0.0, window) for window, _ in stretches)
    beeps = tuple(Beep(window, gain) for window, way in stretches if way == "beep")
    return replace(envelope, levels=(*envelope.levels, *silent)), beeps


def beep(tone: Beep, length: int) -> NDArray[np.float32]:
    """Return a beep as (length, 2) float32 samples of the sound it is heard with."""
    start, end = min(tone.window.start, length), min(tone.window.end, length)
    samples = np.zeros((length, 2), np.float32)
    time = np.arange(end - start, dtype=np.float32)
    edges = np.minimum(np.minimum(time, time[::-1]) / np.float32(_RAMP), 1)
    wave = np.sin(time * np.float32(2 * math.pi * _PITCH / SAMPLE_RATE)) * edges * np.float32(_LOUDNESS * tone.gain)
    samples[start:end] = wave[:, None]
    return samples


def _stretches(clip: AudioClip, speed: float) -> Iterator[tuple[Window, str]]:
    own = clip.extra.get("S2V")
    listed: Any = own.get("Replaced") if isinstance(own, Mapping) else None
    for entry in listed if isinstance(listed, list | tuple) else ():
        if not isinstance(entry, Mapping):
            continue
        begin, end = (number(entry.get(name), 0, _LONGEST) for name in ("Start", "End"))
        if begin is not None and end is not None and begin < end:
            times = ((second - clip.source_in) / speed * SAMPLE_RATE for second in (begin, end))
            start, finish = (max(0, round(time)) for time in times)
            if start < finish:
                yield Window(start, finish), str(entry.get("By") or "").lower()
