"""What runs inside a voice worker: the code that touches the speech libraries, one module per library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

__all__ = ["Host", "HostWord", "Utterance"]

HostWord = tuple[int, int, float, float]
"""Offset and length in characters of the text, start and end in seconds."""


@dataclass(frozen=True)
class Utterance:
    """What a host gives back: mono float32 ``samples`` (n,) at ``rate`` Hz and the words that have times."""

    samples: NDArray[np.float32]
    rate: int
    words: tuple[HostWord, ...] = ()


class Host(Protocol):
    """A speech library inside a worker; made with the configuration that its engine sends."""

    def speak(self, text: str, voice: str, speed: float) -> Utterance:
        """Speak ``text``; whatever is raised is reported to the parent as the engine's failure."""
        ...
