"""Joining spoken sentences to one sound of one loudness."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from s2v_core.speech.levelling import normalised
from s2v_core.speech.passages import TimedSpan
from s2v_core.speech.sound import resample

__all__ = ["Part", "join"]


@dataclass(frozen=True)
class Part:
    """Mono ``samples`` at ``rate`` Hz with the times of their words, spoken by ``voice``."""

    samples: NDArray[np.float32]
    rate: int
    spans: tuple[TimedSpan, ...]
    voice: str = ""


def join(parts: Sequence[Part], silences: Sequence[float], rest: float) -> Part:
    """Return ``parts`` one after the other at the first one's rate, each after its silence, then ``rest`` seconds.

    Every voice is brought to the same loudness, over all that it says.
    """
    levelled = _levelled(parts)
    rate = parts[0].rate
    pieces: list[NDArray[np.float32]] = []
    spans: list[TimedSpan] = []
    at = 0
    for part, silence in zip(levelled, silences, strict=True):
        pause = np.zeros(round(silence * rate), np.float32)
        samples = resample(part.samples, part.rate, rate)
        shift = (at + len(pause)) / rate
        spans += [(first, last, start + shift, end + shift) for first, last, start, end in part.spans]
        pieces += [pause, samples]
        at += len(pause) + len(samples)
    pieces.append(np.zeros(round(rest * rate), np.float32))
    return Part(np.concatenate(pieces), rate, tuple(spans))


def _levelled(parts: Sequence[Part]) -> list[Part]:
    levelled = list(parts)
    for voice in {part.voice for part in parts}:
        mine = [index for index, part in enumerate(parts) if part.voice == voice]
        sounds = normalised(*(parts[index].samples for index in mine), rate=parts[mine[0]].rate)
        for index, samples in zip(mine, sounds, strict=True):
            levelled[index] = replace(parts[index], samples=samples)
    return levelled
