"""What every voice engine offers: the protocol, and the values that pass through it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from s2v_core.timeline.model import Word

__all__ = ["Engine", "Speech", "Voice"]


@dataclass(frozen=True)
class Voice:
    """One voice of one engine.

    ``id`` is ``engine:name``; ``languages`` are primary subtags (``en``, ``zh``; ``*`` for all).
    """

    id: str
    languages: tuple[str, ...]
    description: str = ""
    gender: str = ""

    @property
    def engine(self) -> str:
        """Name of the engine."""
        return self.id.partition(":")[0]

    @property
    def name(self) -> str:
        """Name within the engine."""
        return self.id.partition(":")[2]


@dataclass(frozen=True)
class Speech:
    """A spoken text: mono ``samples`` (n,) float32 in -1..1 at ``rate`` Hz.

    ``words`` are empty when the engine has no times.
    """

    samples: NDArray[np.float32]
    rate: int
    words: tuple[Word, ...] = ()

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return len(self.samples) / self.rate


class Engine(Protocol):
    """A way to turn text into sound."""

    name: str

    def voices(self) -> tuple[Voice, ...]:
        """Return the voices that can be used now, without network access; empty when the engine is not installed."""
        ...

    def speak(self, text: str, voice: str, speed: float) -> Speech:
        """Speak plain ``text`` (no tags) with the voice called ``voice`` at ``speed`` times its natural speed.

        Raises:
            EngineFailed: the engine crashed, ran out of time or returned no sound.
        """
        ...
